"""What Telegram is told once, and what it then finds at the webhook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.telegram import channel as module
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.channels.telegram_house import MODES, Mode, place
from tests.bot.channels.telegram_side import SECRET, bytes_of, message
from tests.fakes import FakeDialogue


@pytest.mark.parametrize("mode", MODES)
async def test_telegram_is_told_commands_words_and_where_to_post(
    database: Database, tmp_path: Path, mode: Mode
) -> None:
    async with place(database, tmp_path, mode, FakeDialogue(), whole=True) as here:
        world, hook = here.fake.world, here.fake.webhook.hook
        state = await here.channel.status()
    assert {language for _, language in world.commands} == {"", "hi", "gu", "th"}
    for (_, language), commands in world.commands.items():
        shown = {one["command"]: one["description"] for one in commands}
        assert shown["person"] == say(language or "en", "telegram-command-person")
    assert world.descriptions[("description", "th")] == say("th", "telegram-description")
    assert here.told[0] == "bot @sahayak_test_bot: https://t.me/sahayak_test_bot"
    assert (hook is not None) == (mode == "webhook")
    if hook:
        assert (hook.secret, hook.url.endswith("/webhooks/telegram")) == (SECRET, True)
        assert "my_chat_member" in here.fake.queue.allowed
    assert state["pending"] == 0
    assert bool(state["webhook"]) == (mode == "webhook")


@pytest.mark.parametrize("form", FORMS)
def test_what_telegram_is_told_fits(form: str) -> None:
    assert len(say(form, "telegram-about")) <= 120
    assert len(say(form, "telegram-description")) <= 512
    assert len(say(form, "telegram-inline-hint")) <= 64


async def test_what_the_webhook_answers_and_stores_once(database: Database, tmp_path: Path) -> None:
    cases: list[tuple[str | None, Any, int]] = [
        ("wrong", message(text="x"), 401), (None, message(text="x"), 401), ("wrong", b"{", 401), (SECRET, b"{", 400),
        (SECRET, b" " * 1_000_001, 413), (SECRET, {"update_id": 1, "poll": {}}, 200), (SECRET, message(text="x"), 200),
    ]  # fmt: skip
    stored = []
    async with (
        place(database, tmp_path, "webhook", FakeDialogue()) as here,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        assert here.fake.webhook.hook
        for secret, body, status in cases:
            headers = {module.SECRET_HEADER: secret} if secret else {}
            content = body if isinstance(body, bytes) else bytes_of(body)
            for _ in range(2):
                answer = await client.post(here.fake.webhook.hook.url, content=content, headers=headers)
                assert answer.status_code == status, (secret, content[:40])
            stored.append(len(here.house.stored()))
    assert stored == [0] * 6 + [1]


async def test_there_is_no_webhook_where_updates_are_fetched(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", FakeDialogue()) as here:
        transport = httpx.ASGITransport(here.house.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            answer = await client.post("/webhooks/telegram", content=bytes_of(message(text="x")))
    assert answer.status_code == 404
