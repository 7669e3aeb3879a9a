"""Messages for a person, in the records: references, who spoke, what was added."""

from __future__ import annotations

import pytest

from actions import person_messages
from records.database import Database
from tests.actions.conftest import Received
from tests.fakes import START, Clock


@pytest.mark.parametrize(
    ("year", "serial", "reference"),
    [(2026, 1, "M-26-0001"), (2026, 9999, "M-26-9999"), (2026, 12345, "M-26-12345"), (2100, 7, "M-00-0007")],
)
def test_a_reference_names_year_and_number(year: int, serial: int, reference: str) -> None:
    assert person_messages.make_reference(year, serial) == reference


def test_references_follow_each_other_across_conversations(database: Database, received: Received) -> None:
    given = []
    for number in range(1, 6):
        received(f"t{number}", address=f"{number}" * 20)
        with database.write() as connection:
            given.append(person_messages.store(connection, f"t{number}", "complaint", "ช้า", START).reference)
    assert given == [f"M-26-000{n}" for n in range(1, 6)]


def test_a_repeated_turn_gets_what_the_first_one_stored(database: Database, received: Received, clock: Clock) -> None:
    received("t1")
    with database.write() as connection:
        first = person_messages.store(connection, "t1", "complaint", "पहला", clock())
    clock.forward(3600)
    with database.write() as connection:
        again = person_messages.store(connection, "t1", "feedback", "दूसरा", clock())
    assert (again.reference, again.intent, again.text) == (first.reference, "complaint", "पहला")


@pytest.mark.parametrize(("language", "known"), [(None, "en"), ("th", "th"), ("hi-Latn", "hi-Latn")])
def test_the_speaker_is_whoever_sent_the_turn(
    database: Database, received: Received, language: str | None, known: str
) -> None:
    received("t1", address="x" * 20)
    conversation = received("t2", address="y" * 20, language=language)
    with database.read() as connection:
        who = person_messages.speaker_of(connection, "t2")
    assert who == person_messages.Speaker(conversation=conversation, language=known)


@pytest.mark.parametrize("turn", ["t404", "", "t1' or 1=1 --", "%"])
def test_an_unknown_turn_has_no_speaker(database: Database, received: Received, turn: str) -> None:
    received("t1")
    with database.read() as connection, pytest.raises(LookupError, match="not in the inbox"):
        person_messages.speaker_of(connection, turn)


def test_adding_needs_the_reference_of_the_same_conversation(database: Database, received: Received) -> None:
    received("t1", address="a" * 20)
    received("t2", address="b" * 20)
    with database.write() as connection:
        reference = person_messages.store(connection, "t1", "complaint", "mine", START).reference
    with database.write() as connection:
        assert not person_messages.add(connection, "t2", reference, "not yours")
        assert not person_messages.add(connection, "t1", "M-26-0404", "nowhere")
        assert not person_messages.add(connection, "t1", "", "nowhere")


def test_the_latest_five_messages_come_newest_first(database: Database, received: Received) -> None:
    for number in range(1, 8):
        conversation = received(f"t{number}")
        with database.write() as connection:
            person_messages.store(connection, f"t{number}", "complaint", f"{number} વાર", START)
    with database.read() as connection:
        found = person_messages.of_conversation(connection, conversation)
    assert [one.text for one in found] == ["7 વાર", "6 વાર", "5 વાર", "4 વાર", "3 વાર"]
