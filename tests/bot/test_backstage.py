"""What runs beside the requests: a channel that breaks is started again, rarely while it goes on breaking."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot import backstage
from bot.backstage import LONGEST_PAUSE
from bot.channels.base import Take
from records.database import Database
from tests.bot.house import House
from tests.bot.pigeon import Pigeon
from tests.fakes import Clock, FakeDialogue


class Breaking(Pigeon):
    """Runs for so many seconds each time, then breaks; returns after the last."""

    def __init__(self, tick: Any, *seconds: float) -> None:
        super().__init__()
        self.tick, self.seconds = tick, list(seconds)

    async def run(self, take: Take) -> None:
        if self.seconds:
            self.tick(self.seconds.pop(0))
            raise OSError("a token, perhaps")


async def test_pauses_grow_and_are_short_again_after_a_long_run(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now, pauses = 0.0, list[float]()

    def tick(seconds: float) -> None:
        nonlocal now
        now += seconds

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    channel = Breaking(tick, *[0.0] * 8, LONGEST_PAUSE, LONGEST_PAUSE + 1, 0.0)
    house = House(database, clock, FakeDialogue(), channel)
    monkeypatch.setattr(backstage, "time", SimpleNamespace(monotonic=lambda: now))
    monkeypatch.setattr(backstage, "asyncio", SimpleNamespace(sleep=sleep, Task=asyncio.Task))
    await house.backstage._keep_running(channel)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 1, 2]
    assert "a token" not in caplog.text
