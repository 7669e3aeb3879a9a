"""Runs turns: one at a time for a conversation, many conversations side by side."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from bot import inbox, leases
from bot.inbox import Turn, TurnLost
from records.database import Database

log = logging.getLogger("sahayak.workers")

#: Turns in hand, most of them waiting for the dialogue: agents and officers, who do not need it, must not wait behind
#: them. Not without bound, because every one in hand has lost an attempt when the process dies.
IN_HAND = 200


@dataclass(frozen=True, kw_only=True)
class Burst:
    """Short messages that follow each other within ``pause`` seconds are one turn, ``limit`` at most."""

    pause: float
    limit: float


def utc_now() -> datetime:
    return datetime.now(UTC)


class Workers:
    """``wake`` after storing a message; ``process`` is the id that other processes see on what this one took."""

    def __init__(
        self,
        database: Database,
        handle: Callable[[Turn], Awaitable[bool | None]],
        burst: Burst,
        at_once: int,
        on_turn: Callable[[str, bool], None] = lambda conversation, busy: None,
        process: str = "this process",
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database, self._handle, self._burst = database, handle, burst
        self._slots = asyncio.Semaphore(at_once)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._last_message: dict[str, float] = {}
        self._woken: set[str] = set()  #: while they were at work
        self._stopping = False
        self._on_turn, self._process, self._now = on_turn, process, now

    def wake(self, conversation: str, burst: bool = True) -> None:
        """A message of this conversation was stored; ``burst=False`` when none can follow at once."""
        self._last_message[conversation] = time.monotonic() if burst else 0.0
        if conversation in self._running:
            self._woken.add(conversation)
        elif not self._stopping:
            self._running[conversation] = asyncio.create_task(self._run(conversation))

    def recover(self) -> int:
        """Take up what no living process has taken; the number of conversations."""
        with self._database.read() as connection:
            left = leases.waiting(connection, self._process)
        for conversation in left:
            self.wake(conversation, burst=False)
        return len(left)

    async def stop(self) -> None:
        """Stop at once; what was begun is taken up at the next start."""
        self._stopping = True
        for task in list(self._running.values()):
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _run(self, conversation: str) -> None:
        try:
            # Another process that has the conversation looks for more before letting go, and finds what woke us.
            while not await self._next_turn(conversation) and not self._is_done(conversation):
                await self._until_due(conversation)
        except Exception:
            # The records could not be read or written: the sweep takes the conversation up again.
            log.exception("conversation %s was left for later", conversation)
        finally:
            self._running.pop(conversation, None)
            self._on_turn(conversation, False)
            if conversation in self._woken:
                # Perhaps after it was let go of: who woke us was not heard.
                self.wake(conversation, burst=False)
            else:
                self._last_message.pop(conversation, None)

    def _is_done(self, conversation: str) -> bool:
        # Asked outside a slot: when all are taken, waiting for one only to learn that there is nothing would
        # keep "typing" on the page for the length of a turn.
        with self._database.write() as connection:
            return leases.TURNS.release(connection, conversation, self._process)

    async def _until_due(self, conversation: str) -> None:
        with self._database.read() as connection:
            due = leases.due(connection, conversation)
        if due and (wait := (due - self._now()).total_seconds()) > 0:
            self._on_turn(conversation, False)
            await asyncio.sleep(wait)

    async def _next_turn(self, conversation: str) -> bool:
        """Handle a turn, if there is one; True when the conversation is no longer, or never was, this process's."""
        await self._until_quiet(conversation)
        free = await self._handle_next(conversation)
        if free is None:
            await asyncio.sleep(leases.AGAIN)
            free = await self._handle_next(conversation)
        return free is not False

    async def _handle_next(self, conversation: str) -> bool | None:
        """As ``_next_turn``; None: another process has the conversation."""
        async with self._slots:
            self._woken.discard(conversation)
            mine, turn = await self._database.grouped.write(conversation, lambda c: self._claim(c, conversation))
            if turn is None:
                return False if mine else None
            self._on_turn(conversation, True)
            return await self._try(turn)

    def _claim(self, connection: Connection, conversation: str) -> tuple[bool, Turn | None]:
        """Whether the conversation is this process's now, and its next turn."""
        known = leases.TURNS.take(connection, conversation, self._process)
        return (
            (False, None)
            if known is None
            else (True, inbox.claim(connection, conversation, known=known, burst=self._burst.limit))
        )

    async def _try(self, turn: Turn) -> bool:
        try:
            return bool(await self._handle(turn))
        except TurnLost:
            log.warning("turn %s was answered by another process", turn.id)
        except Exception as problem:
            log.exception("turn %s failed, attempt %d", turn.id, turn.attempts)
            with self._database.write() as connection:
                inbox.fail(connection, turn, name_of(problem), self._now())
                if turn.attempts > inbox.MOST_ATTEMPTS:
                    # Not even the apology could be stored.
                    inbox.finish(connection, turn, "set_aside")
        return False

    async def _until_quiet(self, conversation: str) -> None:
        began = time.monotonic()
        while True:
            now = time.monotonic()
            quiet_at = self._last_message.get(conversation, 0.0) + self._burst.pause
            wait = min(quiet_at, began + self._burst.limit) - now
            if wait <= 0:
                return
            await asyncio.sleep(wait)


def name_of(problem: Exception) -> str:
    """For the operator: what kind of error it was and where. Its text may hold what a person wrote."""
    frames = traceback.extract_tb(problem.__traceback__)
    where = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(problem).__name__}{where}"
