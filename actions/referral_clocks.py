"""The clocks of a referral, in the agency's working hours: remind, expire, pause while the person is asked."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import agencies, cases, events, timers, triage_rules
from actions.cases import Case
from actions.clocks import Calendar, add_working, working_between
from actions.events import Actor
from actions.referral_states import AT_AGENCY
from records.case_tables import referrals

#: Work may take this many times the hours for an answer before the desk asks how it goes, and looks for another way.
WORK_TIMES = 3
REMIND, EXPIRE, LATE, FIRST_STEP, ASKED = "remind", "expire", "late", "first-step", "asked"


def follow(connection: Connection, case: Case, referral: str, agency: str, state: str, key: str, now: datetime) -> None:
    """Set the clocks that belong to the state a referral came into."""
    if state == "seen":
        return  # Seeing is no answer: the clock of the sending goes on, or stands.
    timers.cancel(connection, now, referral=referral)
    if state not in AT_AGENCY:
        _set(connection, referral, None)
        return
    hours = triage_rules.load(case.programme).answer_hours[case.urgency]
    working = timedelta(hours=hours if state == "sent" else hours * WORK_TIMES)
    if case.state == "waiting":
        _set(connection, referral, None, paused_at=now, left=working)
    else:
        _start(connection, case, referral, agency, state, working, key, now)


def update_case(connection: Connection, case: Case, key: str, now: datetime) -> None:
    """The case's state, next step and promised date follow from its referrals; not while the person is asked."""
    if case.state in ("closed", "waiting"):
        return
    mine = _referrals(connection, case.id)
    at_work = [one for one in mine if one.state in AT_AGENCY]
    if at_work:
        timers.cancel(connection, now, case=case.id, kind=FIRST_STEP)
        dates = [one.due_at for one in at_work if one.due_at]
        next_step = "step-agency-answers" if at_work[0].state in ("sent", "seen") else "step-agency-works"
        cases.change(connection, case.id, now, state="referred", next_step=next_step, due_at=min(dates, default=None))
        return
    still = [one for one in mine if one.state == "proposed"]
    ended = not still and any(one.state == "completed" for one in mine)
    due = promise_first_step(connection, case, f"{key}:{case.id}", now)
    next_step = "step-desk-closes" if ended else "step-officer-looks"
    cases.change(connection, case.id, now, state="assessed", next_step=next_step, due_at=due)


def pause(connection: Connection, case: Case, actor: Actor, key: str, now: datetime, question: str = "") -> bool:
    """The desk waits for the person: every clock of the case stands. False when it waits already."""
    case = cases.locked(connection, case.id)
    if case.state == "waiting" or not events.append(connection, case.id, "paused", actor, f"{key}:paused", now):
        return False
    if question.strip():
        number = events.note(connection, case.id, question, now)
        events.append(connection, case.id, "asked", actor, f"{key}:question", now, data={"note": number})
    for one in _referrals(connection, case.id):
        # A clock that has run out is not wound up again.
        if one.state in AT_AGENCY and one.due_at and timers.runs(connection, one.id):
            left = working_between(now, one.due_at, _calendar(case, one.agency_id))
            _set(connection, one.id, one.due_at, paused_at=now, left=left)
    timers.cancel(connection, now, case=case.id)
    ask_again_later(connection, case, f"{key}:paused", now)
    cases.change(connection, case.id, now, state="waiting", next_step="step-you-answer", due_at=None)
    cases.tell(connection, case, f"{key}:paused", "notice-your-turn", now, {"question": question.strip()})
    return True


def resume(connection: Connection, case: Case, actor: Actor, key: str, now: datetime) -> bool:
    """The person answered: the clocks go on with the time that was left."""
    case = cases.locked(connection, case.id)
    if case.state != "waiting" or not events.append(connection, case.id, "resumed", actor, f"{key}:resumed", now):
        return False
    for one in _referrals(connection, case.id):
        if one.left_seconds is not None:
            left = timedelta(seconds=one.left_seconds)
            _start(connection, case, one.id, one.agency_id, one.state, left, f"{key}:resumed", now)
    timers.cancel(connection, now, case=case.id, kind=ASKED)
    case = cases.change(connection, case.id, now, state="assessed")
    update_case(connection, case, f"{key}:resumed", now)
    if actor.kind == "officer":  # a person who answered here hears so at once
        cases.tell(connection, case, f"{key}:resumed", "notice-resume", now)
    return True


def ask_again_later(connection: Connection, case: Case, key: str, now: datetime) -> None:
    """The person has as long to answer as an agency has."""
    rules = triage_rules.load(case.programme)
    calendar = agencies.load(case.programme).calendars[rules.calendar]
    due = add_working(now, timedelta(hours=rules.answer_hours[case.urgency]), calendar)
    timers.start(connection, f"{key}:asked", case.id, ASKED, due)


def promise_first_step(connection: Connection, case: Case, key: str, now: datetime) -> datetime:
    """Start the desk's own clock anew; it runs out when no officer has taken a step by then."""
    due = _first_step_due(case, now)
    timers.cancel(connection, now, case=case.id, kind=FIRST_STEP)
    timers.start(connection, f"{key}:first-step", case.id, FIRST_STEP, due)
    return due


def hasten(connection: Connection, case: Case, key: str, now: datetime) -> None:
    """A case that nobody has taken up and that became more urgent is due sooner, never later."""
    sooner = case.due_at is None or _first_step_due(case, now) < case.due_at
    if case.state in ("new", "assessed") and sooner:
        cases.change(connection, case.id, now, due_at=promise_first_step(connection, case, key, now))


def _first_step_due(case: Case, now: datetime) -> datetime:
    rules = triage_rules.load(case.programme)
    calendar = agencies.load(case.programme).calendars[rules.calendar]
    return add_working(now, timedelta(hours=rules.promise_hours[case.urgency]), calendar)


def _start(
    connection: Connection, case: Case, referral: str, agency: str, state: str, working: timedelta, key: str,
    now: datetime,
) -> None:  # fmt: skip
    calendar = _calendar(case, agency)
    due = add_working(now, working, calendar)
    half = add_working(now, working / 2, calendar)
    timers.start(connection, f"{key}:{referral}:remind", case.id, REMIND, half, referral)
    last = EXPIRE if state in ("sent", "seen") else LATE
    timers.start(connection, f"{key}:{referral}:{last}", case.id, last, due, referral)
    _set(connection, referral, due)


def _referrals(connection: Connection, case: int) -> list[sa.Row[tuple[str, str, str, datetime | None, int | None]]]:
    columns = (referrals.c.id, referrals.c.agency_id, referrals.c.state, referrals.c.due_at, referrals.c.left_seconds)
    return list(connection.execute(sa.select(*columns).where(referrals.c.case_id == case).order_by(referrals.c.rank)))


def _calendar(case: Case, agency: str) -> Calendar:
    return agencies.load(case.programme).calendar_of(agency, case.region)


def _set(
    connection: Connection, referral: str, due: datetime | None, paused_at: datetime | None = None,
    left: timedelta | None = None,
) -> None:  # fmt: skip
    """When the agency must have answered; or, while the person is asked, the time that it has left."""
    seconds = None if left is None else int(left.total_seconds())
    values = {"due_at": due, "paused_at": paused_at, "left_seconds": seconds}
    connection.execute(referrals.update().where(referrals.c.id == referral).values(**values))
