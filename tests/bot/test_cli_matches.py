"""`sahayak matches` as an officer runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions import people
from actions.listings import Listing
from records.database import Database
from tests.actions.matched import SHOP, WEAVER, WORDS, given, listed, said_to
from tests.bot.command import Sahayak, assert_explained
from tests.fakes import START


@pytest.fixture
def database(tmp_path: Path) -> Database:
    (tmp_path / "data").mkdir()
    made = Database(f"sqlite:///{tmp_path / 'data' / 'records.sqlite'}")
    made.migrate()
    return made


@pytest.fixture
def staff(database: Database) -> dict[str, str]:
    """Role -> id of one person; "gone" was an officer."""
    with database.write() as connection:
        ids = {
            name: people.add(connection, name.title(), "officer" if name == "gone" else name, ["en"], START).id
            for name in ("officer", "admin", "agent", "gone")
        }
        people.disable(connection, ids["gone"], START)
    return ids


@pytest.fixture
def two(database: Database) -> list[Listing]:
    with database.write() as connection:
        return [listed(connection, WEAVER, "seek-buyer", "gu"), listed(connection, SHOP, "seek-supplier", "th")]


def test_an_officer_sees_proposes_and_closes(
    sahayak: Sahayak, database: Database, two: list[Listing], staff: dict[str, str]
) -> None:
    first, second = (str(one.id) for one in two)
    rows = sahayak("matches", "list", "--json").rows
    assert [(row["kind"], row["text"], row["state"]) for row in rows] == [
        ("seek-buyer", WORDS["gu"], "open"), ("seek-supplier", WORDS["th"], "open"),
    ]  # fmt: skip
    for by in (staff["officer"], "admin"):  # by id, by name
        assert sahayak("matches", "propose", first, second, "--by", by).out == "match 1: both are asked\n"
    assert sahayak("matches", "list", "--json").rows[-1]["answers"] == "-/-"
    assert "seek-buyer" in sahayak("matches", "list").out
    assert sahayak("matches", "close", first, "--outcome", "helped", "--by", "Officer").code == 0
    assert [row["state"] for row in sahayak("matches", "list", "--all", "--json").rows] == ["closed", "open", "closed"]
    with database.read() as connection:
        assert said_to(connection, SHOP) == ["match-proposed"]
        assert given(connection) == []
        done = [
            (one.by, one.what)
            for one in people.deeds_of(connection)
            if one.what in ("match-proposed", "listing-closed")
        ]
    assert sorted(done) == sorted(
        [(staff["officer"], "match-proposed"), (staff["admin"], "match-proposed"), (staff["officer"], "listing-closed")]
    )


@pytest.mark.parametrize(
    ("by", "why"),
    [
        ("o1", "nobody called 'o1' works here"),
        ("gone", "works here"),
        ("agent", "officer and admin"),
        ("", "people list"),
    ],
)
def test_only_officers_and_admins_of_this_desk(
    sahayak: Sahayak, database: Database, two: list[Listing], staff: dict[str, str], by: str, why: str
) -> None:
    assert_explained(sahayak("matches", "propose", "1", "2", "--by", by), why)
    assert_explained(sahayak("matches", "close", "1", "--outcome", "helped", "--by", staff.get(by, by)), why)
    assert {row["state"] for row in sahayak("matches", "list", "--all", "--json").rows} == {"open"}


def test_who_does_it_must_be_said(sahayak: Sahayak, two: list[Listing]) -> None:
    assert sahayak("matches", "propose", "1", "2").code == 2


def test_what_cannot_be_done_says_why(
    sahayak: Sahayak, database: Database, two: list[Listing], staff: dict[str, str]
) -> None:
    by = ("--by", "officer")
    assert_explained(sahayak("matches", "propose", "1", "9", *by), "sahayak matches list")
    assert_explained(sahayak("matches", "propose", "1", "1", *by), "two people")
    assert_explained(sahayak("matches", "close", "9", "--outcome", "helped", *by), "no listing 9")
    assert_explained(sahayak("matches", "close", "1", "--outcome", "eaten", *by), "no-help-found")
    sahayak("matches", "close", "1", "--outcome", "duplicate", *by)
    assert_explained(sahayak("matches", "propose", "1", "2", *by), "open")
