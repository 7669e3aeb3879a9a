"""Cases: opened once, one number each, found by who may find them."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from actions import cases, drafts, events, intake, reference_number
from actions.cases import NotFound
from actions.drafts import DraftError
from actions.events import SYSTEM, Actor
from records import notices
from records.case_tables import case_events, consents, enterprises, people_data
from records.case_tables import cases as cases_table
from records.case_tables import drafts as drafts_table
from records.database import Database
from tests.actions import desk
from tests.fakes import START


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_a_submitted_draft_is_a_case(database: Database) -> None:
    with database.write() as connection:
        case = desk.case(connection, desk.talk(connection))
        assert (case.state, case.group, case.needs, case.origin) == ("assessed", 1, ("finance", "recovery"), "chat")
        assert str(reference_number.parse(case.reference)) == case.reference
        person = cases.person(connection, case.id)
        assert person is not None
        assert (person["name"], person["phone_end"]) == ("สมชาย ใจดี", "5678")
        assert [event.kind for event in events.of_case(connection, case.id)] == ["opened", "triaged"]


def test_a_submission_repeated_makes_no_second_case(database: Database) -> None:
    with database.write() as connection:
        draft = desk.tell(connection, desk.talk(connection))
        first = intake.submit(connection, draft.id, "t1", START, conversation="c1")
    with database.write() as connection:
        assert intake.submit(connection, draft.id, "t1", START, conversation="c1") == first
        assert intake.submit(connection, draft.id, "t2", START, conversation="c1") == first
        assert connection.execute(sa.select(sa.func.count()).select_from(cases_table)).scalar() == 1
        assert connection.execute(sa.select(sa.func.count()).select_from(consents)).scalar() == 1


def test_the_draft_forgets_what_stands_in_the_case(database: Database) -> None:
    with database.write() as connection:
        draft = desk.tell(connection, desk.talk(connection))
        intake.submit(connection, draft.id, "t1", START, conversation="c1")
        row = connection.execute(sa.select(drafts_table)).one()
    assert (row.fields, row.history, row.state) == ({}, [], "submitted")


@pytest.mark.parametrize("left_out", ["consent", "name", "enterprise", "region", "needs", "phone"])
def test_what_is_required_must_be_there(database: Database, left_out: str) -> None:
    told = {field: value for field, value in desk.TOLD.items() if field != left_out}
    with database.write() as connection:
        draft = desk.tell(connection, desk.talk(connection), told=told)
        with pytest.raises(intake.NotReady) as problem:
            intake.submit(connection, draft.id, "t1", START, conversation="c1")
    assert problem.value.fields == [left_out]


def test_without_consent_there_is_no_case(database: Database) -> None:
    with database.write() as connection:
        draft = desk.tell(connection, desk.talk(connection), told={**desk.TOLD, "consent": "no"})
        with pytest.raises(intake.NotReady) as problem:
            intake.submit(connection, draft.id, "t1", START, conversation="c1")
        assert problem.value.fields == ["consent"]
        drafts.cancel(connection, draft.id, START)
        with pytest.raises(DraftError, match="cancelled"):
            intake.submit(connection, draft.id, "t2", START, conversation="c1")


def test_the_receipt_lists_what_was_given(database: Database) -> None:
    with database.write() as connection:
        desk.case(connection, desk.talk(connection))
        receipt = connection.execute(sa.select(consents)).one()
    assert receipt.recipient == "desk"
    assert set(receipt.fields) == set(desk.TOLD)


def test_the_same_business_again_is_one_enterprise(database: Database) -> None:
    with database.write() as connection:
        first = desk.case(connection, desk.talk(connection))
        (enterprise,) = intake.enterprises_of(connection, first.applicant)
        again = drafts.open_draft(connection, "c1", "th-ssrc", "th", START, enterprise=enterprise)
        for field, value in {**desk.TOLD, "age": "over10"}.items():
            drafts.set_field(connection, again.id, field, value, f"again:{field}", START)
        intake.submit(connection, again.id, "t2", START, conversation="c1")
        desk.case(connection)
        ages = [row.age for row in connection.execute(sa.select(enterprises.c.age))]
    assert set(ages) == {None, "over10"}
    assert len(ages) == 2


def test_serials_count_by_programme_and_year(database: Database) -> None:
    with database.write() as connection:
        got = [cases.next_serial(connection, *of) for of in [("a", 26), ("a", 26), ("b", 26), ("a", 27), ("a", 26)]]
    assert got == [1, 2, 1, 1, 3]


def test_cases_made_at_once_share_no_reference(database: Database) -> None:
    with database.write() as connection:
        for worker in range(4):
            desk.talk(connection, f"c{worker}")
    problems: list[Exception] = []

    def work(worker: int) -> None:
        try:
            for _ in range(8):
                with database.write() as connection:
                    desk.case(connection, f"c{worker}")
        except Exception as problem:  # told by the assertion below
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not problems
    with database.read() as connection:
        made = [row.reference for row in connection.execute(sa.select(cases_table.c.reference))]
    assert len(made) == len(set(made)) == 32


@pytest.mark.parametrize(
    ("typed", "found"), [("5678", True), ("๕๖๗๘", True), ("५६७८", True), ("081 234 5678", True), ("5679", False), ("", False), ("678", False), ("🙏", False)]
)  # fmt: skip
def test_find_by_reference_and_phone(database: Database, typed: str, found: bool) -> None:
    with database.write() as connection:
        case = desk.case(connection, desk.talk(connection))
        seen = cases.find(connection, case.reference.lower(), typed, "t1", START)
    assert (seen == case) if found else (seen == NotFound(reason="unknown"))


def test_an_unknown_reference_sounds_like_a_wrong_phone(database: Database) -> None:
    with database.write() as connection:
        desk.case(connection, desk.talk(connection))
        unknown = reference_number.make("th-ssrc", 26, 9_999)
        assert cases.find(connection, unknown, "5678", "t1", START) == NotFound(reason="unknown")
        assert cases.find(connection, unknown[:-1] + "X", "5678", "t1", START) == NotFound(reason="mistyped")


def test_guesses_are_counted_and_end(database: Database) -> None:
    with database.write() as connection:
        case = desk.case(connection, desk.talk(connection))
        for guess in range(cases.MOST_GUESSES):
            for _ in range(2):  # a repeated turn is one guess
                cases.find(connection, case.reference, f"{guess:04d}", f"t{guess}", START)
        locked = cases.find(connection, case.reference, "5678", "t99", START)
        later = cases.find(connection, case.reference, "5678", "t99", START + cases.GUESS_WINDOW)
    assert locked == NotFound(reason="locked")
    assert later == case


def test_a_person_sees_their_own_cases_only(database: Database) -> None:
    with database.write() as connection:
        mine = [desk.case(connection, desk.talk(connection, "c1")), desk.case(connection, "c1")]
        desk.case(connection, desk.talk(connection, "c2"))
        desk.talk(connection, "c3")
        assert cases.of_conversation(connection, "c1") == mine[::-1]
        assert cases.of_conversation(connection, "c3") == []


def test_an_event_is_appended_once_and_never_changed(database: Database) -> None:
    with database.write() as connection:
        case = desk.case(connection, desk.talk(connection))
        officer = Actor(kind="officer", id="o1")
        note = events.note(connection, case.id, "เสียงดีมาก", START)
        assert events.append(connection, case.id, "noted", officer, "k1", START, data={"note": note})
        assert not events.append(connection, case.id, "noted", officer, "k1", START)
        last = events.of_case(connection, case.id)[-1]
        assert (last.kind, last.actor, last.at) == ("noted", officer, START)
        assert events.read_note(connection, last.data["note"]) == "เสียงดีมาก"
    for statement in (case_events.update().values(why="x"), case_events.delete()):
        with pytest.raises(sa.exc.DatabaseError, match="append-only"), database.write() as connection:
            connection.execute(statement)


def test_events_hold_no_personal_data(database: Database) -> None:
    with database.write() as connection:
        case = desk.case(connection, desk.talk(connection))
        events.append(connection, case.id, "assigned", SYSTEM, "k", START, data={"owner": "o1"})
        told = str(connection.execute(sa.select(case_events)).all())
        kept = connection.execute(sa.select(people_data)).mappings().one()
    assert not [value for column, value in kept.items() if column != "case_id" and value and str(value) in told]


def test_notices_are_queued_once_and_can_be_stopped(database: Database) -> None:
    with database.write() as connection:
        case = desk.case(connection, desk.talk(connection))
        assert cases.tell(connection, case, "1:sent", "case-sent", START, {"agency": "th-led"})
        assert not cases.tell(connection, case, "1:sent", "case-sent", START)
        (notice,) = notices.waiting(connection)
        assert (notice.language, notice.message) == ("th", "case-sent")
        assert notice.args == {"reference": case.reference, "agency": "th-led"}
        notices.moved(connection, notice.id, START)
        assert notices.waiting(connection) == []
        notices.stop(connection, "c1", START)
        assert not cases.tell(connection, case, "2:seen", "case-seen", START)
        notices.stop(connection, "c1", None)
        assert cases.tell(connection, case, "2:seen", "case-seen", START)


def test_who_opens_another_case_hears_of_it_again(database: Database) -> None:
    with database.write() as connection:
        desk.case(connection, desk.talk(connection))
        notices.stop(connection, "c1", START)
        again = desk.case(connection)
        assert cases.tell(connection, again, "1:sent", "notice-send", START)


def test_times_come_back_with_their_zone(database: Database) -> None:
    from zoneinfo import ZoneInfo

    bangkok = START.astimezone(ZoneInfo("Asia/Bangkok")) + timedelta(hours=1)
    with database.write() as connection:
        case = desk.case(connection, desk.talk(connection))
        cases.change(connection, case.id, START, due_at=bangkok)
    with database.read() as connection:
        assert cases.get(connection, case.id).due_at == bangkok


def test_an_origin_must_be_known(database: Database) -> None:
    with database.write() as connection:
        draft = desk.tell(connection, desk.talk(connection))
        with pytest.raises(ValueError, match="origin"):
            intake.submit(connection, draft.id, "t1", START, conversation="c1", origin="pigeon")
