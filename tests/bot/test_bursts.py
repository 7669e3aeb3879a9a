"""Which waiting messages are one turn: a burst, and what piled up beyond what anybody wants answered one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import inbox
from bot.bursts import MOST_APART
from bot.messages import Inbound
from records.database import Database
from tests.bot.boxes import claim, finish
from tests.fakes import START, text

QUESTIONS = ["What is CGTMSE?", "मुझे लोन चाहिए", "મારે લોન જોઈએ", "ขอสินเชื่อ"]


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def store(database: Database, message: Inbound, at: datetime = START) -> str:
    with database.write() as connection:
        return str(inbox.accept(connection, message, at))


def turns(database: Database, conversation: str) -> list[list[str]]:
    """The lines of each."""
    found = []
    while turn := claim(database, conversation):
        found.append(turn.text.split("\n"))
        finish(database, turn)
    return found


def come(database: Database, *messages: tuple[float, str]) -> list[list[str]]:
    for second, words in messages:
        conversation = store(database, text(words, event=words), START + timedelta(seconds=second))
    return turns(database, conversation)


def test_texts_minutes_apart_are_questions_of_their_own(database: Database) -> None:
    assert come(database, *((600.0 * n, words) for n, words in enumerate(QUESTIONS))) == [[one] for one in QUESTIONS]


def test_texts_that_follow_each_other_are_one(database: Database) -> None:
    assert come(database, (0, "loan"), (0.2, "ลอน"), (3, "લોન"), (60, "x"), (60.3, "y")) == [
        ["loan", "ลอน", "લોન"],
        ["x", "y"],
    ]


def test_what_an_outage_brings_at_once_is_taken_as_it_was_written(database: Database) -> None:
    for number, words in enumerate(QUESTIONS):
        written = START - timedelta(minutes=60 - number)
        conversation = store(database, replace(text(words, event=words), sent_at=written))
    assert turns(database, conversation) == [[one] for one in QUESTIONS]


@pytest.mark.parametrize("words", [["धन्यवाद", "/done"], ["/done", "ขอบคุณ"], ["/take 1", "/waiting"]])
def test_a_command_is_a_turn_of_its_own(database: Database, words: list[str]) -> None:
    """A "thank you" and "/done" within 0.3 s were relayed as one, and the hand-over stayed open."""
    assert come(database, (0, words[0]), (0.3, words[1])) == [[one] for one in words]


def test_a_flood_of_old_texts_is_not_answered_one_by_one(database: Database) -> None:
    found = come(database, *((60.0 * n, f"नंबर {n}") for n in range(60)))
    assert [len(lines) for lines in found] == [60 - MOST_APART] + [1] * MOST_APART
    assert [line for lines in found for line in lines] == [f"नंबर {n}" for n in range(60)]


def test_edits_that_came_too_late_are_told_once(database: Database) -> None:
    edits = []
    for words in ("એક", "બે"):
        sent = text(words, event=words)
        conversation = store(database, replace(sent, data={"message": words}))
        finish(database, claim(database, conversation))
        data = {"message": words}
        edits.append(replace(sent, event_id=f"{words} edited", kind="edited", text=f"{words}!", data=data))
    for number, edit in enumerate(edits):
        store(database, edit, START + timedelta(minutes=number))
    assert turns(database, conversation) == [["એક!", "બે!"]]
