"""Runs the timers that are due. Each in a transaction of its own: a crash repeats none and loses none."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from actions import cases, events, referral_clocks, referrals, timers, waiting
from actions.cases import Case
from actions.events import SYSTEM
from actions.timers import Timer
from records.database import Database

log = logging.getLogger(__name__)
NOT_TAKEN_UP = "no-first-step"


#: Times a case that nobody takes up is handed on; after that it stays on top of the overdue.
MOST_HANDED_ON = 3


def nobody(connection: Connection, case: Case) -> str | None:
    return None


def no_message(connection: Connection, officer: str | None, key: str, message: str, args: Mapping[str, Any]) -> None:
    return None


def no_mail(connection: Connection, referral: str, now: datetime) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Staff:
    """What the clock needs of the officers; they are kept elsewhere."""

    next_officer: Callable[[Connection, Case], str | None] = nobody  #: who takes a case over; never its owner
    #: officer, key, message, args; None: every officer
    tell: Callable[[Connection, str | None, str, str, Mapping[str, Any]], None] = no_message
    #: reminds a referral's agency itself, where it has an address
    remind: Callable[[Connection, str, datetime], None] = no_mail


def tick(database: Database, now: datetime, staff: Staff, limit: int = 100) -> int:
    """Fire what is due; how many fired. A timer that cannot be carried out stays due and is logged."""
    with database.read() as connection:
        found = timers.due(connection, now, limit)
    return sum(_fire(database, timer, now, staff) for timer in found)


def _fire(database: Database, timer: Timer, now: datetime, staff: Staff) -> bool:
    try:
        with database.write() as connection:
            cases.locked(connection, timer.case)  # before the timer, as everybody else does
            if not timers.claim(connection, timer.id, now):
                return False
            _HANDLERS[timer.kind](connection, timer, now, staff)
            return True
    except Exception:
        # One bad row must not stop the clocks of everybody else; it is tried again at the next tick.
        log.exception("timer %s of case %s could not be carried out", timer.key, timer.case)
        return False


def _remind(connection: Connection, timer: Timer, now: datetime, staff: Staff) -> None:
    referral = referrals.get(connection, _referral(timer))
    case = cases.get(connection, timer.case)
    data = {"referral": referral.id, "agency": referral.agency}
    events.append(connection, case.id, "reminded", SYSTEM, f"{timer.key}:fired", now, data=data)
    args = {"reference": case.reference, "agency": referral.agency}
    staff.tell(connection, case.owner, f"{timer.key}:fired", "officer-remind-agency", args)
    if referral.state in ("sent", "seen"):
        staff.remind(connection, referral.id, now)


def _expire(connection: Connection, timer: Timer, now: datetime, staff: Staff) -> None:
    done = referrals.act(connection, _referral(timer), "expire", SYSTEM, timer.key, now)
    if not done.refused:
        _escalate(connection, timer, now, staff, "agency-silent")


def _late(connection: Connection, timer: Timer, now: datetime, staff: Staff) -> None:
    _escalate(connection, timer, now, staff, "work-late")


def _first_step(connection: Connection, timer: Timer, now: datetime, staff: Staff) -> None:
    if cases.get(connection, timer.case).state in ("new", "assessed"):
        _escalate(connection, timer, now, staff, NOT_TAKEN_UP)


def _asked(connection: Connection, timer: Timer, now: datetime, staff: Staff) -> None:
    case = cases.get(connection, timer.case)
    if case.state == "waiting":
        waiting.remind(connection, case, timer.key, now)
        staff.tell(connection, case.owner, f"{timer.key}:again", "officer-no-answer", {"reference": case.reference})


def _escalate(connection: Connection, timer: Timer, now: datetime, staff: Staff, why: str) -> None:
    """Another officer gets the case; with none to be had whoever has it keeps it, and it moves up their queue."""
    case = cases.get(connection, timer.case)
    if case.closed_at:
        return
    to = staff.next_officer(connection, case) or case.owner
    data = {"from": case.owner, "to": to}
    events.append(connection, case.id, "escalated", SYSTEM, f"{timer.key}:escalated", now, why=why, data=data)
    urgency = max(1, case.urgency - 1)
    case = cases.change(connection, case.id, now, owner=to, urgency=urgency)
    if why == NOT_TAKEN_UP:
        _promise_again(connection, case, timer, now)
    message = "officer-late-alone" if to and to == data["from"] else "officer-takes-over"
    if to:
        staff.tell(connection, to, f"{timer.key}:escalated", message, {"reference": case.reference})


def _promise_again(connection: Connection, case: Case, timer: Timer, now: datetime) -> None:
    """A new date, told to the person the first time only: the same bad news twice a day helps nobody."""
    handed_on = _handed_on(connection, case.id)
    if handed_on >= MOST_HANDED_ON:
        return
    due = referral_clocks.promise_first_step(connection, case, f"{timer.key}:again", now)
    cases.change(connection, case.id, now, due_at=due)
    if handed_on == 1:
        args = {"date": due.isoformat()}
        cases.tell(connection, case, f"{timer.key}:escalated", "notice-delayed", now, args)


def _handed_on(connection: Connection, case: int) -> int:
    """How often, since somebody last did something."""
    count = 0
    for event in reversed(events.of_case(connection, case)):
        if event.kind == "escalated" and event.why == NOT_TAKEN_UP:
            count += 1
        elif event.kind != "lookup_failed":
            break
    return count


def _referral(timer: Timer) -> str:
    if timer.referral is None:
        raise LookupError(f"timer {timer.key} names no referral")
    return timer.referral


_HANDLERS: Mapping[str, Callable[[Connection, Timer, datetime, Staff], None]] = {
    referral_clocks.REMIND: _remind,
    referral_clocks.EXPIRE: _expire,
    referral_clocks.LATE: _late,
    referral_clocks.FIRST_STEP: _first_step,
    referral_clocks.ASKED: _asked,
}
