"""What bench/turn says is measured, counted and compared as it says."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bench import turn
from bench.turns import processes, report, stock
from bench.turns.conversation import Conversation, Line, Script
from bench.turns.load import Heard, NoReply, Person, hold
from knowledge.language import FORMS


def test_no_question_is_asked_twice_and_every_form_is_spoken() -> None:
    work = turn.plan(messages=96, people=20)
    conversations = [*work.warm_up, *work.alone, *work.together]
    asked = [line.text for c in conversations for line in c.lines if line.kind == "question"]
    assert len(set(asked)) == len(asked) == 4 * len(conversations)
    assert {c.form for c in work.alone} == set(FORMS)
    assert {len(c.lines) for c in conversations} == {turn.LINES}
    assert [len(work.alone), len(work.together)] == [8, 20]


def test_too_few_questions_are_told() -> None:
    with pytest.raises(ValueError, match="not enough questions"):
        Script().take(10_000)


def test_the_most_that_may_be_asked_for_has_its_questions() -> None:
    turn.plan(turn.MOST_MESSAGES, turn.MOST_PEOPLE)


TALK = Conversation(
    form="hi", lines=(Line(kind="chat", text="नमस्ते"), Line(kind="question", text="ऋण?"), Line(kind="chat", text="🙏"))
)


class Listener:
    """Answers all but one message; takes note of how many talk at once."""

    def __init__(self) -> None:
        self.at_once = self.most_at_once = 0

    async def say(self, line: Line) -> float:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        if line.text == "🙏":
            raise NoReply("nothing to say")
        return 0.5 if line.kind == "question" else 0.1


async def test_everybody_holds_the_conversations_that_are_left() -> None:
    listener = Listener()

    @asynccontextmanager
    async def person() -> AsyncIterator[Person]:
        yield listener

    heard = await hold(person, [TALK] * 10, 4, {"this": os.getpid()})
    figures = heard.figures()
    assert listener.most_at_once == 4
    assert (figures["messages"], figures["unanswered"]) == (30, 10)
    assert figures["p50_ms_by_kind"] == {"chat": 100.0, "question": 500.0}
    assert figures["p95_ms"] == 500.0
    assert figures["messages_per_second"] == pytest.approx(30 / heard.elapsed, abs=0.1)


def test_cpu_and_memory_are_those_of_the_whole_tree() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdin
        assert parent.stdout
        parent.stdout.readline()
        members = processes.tree(parent.pid)
        used = processes.usage(parent.pid)
        alone = [processes.usage(pid) for pid in members]
        parent.stdin.write(b"\n")
    assert len(members) == 2
    assert used.cpu > 0
    assert used.rss > alone[1].rss > 1
    assert 0 < used.shared_out <= used.rss


def side(scale: float) -> dict[str, Any]:
    phase = Heard(elapsed=10 * scale, cpu={"one": 0.2 * scale, "two": 0.1 * scale})
    phase.times["question"] = [0.1 * scale] * 10
    return {
        "alone": phase.figures(),
        "together": phase.figures(),
        "memory_mb": {"one": 100 * scale},
        "memory_shared_once_mb": {"one": 90 * scale},
        "vector_ms": [1.0, 1.0],
        "load": [0.1, 0.1, 0.1],
    }


def test_the_table_gives_ratios_in_our_favour_when_they_are() -> None:
    text = report.table({"people": 20, "sahayak": side(1), "stock": side(2), "stock_examples": 576})
    rows = {line[:34].strip(): line[34:].split() for line in text.splitlines() if line.endswith("x")}
    assert rows["one person: p50, ms"] == ["100.0", "200.0", "2.0x"]
    assert rows["20 people: messages/s"] == ["1.0", "0.5", "2.0x"]
    assert rows["one person: CPU a message, ms"] == ["30.0", "60.0", "2.0x"]
    assert "Rasa 3.6.21" in text
    assert "576 examples" in text


def test_without_a_baseline_the_table_says_why() -> None:
    text = report.table({"people": 20, "sahayak": side(1), "stock_left_out": "no Python 3.10"})
    assert "x\n" not in text
    assert text.endswith("was left out: no Python 3.10")


def test_stock_learns_from_every_intent_in_every_form() -> None:
    examples = stock.training_examples()
    counts = Counter(intent for intent, _ in examples)
    assert set(counts.values()) == {stock.EXAMPLES_PER_INTENT_AND_FORM * len(FORMS)}


def test_stock_needs_python_3_10(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    with pytest.raises(stock.NoStock, match=r"Python 3\.10"):
        stock.find_python()
    stand_in = tmp_path / "python3.10"
    stand_in.write_text("#!/bin/sh\nexit 127\n")
    stand_in.chmod(0o755)
    with pytest.raises(stock.NoStock):
        stock.find_python()
