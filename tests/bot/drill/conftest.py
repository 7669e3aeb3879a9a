"""The stand-in for Telegram, a bot on it, and somebody with a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.drill.fake_telegram import FakeTelegram
from bot.drill.telegram_fake.phone import Phone
from tests.bot.drill.telegram_bot import Bot, Moving


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram(now=Moving(), first_wait=0.02, longest_wait=0.1)


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with fake.serve() as url, httpx.AsyncClient(trust_env=False) as client:
        yield Bot(url, client)


@pytest.fixture
def meena(fake: FakeTelegram) -> Phone:
    return fake.phone("मीना", "hi")
