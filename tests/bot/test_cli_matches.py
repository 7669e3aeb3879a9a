"""`sahayak matches` as an officer runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.listings import Listing
from records.database import Database
from tests.actions.test_matching import SHOP, WEAVER, WORDS, given, listed, said_to
from tests.bot.command import Sahayak, assert_explained


@pytest.fixture
def database(tmp_path: Path) -> Database:
    (tmp_path / "data").mkdir()
    made = Database(f"sqlite:///{tmp_path / 'data' / 'records.sqlite'}")
    made.migrate()
    return made


@pytest.fixture
def two(database: Database) -> list[Listing]:
    with database.write() as connection:
        return [listed(connection, WEAVER, "seek-buyer", "gu"), listed(connection, SHOP, "seek-supplier", "th")]


def test_an_officer_sees_proposes_and_closes(sahayak: Sahayak, database: Database, two: list[Listing]) -> None:
    first, second = (str(one.id) for one in two)
    rows = sahayak("matches", "list", "--json").rows
    assert [(row["kind"], row["text"], row["state"]) for row in rows] == [
        ("seek-buyer", WORDS["gu"], "open"), ("seek-supplier", WORDS["th"], "open"),
    ]  # fmt: skip
    for _ in range(2):
        assert sahayak("matches", "propose", first, second, "--by", "o1").out == "match 1: both are asked\n"
    assert sahayak("matches", "list", "--json").rows[-1]["answers"] == "-/-"
    assert "seek-buyer" in sahayak("matches", "list").out
    assert sahayak("matches", "close", first, "--outcome", "helped").code == 0
    assert [row["state"] for row in sahayak("matches", "list", "--all", "--json").rows] == ["closed", "open", "closed"]
    with database.read() as connection:
        assert said_to(connection, SHOP) == ["match-proposed"]
        assert given(connection) == []


def test_what_cannot_be_done_says_why(sahayak: Sahayak, database: Database, two: list[Listing]) -> None:
    assert_explained(sahayak("matches", "propose", "1", "9"), "sahayak matches list")
    assert_explained(sahayak("matches", "propose", "1", "1"), "two people")
    assert_explained(sahayak("matches", "close", "9", "--outcome", "helped"), "no listing 9")
    assert_explained(sahayak("matches", "close", "1", "--outcome", "eaten"), "no-help-found")
    sahayak("matches", "close", "1", "--outcome", "duplicate")
    assert_explained(sahayak("matches", "propose", "1", "2"), "open")
