"""Tells open connections that their conversation's outbox grew, or that an answer is being worked on."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Feed:
    """Wake-ups only; what is new is always read from the outbox."""

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._busy: set[str] = set()

    def notify(self, conversation: str) -> None:
        for listener in self._listeners.get(conversation, ()):
            listener.set()

    def set_busy(self, conversation: str, busy: bool) -> None:
        (self._busy.add if busy else self._busy.discard)(conversation)
        self.notify(conversation)

    def is_busy(self, conversation: str) -> bool:
        return conversation in self._busy

    @contextmanager
    def listen(self, conversation: str) -> Iterator[asyncio.Event]:
        event = asyncio.Event()
        self._listeners[conversation].add(event)
        try:
            yield event
        finally:
            self._listeners[conversation].discard(event)
            if not self._listeners[conversation]:
                del self._listeners[conversation]
