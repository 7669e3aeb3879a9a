"""A process dies at the worst moment: the person is told to wait, and is answered exactly once."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.assistant import Assistant, running
from tests.integration.talk import Person


@pytest.fixture
def mortal(tmp_path: Path, prepared: None) -> Iterator[Assistant]:
    with running(tmp_path) as one:
        yield one


def kill(assistant: Assistant, name: str) -> None:
    process = assistant.child(name).process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)


def told_before(person: Person, seconds: float) -> bool:
    began = time.monotonic()
    first = person.wait(within=seconds, interim_too=True)
    return first[0].interim and time.monotonic() - began <= seconds


def test_the_dialogue_process_killed_in_the_middle_of_a_turn(mortal: Assistant) -> None:
    person = Person(mortal.url)
    person.say("hello")
    kill(mortal, "dialogue")
    died = time.monotonic()
    person.post("what is the maximum loan under CGTMSE")
    assert told_before(person, 5.0)
    answers = [reply for reply in person.wait(within=15) if not reply.interim]
    # Back within 15 s on a quiet machine; the ceiling leaves room for a busy one.
    assert time.monotonic() - died < 40
    assert len(answers) == 1
    assert "Rs 10 crore" in answers[0].text
    assert len([reply for reply in person.say("and for women?") if "90%" in reply.text]) == 1
    assert mortal.child("dialogue").restarts == 1


def test_the_app_killed_with_a_message_in_hand_answers_it_after_the_restart(mortal: Assistant) -> None:
    person = Person(mortal.url)
    person.say("hello")
    os.kill(mortal.child("dialogue").process.pid, signal.SIGSTOP)  # type: ignore[union-attr]
    person.post("I want to talk to a person, please")
    kill(mortal, "app")
    os.kill(mortal.child("dialogue").process.pid, signal.SIGCONT)  # type: ignore[union-attr]
    deadline = time.monotonic() + 40  # seconds on a quiet machine; a busy one takes longer
    while not mortal.child("app").is_healthy():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    answers = [reply for reply in person.wait(within=15) if not reply.interim]
    assert any("Reference" in reply.text for reply in answers)
    with sqlite3.connect(mortal.settings.data / "records.sqlite") as database:
        assert database.execute("select count(*) from person_messages").fetchone() == (1,)
    database.close()
