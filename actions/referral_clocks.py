"""The clocks of a referral, in the agency's working hours: remind, expire, pause while the person is asked."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import agencies, cases, events, timers, triage_rules
from actions.cases import Case
from actions.clocks import Calendar, add_working, working_between
from actions.events import Actor
from actions.referral_states import OPEN
from records.case_tables import referrals

#: Work may take this many times the hours for an answer before the desk asks how it goes, and looks for another way.
WORK_TIMES = 3
REMIND, EXPIRE, LATE, FIRST_STEP = "remind", "expire", "late", "first-step"


def follow(connection: Connection, case: Case, referral: str, agency: str, state: str, key: str, now: datetime) -> None:
    """Set the clocks that belong to the state a referral came into."""
    if state == "seen":
        return  # Seeing is no answer: the clock of the sending goes on.
    timers.cancel(connection, now, referral=referral)
    if state == "proposed" or state not in OPEN:
        _set_due(connection, referral, None)
        return
    hours = triage_rules.load(case.programme).answer_hours[case.urgency]
    working = timedelta(hours=hours if state == "sent" else hours * WORK_TIMES)
    _start(connection, case, referral, agency, state, working, key, now)


def pause(connection: Connection, case: Case, actor: Actor, key: str, now: datetime, question: str = "") -> bool:
    """The desk waits for the person: every clock of the case stands. False when it waits already."""
    if case.state == "waiting" or not events.append(connection, case.id, "paused", actor, f"{key}:paused", now):
        return False
    if question.strip():
        number = events.note(connection, case.id, question, now)
        events.append(connection, case.id, "noted", actor, f"{key}:question", now, data={"note": number})
    for row in _running(connection, case.id):
        left = working_between(now, row.due_at, _calendar(case, row.agency_id))
        connection.execute(
            referrals.update()
            .where(referrals.c.id == row.id)
            .values(paused_at=now, left_seconds=int(left.total_seconds()))
        )
    timers.cancel(connection, now, case=case.id)
    cases.change(connection, case.id, now, state="waiting", next_step="step-you-answer", due_at=None)
    cases.tell(connection, case, f"{key}:paused", "notice-your-turn", now, {"question": question.strip()})
    return True


def resume(connection: Connection, case: Case, actor: Actor, key: str, now: datetime) -> bool:
    """The person answered: the clocks go on with the time that was left."""
    if case.state != "waiting" or not events.append(connection, case.id, "resumed", actor, f"{key}:resumed", now):
        return False
    dates = []
    for row in _running(connection, case.id):
        left = timedelta(seconds=row.left_seconds or 0)
        dates.append(_start(connection, case, row.id, row.agency_id, row.state, left, f"{key}:{row.id}", now))
        connection.execute(referrals.update().where(referrals.c.id == row.id).values(paused_at=None, left_seconds=None))
    state, step = ("referred", "step-agency-answers") if dates else ("assessed", "step-officer-looks")
    due = min(dates) if dates else promise_first_step(connection, case, key, now)
    cases.change(connection, case.id, now, state=state, next_step=step, due_at=due)
    return True


def promise_first_step(connection: Connection, case: Case, key: str, now: datetime) -> datetime:
    """Start the desk's own clock anew; it runs out when no officer has taken a step by then."""
    rules = triage_rules.load(case.programme)
    calendar = agencies.load(case.programme).calendars[rules.calendar]
    due = add_working(now, timedelta(hours=rules.promise_hours[case.urgency]), calendar)
    timers.cancel(connection, now, case=case.id, kind=FIRST_STEP)
    timers.start(connection, f"{key}:first-step", case.id, FIRST_STEP, due)
    return due


def _start(
    connection: Connection, case: Case, referral: str, agency: str, state: str, working: timedelta, key: str,
    now: datetime,
) -> datetime:  # fmt: skip
    calendar = _calendar(case, agency)
    due = add_working(now, working, calendar)
    half = add_working(now, working / 2, calendar)
    timers.start(connection, f"{key}:{referral}:remind", case.id, REMIND, half, referral)
    last = EXPIRE if state in ("sent", "seen") else LATE
    timers.start(connection, f"{key}:{referral}:{last}", case.id, last, due, referral)
    _set_due(connection, referral, due)
    return due


def _running(connection: Connection, case: int) -> list[sa.Row[tuple[str, str, str, datetime, int | None]]]:
    columns = (referrals.c.id, referrals.c.agency_id, referrals.c.state, referrals.c.due_at, referrals.c.left_seconds)
    wanted = (referrals.c.case_id == case, referrals.c.state.in_(OPEN), referrals.c.due_at.is_not(None))
    return list(connection.execute(sa.select(*columns).where(*wanted).order_by(referrals.c.rank)))


def _calendar(case: Case, agency: str) -> Calendar:
    return agencies.load(case.programme).calendar_of(agency)


def _set_due(connection: Connection, referral: str, due: datetime | None) -> None:
    connection.execute(referrals.update().where(referrals.c.id == referral).values(due_at=due))
