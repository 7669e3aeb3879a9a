"""The clocks of referrals and of the desk: they remind, expire and hand on, each once, and stop when they should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import cases, desk, desk_clock, events, referrals, timers
from actions.cases import Case
from actions.desk_clock import Staff
from records.case_tables import case_events
from records.case_tables import notices as notices_table
from records.case_tables import timers as timers_table
from records.database import Database
from tests.actions import desk as told
from tests.actions.referred import AGENCY, OFFICER, Told, hearing, messages, opened, sent
from tests.fakes import START


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_the_clock_of_a_local_office_stands_on_its_states_holidays(database: Database) -> None:
    eve, due = datetime(2026, 1, 13, 6, tzinfo=UTC), {}
    with database.write() as connection:
        told.talk(connection, "c1", "en")
        for region in ("IN-GJ", "IN-UP"):
            case = told.case(connection, "c1", "in-msme", {**told.TOLD, "region": region}, language="en")
            one = referrals.refer(connection, case, "in-dic", "registration", "o1", f"r{region}", eve)
            due[region] = referrals.act(connection, one.id, "send", OFFICER, f"s{region}", eve).referral.due_at
    assert due["IN-GJ"] != due["IN-UP"]


def test_an_agency_that_does_not_answer_expires(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
    assert first.due_at is not None
    assert desk_clock.tick(database, first.due_at - timedelta(seconds=1), Staff()) == 1  # the reminder
    assert desk_clock.tick(database, first.due_at, Staff()) == 1
    with database.read() as connection:
        assert referrals.get(connection, first.id).state == "expired"
        kinds = [event.kind for event in events.of_case(connection, case.id)]
        assert kinds.count("reminded") == 1
        assert kinds.count("escalated") == 1


def test_escalation_gives_the_case_to_another_officer(database: Database) -> None:
    heard: list[tuple[str, str]] = []
    staff = Staff(
        next_officer=lambda connection, case: "o2" if case.owner == "o1" else "o1",
        tell=lambda connection, officer, key, message, args: heard.append((officer, message)),
    )
    with database.write() as connection:
        case, _ = opened(connection)
        case = desk.assign(connection, case, "o1", OFFICER, "a1", START)
    assert case.due_at is not None
    for ticks in range(3):
        assert desk_clock.tick(database, case.due_at, staff) == (1 if ticks == 0 else 0)
    with database.read() as connection:
        now = cases.get(connection, case.id)
    assert (now.owner, now.urgency) == ("o2", case.urgency - 1)
    assert now.due_at is not None
    assert now.due_at > case.due_at
    assert heard == [("o2", "officer-takes-over")]


def test_the_only_officer_keeps_what_is_late_and_is_told(database: Database) -> None:
    heard: Told = []
    with database.write() as connection:
        case, first = sent(connection)
        desk.assign(connection, case, "o1", OFFICER, "a1", START)
    assert first.due_at is not None
    desk_clock.tick(database, first.due_at, hearing(heard))
    with database.read() as connection:
        now = cases.get(connection, case.id)
        assert (now.owner, now.urgency) == ("o1", max(1, case.urgency - 1))
        (event,) = [one for one in events.of_case(connection, case.id) if one.kind == "escalated"]
        assert event.data == {"from": "o1", "to": "o1"}
    assert heard == [("o1", "officer-remind-agency"), (first.id, "by mail"), ("o1", "officer-late-alone")]


@pytest.mark.parametrize("accepted", [False, True])
def test_a_reminder_of_what_is_nobodys_reaches_every_officer_and_the_agency(database: Database, accepted: bool) -> None:
    heard: Told = []
    with database.write() as connection:
        _, first = sent(connection)
        if accepted:
            first = referrals.act(connection, first.id, "accept", AGENCY, "a", START).referral
    assert first.due_at is not None
    desk_clock.tick(database, first.due_at - timedelta(seconds=1), hearing(heard, others=True))
    # Who is at work is asked by an officer, not by a letter about an answer.
    assert heard == [(None, "officer-remind-agency"), *([] if accepted else [(first.id, "by mail")])]


def test_a_case_that_nobody_takes_up_is_handed_on_a_few_times_and_the_person_told_once(database: Database) -> None:
    with database.write() as connection:
        case, _ = opened(connection)
    for hours in range(0, 24 * 40, 12):
        desk_clock.tick(database, START + timedelta(hours=hours), Staff(next_officer=lambda *_: "o2"))
    with database.read() as connection:
        kinds = [event.kind for event in events.of_case(connection, case.id)]
        assert kinds.count("escalated") == desk_clock.MOST_HANDED_ON
        assert messages(connection).count("notice-delayed") == 1
        assert cases.get(connection, case.id).urgency == 1


def test_there_is_one_desk_clock_after_a_silent_agency(database: Database) -> None:
    with database.write() as connection:
        _, first = sent(connection)
    assert first.due_at is not None
    desk_clock.tick(database, first.due_at, Staff())
    with database.read() as connection:
        running = timers.due(connection, START + timedelta(days=500))
    assert [timer.kind for timer in running] == ["first-step"]


def test_a_step_taken_in_time_stops_the_desks_clock(database: Database) -> None:
    with database.write() as connection:
        case, _ = sent(connection)
    desk_clock.tick(database, START + timedelta(days=60), Staff(next_officer=lambda *_: "o9"))
    with database.read() as connection:
        whys = [event.why for event in events.of_case(connection, case.id) if event.kind == "escalated"]
    assert "no-first-step" not in whys


@pytest.mark.parametrize("action", ["decline", "complete", "expire"])
def test_what_follows_an_answer_by_link_is_not_stopped_by_a_long_key(database: Database, action: str) -> None:
    """Turns of links are named by 45 letters, and clocks put more behind them: PostgreSQL takes 80."""
    key = f"link:{'z' * 40}" if action != "expire" else f"staff:p12345678:{10**16}:and some more"
    with database.write() as connection:
        case, first = opened(connection)
        desk.assign(connection, case, "o1", OFFICER, "a1", START)
        referrals.act(connection, first.id, "send", OFFICER, key, START)
        if action == "complete":
            referrals.act(connection, first.id, "accept", AGENCY, key, START)
        if action != "expire":
            code = "no-capacity" if action == "decline" else "loan"
            referrals.act(connection, first.id, action, AGENCY, key, START, code=code)  # type: ignore[arg-type]
    for days in range(60):
        desk_clock.tick(database, START + timedelta(days=days), Staff(next_officer=lambda *_: "o2"))
    with database.read() as connection:
        assert timers.due(connection, START + timedelta(days=60)) == []
        assert cases.get(connection, case.id).owner == "o2"
        assert "notice-delayed" in messages(connection)
        for table, longest in ((notices_table, 72), (timers_table, 80), (case_events, 120)):
            assert max(map(len, connection.execute(sa.select(table.c.key)).scalars())) <= longest


def test_a_long_key_still_counts_once(database: Database) -> None:
    key = "t" * 130
    with database.write() as connection:
        case, first = opened(connection)
        for _ in range(2):
            assert referrals.act(connection, first.id, "send", OFFICER, key, START).refused is None
            desk.note(connection, case, "once", OFFICER, key, START)
        kinds = [one.kind for one in events.of_case(connection, case.id)]
        assert (kinds.count("referral_send"), kinds.count("noted")) == (1, 1)
        assert messages(connection).count("notice-send") == 1


def test_a_timer_that_fails_stays_due_and_stops_nobody(database: Database) -> None:
    def broken(connection: Connection, case: Case) -> str | None:
        raise LookupError("no roster")

    with database.write() as connection:
        case, _ = opened(connection)
    assert case.due_at is not None
    assert desk_clock.tick(database, case.due_at, Staff(next_officer=broken)) == 0
    with database.read() as connection:
        assert [timer.kind for timer in timers.due(connection, case.due_at)] == ["first-step"]
    assert desk_clock.tick(database, case.due_at, Staff()) == 1


def test_no_timer_outlives_what_it_was_for(database: Database) -> None:
    with database.write() as connection:
        _, first = sent(connection)
        referrals.act(connection, first.id, "accept", AGENCY, "a", START)
        referrals.act(connection, first.id, "complete", AGENCY, "c", START, code="loan")
        rows = connection.execute(sa.select(timers_table).where(timers_table.c.referral_id == first.id)).all()
    assert rows
    assert not [row for row in rows if row.cancelled_at is None]
