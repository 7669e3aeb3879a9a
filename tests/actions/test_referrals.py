"""Referrals: every step with its event, notice and receipt; whoever is lost is followed by the next best."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions import agencies, cases, desk, entitlements, events, referrals, timers
from actions.events import SYSTEM, Actor
from records.database import Database
from tests.actions.referred import AGENCY, OFFICER, messages, opened, sent, two_agencies
from tests.fakes import START


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


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


def test_only_the_step_itself_has_the_reason(database: Database) -> None:
    with database.write() as connection:
        case, first = sent(connection)
        referrals.act(connection, first.id, "decline", AGENCY, "d", START, code="not-eligible")
        whys = {event.kind: event.why for event in events.of_case(connection, case.id)}
    assert (whys["referral_see"], whys["referral_decline"]) == (None, "not-eligible")


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
