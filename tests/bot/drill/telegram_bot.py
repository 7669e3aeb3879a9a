"""A bare client of the stand-in for Telegram."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from bot.drill.fake_telegram import TOKEN


class Moving:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.at = 1_795_338_000.0

    def __call__(self) -> float:
        return self.at


class Bot:
    """A bare client of the Bot API."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.url, self.client = url, client

    async def __call__(self, method: str, *, token: str = TOKEN, **fields: Any) -> Any:
        answer = await self.client.post(f"{self.url}/bot{token}/{method}", json=fields)
        body = answer.json()
        assert answer.status_code == body.get("error_code", 200)
        return body.get("result", body)

    async def updates(self, **fields: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self("getUpdates", **fields)
        return found


def refused(answer: Any) -> tuple[int, str]:
    return answer["error_code"], answer["description"]


async def until(condition: Any) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)
