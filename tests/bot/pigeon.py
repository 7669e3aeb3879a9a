"""A channel whose platform is a list: what was sent, in order, and what it answers to each try."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from bot import inbox, outbox
from bot.channels.base import LIMITS, BadRequest, Channel, Delivered, Delivery, DeliveryFailed, Limits, Pacing
from bot.errors import ERRORS, Code
from bot.messages import Inbound, Reply
from records.database import Database
from tests.fakes import START


def failure(code: Code, retry_after: float | None = None) -> DeliveryFailed:
    return DeliveryFailed(ERRORS[code], retry_after)


class Pigeon(Channel):
    """``script``: what each try meets, None for success; after its end all goes well."""

    def __init__(self, *script: Any, name: str = "telegram", pacing: Pacing | None = None) -> None:
        self.name, self.limits = name, LIMITS.get(name, Limits(text=1000))
        self.pacing = pacing or Pacing()
        self.script = list(script)
        self.tries: list[Delivery] = []
        self.accepted: list[Delivery] = []
        self.told: list[Inbound] = []
        self.asked: list[Inbound] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.news = asyncio.Event()

    def parse(self, headers: Mapping[str, str], body: bytes) -> list[Inbound]:
        """JSON: a list of fields of Inbound; the header "secret" must be "coo"."""
        if headers.get("secret") != "coo":
            raise BadRequest(403, "the secret is wrong")
        return [Inbound(**{"channel": self.name, "kind": "text", "text": ""} | one) for one in json.loads(body)]

    async def send(self, delivery: Delivery) -> Delivered:
        self.tries.append(delivery)
        self.news.set()
        await self.gate.wait()
        step = self.script.pop(0) if self.script else None
        if isinstance(step, Exception):
            raise step
        self.accepted.append(delivery)
        self.news.set()
        return Delivered(platform_ids=tuple(f"p{len(self.accepted)}.{n}" for n in range(len(delivery.replies))))

    async def taken(self, message: Inbound) -> None:
        self.told.append(message)
        self.news.set()

    async def answer_inline(self, message: Inbound) -> None:
        self.asked.append(message)
        self.news.set()

    async def until(self, done: Any) -> None:
        async with asyncio.timeout(60):
            while not done():
                self.news.clear()
                await asyncio.wait([asyncio.ensure_future(self.news.wait())], timeout=0.02)

    @property
    def texts(self) -> list[str]:
        return [reply.text for delivery in self.accepted for reply in delivery.replies]


def talk(database: Database, channel: str = "telegram", address: str = "77", **given: Any) -> str:
    """A conversation in which somebody wrote "hello" and the turn t1 answers it."""
    message = Inbound(channel=channel, event_id=f"{address}:1", address=address, kind="text", text="hello", **given)
    with database.write() as connection:
        conversation = inbox.accept(connection, message, START)
        assert conversation
        inbox.claim(connection, conversation, lambda: "t1")
    return conversation


def say(database: Database, conversation: str, *texts: str, key: str = "t1", **given: Any) -> None:
    with database.write() as connection:
        for place, text in enumerate(texts):
            interim = given.pop("interim", False)
            reply = Reply(text=text, language="en", interim=interim)
            outbox.put(connection, conversation, f"{key}:{place}", reply, START, **given)
