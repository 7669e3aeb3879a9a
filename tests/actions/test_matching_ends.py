"""How offers, wishes and their matches end: by time, by a pause, by deletion."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from actions import cases, erasure, listings, matching
from actions.events import SYSTEM, Actor
from records.case_tables import notices as notice_rows
from records.database import Database
from records.match_tables import listings as listing_rows
from records.match_tables import matches as match_rows
from records.tables import outbox
from tests.actions import desk as told
from tests.actions.matched import (
    PEOPLE,
    SHOP,
    SPACE,
    WEAVER,
    WORDS,
    everything_said,
    given,
    listed,
    pair,
    said_to,
)
from tests.fakes import START


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_time_ends_what_nobody_answered(database: Database) -> None:
    late = START + matching.ANSWER_WITHIN
    with database.write() as connection:
        match = pair(connection)
        matching.answer(connection, match, WEAVER, True, "t1", START)
        assert matching.answer(connection, match, SHOP, True, "t2", late) == "over"
    assert matching.tick(database, late - timedelta(seconds=1)) == 0
    assert (matching.tick(database, late), matching.tick(database, late)) == (1, 0)
    with database.read() as connection:
        assert said_to(connection, WEAVER)[-1] == "match-none"
        assert "match-none" not in said_to(connection, SHOP)
        assert given(connection) == []


def test_a_listing_expires_and_can_be_listed_again(database: Database) -> None:
    with database.write() as connection:
        one = listed(connection, WEAVER, "seek-buyer", "gu-Latn")
    late = START + listings.KEPT
    assert (matching.tick(database, late), matching.tick(database, late)) == (1, 0)
    with database.write() as connection:
        assert said_to(connection, WEAVER) == ["listing-expired"]
        assert listings.get(connection, one.id).state == "expired"
        again = listings.move(connection, listings.get(connection, one.id), "open", SYSTEM, "t9", late)
        assert (again.state, again.expires_at) == ("open", late + listings.KEPT)


def test_a_draft_that_nobody_agreed_to_is_not_kept(database: Database) -> None:
    with database.write() as connection:
        told.talk(connection, WEAVER)
        case = told.case(connection, WEAVER, "in-msme", {**told.TOLD, "region": "IN-UP"})
        listings.write(connection, WEAVER, case, "seek-buyer", "साड़ियाँ", "hi", "t1", START)
    matching.tick(database, START + listings.DRAFT_KEPT)
    with database.read() as connection:
        assert connection.execute(sa.select(listing_rows)).all() == []


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_what_is_paused_or_closed_is_not_found_and_ends_its_matches(database: Database, state: Any) -> None:
    with database.write() as connection:
        match = pair(connection)
        matching.answer(connection, match, SHOP, True, "t1", START)
        weaver, shop = listings.all_of(connection)
        listings.move(connection, weaver, state, Actor(kind="applicant", id="x"), "t2", START)
        matching.end_of(connection, weaver, START)
        assert said_to(connection, SHOP)[-1] == "match-none"
        assert matching.answer(connection, match, WEAVER, True, "t3", START) == "over"
        assert matching.fitting(connection, shop, SPACE) == []
        assert given(connection) == []
        if state == "closed":
            assert weaver.case is not None
            assert cases.get(connection, weaver.case).state == "closed"
            assert (
                listings.move(connection, listings.get(connection, weaver.id), "open", SYSTEM, "t4", START).state
                == state
            )


@pytest.mark.parametrize("agreed", [False, True])
def test_erasure_takes_listing_match_and_what_the_other_side_was_told(database: Database, agreed: bool) -> None:
    with database.write() as connection:
        match = pair(connection)
        matching.answer(connection, match, SHOP, True, "t1", START)
        if agreed:
            matching.answer(connection, match, WEAVER, True, "t2", START)
            body = {"text": PEOPLE[WEAVER]["phone"], "language": "th", "buttons": [], "interim": False}
            (key,) = connection.execute(
                sa.select(notice_rows.c.key).where(
                    notice_rows.c.conversation_id == SHOP, notice_rows.c.message == "match-contact"
                )
            ).scalars()
            connection.execute(outbox.insert().values(
                conversation_id=SHOP, key=f"{key}:0", body=body, status="sent", created_at=START))  # fmt: skip
        certificate = erasure.erase(connection, WEAVER, "t9", START)
        assert certificate.deleted["listings"] == 1
        assert WEAVER not in given(connection)
        assert WORDS["hi"] not in everything_said(connection)
        assert PEOPLE[WEAVER]["phone"] not in json.dumps([row.body for row in connection.execute(sa.select(outbox))])
        assert connection.execute(sa.select(match_rows)).all() == []
        assert [one.conversation for one in listings.all_of(connection, None)] == [SHOP]
        assert ("match-none" in said_to(connection, SHOP)) == (not agreed)
        assert matching.answer(connection, match, SHOP, True, "t10", START) == "gone"
