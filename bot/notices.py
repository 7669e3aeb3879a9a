"""Notices into the outbox, and the desk's clocks: what is said to people outside their own turns."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from actions import desk_clock, matching
from actions.desk_clock import Staff
from bot import saying
from bot.dialogue import Said
from records import notices
from records.database import Database
from records.notices import Notice

log = logging.getLogger("sahayak.notices")


class Rounds:
    """One round: fire the clocks that are due, then move notices to the outbox, each in its own transaction."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], notify: Callable[[str], None], staff: Staff = Staff()
    ) -> None:
        self._database, self._now, self._notify, self._staff = database, now, notify, staff

    def __call__(self) -> int:
        """How many notices were moved."""
        desk_clock.tick(self._database, self._now(), self._staff)
        matching.tick(self._database, self._now())
        with self._database.read() as connection:
            waiting = notices.waiting(connection)
        return sum(self._move(notice) for notice in waiting)

    def _move(self, notice: Notice) -> bool:
        try:
            with self._database.write() as connection:
                said, now = [Said(key=notice.message, args=notice.args)], self._now()
                saying.put(connection, notice.conversation, notice.key, said, notice.language, now, "notice")
                notices.moved(connection, notice.id, now)
        except (LookupError, ValueError, TypeError):
            # Words are missing: the notice waits for them, the others go on.
            log.exception("notice %s could not be worded", notice.key)
            return False
        except sa.exc.SQLAlchemyError as problem:
            log.error("a notice could not be moved: %s", type(problem).__name__)
            return False
        self._notify(notice.conversation)
        return True
