"""Finishes erasures whose turn is over; beside the workers, because rewriting the file takes its time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from actions import erasure
from records.database import Database

log = logging.getLogger("sahayak.erasing")

LOOK_EVERY = timedelta(minutes=1)
Forget = Callable[[Sequence[str], datetime], int]


class Erasing:
    """Called every round; looks once a minute, and works in a thread of its own, one at a time."""

    def __init__(self, database: Database, now: Callable[[], datetime], forget_tracker: Forget) -> None:
        self._database, self._now, self._forget = database, now, forget_tracker
        self._looked: datetime | None = None
        self._thread: threading.Thread | None = None

    def __call__(self) -> None:
        now = self._now()
        busy = self._thread is not None and self._thread.is_alive()
        if busy or (self._looked is not None and now - self._looked < LOOK_EVERY):
            return
        self._looked = now
        self._thread = threading.Thread(target=self._finish, args=(now,), name="erasing", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until the work begun is done."""
        if self._thread is not None:
            self._thread.join()

    def _finish(self, now: datetime) -> None:
        try:
            done = erasure.finish(self._database, now, self._forget)
        except Exception as problem:
            # Not what it says: the text may hold a person's words. It is tried again in a minute.
            log.error("an erasure could not be finished: %s", type(problem).__name__)
            return
        if done:
            log.info("%d erasures finished", done)


def in_turn(*rounds: Callable[[], object]) -> Callable[[], None]:
    """Several things to be done each round, as one."""

    def every() -> None:
        for one in rounds:
            one()

    return every
