"""Finishes erasures whose turn is over, and forgets commands of officers that named no case.

Beside the workers, because rewriting the file takes its time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from actions import erasure, staff_traces
from bot.beside import Beside
from records.database import Database

log = logging.getLogger("sahayak.erasing")

LOOK_EVERY = timedelta(minutes=1)
Forget = Callable[[Sequence[str], datetime], int]


def erasing(database: Database, now: Callable[[], datetime], forget_tracker: Forget) -> Beside:
    def finish(moment: datetime) -> None:
        if done := erasure.finish(database, moment, forget_tracker):
            log.info("%d erasures finished", done)
        with database.read() as connection:
            lost = staff_traces.has_lost(connection, moment)
        if lost:
            with database.write() as connection:
                staff_traces.forget_lost(connection, moment)

    return Beside(finish, now, LOOK_EVERY, "an erasure could not be finished")


def in_turn(*rounds: Callable[[], object]) -> Callable[[], None]:
    """Several things to be done each round, as one."""

    def every() -> None:
        for one in rounds:
            one()

    return every
