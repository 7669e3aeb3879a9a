"""`sahayak people` and `sahayak agent` by hand."""

from __future__ import annotations

import re

import pytest

from tests.bot.command import Sahayak, assert_explained


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


def test_an_agents_terminal_lists_who_waits(sahayak: Sahayak) -> None:
    person, _ = add(sahayak)
    assert sahayak("agent", person, stdin="/waiting\n").out.count("Nobody waits") == 2
    assert "desk" in sahayak("people", "list").out
