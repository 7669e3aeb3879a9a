"""Runs turns: one at a time for a conversation, many conversations side by side."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot import inbox
from bot.inbox import Turn
from records.database import Database

log = logging.getLogger("sahayak.workers")


@dataclass(frozen=True, kw_only=True)
class Burst:
    """Short messages that follow each other within ``pause`` seconds are one turn, ``limit`` at most."""

    pause: float
    limit: float


class Workers:
    """``wake`` after storing a message; ``on_reply`` is called when a conversation's outbox grew."""

    def __init__(
        self,
        database: Database,
        handle: Callable[[Turn], Awaitable[None]],
        burst: Burst,
        at_once: int,
        on_turn: Callable[[str, bool], None] = lambda conversation, busy: None,
    ) -> None:
        self._database, self._handle, self._burst = database, handle, burst
        self._slots = asyncio.Semaphore(at_once)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._last_message: dict[str, float] = {}
        self._on_turn = on_turn

    def wake(self, conversation: str, burst: bool = True) -> None:
        """A message of this conversation was stored; ``burst=False`` when none can follow at once."""
        self._last_message[conversation] = time.monotonic() if burst else 0.0
        if conversation not in self._running:
            task = asyncio.create_task(self._run(conversation))
            self._running[conversation] = task

    def recover(self) -> int:
        """Take up what a process that died had left; the number of conversations."""
        with self._database.read() as connection:
            left = inbox.waiting(connection)
        for conversation in left:
            self.wake(conversation, burst=False)
        return len(left)

    async def stop(self) -> None:
        """Stop at once; what was begun is taken up at the next start."""
        for task in list(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _run(self, conversation: str) -> None:
        try:
            # Whether there is more is asked outside a slot: when all are taken, waiting for one only to
            # learn that there is nothing would keep "typing" on the page for the length of a turn.
            while await self._next_turn(conversation) and self._has_more(conversation):
                pass
        except Exception:
            # The turn stays "working" and is taken up again with the next message or the next start.
            log.exception("a turn of conversation %s failed", conversation)
        finally:
            self._running.pop(conversation, None)
            self._last_message.pop(conversation, None)
            self._on_turn(conversation, False)

    def _has_more(self, conversation: str) -> bool:
        with self._database.read() as connection:
            return inbox.is_open(connection, conversation)

    async def _next_turn(self, conversation: str) -> bool:
        await self._until_quiet(conversation)
        async with self._slots:
            with self._database.write() as connection:
                turn = inbox.claim(connection, conversation)
            if turn is None:
                return False
            self._on_turn(conversation, True)
            await self._handle(turn)
            return True

    async def _until_quiet(self, conversation: str) -> None:
        began = time.monotonic()
        while True:
            now = time.monotonic()
            quiet_at = self._last_message.get(conversation, 0.0) + self._burst.pause
            wait = min(quiet_at, began + self._burst.limit) - now
            if wait <= 0:
                return
            await asyncio.sleep(wait)
