"""Keeps one process below what a platform allows: per chat, and over all chats."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.channels.base import Pacing

#: Chats remembered before those that may send again are forgotten.
MOST_CHATS = 10_000


class Pacer:
    """``share``: how many processes send on this channel; the limit over all chats is divided by it."""

    def __init__(
        self,
        pacing: Pacing,
        share: Callable[[], int] = lambda: 1,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pacing, self._share, self._clock, self._sleep = pacing, share, clock, sleep
        self._chats: dict[str, float] = {}  # address -> not before
        self._next = 0.0

    async def wait(self, address: str) -> None:
        """Until this chat may be written to, and there is room under the limit over all."""
        while (pause := self._chats.get(address, 0.0) - self._clock()) > 0:
            await self._sleep(pause)
        if self._pacing.per_second:
            now = self._clock()
            slot = max(now, self._next)
            self._next = slot + max(1, self._share()) / self._pacing.per_second
            if slot > now:
                await self._sleep(slot - now)

    def sent(self, address: str) -> None:
        """The platform has answered: the pause of a chat counts from here, however long the request took."""
        self.hold(address, self._pacing.per_chat)

    def hold(self, address: str, seconds: float) -> None:
        """The platform wants a pause."""
        if seconds <= 0:
            return
        now = self._clock()
        if len(self._chats) >= MOST_CHATS:
            self._chats = {chat: until for chat, until in self._chats.items() if until > now}
        self._chats[address] = max(self._chats.get(address, 0.0), now + seconds)
