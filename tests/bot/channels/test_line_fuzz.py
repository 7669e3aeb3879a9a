"""3,000 mutated bodies in every run; `python -m tests.bot.channels.fuzz_line 100000` for many more."""

from __future__ import annotations

import logging

import pytest

from bot.channels import line
from records.database import Database
from tests.bot.channels import fuzz, fuzz_line
from tests.bot.channels.line_side import SECRET, TOKEN


async def test_no_body_breaks_the_app_or_has_an_effect_without_a_signature(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    report = await fuzz_line.run(3_000, database)
    assert report.broken == []
    # Both sides of the door were tried, and what is behind it too.
    assert {"signed 200", "signed 400", "unsigned 403"} == set(report.statuses)
    assert report.statuses["signed 200"] > 300
    assert fuzz.events(database) > 100
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text


async def test_a_door_left_open_is_noticed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line.hmac, "compare_digest", lambda *given: True)
    report = await fuzz_line.run(100, database)
    assert len(report.broken) > 20
