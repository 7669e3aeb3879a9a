"""The real app over empty records, with a scripted dialogue, at the stand-in for Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from starlette.types import Receive, Scope, Send

from bot.channels.base import Host, Pacing
from bot.channels.telegram.channel import Telegram, make
from bot.channels.telegram.set_up import connect, set_up, webhook_address
from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.serve import serving
from bot.settings import Settings
from bot.staff_turns import StaffTurns
from records.database import Database
from tests.bot.channels.telegram_side import SECRET
from tests.bot.house import House
from tests.fakes import FakeDialogue

Mode = Literal["polling", "webhook"]
MODES: tuple[Mode, ...] = ("polling", "webhook")


def real_time() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Place:
    """An app that runs, Telegram, and what the app was told at the start."""

    fake: Any
    house: House
    channel: Telegram
    settings: Settings
    told: list[str]

    async def until(self, condition: Callable[[], Any], within: float = 10.0) -> None:
        async with asyncio.timeout(within):
            while not condition():
                await asyncio.sleep(0.01)


class Door:
    """The webhook's server must listen before the app that it serves can be made."""

    app: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@asynccontextmanager
async def place(
    database: Database, data: Path, mode: Mode, dialogue: FakeDialogue, fake: Any = None,
    answerer: Callable[[], Any] = lambda: None, whole: bool = False,
    staff: StaffTurns | None = None,
) -> AsyncIterator[Place]:  # fmt: skip
    """``fake``: whatever serves the Bot API. ``whole``: with everything that `sahayak telegram set-up` says."""
    fake, door = fake or FakeTelegram(), Door()
    async with fake.serve() as url, serving(door, lifespan="off") as hook:
        settings = Settings(
            telegram_token=TOKEN, telegram_url=url, data=data,
            telegram_secret=SECRET if mode == "webhook" else "", telegram_webhook=hook if mode == "webhook" else "",
        )  # fmt: skip
        channel = make(settings, Host(database=database, answerer=answerer, now=real_time))
        # What the pacing is worth is tested where it is kept; here nobody waits.
        channel.pacing = Pacing()
        house = House(database, real_time, dialogue, channel, staff=staff)  # type: ignore[arg-type]
        door.app = house.app
        async with house.app.router.lifespan_context(house.app):
            told: list[str] = []
            if whole:
                await set_up(settings, told.append)
            elif mode == "webhook":
                await connect(channel.api, settings, webhook_address(settings))
            yield Place(fake=fake, house=house, channel=channel, settings=settings, told=told)
