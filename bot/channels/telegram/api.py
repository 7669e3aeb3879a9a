"""Calls of the Bot API through python-telegram-bot, which keeps nothing for us but its connections."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from typing import Any, TypeVar

import httpx
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.base import SEND_LIMIT, DeliveryFailed
from bot.errors import error_of

#: Connections for getUpdates. One is not enough: a line that was cut can keep it taken for ever.
POLL_CONNECTIONS = 8
SEND_CONNECTIONS = 16
Result = TypeVar("Result")


class Answered(TelegramError):
    """Telegram said no. The library's own errors lose the status, and one of them names the token.

    ``said`` is None when the answer is not the Bot API's: somebody between, or at a wrong address, gave it.
    """

    def __init__(self, status: int, said: str | None, retry_after: float | None = None) -> None:
        super().__init__(said or "")
        self.status, self.said, self.retry_after = status, said, retry_after

    @classmethod
    def of(cls, status: int, payload: bytes) -> Answered:
        body = _object(payload)
        if body.get("ok") is not False:
            return cls(status, None)
        parameters = body.get("parameters")
        after = parameters.get("retry_after") if isinstance(parameters, dict) else None
        return cls(status, str(body.get("description", "")), float(after) if isinstance(after, int | float) else None)


def _object(payload: bytes) -> dict[str, Any]:
    """Empty for what is no JSON object."""
    try:
        body = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _is_result(payload: bytes) -> bool:
    body = _object(payload)
    return body.get("ok") is True and "result" in body


class Refused(DeliveryFailed):
    """With what Telegram ``said``."""

    def __init__(self, answered: Answered) -> None:
        super().__init__(error_of(answered.status, answered.said), answered.retry_after)
        self.said = answered.said or ""


class Line(HTTPXRequest):
    """The library's HTTP client, with refusals as they came."""

    def __init__(self, connections: int = SEND_CONNECTIONS) -> None:
        super().__init__(
            connection_pool_size=connections, connect_timeout=5.0, read_timeout=SEND_LIMIT, write_timeout=SEND_LIMIT,
            pool_timeout=5.0,
        )  # fmt: skip

    async def do_request(self, url: str, method: str, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(url, method, *arguments, **options)
        # The content of a file is fetched with GET and may be anything.
        if not 200 <= status < 300 or (method == "POST" and not _is_result(payload)):
            raise Answered.of(status, payload)
        return status, payload


class PollLine(Line):
    """Keeps the updates as they came and gives the library none: it reads a batch as a whole, so that one update that
    it cannot read would come back, and stop all others, for ever."""

    def __init__(self) -> None:
        super().__init__(POLL_CONNECTIONS)
        self.updates: list[Any] = []

    async def do_request(self, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        status, payload = await super().do_request(*arguments, **options)
        found = _object(payload)["result"]
        self.updates = found if isinstance(found, list) else []
        return status, b'{"ok": true, "result": []}'


class Api:
    """One bot's connections. Make it inside the running loop; ``close`` it there."""

    def __init__(self, token: str, url: str) -> None:
        url = url.rstrip("/")
        self._poll_line = PollLine()
        # Never ``initialize``d: that would ask for the bot's name at every start, and its error names the token.
        self.bot = Bot(
            token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=Line(),
            get_updates_request=self._poll_line,
        )

    async def updates(self, offset: int, seconds: int, kinds: list[str]) -> list[Any]:
        """Raw updates from ``offset`` on; waits up to ``seconds`` for one. Raises DeliveryFailed."""
        self._poll_line.updates = []
        await call(self.bot.get_updates(offset=offset, timeout=seconds, allowed_updates=kinds), seconds + SEND_LIMIT)
        return self._poll_line.updates

    async def renew_polling(self) -> None:
        """Fresh connections for updates; a message on its way over the others must not be cut, it would be repeated."""
        await self._poll_line.shutdown()
        await self._poll_line.initialize()

    async def close(self) -> None:
        # Each has connections only once it was used; closing twice is harmless.
        for line in (self.bot.request, self._poll_line):
            await line.shutdown()


async def call(request: Awaitable[Result], seconds: float = SEND_LIMIT) -> Result:
    """What the library gives, or DeliveryFailed; never one of its own errors."""
    try:
        async with asyncio.timeout(seconds):
            return await request
    except Answered as no:
        raise Refused(no) from None
    except InvalidToken:
        raise DeliveryFailed(error_of(401)) from None
    # Their texts may hold the address, and with it the token: only what kind of trouble it was goes on.
    except (TelegramError, httpx.HTTPError, TimeoutError):
        raise DeliveryFailed(error_of(None)) from None
