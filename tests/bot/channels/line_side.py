"""LINE's side of the tests: events as it sends them, bodies with their signature, and the fake platform served."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.channels.line import Line
from bot.drill.line_fake import Faults, Phone, Platform, Sender, create
from bot.drill.serve import serving
from tests.fakes import Clock

SECRET = "the channel secret of tests"
TOKEN = "the-access-token-of-tests"
USER = "U0123456789abcdef0123456789abcdef"
EVENT_ID = "01M7ZXH2QW3E4R5T6Y7V8A9B0C"
REPLY_TOKEN = "b60d432864f44d079f6d8efe86cf404b"
STAMP = 1790000000000


def event(kind: str = "message", **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": kind,
        "mode": "active",
        "timestamp": STAMP,
        "source": {"type": "user", "userId": USER},
        "webhookEventId": EVENT_ID,
        "deliveryContext": {"isRedelivery": False},
        "replyToken": REPLY_TOKEN,
    }
    return made | fields


def text_event(words: str, **fields: Any) -> dict[str, Any]:
    return event(message={"type": "text", "id": "4445", "quoteToken": "q3Plx", "text": words}, **fields)


def body_of(*events: Any) -> bytes:
    return json.dumps({"destination": "U" + "f" * 32, "events": list(events)}, ensure_ascii=False).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {"x-line-signature": base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()}


class Side:
    """The fake platform on a port of its own, a channel opened on it, and phones."""

    def __init__(self, platform: Platform, faults: Faults, url: str, client: httpx.AsyncClient, clock: Clock) -> None:
        """``url``: where the channel looks for LINE."""
        self.platform, self.faults, self.url, self.clock = platform, faults, url, clock
        self.channel = Line(SECRET, TOKEN, url)
        self.sender = Sender(platform, client)
        self.phone = self.add_phone(1)

    def add_phone(self, seed: int, **given: Any) -> Phone:
        return Phone(self.platform, self.sender, seed=seed, **given)


@asynccontextmanager
async def line_side(
    quota: int | None = None, clock: Clock | None = None, port: int = 0, through: str = ""
) -> AsyncIterator[Side]:
    """With a ``clock`` the channel is an app's, which opens and closes it; ``through``: what stands before the fake."""
    alone, clock = clock is None, clock or Clock()
    platform, faults = Platform(secret=SECRET, token=TOKEN, now=clock, quota=quota), Faults()
    async with (
        serving(create(platform, faults), port) as url,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        side = Side(platform, faults, through or url, client, clock)
        if alone:
            await side.channel.open()
        try:
            yield side
        finally:
            if alone:
                await side.channel.close()
