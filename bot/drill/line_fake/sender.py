"""The platform's webhooks: signed, tried again when not answered with 2xx, repeated and shuffled on demand."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from bot.drill.line_fake.platform import Platform

Event = dict[str, Any]

#: developers.line.biz, webhook error statistics: an answer must come within two seconds.
TIMEOUT = 2.0
DESTINATION = "U" + "f" * 32


def sign(secret: str, body: bytes) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def body_of(events: list[Event]) -> bytes:
    return json.dumps(
        {"destination": DESTINATION, "events": events}, ensure_ascii=False, separators=(",", ":")
    ).encode()


@dataclass
class Sender:
    """``url`` empty: where the platform's webhook endpoint points."""

    platform: Platform
    client: httpx.AsyncClient
    url: str = ""
    #: LINE does not state how often and how long it redelivers; here: this many times after the first.
    redeliveries: int = 0
    pause: float = 0.5
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Random = field(default_factory=lambda: Random(0))
    duplicates: float = 0.0  #: share of deliveries that are made twice
    #: Every try: its number from 0, the status or None, and the webhookEventIds.
    tries: list[tuple[int, int | None, tuple[str, ...]]] = field(default_factory=list)

    async def deliver(self, *events: Event) -> int | None:
        """Until 2xx or the tries are used up; the last status, None when no answer came."""
        status = await self._until_taken(list(events))
        if status is not None and self.random.random() < self.duplicates:
            status = await self.repeat(*events)
        return status

    async def repeat(self, *events: Event) -> int | None:
        """Once more, as a redelivery."""
        return await self._try(1, [self._again(event) for event in events])

    async def shuffled(self, *events: Event) -> None:
        """Each on its own, in an order that is not theirs."""
        mixed = list(events)
        self.random.shuffle(mixed)
        for event in mixed:
            await self.deliver(event)

    async def post(self, events: list[Event], **headers: str) -> int | None:
        """One POST with a right signature, unless ``headers`` hold another."""
        body = body_of(events)
        return await self.post_bytes(body, {"X-Line-Signature": sign(self.platform.secret, body)} | headers)

    async def post_bytes(self, body: bytes, headers: dict[str, str]) -> int | None:
        content = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "LineBotWebhook/2.0"}
        try:
            response = await self.client.post(
                self.url or self.platform.webhook, content=body, headers=content | headers, timeout=TIMEOUT
            )
        except httpx.HTTPError:
            return None
        return response.status_code

    async def _until_taken(self, events: list[Event]) -> int | None:
        status = await self._try(0, events)
        for number in range(1, self.redeliveries + 1):
            if status is not None and 200 <= status < 300:
                break
            await self.sleep(self.pause)
            status = await self._try(number, [self._again(event) for event in events])
        return status

    def _again(self, event: Event) -> Event:
        if token := event.get("replyToken"):
            self.platform.renew_token(token)
        return event | {"deliveryContext": {"isRedelivery": True}}

    async def _try(self, number: int, events: list[Event]) -> int | None:
        status = await self.post(events)
        self.tries.append((number, status, tuple(event["webhookEventId"] for event in events)))
        return status
