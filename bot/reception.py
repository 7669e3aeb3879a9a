"""Takes messages from channels: stores them, wakes the workers, answers what cannot wait."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from actions import handover
from bot import inbox
from bot.channels.base import Channel
from bot.messages import SILENT, Inbound
from bot.workers import Workers
from records.database import Database

log = logging.getLogger("sahayak.reception")

LONGEST_ID = 200
#: Best efforts (indicators, inline answers) side by side; more are left out.
MOST_TASKS = 200
EFFORT_LIMIT = 15.0
#: What a channel does more about than show that somebody answers.
NOT_RELAYED = ("button", "command", "document", "blocked")


class Reception:
    def __init__(self, database: Database, workers: Workers, now: Callable[[], datetime]) -> None:
        self._database, self._workers, self._now = database, workers, now
        self._tasks: set[asyncio.Task[None]] = set()

    async def take(self, channel: Channel, messages: Sequence[Inbound]) -> None:
        """Store messages, those of one person together; those that came before, or that no record can hold, are left
        out. When it raises, some may be stored, and all may be given again."""
        kept = [message for message in messages if message.kind != "inline" and _fits(message)]
        by_address: dict[str, list[Inbound]] = {}
        for message in kept:
            by_address.setdefault(message.address, []).append(message)
        # A person's key of their own: two processes that begin the same new people's conversations lock in one order.
        results = await asyncio.gather(
            *(self._store(channel, address, theirs) for address, theirs in by_address.items()), return_exceptions=True
        )
        for problem in results:
            if isinstance(problem, BaseException):
                raise problem
        for message in messages:
            if message.kind == "inline":
                self._try(channel.answer_inline(message), "an inline query", channel)

    async def _store(self, channel: Channel, address: str, messages: list[Inbound]) -> None:
        key = f"{channel.name}:{address}"
        new, owned = await self._database.grouped.write(key, lambda c: self._accept(c, messages))
        for conversation, message in new:
            if message.kind not in SILENT:
                self._workers.wake(conversation, burst=channel.bursts and message.kind == "text")
            # Three dots would say that the assistant answers, when a person does.
            if not owned or message.kind in NOT_RELAYED:
                self._try(channel.taken(message), "an indicator", channel)

    def _accept(self, connection: Connection, messages: Sequence[Inbound]) -> tuple[list[tuple[str, Inbound]], bool]:
        """What of one person's is new, by conversation, and whether a person answers it."""
        accepted = ((inbox.accept(connection, message, self._now()), message) for message in messages)
        new = [(conversation, message) for conversation, message in accepted if conversation]
        return new, bool(new) and handover.is_owned(connection, new[0][0])

    def _try(self, effort: Coroutine[Any, Any, None], what: str, channel: Channel) -> None:
        if len(self._tasks) >= MOST_TASKS:
            effort.close()
            return
        task = asyncio.create_task(self._best_effort(effort, what, channel.name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _best_effort(self, effort: Coroutine[Any, Any, None], what: str, channel: str) -> None:
        try:
            async with asyncio.timeout(EFFORT_LIMIT):
                await effort
        except Exception as problem:
            # Only what kind: the text may hold a token.
            log.warning("%s on %s failed: %s", what, channel, type(problem).__name__)

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _fits(message: Inbound) -> bool:
    ids = (message.event_id, message.address)
    fits = all(0 < len(one) <= LONGEST_ID and one.isprintable() for one in ids)
    if not fits:
        log.warning("an event on %s has an id that cannot be stored; it was left out", message.channel)
    return fits
