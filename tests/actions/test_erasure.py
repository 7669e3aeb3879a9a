"""Delete my data: nothing of the person is left in any store, and the certificate says so truly."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from actions import (
    cases,
    drafts,
    erasure,
    events,
    referrals,
)
from actions.cases import NotFound
from actions.erasure import Certificate
from records.case_tables import applicants, consents, erasures, triage_decisions
from records.case_tables import cases as cases_table
from records.database import Database
from records.tables import inbound, metadata
from tests.actions import desk as told
from tests.actions.forgetting import (
    ADDRESS,
    NEEDLES,
    NOTED,
    SAID,
    SECRETS,
    erase,
    left,
    live,
)
from tests.fakes import START


def test_the_search_finds_what_is_there(database: Database) -> None:
    """Guards the test below: it must be able to fail."""
    _, tracker = live(database)
    database.close()
    assert set(left(tracker.parent)) >= {*SECRETS.values(), SAID, NOTED, ADDRESS}


def test_nothing_is_left_in_any_store(database: Database) -> None:
    _, tracker = live(database)
    erase(database, tracker)
    database.close()
    assert left(tracker.parent) == []


def in_rows(database: Database) -> set[str]:
    """Needles in any column of any row."""
    with database.read() as connection:
        rows = [tuple(row) for table in metadata.sorted_tables for row in connection.execute(sa.select(table))]
    stored = "\n".join(f"{row}{json.dumps(row, default=str)}" for row in rows)
    return {needle for needle in NEEDLES if needle in stored or json.dumps(needle)[1:-1] in stored}


def test_nothing_is_left_in_any_row_of_either_database(either_database: Database, tmp_path: Path) -> None:
    """On PostgreSQL nobody can search the files of a server by hand: every column of every table is."""
    _, tracker = live(either_database, tmp_path)
    assert in_rows(either_database) >= {*SECRETS.values(), SAID, NOTED, ADDRESS}
    erase(either_database, tracker)
    assert in_rows(either_database) == set()


def test_the_certificate_says_what_went_and_what_stays(database: Database) -> None:
    _, tracker = live(database)
    made = erase(database, tracker)
    assert made.cases == 2
    assert made.deleted["personal-data"] == 2
    assert made.deleted["drafts"] == 3
    assert made.deleted["messages"] == 1
    assert made.deleted["copies"] == 3
    assert {"notes", "links", "letters", "replies", "messages-for-a-person", "buttons", "notices"} <= set(made.deleted)
    assert set(made.told) == {"th-tcg"}
    assert "phone" in made.told["th-tcg"]
    assert made.stays == ("chat-address", "case-counts", "backups")
    assert Certificate.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_the_same_turn_again_gives_the_same_certificate(database: Database) -> None:
    live(database)
    with database.write() as connection:
        first = erasure.erase(connection, "c1", "t9", START)
        assert erasure.erase(connection, "c1", "t9", START + timedelta(hours=1)) == first
        assert connection.execute(sa.select(sa.func.count()).select_from(erasures)).scalar() == 1


def test_counts_remain_without_a_name(database: Database) -> None:
    reference, tracker = live(database)
    erase(database, tracker)
    with database.write() as connection:
        rows = connection.execute(sa.select(cases_table)).all()
        assert {(row.state, row.outcome, row.group_no, row.conversation_id) for row in rows} == {
            ("closed", "withdrawn", 1, None)
        }
        assert connection.execute(sa.select(sa.func.count()).select_from(triage_decisions)).scalar() == 2
        assert all(row.withdrawn_at for row in connection.execute(sa.select(consents)))
        assert all(
            row.erased_at
            for row in connection.execute(sa.select(applicants).where(applicants.c.erased_at.is_not(None)))
        )
        assert [one.state for one in referrals.of_case(connection, rows[0].id)] == ["recalled"]
        assert events.of_case(connection, rows[0].id)
        assert cases.find(connection, reference, "5432", "x", START) == NotFound(reason="unknown")
        assert cases.of_conversation(connection, "c1") == []


def test_other_people_keep_everything(database: Database) -> None:
    _, tracker = live(database)
    erase(database, tracker)
    with database.read() as connection:
        assert len(drafts.open_drafts(connection, "other")) == 1
        texts = (
            connection.execute(sa.select(inbound.c.text).where(inbound.c.conversation_id == "other")).scalars().all()
        )
        assert texts == ["somebody else"]
    with sqlite3.connect(tracker) as connection:
        kept = [row[0] for row in connection.execute("select data from events order by id")]
    connection.close()
    assert kept == ["somebody else", "a new beginning"]


def test_who_told_nothing_gets_a_certificate_too(database: Database) -> None:
    with database.write() as connection:
        made = erasure.erase(connection, told.talk(connection), "t1", START)
    assert (dict(made.deleted), made.cases, dict(made.told)) == ({}, 0, {})


def test_every_table_with_a_conversation_is_seen_to() -> None:
    tables = {table.name for table in metadata.sorted_tables if "conversation_id" in table.columns}
    assert tables == {*erasure.STORES, *erasure.ELSEWHERE}
