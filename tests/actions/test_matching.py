"""Offers and wishes: nothing of a person is given before both agreed, whatever happens in between."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from actions import applicants, cases, desk, listings, matching
from actions.events import SYSTEM, Actor
from actions.listings import KINDS
from actions.match_space import Space, anchors
from knowledge.language import FORMS
from records import notices
from records.case_tables import applicant_conversations
from records.case_tables import notices as notice_rows
from records.database import Database
from records.match_tables import matches as match_rows
from tests.actions import desk as told
from tests.actions.matched import (
    PEOPLE,
    SHOP,
    SPACE,
    WEAVER,
    WORDS,
    encode,
    given,
    listed,
    pair,
    said_to,
)
from tests.fakes import START


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.mark.parametrize("form", FORMS)
def test_both_are_asked_in_every_form_and_nothing_is_given_yet(database: Database, form: str) -> None:
    with database.write() as connection:
        pair(connection, form)
        assert (said_to(connection, WEAVER), said_to(connection, SHOP)) == (["match-proposed"], ["match-proposed"])
        assert given(connection) == []
        (asked,) = [row.args for row in connection.execute(
            sa.select(notice_rows).where(notice_rows.c.conversation_id == SHOP, notice_rows.c.message == "match-proposed")
        )]  # fmt: skip
    assert (asked["text"], asked["kind"], asked["country"]) == (WORDS[form], "seek-buyer", "IN")


@pytest.mark.parametrize("first", [WEAVER, SHOP])
def test_when_both_agree_each_gets_the_others_contact_once(database: Database, first: str) -> None:
    second = SHOP if first == WEAVER else WEAVER
    with database.write() as connection:
        match = pair(connection)
        assert matching.answer(connection, match, first, True, "t1", START) == "waiting"
        assert given(connection) == []
        assert matching.answer(connection, match, second, True, "t2", START) == "agreed"
        for _ in range(2):
            assert matching.answer(connection, match, first, True, "t3", START) == "agreed"
            assert matching.answer(connection, match, second, False, "t4", START) == "agreed"
        assert set(given(connection)) == {WEAVER, SHOP}
        rows = connection.execute(sa.select(notice_rows).where(notice_rows.c.message == "match-contact")).all()
        row = connection.execute(sa.select(match_rows)).one()
    assert {row.conversation_id: row.args["phone"] for row in rows} == {
        WEAVER: PEOPLE[SHOP]["phone"], SHOP: PEOPLE[WEAVER]["phone"],
    }  # fmt: skip
    assert (row.state, row.first_answer, row.second_answer, row.settled_at) == ("agreed", "yes", "yes", START)


@pytest.mark.parametrize("answers", [(False, True), (True, False), (False, False)])
def test_when_one_declines_nothing_is_ever_given(database: Database, answers: tuple[bool, bool]) -> None:
    with database.write() as connection:
        match = pair(connection)
        for place, (who, yes) in enumerate(zip((WEAVER, SHOP), answers, strict=True)):
            matching.answer(connection, match, who, yes, f"t{place}", START)
            assert matching.answer(connection, match, who, True, f"again{place}", START) in ("waiting", "over")
        assert given(connection) == []
        assert connection.execute(sa.select(match_rows.c.state)).scalar() == "declined"
        # Who had agreed before is told; who is asked nothing more hears nothing.
        assert ("match-none" in said_to(connection, WEAVER)) == (answers == (True, False))


@pytest.mark.parametrize("stopped", [WEAVER, SHOP])
def test_who_wants_no_messages_any_more_gives_no_contact_away(database: Database, stopped: str) -> None:
    with database.write() as connection:
        number = pair(connection)
        assert matching.answer(connection, number, WEAVER, True, "a", START) == "waiting"
        notices.stop(connection, stopped, START)
        assert matching.answer(connection, number, SHOP, True, "b", START) == "over"
        assert given(connection) == []
        assert [one.state for one in matching.all_of(connection)] == ["closed"]
        notices.stop(connection, stopped, None)
        assert matching.answer(connection, number, SHOP, True, "c", START) == "over"


def test_a_person_in_two_chats_is_not_put_together_with_themselves(database: Database) -> None:
    with database.write() as connection:
        first = listed(connection, WEAVER, "seek-buyer", "hi")
        told.talk(connection, "phone", "hi")
        mine = applicants.of(connection, WEAVER)
        connection.execute(
            applicant_conversations.insert().values(conversation_id="phone", applicant_id=mine, linked_at=START)
        )
        second = listed(connection, "phone", "seek-supplier", "hi")
        assert first.conversation != second.conversation
        with pytest.raises(ValueError, match="same person"):
            matching.propose(connection, first.id, second.id, None, Actor(kind="officer", id="o1"), START)


def test_a_yes_may_become_a_no_until_the_other_side_agrees(database: Database) -> None:
    with database.write() as connection:
        match = pair(connection)
        assert matching.answer(connection, match, WEAVER, True, "t1", START) == "waiting"
        assert matching.answer(connection, match, WEAVER, False, "t2", START) == "declined"
        assert matching.answer(connection, match, SHOP, True, "t3", START) == "over"
        assert given(connection) == []


def test_a_stranger_cannot_answer(database: Database) -> None:
    with database.write() as connection:
        match = pair(connection)
        told.talk(connection, "stranger")
        assert matching.answer(connection, match, "stranger", True, "t1", START) == "gone"
        assert matching.answer(connection, 999, WEAVER, True, "t1", START) == "gone"
        assert connection.execute(sa.select(match_rows.c.first_answer, match_rows.c.second_answer)).one() == (
            None,
            None,
        )


def test_two_listings_are_put_together_once(database: Database) -> None:
    with database.write() as connection:
        match = pair(connection)
        first, second = listings.all_of(connection)
        assert matching.propose_fitting(connection, first, SPACE, START) == []
        assert matching.propose(connection, second.id, first.id, None, SYSTEM, START).id == match
        assert said_to(connection, WEAVER) == ["match-proposed"]


def test_who_wants_no_messages_is_not_proposed_to(database: Database) -> None:
    with database.write() as connection:
        listed(connection, WEAVER, "seek-buyer", "hi")
        notices.stop(connection, WEAVER, START)
        assert matching.propose_fitting(connection, listed(connection, SHOP, "seek-supplier", "th"), SPACE, START) == []


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_other_side_of_a_wish_fits(database: Database, kind: str) -> None:
    with database.write() as connection:
        for other in KINDS:
            listed(connection, f"w-{other}", other, "hi")
        mine = listed(connection, SHOP, kind, "th")
        fitting = [listings.get(connection, number).kind for number, _ in matching.fitting(connection, mine, SPACE)]
    assert fitting == [KINDS[kind]]
    assert KINDS[KINDS[kind]] == kind


def test_a_persons_own_two_wishes_never_fit(database: Database) -> None:
    with database.write() as connection:
        listed(connection, WEAVER, "seek-buyer", "hi")
        mine = listed(connection, WEAVER, "seek-supplier", "hi")
        assert matching.fitting(connection, mine, SPACE) == []
        first, second = listings.all_of(connection)
        with pytest.raises(ValueError, match="same person"):
            matching.propose(connection, first.id, second.id, None, SYSTEM, START)


def test_what_is_far_is_not_proposed(database: Database) -> None:
    with database.write() as connection:
        listed(connection, WEAVER, "seek-buyer", "gu-Latn", "mobile app banaviye chiye")
        assert matching.fitting(connection, listed(connection, SHOP, "seek-supplier", "th"), SPACE) == []


def test_vectors_of_another_encoder_are_made_anew(database: Database) -> None:
    with database.write() as connection:
        pair(connection)
        other = Space("next", lambda text, form: encode(text, form)[::-1].copy())
        connection.execute(match_rows.delete())
        _, shop = listings.all_of(connection)
        assert len(matching.fitting(connection, shop, other)) == 1


def test_strangers_read_no_phone_or_mail(database: Database) -> None:
    with database.write() as connection:
        one = listed(connection, WEAVER, "seek-buyer", "hi-Latn", "saree bechni hai call 9876543210 ya a@b.example")
        assert "9876543210" not in one.text
        assert "a@b.example" not in one.text


def test_a_listing_is_a_case_of_its_own_but_no_officers_work(database: Database) -> None:
    from actions import queue

    with database.write() as connection:
        one = listed(connection, WEAVER, "seek-buyer", "hi")
        assert one.case is not None
        case = cases.get(connection, one.case)
        assert (case.kind, case.next_step) == ("match", "step-match-looks")
        again, same = listings.agree(connection, one, b"", "x", "t2", START)
        assert (again, same.id) == (one, case.id)
        assert case.id not in [line.id for line in queue.page(connection, "unassigned", "o1", START)]
        assert desk.withdraw(connection, case, "t3", START).state == "closed"


def test_every_form_has_the_same_anchors() -> None:
    assert set(anchors()) == set(FORMS)
    assert len({len(texts) for texts in anchors().values()}) == 1
