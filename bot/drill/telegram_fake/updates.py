"""What waits for the bot: kept in order, asked for by getUpdates and acknowledged by its offset."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.drill.telegram_fake.faults import Faults
from bot.drill.telegram_fake.refusals import CONFLICT_POLL, Refused

KEPT_FOR = 24 * 3600.0
MOST_AT_ONCE = 100
#: Kinds that come only when they are asked for by name.
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True, kw_only=True)
class Update:
    id: int
    kind: str
    body: dict[str, Any]
    lane: int  #: of one chat or person: one after the other, even over a webhook
    at: float


class Queue:
    """``on_new`` hears of every update that can be delivered."""

    def __init__(self, now: Callable[[], float], faults: Faults, first_id: int = 1000) -> None:
        self._now, self._faults, self._next = now, faults, first_id
        self._pending: dict[int, Update] = {}
        self._serial = 0
        self._given: set[int] = set()  #: places that a poll or the webhook has had
        self._asked_for: list[str] = []
        self._news = asyncio.Event()
        self._poll: asyncio.Event | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_new: Callable[[], None] = lambda: None
        self.made: list[Update] = []  #: every update there ever was, for tests

    def allow(self, kinds: list[str] | None) -> None:
        """Sticky, as on the platform: None leaves it, an empty list is everything usual."""
        if kinds is not None:
            self._asked_for = kinds

    @property
    def allowed(self) -> list[str]:
        return self._asked_for

    def wants(self, kind: str) -> bool:
        return kind in self._asked_for if self._asked_for else kind not in ON_REQUEST

    def put(self, kind: str, content: dict[str, Any], lane: int) -> int:
        """A new update, with what goes wrong with it; its id, or 0 when the bot does not want this kind."""
        if not self.wants(kind):
            return 0
        update = Update(id=self._next, kind=kind, body={"update_id": self._next, kind: content}, lane=lane,
                        at=self._now())  # fmt: skip
        self._next += 1
        self.made.append(update)
        fault = self._faults.of_update()
        if fault and fault.kind == "late":
            task = asyncio.get_running_loop().create_task(self._later(update, fault.seconds))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            return update.id
        self._take(update)
        if fault and fault.kind == "duplicate":
            self._take(update)
        if fault and fault.kind == "swap":
            self._swap(update)
        return update.id

    async def _later(self, update: Update, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._take(update)

    def _take(self, update: Update) -> None:
        self._serial += 1
        self._pending[self._serial] = update
        self._news.set()
        self.on_new()

    def _swap(self, update: Update) -> None:
        """In front of the one before it, where that still waits: what was handed out keeps its place, by which it is
        acknowledged."""
        *_, before, last = [0, 0, *self._pending]
        if before and before not in self._given and self._pending[last] is update:
            self._pending[before], self._pending[last] = update, self._pending[before]

    @property
    def pending(self) -> dict[int, Update]:
        """By place in the queue; what is older than a day is gone."""
        old = [place for place, update in self._pending.items() if self._now() - update.at > KEPT_FOR]
        for place in old:
            del self._pending[place]
        return self._pending

    def give(self, place: int) -> None:
        """It is on its way to the bot."""
        self._given.add(place)

    def done(self, place: int) -> None:
        self._pending.pop(place, None)

    def clear(self) -> None:
        self._pending.clear()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """getUpdates. A newer poll ends an older one with 409."""
        self._acknowledge(offset)
        if self._poll:
            self._poll.set()
        ended = self._poll = asyncio.Event()
        try:
            if not self.pending and timeout > 0:
                await self._wait(ended, timeout)
            if ended.is_set():
                raise Refused(*CONFLICT_POLL)
            limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
            found = list(self.pending.items())[:limit]
            self._given.update(place for place, _ in found)
            return [update.body for _, update in found]
        finally:
            if self._poll is ended:
                self._poll = None

    async def _wait(self, ended: asyncio.Event, timeout: float) -> None:
        self._news.clear()
        waits = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(ended.wait())]
        try:
            await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            kept = list(self._pending.items())[offset:]
            self._pending = dict(kept)
        # One that came late may have a lower id than what was fetched before it, and be still unseen.
        seen = [place for place, update in self._pending.items() if update.id < offset and place in self._given]
        for place in seen:
            del self._pending[place]

    async def close(self) -> None:
        if self._poll:
            self._poll.set()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
