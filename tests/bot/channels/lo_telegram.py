"""lo-bot-api-emulator, which nobody here wrote, made fit for Telegram's wider contract.

It imitates another messenger's copy of the Bot API. Without this subclass it gives bots no name, refuses fields that
Telegram takes, dates every message 1970, and records only the names of fields, so that nothing said could be read.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator

TELEGRAM_ONLY = ("link_preview_options", "protect_content")
PERSON = {"id": 777, "first_name": "Meena", "is_bot": False, "language_code": "gu"}
CHAT = {"id": 777, "type": "private", "first_name": "Meena"}


class Lo(LoBotApiEmulator):  # type: ignore[misc]
    """``sent``: method and fields of every call, in order."""

    def __init__(self, token: str) -> None:
        super().__init__(enable_control=True, allow_insecure_loopback_webhooks=True)
        self.token, self.sent = token, list[tuple[str, dict[str, Any]]]()
        self._message = 1000

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        if method != "getUpdates":
            self.sent.append((method, dict(fields)))
        for name in TELEGRAM_ONLY:
            fields.pop(name, None)
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            result |= {"username": "lo_bot", "supports_inline_queries": True}
        if isinstance(result, dict) and "date" in result:
            result["date"] = int(time.time())
        return result

    async def arrives(self, **update: Any) -> int:
        return int(await self.enqueue_update(update, token=self.token))

    async def writes(self, **content: Any) -> int:
        """The person sends a message."""
        self._message += 1
        body = {"message_id": self._message, "date": int(time.time()), "from": PERSON, "chat": CHAT} | content
        return await self.arrives(message=body)

    def of(self, method: str) -> list[dict[str, Any]]:
        return [fields for name, fields in self.sent if name == method]

    async def hears(self, count: int = 1, within: float = 10.0) -> list[dict[str, Any]]:
        """Everything said, once it is ``count`` messages."""
        async with asyncio.timeout(within):
            while len(self.of("sendMessage")) < count:
                await asyncio.sleep(0.02)
        return self.of("sendMessage")

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        runner = web.AppRunner(self.app(), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            await runner.cleanup()


def markup(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """The inline buttons of a message."""
    given = fields["reply_markup"]
    parsed = json.loads(given) if isinstance(given, str) else given
    return [button for row in parsed["inline_keyboard"] for button in row]


async def upload(url: str, token: str, data: bytes, name: str) -> str:
    """A file id that the emulator knows."""
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(
            f"{url}/bot{token}/sendDocument", data={"chat_id": "777"}, files={"document": (name, data)}
        )
    return str(answer.json()["result"]["document"]["file_id"])
