"""The drill with the real processes: all is well although they are killed, and it finds what is broken on purpose."""

from __future__ import annotations

import sys

import pytest

from bot.drill.run import Options, drill


def test_nothing_is_lost_repeated_or_out_of_order_while_processes_are_killed(prepared: None) -> None:
    report = drill(Options(messages=500, people=40, kills=3, seed=3))
    assert report.broken() == [], report.examples
    assert (report.sent, report.kills) == (500, 3)
    assert 0 < report.p50_ms <= report.p95_ms


@pytest.mark.parametrize(
    ("broken", "found"), [("inbox", "effects_repeated"), ("outbox", "lost"), ("keys", "replies_repeated_line")]
)
def test_what_is_broken_on_purpose_is_found(prepared: None, broken: str, found: str) -> None:
    program = (sys.executable, "-m", "tests.integration.broken_assistant", broken)
    report = drill(
        Options(messages=24, people=6, kills=0, seed=5, trouble=5.0, program=program, last_wait=5.0, patience=5.0)
    )
    assert getattr(report, found) > 0
    assert report.broken()
