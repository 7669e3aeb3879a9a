"""`sahayak people` and `sahayak agent` by hand."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from actions import person_messages
from bot import inbox
from records.database import Database
from records.tables import inbound
from tests.bot.command import Sahayak, assert_explained
from tests.fakes import START, text


def add(sahayak: Sahayak, name: str = "Asha", *more: str) -> tuple[str, str]:
    """Id and link code."""
    ended = sahayak("people", "add", name, "--role", "officer", *more)
    assert ended.code == 0, ended.err
    found = re.fullmatch(r"(p[0-9a-f]{8})  officer  .+\ncode: (P-\w{4}-\w{4})  .+\n", ended.out)
    assert found, ended.out
    return found[1], found[2]


@pytest.mark.parametrize("name", ["Asha Patel", "आशा", "આશા 🙏", "สมหญิง"])
def test_a_person_from_adding_to_disabling(sahayak: Sahayak, name: str) -> None:
    person, code = add(sahayak, name, "--languages", "gu, th")
    (row,) = sahayak("people", "list", "--json").rows
    assert row == {
        "id": person, "name": name, "role": "officer", "languages": ["gu", "th"], "disabled": False, "accounts": [],
        "kept_messages": 0,
    }  # fmt: skip
    again = sahayak("people", "code", person).out.strip()
    assert again != code
    assert sahayak("people", "unlink", person).out == "0 accounts unlinked\n"
    assert sahayak("people", "disable", person).out == f"{person} is disabled\n"
    assert "disabled" in sahayak("people", "list").out
    deeds = sahayak("people", "deeds").out.splitlines()
    assert [line.split()[3] for line in deeds] == [
        "person-disabled", "accounts-unlinked", "code-made", "code-made", "person-added",
    ]  # fmt: skip
    assert_explained(sahayak("people", "code", person), "disabled")
    assert_explained(sahayak("agent", person), "disabled")


def test_what_cannot_be_done_says_why(sahayak: Sahayak) -> None:
    assert_explained(sahayak("people", "add", "Asha", "--role", "boss"), "boss", "officer, agent, admin")
    assert_explained(sahayak("people", "add", "Asha", "--role", "agent", "--languages", "fr"), "fr", "hi")
    for command in ("code", "unlink", "disable"):
        assert_explained(sahayak("people", command, "p0"), "p0", "people list")


def test_an_empty_list_says_so(sahayak: Sahayak) -> None:
    for command, said in (
        ("list", "nobody has a role yet"),
        ("deeds", "nothing was done"),
        ("messages", "nobody left"),
    ):
        ended = sahayak("people", command)
        assert (ended.code, ended.out.startswith(said)) == (0, True)
    assert sahayak("people", "deeds", "p0").out == "nothing was done by p0\n"
    assert sahayak("people", "list", "--json").out == ""


def test_an_agents_terminal_lists_who_waits(sahayak: Sahayak) -> None:
    person, _ = add(sahayak)
    assert sahayak("agent", person, stdin="/waiting\n").out.count("Nobody waits") == 2
    assert "desk" in sahayak("people", "list").out


def test_messages_are_shown_urgent_ones_first(sahayak: Sahayak, tmp_path: Path) -> None:
    sahayak("people", "list")
    database = Database(f"sqlite:///{tmp_path / 'data' / 'records.sqlite'}")
    for turn, urgent, words in (("t1", True, "नहीं जीना 😟"), ("t2", False, "ฝากข้อความ\nสองบรรทัด")):
        with database.write() as connection:
            conversation = inbox.accept(connection, text(words, event=turn), START)
            assert conversation
            assert inbox.claim(connection, conversation, partial(str, turn))
            person_messages.store(connection, turn, "talk_to_human", words, START, urgent)
            connection.execute(inbound.update().values(status="done"))
    database.close()
    lines = sahayak("people", "messages").out.splitlines()
    assert lines[0].startswith("URGENT  M-26-0001")
    assert lines[1:2] == ["    नहीं जीना 😟"]
    assert lines[3:] == ["    ฝากข้อความ", "    สองบรรทัด"]
