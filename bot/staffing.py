"""People with roles beside the rest: their commands, the desk's clocks, hand-overs that came to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from actions import desk_clock, handover, people
from actions.cases import Case
from actions.desk_clock import Staff
from bot import officer_commands
from bot.referral_letters import dispatch_of
from bot.settings import Settings
from bot.staff_turns import StaffTurns
from records.database import Database


def staff_of(settings: Settings) -> StaffTurns:
    return StaffTurns(timedelta(minutes=settings.handover_wait), officer_commands.for_staff(dispatch_of(settings)))


def staff(
    now: Callable[[], datetime], remind: Callable[[Connection, str, datetime], None] = desk_clock.no_mail
) -> Staff:
    """What the desk's clocks need of the officers; ``remind`` writes to an agency."""

    def next_officer(connection: Connection, case: Case) -> str | None:
        return people.next_officer(connection, case.language, case.owner)

    def tell(connection: Connection, officer: str | None, key: str, message: str, args: Mapping[str, Any]) -> None:
        people.tell_owner(connection, officer, key, message, args, now())

    return Staff(next_officer=next_officer, tell=tell, remind=remind)


def reminder(settings: Settings) -> Callable[[Connection, str, datetime], None]:
    return dispatch_of(settings).remind


class Handovers:
    """Called every round: gives back what nobody took or answered in time."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def __call__(self) -> None:
        with self._database.read() as connection:
            if not handover.late(connection, self._now()):
                return
        with self._database.write() as connection:
            handover.sweep(connection, self._now())
