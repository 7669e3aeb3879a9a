"""3,000 mutated bodies in every run; `python -m tests.bot.channels.fuzz_telegram 100000` for many more."""

from __future__ import annotations

import logging

import pytest
import sqlalchemy as sa

from bot.channels.telegram import channel as module
from records.database import Database
from records.tables import inbound
from tests.bot.channels import fuzz_telegram
from tests.bot.channels.telegram_side import SECRET, TOKEN


async def test_no_body_breaks_the_app_or_has_an_effect_without_the_secret(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    report = await fuzz_telegram.run(3_000, database)
    assert report.broken == []
    # Both sides of the door were tried, and what is behind it too.
    assert {"with secret 200", "with secret 400", "without secret 401"} == set(report.statuses)
    assert report.statuses["with secret 200"] > 300
    with database.read() as connection:
        kinds = set(connection.scalars(sa.select(inbound.c.kind).distinct()))
    assert {"text", "command", "voice", "image", "document", "location", "contact", "sticker", "button", "edited",
            "blocked", "other"} <= kinds  # fmt: skip
    assert {"answer_inline_query", "answer_callback_query", "send_chat_action"} <= set(report.calls)
    assert SECRET not in caplog.text
    assert TOKEN not in caplog.text
    # Nothing that somebody could not read: every one of them was understood, or left out on purpose.
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_door_left_open_is_noticed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.hmac, "compare_digest", lambda *given: True)
    report = await fuzz_telegram.run(100, database)
    assert len(report.broken) > 20
