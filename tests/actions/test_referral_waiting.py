"""While the desk waits for the person: every clock stands, and goes on with the time that was left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions import agencies, cases, desk_clock, referral_clocks, referrals, timers
from actions.clocks import working_between
from actions.desk_clock import Staff
from records.database import Database
from tests.actions.referred import AGENCY, OFFICER, messages, opened, sent, two_agencies
from tests.fakes import START


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_waiting_for_the_person_stops_the_clock(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        calendar = agencies.load("th-ssrc").calendar_of(first.agency)
        assert first.due_at is not None
        asked_at = START + timedelta(days=1)
        left = working_between(asked_at, first.due_at, calendar)
        assert referral_clocks.pause(connection, case, OFFICER, "p1", asked_at, "สำเนาบัญชี?")
        waiting = cases.get(connection, case.id)
        assert (waiting.state, waiting.next_step) == ("waiting", "step-you-answer")
        assert not referral_clocks.pause(connection, waiting, OFFICER, "p2", asked_at)
        assert [one.kind for one in timers.due(connection, START + timedelta(days=500))] == ["asked"]
        back_at = START + timedelta(days=20)
        assert referral_clocks.resume(connection, waiting, OFFICER, "r1", back_at)
        again = referrals.get(connection, first.id)
        assert again.due_at is not None
        assert working_between(back_at, again.due_at, calendar) == left
        assert cases.get(connection, case.id).state == "referred"
        assert not referral_clocks.resume(connection, cases.get(connection, case.id), OFFICER, "r1", back_at)


def test_an_agency_that_acts_while_the_person_is_asked_stops_no_clock_for_ever(database: Database) -> None:
    with database.write() as connection:
        case, first, second = two_agencies(connection)
        calendar = agencies.load("th-ssrc").calendar_of(second.agency)
        assert second.due_at is not None
        referral_clocks.pause(connection, case, OFFICER, "p1", START + timedelta(hours=1), "?")
        left = working_between(START + timedelta(hours=1), second.due_at, calendar)
        referrals.act(connection, first.id, "see", AGENCY, "see1", START + timedelta(hours=2))
        waiting = cases.get(connection, case.id)
        assert (waiting.state, waiting.next_step, waiting.due_at) == ("waiting", "step-you-answer", None)
        back_at = START + timedelta(days=20)
        assert referral_clocks.resume(connection, waiting, OFFICER, "r1", back_at)
        for one in (first, second):
            again = referrals.get(connection, one.id)
            assert again.due_at is not None
            assert again.left_seconds is None
            assert working_between(back_at, again.due_at, calendar) == left
        assert cases.get(connection, case.id).due_at == again.due_at


@pytest.mark.parametrize("action", ["accept", "send"])
def test_a_clock_that_begins_while_the_person_is_asked_runs_afterwards(database: Database, action: str) -> None:
    with database.write() as connection:
        case, first = sent(connection) if action == "accept" else opened(connection)
        referral_clocks.pause(connection, case, OFFICER, "p1", START, "?")
        actor = AGENCY if action == "accept" else OFFICER
        done = referrals.act(connection, first.id, action, actor, "while", START)  # type: ignore[arg-type]
        assert (done.referral.due_at, done.referral.left_seconds is None) == (None, False)
        assert [one.kind for one in timers.due(connection, START + timedelta(days=500))] == ["asked"]
        assert referral_clocks.resume(connection, case, OFFICER, "r1", START + timedelta(days=9))
        assert timers.runs(connection, first.id)
        again = cases.get(connection, case.id)
        step = "step-agency-works" if action == "accept" else "step-agency-answers"
        assert (again.state, again.next_step) == ("referred", step)
        assert again.due_at == referrals.get(connection, first.id).due_at is not None


def test_a_decline_while_the_person_is_asked_starts_no_clock_of_the_desk(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        referral_clocks.pause(connection, case, OFFICER, "p1", START, "?")
        referrals.act(connection, first.id, "decline", AGENCY, "d", START, code="not-ours")
        assert cases.get(connection, case.id).state == "waiting"
        assert [one.kind for one in timers.due(connection, START + timedelta(days=500))] == ["asked"]
        assert referral_clocks.resume(connection, case, OFFICER, "r1", START)
        assert [one.kind for one in timers.due(connection, START + timedelta(days=500))] == ["first-step"]
        assert cases.get(connection, case.id).next_step == "step-officer-looks"


def test_work_that_is_late_already_is_not_late_again_after_an_answer(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        referrals.act(connection, first.id, "accept", AGENCY, "a", START)
    desk_clock.tick(database, START + timedelta(days=90), Staff())
    with database.write() as connection:
        referral_clocks.pause(connection, case, OFFICER, "p1", START + timedelta(days=91), "?")
        assert referral_clocks.resume(connection, case, OFFICER, "r1", START + timedelta(days=92))
        assert timers.due(connection, START + timedelta(days=500)) == []


def test_who_was_asked_hears_that_it_goes_on(database: Database) -> None:
    with database.write() as connection:
        case, _ = sent(connection)
        referral_clocks.pause(connection, case, OFFICER, "p1", START, "?")
        referral_clocks.resume(connection, case, OFFICER, "r1", START)
        assert messages(connection)[-2:] == ["notice-your-turn", "notice-resume"]
