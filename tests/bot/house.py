"""The whole app of one process over empty records, with a scripted dialogue, and two people who use it."""

from __future__ import annotations

from typing import Any

import httpx
import sqlalchemy as sa
from fastapi import FastAPI

from bot.backstage import Backstage
from bot.channels.base import Channel
from bot.delivery import Sender
from bot.feed import Feed
from bot.gateway import Gateway, Patience
from bot.processes import Processes
from bot.server import Parts, create
from bot.staff_turns import StaffTurns
from bot.workers import Burst, Workers
from records.database import Database
from records.tables import inbound
from tests.asgi import EventStream
from tests.fakes import Clock, FakeDialogue, latin_model

MINE = {"x-conversation": "m" * 24}
THEIRS = {"x-conversation": "t" * 24}


class House:
    """The whole app of one process over empty records, with a scripted dialogue."""

    def __init__(
        self, database: Database, clock: Clock, dialogue: FakeDialogue, *channels: Channel,
        staff: StaffTurns | None = None,
    ) -> None:  # fmt: skip
        self.database, self.dialogue = database, dialogue
        self.health: dict[str, Any] = {"ok": True, "bundle": "abc", "documents": 3}
        self.feed = Feed()
        self.processes = Processes(database, clock)
        self.sender = Sender(database, {one.name: one for one in channels}, clock, self.processes.id)
        gateway = Gateway(
            database, dialogue, latin_model, clock, Patience(interim_after=30, give_up_after=60), self._notify,
            staff=staff,
        )  # type: ignore[arg-type]  # fmt: skip
        self.workers = Workers(
            database, gateway.handle, Burst(pause=0.0, limit=0.0), 8, self.feed.set_busy, self.processes.id, clock
        )
        self.backstage = Backstage.of(database, self.workers, self.sender, self.processes, clock)
        self.app: FastAPI = create(Parts(database, self.backstage, self.feed, clock, lambda: self.health))

    def _notify(self, conversation: str) -> None:
        self.feed.notify(conversation)
        self.sender.wake(conversation)

    def stream(self, headers: dict[str, str] = MINE, query: str = "") -> EventStream:
        return EventStream(self.app, "/chat/events", headers, query)

    def stored(self) -> list[Any]:
        with self.database.read() as connection:
            return list(connection.execute(sa.select(inbound).order_by(inbound.c.id)).all())


async def send(client: httpx.AsyncClient, headers: dict[str, str] = MINE, **body: str) -> httpx.Response:
    return await client.post("/chat/messages", json={"event_id": "1"} | body, headers=headers)
