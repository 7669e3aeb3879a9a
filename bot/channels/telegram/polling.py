"""Fetches updates where there is no webhook: confirmed to Telegram only once they are stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.base import BadRequest, DeliveryFailed, Take
from bot.channels.telegram.api import Api
from bot.channels.telegram.updates import Reader
from bot.errors import Code
from bot.messages import Inbound

log = logging.getLogger("sahayak.telegram")

KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "inline_query"]
#: Seconds that one request waits for news, and that it may take in all before it counts as stuck.
WAIT, STUCK_AFTER = 25, 45.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
HINTS = {
    Code.UNAUTHORIZED: "Telegram refused the token: put the one from @BotFather into SAHAYAK_TELEGRAM_TOKEN "
    "(or SAHAYAK_TELEGRAM_URL is wrong)",
    Code.CONFLICT: "somebody else fetches this bot's updates, or a webhook is set: stop the other process, "
    "or run: sahayak telegram set-up",
}


class Poller:
    """Connections are renewed after trouble: a request can hang in ways that its own time-out does not end."""

    def __init__(
        self,
        api: Api,
        reader: Reader,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        wait: int = WAIT,
        stuck_after: float = STUCK_AFTER,
    ) -> None:
        self._api, self._reader, self._sleep = api, reader, sleep
        self._wait, self._stuck_after = wait, stuck_after
        self._pause = FIRST_PAUSE

    async def run(self, take: Take) -> None:
        """Until cancelled. What ``take`` raises goes on to the caller, with nothing confirmed."""
        offset = 0
        while True:
            updates = await self._fetch(offset)
            if updates is None:
                continue
            messages = self._messages(updates)
            if messages:
                await take(messages)
            # After an empty answer nothing is left to confirm. Then 0: ids may begin anew, below an old offset.
            offset = max((_id(one) for one in updates), default=-1) + 1

    async def _fetch(self, offset: int) -> list[Any] | None:
        """None after trouble, which was waited out."""
        try:
            async with asyncio.timeout(self._stuck_after):
                found = await self._api.updates(offset, self._wait, KINDS)
        except TimeoutError:
            log.warning("no answer from Telegram for %.0f s: its connections are made anew", self._stuck_after)
            await self._api.renew_polling()
            return None
        except DeliveryFailed as problem:
            await self._trouble(problem)
            return None
        self._pause = FIRST_PAUSE
        return found

    async def _trouble(self, problem: DeliveryFailed) -> None:
        code = problem.error.code
        log.warning("fetching updates failed: %s", HINTS.get(code, problem.error.sentence))
        if code == Code.UNREACHABLE:
            await self._api.renew_polling()
        pause = max(self._pause, problem.retry_after or 0.0)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
        await self._sleep(pause)

    def _messages(self, updates: list[Any]) -> list[Inbound]:
        found = []
        for raw in updates:
            try:
                found += self._reader.read(raw)
            except BadRequest as problem:
                log.warning("an update was left out: %s", problem.sentence)
        return found


def _id(raw: Any) -> int:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else -1
