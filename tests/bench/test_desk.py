"""bench.desk on few cases: it measures what it says, and its verdict is its exit code."""

from __future__ import annotations

import json
import sys

import pytest

from bench import desk


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["desk", "--cases", "300", *arguments])
    monkeypatch.setattr(desk, "ROUNDS", 20)
    monkeypatch.setattr(desk, "QUERIES", 20)
    return desk.main()


def test_it_prints_what_it_measured(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(desk, "DECISION_LIMIT", 10_000)
    monkeypatch.setattr(desk, "QUEUE_LIMIT", 10_000)
    assert run(monkeypatch, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"decide", "mine", "unassigned", "overdue", "counts"}
    assert all(0 < figures["p50"] <= figures["p95"] for figures in found.values())


@pytest.mark.parametrize("limit", ["DECISION_LIMIT", "QUEUE_LIMIT"])
def test_too_slow_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    monkeypatch.setattr(desk, "DECISION_LIMIT", 10_000)
    monkeypatch.setattr(desk, "QUEUE_LIMIT", 10_000)
    monkeypatch.setattr(desk, limit, 0)
    assert run(monkeypatch) == 1
    assert "p95" in capsys.readouterr().out
