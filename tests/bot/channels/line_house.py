"""The app with its webhook, inbox, gateway and outbox behind a fake LINE, with a dialogue that echoes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa

from bot.dialogue import Said
from bot.drill.line_fake import Phone
from bot.drill.serve import serving
from bot.messages import Reply
from bot.outbox import put
from records.database import Database
from records.tables import conversations, inbound, outbox
from tests.bot.channels.line_side import Side, line_side
from tests.bot.house import House
from tests.fakes import Asked, Clock, FakeDialogue

WITHIN = 10.0


def echo(asked: Asked) -> list[Said]:
    """A dialogue whose reply tells what it was asked."""
    if asked.action:
        return [Said(key="greet")] if asked.action.intent == "greet" else [Said(key="language-ask")]
    return [Said(key="cancelled", args={"reference": asked.text})]


class Line:
    """The app behind a fake LINE."""

    def __init__(self, side: Side, house: House) -> None:
        self.side, self.house, self.dialogue = side, house, house.dialogue
        self.phone, self.platform, self.sender = side.phone, side.platform, side.sender

    async def seen(self, count: int, phone: Phone | None = None) -> list[dict[str, Any]]:
        """What the person sees, as soon as there are so many messages."""
        await until(lambda: len((phone or self.phone).seen()) >= count)
        return (phone or self.phone).seen()

    async def quiet(self) -> None:
        """Everything taken is answered, and every answer is sent."""
        await until(
            lambda: not self.count(inbound, "waiting", "working") and not self.count(outbox, "waiting", "sending")
        )

    def count(self, table: sa.Table, *statuses: str) -> int:
        with self.house.database.read() as connection:
            query = sa.select(sa.func.count()).select_from(table)
            return connection.execute(query.where(table.c.status.in_(statuses)) if statuses else query).scalar_one()

    def notice(self, words: str) -> None:
        conversation = self.conversation().id
        with self.house.database.write() as connection:
            number = connection.execute(sa.select(sa.func.count()).select_from(outbox)).scalar_one()
            reply = Reply(text=words, language="th")
            put(connection, conversation, f"case-7:{number}", reply, self.side.clock(), "notice")
        self.house.sender.wake(conversation)

    def error(self) -> str | None:
        with self.house.database.read() as connection:
            return connection.execute(sa.select(outbox.c.error).where(outbox.c.status == "sending")).scalar()

    def conversation(self) -> Any:
        with self.house.database.read() as connection:
            return connection.execute(sa.select(conversations)).one()


async def until(condition: Callable[[], object]) -> None:
    """The platform, the app and the phone are one loop: what is awaited happens while we wait."""
    async with asyncio.timeout(WITHIN):
        while not condition():
            await asyncio.sleep(0.01)


async def pass_time(line: Line) -> None:
    """Let a postponed delivery become due."""
    async with asyncio.timeout(WITHIN):
        while line.count(inbound, "waiting", "working") or line.count(outbox, "waiting", "sending"):
            line.side.clock.forward(1)
            line.house.sender.sweep()
            await asyncio.sleep(0.05)


@asynccontextmanager
async def line_house(database: Database, clock: Clock) -> AsyncIterator[Line]:
    async with line_side(clock=clock) as side:
        house = House(database, clock, FakeDialogue(echo), side.channel)
        async with serving(house.app) as url:
            side.platform.webhook = f"{url}/webhooks/line"
            yield Line(side, house)
