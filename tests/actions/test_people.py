"""People with roles, their codes and accounts, messages kept for them, and who gets the next case."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from actions import people
from actions.people import PeopleError, Person
from bot import inbox
from records import notices
from records.case_tables import cases
from records.database import Database
from records.people_tables import deeds, people_codes
from tests.actions.desk import case, talk
from tests.fakes import START

LATER = START + timedelta(hours=1)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def add(database: Database, name: str = "Asha", role: str = "officer", *languages: str) -> Person:
    with database.write() as connection:
        return people.add(connection, name, role, languages, START)


def begin(database: Database, address: str = "a", channel: str = "telegram") -> str:
    with database.write() as connection:
        return inbox.conversation_of(connection, channel, address, START)


@pytest.mark.parametrize("name", ["Asha Patel", "आशा पटेल", "આશા પટેલ", "สมหญิง ใจดี", "Asha 🙏"])
def test_a_person_is_kept_as_given(database: Database, name: str) -> None:
    made = add(database, f" {name}\n", "agent", "th", "en")
    with database.read() as connection:
        assert people.every(connection) == [made]
    assert (made.name, made.role, made.languages, made.disabled) == (name, "agent", ("th", "en"), False)


@pytest.mark.parametrize(
    ("name", "role", "languages", "cure"),
    [(" ", "agent", [], "needs a name"), ("A", "boss", [], "officer, agent, admin"), ("A", "agent", ["fr"], "en, hi")],
)
def test_what_cannot_be_added_says_why(
    database: Database, name: str, role: str, languages: list[str], cure: str
) -> None:
    with pytest.raises(PeopleError, match=cure), database.write() as connection:
        people.add(connection, name, role, languages, START)


def test_a_code_works_once_and_is_kept_nowhere(database: Database) -> None:
    asha, here, there = add(database), begin(database), begin(database, "b", "line")
    with database.write() as connection:
        code = people.link_code(connection, asha.id, START)
        assert people.redeem(connection, here, code, LATER) == asha
        assert people.redeem(connection, there, code, LATER) is None
        assert people.role_of(connection, "telegram", "a") == "officer"
        assert people.role_of(connection, "line", "b") is None
        stored = str(connection.execute(sa.select(people_codes)).all())
    assert code.replace("-", "")[1:] not in stored.replace("-", "")


def test_a_disabled_person_gets_no_code_and_has_no_role(database: Database) -> None:
    asha, here = add(database), begin(database)
    with database.write() as connection:
        people.link(connection, asha.id, here, START)
        people.disable(connection, asha.id, START)
        assert people.role_of(connection, "telegram", "a") is None
        assert people.of_conversation(connection, here) is not None
        with pytest.raises(PeopleError, match="disabled"):
            people.link_code(connection, asha.id, START)
        assert people.with_role(connection, people.ROLES) == []


def test_unlinked_accounts_are_ordinary_ones(database: Database) -> None:
    asha = add(database)
    with database.write() as connection:
        for address in ("a", "b"):
            people.link(connection, asha.id, inbox.conversation_of(connection, "line", address, START), START)
        assert people.unlink(connection, asha.id, LATER) == 2
        assert people.role_of(connection, "line", "a") is None


def test_an_account_is_one_persons(database: Database) -> None:
    asha, binod, here = add(database), add(database, "Binod", "agent"), begin(database)
    with database.write() as connection:
        for one in (asha, binod):
            people.link(connection, one.id, here, START)
        assert people.of_conversation(connection, here) == binod


def test_what_is_told_waits_for_an_account_and_comes_once(database: Database) -> None:
    asha, here = add(database), begin(database)
    with database.write() as connection:
        for _ in range(2):
            assert not people.tell(connection, asha.id, "k1", "officer-takes-over", {"reference": "TH-1"}, START)
        assert people.kept(connection, asha.id) == 1
        people.link(connection, asha.id, here, START)
        assert people.kept(connection, asha.id) == 0
        for _ in range(2):
            people.tell(connection, asha.id, "k2", "officer-takes-over", {"reference": "TH-2"}, LATER)
        assert [(one.conversation, one.args["reference"]) for one in notices.waiting(connection)] == [
            (here, "TH-1"), (here, "TH-2"),
        ]  # fmt: skip


def test_a_terminal_is_there_only_while_it_is_seen(database: Database) -> None:
    asha, here = add(database), begin(database)
    with database.write() as connection:
        people.link(connection, asha.id, here, START, seen_at=START)
        assert people.accounts(connection, asha.id, START + timedelta(seconds=59)) == [here]
        assert people.accounts(connection, asha.id, START + timedelta(seconds=61)) == []
        people.seen(connection, here, LATER)
        assert people.accounts(connection, asha.id, LATER) == [here]
        inbox.set_blocked(connection, here, LATER)
        assert people.accounts(connection, asha.id, LATER) == []


@pytest.mark.parametrize(
    ("language", "expected"), [("gu-Latn", "Gita"), ("gu", "Gita"), ("th", "Somying"), ("hi", "Free"), ("en", "Free")]
)
def test_the_next_officer_speaks_the_language_and_has_the_fewest_cases(
    database: Database, language: str, expected: str
) -> None:
    made = {
        name: add(database, name, role, *spoken)
        for name, role, spoken in [
            ("Busy", "officer", ["en", "hi"]), ("Free", "officer", ["en", "hi"]), ("Gita", "officer", ["gu"]),
            ("Somying", "officer", ["th"]), ("Agent", "agent", ["gu"]), ("Gone", "officer", ["gu", "th"]),
        ]
    }  # fmt: skip
    with database.write() as connection:
        people.disable(connection, made["Gone"].id, START)
        for number in range(2):
            opened = case(connection, talk(connection, f"c{number}"))
            connection.execute(cases.update().where(cases.c.id == opened.id).values(owner=made["Busy"].id))
        assert people.next_officer(connection, language, None) == made[expected].id
        assert people.next_officer(connection, language, made[expected].id) not in (None, made[expected].id)


def test_with_one_officer_their_own_case_goes_to_nobody(database: Database) -> None:
    only = add(database)
    with database.read() as connection:
        assert people.next_officer(connection, "en", only.id) is None


def test_every_change_is_a_deed(database: Database) -> None:
    asha, here = add(database), begin(database)
    with database.write() as connection:
        code = people.link_code(connection, asha.id, START)
        people.redeem(connection, here, code, START)
        people.unlink(connection, asha.id, LATER)
        people.disable(connection, asha.id, LATER)
        rows = connection.execute(sa.select(deeds).order_by(deeds.c.id)).all()
    assert [(row.by, row.what, row.about) for row in rows] == [
        ("operator", "person-added", asha.id),
        ("operator", "code-made", asha.id),
        (asha.id, "account-linked", here),
        ("operator", "accounts-unlinked", asha.id),
        ("operator", "person-disabled", asha.id),
    ]


def test_a_long_key_fits_and_still_tells_once(database: Database) -> None:
    asha, here = add(database), begin(database)
    keys = [f"{'k' * 76}{end}" for end in ("one", "two", "one")]
    with database.write() as connection:
        people.link(connection, asha.id, here, START)
        for key in keys:
            people.tell(connection, asha.id, key, "officer-takes-over", {"reference": "TH-1"}, START)
        told = [one.key for one in notices.waiting(connection)]
    assert len(told) == 2
    assert all(len(key) <= 70 for key in told)
