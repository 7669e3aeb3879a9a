"""Referrals: every step with its event, notice, clock and receipt; whoever is lost is followed by the next best."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import agencies, cases, desk, desk_clock, entitlements, events, referral_clocks, referrals, timers
from actions.cases import Case
from actions.clocks import working_between
from actions.desk_clock import Staff
from actions.events import SYSTEM, Actor
from actions.referrals import Referral
from records import notices
from records.case_tables import case_events
from records.case_tables import notices as notices_table
from records.case_tables import timers as timers_table
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START

OFFICER = Actor(kind="officer", id="o1")
AGENCY = Actor(kind="agency", id="th-tcg")


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def opened(connection: Connection) -> tuple[Case, Referral]:
    draft = told.tell(connection, told.talk(connection))
    case, (first, *_) = desk.take_in(connection, draft, "t1", START, conversation="c1")
    return case, first


def sent(connection: Connection) -> tuple[Case, Referral]:
    case, first = opened(connection)
    done = referrals.act(connection, first.id, "send", OFFICER, "send1", START)
    assert done.refused is None
    return cases.get(connection, case.id), done.referral


def messages(connection: Connection) -> list[str]:
    return [one.message for one in notices.waiting(connection)]


def test_taking_a_case_in_proposes_agencies_once(database: Database) -> None:
    with database.write() as connection:
        case, first = opened(connection)
        assert (first.state, first.rank, first.agency) == ("proposed", 1, "th-tcg")
        again = referrals.propose(connection, case, "t1", START)
        assert [one.id for one in again] == [one.id for one in referrals.of_case(connection, case.id)]


def test_a_whole_life(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        assert (case.state, case.next_step, case.due_at) == ("referred", "step-agency-answers", first.due_at)
        referrals.act(connection, first.id, "see", AGENCY, "see1", START)
        referrals.act(connection, first.id, "accept", AGENCY, "acc1", START)
        referrals.progress(connection, first.id, AGENCY, "ตรวจเอกสารแล้ว", "p1", START)
        done = referrals.act(connection, first.id, "complete", AGENCY, "end1", START, code="restructured")
        assert (done.referral.state, done.referral.outcome) == ("completed", "restructured")
        kinds = [event.kind for event in events.of_case(connection, case.id)]
        assert kinds[-7:] == [
            "referral_send", "referral_see", "referral_accept", "referral_start", "progress", "noted",
            "referral_complete",
        ]  # fmt: skip
        assert messages(connection) == [
            "notice-send", "notice-see", "notice-accept", "notice-start", "notice-progress", "notice-complete",
        ]  # fmt: skip
        assert cases.get(connection, case.id).next_step == "step-desk-closes"


def test_a_step_repeated_changes_nothing(database: Database) -> None:
    with database.write() as connection:
        _, first = sent(connection)
        accepted = referrals.act(connection, first.id, "accept", AGENCY, "k", START)
        again = referrals.act(connection, first.id, "accept", AGENCY, "k", START)
        assert again.refused is None
        assert again.referral == accepted.referral
        replayed = referrals.act(connection, first.id, "accept", AGENCY, "another key", START)
        assert replayed.refused is not None
        assert replayed.refused.why == "wrong-state"
        assert messages(connection).count("notice-accept") == 1


def test_what_is_refused_leaves_no_trace(database: Database) -> None:
    with database.write() as connection:
        case, first = opened(connection)
        before = len(events.of_case(connection, case.id))
        for action, actor in [("accept", AGENCY), ("complete", OFFICER), ("send", AGENCY), ("expire", OFFICER)]:
            assert referrals.act(connection, first.id, action, actor, "x", START, code="loan").refused  # type: ignore[arg-type]
        assert len(events.of_case(connection, case.id)) == before
        assert referrals.get(connection, first.id) == first


@pytest.mark.parametrize(("action", "actor", "code"), [("decline", AGENCY, "no-capacity"), ("expire", SYSTEM, None)])
def test_a_lost_referral_is_followed_by_the_next_best(
    database: Database, action: str, actor: Actor, code: str | None
) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        lost = referrals.act(connection, first.id, action, actor, "k", START, code=code)  # type: ignore[arg-type]
        assert lost.next is not None
        assert (lost.next.state, lost.next.agency, lost.next.need) == ("proposed", "th-smedbank", first.need)
        assert f"notice-{action}" in messages(connection)
        assert cases.get(connection, case.id).state == "assessed"


def test_when_everybody_declined_an_officer_looks(database: Database) -> None:
    with database.write() as connection:
        case, current = opened(connection)
        asked = []
        for turn in range(60):
            asked.append(current.agency)
            referrals.act(connection, current.id, "send", OFFICER, f"s{turn}", START)
            lost = referrals.act(connection, current.id, "decline", AGENCY, f"d{turn}", START, code="not-ours")
            if lost.next is None:
                break
            current = lost.next
        assert len(asked) == len(set(asked)) > 10
        told_of = [one for one in messages(connection) if one.startswith("notice-decline")]
        assert told_of == ["notice-decline"] * (len(asked) - 1) + ["notice-decline-nobody"]
        assert "nobody_left" in [event.kind for event in events.of_case(connection, case.id)]
        assert cases.get(connection, case.id).next_step == "step-officer-looks"


def test_sending_leaves_a_receipt_of_what_left_the_desk(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        (desk_receipt, agency_receipt) = entitlements.receipts(connection, case.id)
        agency = agencies.load("th-ssrc").get(first.agency)
        assert desk_receipt[0] == "desk"
        assert agency_receipt == (first.agency, list(entitlements.told(connection, case, agency)))
        assert set(agency_receipt[1]) <= set(entitlements.FIELDS[agency.kind])


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


Told = list[tuple[str | None, str]]


def hearing(heard: Told, others: bool = False) -> Staff:
    return Staff(
        next_officer=lambda *_: "o2" if others else None,
        tell=lambda connection, officer, key, message, args: heard.append((officer, message)),
        remind=lambda connection, referral, now: heard.append((referral, "by mail")),
    )


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


def test_only_the_step_itself_has_the_reason(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        referrals.act(connection, first.id, "decline", AGENCY, "d", START, code="not-eligible")
        whys = {event.kind: event.why for event in events.of_case(connection, case.id)}
    assert (whys["referral_see"], whys["referral_decline"]) == (None, "not-eligible")


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


def two_agencies(connection: Connection) -> tuple[Case, Referral, Referral]:
    case, first = sent(connection)
    second = referrals.refer(connection, case, "th-gsb", "finance", "o1", "r2", START)
    second = referrals.act(connection, second.id, "send", OFFICER, "send2", START).referral
    return cases.get(connection, case.id), first, second


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


def test_closing_recalls_what_is_open_and_stops_the_clocks(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        closed = desk.close(connection, case, "helped", OFFICER, "c1", START)
        assert (closed.state, closed.outcome) == ("closed", "helped")
        assert referrals.get(connection, first.id).state == "recalled"
        assert timers.due(connection, START + timedelta(days=500)) == []
        assert desk.close(connection, closed, "helped", OFFICER, "c1", START) == closed
        assert messages(connection)[-1] == "notice-closed"
        with pytest.raises(ValueError, match="closes as"):
            desk.close(connection, case, "bored", OFFICER, "c2", START)


def test_an_officer_may_choose_another_agency(database: Database) -> None:
    with database.write() as connection:
        case, _ = opened(connection)
        chosen = referrals.refer(connection, case, "th-gsb", "finance", "o1", "r1", START)
        assert referrals.refer(connection, case, "th-gsb", "finance", "o1", "r2", START) == chosen
        with pytest.raises(LookupError, match="directory"):
            referrals.refer(connection, case, "th-nobody", "finance", "o1", "r3", START)


def test_no_timer_outlives_what_it_was_for(database: Database) -> None:
    with database.write() as connection:
        _, first = sent(connection)
        referrals.act(connection, first.id, "accept", AGENCY, "a", START)
        referrals.act(connection, first.id, "complete", AGENCY, "c", START, code="loan")
        rows = connection.execute(sa.select(timers_table).where(timers_table.c.referral_id == first.id)).all()
    assert rows
    assert not [row for row in rows if row.cancelled_at is None]


@pytest.mark.parametrize(("why", "again"), [("rejected", True), ("withdrawn", False), ("closed-down", False)])
def test_after_a_failure_another_agency_is_asked_where_it_may_help(database: Database, why: str, again: bool) -> None:
    with database.write() as connection:
        _, first = sent(connection)
        referrals.act(connection, first.id, "accept", AGENCY, "a", START)
        failed = referrals.act(connection, first.id, "fail", AGENCY, "f", START, code=why)
        assert messages(connection)[-1] == ("notice-fail" if again else "notice-fail-nobody")
    assert (failed.referral.state, failed.referral.why) == ("failed", why)
    assert (failed.next is not None) is again


def test_what_is_taken_back_or_comes_back_is_told_of(database: Database) -> None:
    with database.write() as connection:
        _, first = sent(connection)
        referrals.act(connection, first.id, "bounce", SYSTEM, "b", START, code="bounced")
        assert messages(connection)[-1] == "notice-bounce"
        before = messages(connection)
        referrals.act(connection, first.id, "recall", OFFICER, "r1", START, code="duplicate")
        assert messages(connection) == before, "an agency that has nothing returns nothing"


def test_a_recall_is_told_of_but_a_closing_tells_only_of_itself(database: Database) -> None:
    with database.write() as connection:
        case, first, second = two_agencies(connection)
        referrals.act(connection, first.id, "recall", OFFICER, "r1", START, code="wrong-agency")
        assert messages(connection)[-1] == "notice-recall"
        desk.close(connection, case, "helped", OFFICER, "c1", START)
        assert referrals.get(connection, second.id).state == "recalled"
        assert messages(connection)[-2:] == ["notice-recall", "notice-closed"]


def test_who_was_asked_hears_that_it_goes_on(database: Database) -> None:
    with database.write() as connection:
        case, _ = sent(connection)
        referral_clocks.pause(connection, case, OFFICER, "p1", START, "?")
        referral_clocks.resume(connection, case, OFFICER, "r1", START)
        assert messages(connection)[-2:] == ["notice-your-turn", "notice-resume"]
