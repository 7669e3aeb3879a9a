"""Work that takes its time: asked for every round, done now and then in a thread of its own, one at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

log = logging.getLogger("sahayak.beside")


class Beside:
    """Called every round. ``trouble``: what the log says when ``work`` breaks; it is then tried again."""

    def __init__(
        self, work: Callable[[datetime], None], now: Callable[[], datetime], every: timedelta, trouble: str
    ) -> None:
        self._work, self._now, self._every, self._trouble = work, now, every, trouble
        self._looked: datetime | None = None
        self._thread: threading.Thread | None = None

    def __call__(self) -> None:
        now = self._now()
        busy = self._thread is not None and self._thread.is_alive()
        if busy or (self._looked is not None and now - self._looked < self._every):
            return
        self._looked = now
        self._thread = threading.Thread(target=self._try, args=(now,), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until the work begun is done."""
        if self._thread is not None:
            self._thread.join()

    def _try(self, now: datetime) -> None:
        try:
            self._work(now)
        except Exception as problem:
            # Not what it says: the text may hold a person's words.
            log.error("%s: %s", self._trouble, type(problem).__name__)
