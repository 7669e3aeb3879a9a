"""A process dies at the worst moment: the person is told to wait, and is answered exactly once."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.supervise import port_is_free
from tests.integration.assistant import Assistant, running
from tests.integration.talk import Person
from tests.processes import until

#: Seconds. A process is back within 15 on a quiet machine, not within 40 at a load of 16; what it took is printed.
LONGEST = 60.0


@pytest.fixture
def mortal(tmp_path: Path, prepared: None) -> Iterator[Assistant]:
    with running(tmp_path) as one:
        yield one


def send(assistant: Assistant, name: str, number: signal.Signals) -> None:
    process = assistant.child(name).process
    assert process is not None
    os.kill(process.pid, number)


def in_hand(port: int) -> int:
    """How many requests lie unread at the process behind the port, which is stopped."""
    count = 0
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, here, _, state, queues, *_ = row.split()
        if int(here.split(":")[1], 16) == port and state == "01" and int(queues.split(":")[1], 16):
            count += 1
    return count


def test_the_dialogue_process_killed_in_the_middle_of_a_turn(
    mortal: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    person = Person(mortal.url)
    person.say("hello")
    send(mortal, "dialogue", signal.SIGSTOP)
    began = time.monotonic()
    person.post("what is the maximum loan under CGTMSE")
    until(lambda: in_hand(mortal.settings.dialogue_port) == 1)
    send(mortal, "dialogue", signal.SIGKILL)
    died = time.monotonic()
    first = person.wait(within=30, interim_too=True)
    told = time.monotonic() - began
    answers = [reply for reply in person.wait(within=LONGEST) if not reply.interim]
    answered = time.monotonic() - died
    with capsys.disabled():
        print(f"\n[killed] told to wait {told:.1f} s after the message, answered {answered:.1f} s after the kill")
    assert first[0].interim
    assert told <= 5.0
    assert answered < LONGEST
    assert len(answers) == 1
    assert "Rs 10 crore" in answers[0].text
    assert len([reply for reply in person.say("and for women?") if "90%" in reply.text]) == 1
    assert mortal.child("dialogue").restarts == 1


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_the_app_ended_with_messages_in_hand_answers_them_after_the_restart(
    mortal: Assistant, end: signal.Signals
) -> None:
    """One is its writer's first, when the dialogue begins a session with an action of the app; the app that is asked
    to end still waits for answers for a moment, while it serves its page."""
    known, new = Person(mortal.url), Person(mortal.url)
    known.say("hello")
    send(mortal, "dialogue", signal.SIGSTOP)
    for person in (known, new):
        person.post("I want to talk to a person, please")
    until(lambda: in_hand(mortal.settings.dialogue_port) == 2)
    with httpx.stream("GET", f"{mortal.url}/chat/events", headers={"x-conversation": "w" * 24}, timeout=LONGEST):
        send(mortal, "app", end)
        until(lambda: port_is_free(mortal.settings.action_port))
        send(mortal, "dialogue", signal.SIGCONT)
        time.sleep(0.5)
    until(mortal.child("app").is_healthy, within=LONGEST)
    for person in (known, new):
        answers = [reply for reply in person.wait(within=15) if not reply.interim]
        assert any("Reference" in reply.text for reply in answers)
    with sqlite3.connect(mortal.settings.data / "records.sqlite") as database:
        assert database.execute("select count(*) from person_messages").fetchone() == (2,)
    database.close()
