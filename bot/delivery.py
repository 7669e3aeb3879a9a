"""Sends what is in the outbox: each conversation in order, many side by side, at the platform's pace."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import leases, outgoing
from bot.channels.base import Channel, Delivered, DeliveryFailed, Limits
from bot.errors import ERRORS, Code, DeliveryError
from bot.outgoing import NotYet, Outgoing
from bot.pacing import Pacer
from records.database import Database
from records.tables import conversations

log = logging.getLogger("sahayak.delivery")

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 300.0
#: What an operator must mend first is tried more rarely.
OPERATORS = frozenset({Code.UNAUTHORIZED, Code.QUOTA_EXHAUSTED, Code.QUOTA_UNSURE, Code.NOT_CONFIGURED})
OPERATORS_PAUSE = 60.0
#: LINE keeps a retry key for 24 hours from the first try: no try may come later.
GIVE_UP_AFTER = timedelta(hours=23)
#: A pause longer than this is left to the sweep.
WAIT_HERE = 30.0
STOP_LIMIT, SETTLE_LIMIT = 8.0, 4.0
#: The records may be away just when the platform has said yes; a quarter of a minute in all.
MOST_SETTLES = 6
#: Another process sends to the conversation.
Taken = Literal["taken"]
#: Addresses kept in memory.
MOST_PLACES = 20_000


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What becomes of a delivery that was not simply accepted."""

    status: str  #: sent, postponed, failed, blocked
    code: Code
    at: datetime | None = None  #: postponed: not before
    push: bool = False  #: without the reply token


def judge(out: Outgoing, error: DeliveryError, retry_after: float | None, now: datetime) -> Verdict:
    """One place for what each error means."""
    code = Code.QUOTA_UNSURE if error.code is Code.QUOTA_EXHAUSTED and out.unsure else error.code
    if code is Code.ALREADY_ACCEPTED:
        return Verdict(status="sent", code=code)
    if code is Code.REPLY_TOKEN_REFUSED:
        # Refused while it still works: an earlier try, whose answer was lost, has used it.
        if out.unsure and out.token_until and now <= out.token_until:
            return Verdict(status="sent", code=code)
        return Verdict(status="postponed", code=code, at=now, push=True)
    if code in (Code.BLOCKED, Code.NO_SUCH_CHAT, Code.BOUNCED):
        return Verdict(status="blocked", code=code)
    if not error.retryable:
        return Verdict(status="failed", code=code)
    if now - out.created_at > GIVE_UP_AFTER:
        return Verdict(status="failed", code=Code.GAVE_UP)
    pause = min(FIRST_PAUSE * 2.0 ** min(out.attempts - 1, 20), LONGEST_PAUSE)
    pause = max(pause, retry_after or 0.0, OPERATORS_PAUSE if code in OPERATORS else 0.0)
    return Verdict(status="postponed", code=code, at=now + timedelta(seconds=pause))


class Sender:
    """``wake`` when a conversation's outbox grew; conversations of other channels are nobody's business here."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        now: Callable[[], datetime],
        process: str = "this process",
        share: Callable[[], int] = lambda: 1,
    ) -> None:
        self._database, self.channels, self._now, self._process = database, channels, now, process
        self._pacers = {name: Pacer(channel.pacing, share) for name, channel in channels.items()}
        self._slots = {name: asyncio.Semaphore(channel.pacing.at_once) for name, channel in channels.items()}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._places: dict[str, tuple[str, str]] = {}  # conversation -> channel, address; these never change
        self._woken: set[str] = set()  #: while something was being sent to them
        self._naps: dict[str, asyncio.Future[None]] = {}  #: of those that wait for the time of their next try
        self._resting: set[asyncio.Task[None]] = set()  #: have nothing in hand
        self._settling: set[asyncio.Future[bool]] = set()
        self._stopping = False

    def wake(self, conversation: str) -> None:
        if conversation in self._running:
            self._woken.add(conversation)
            # A new reply may bring the token with which what waits can go out at once.
            if nap := self._naps.get(conversation):
                nap.cancel()
            return
        if not self.channels or self._stopping:
            return
        channel, address = self._place(conversation)
        if channel in self.channels:
            self._running[conversation] = asyncio.create_task(self._run(conversation, channel, address))

    def sweep(self) -> int:
        """Take up what is due and no living process sends; the number of conversations."""
        if not self.channels:
            return 0
        with self._database.read() as connection:
            left = outgoing.waiting(connection, self.channels, self._now(), self._process)
        for conversation in left:
            self.wake(conversation)
        return len(left)

    async def stop(self) -> None:
        """Requests on their way may end; nothing new is begun."""
        self._stopping = True
        for task in self._resting:
            task.cancel()
        tasks = list(self._running.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=STOP_LIMIT)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._settling:
            await asyncio.wait(self._settling, timeout=SETTLE_LIMIT)

    def _place(self, conversation: str) -> tuple[str, str]:
        if conversation not in self._places:
            with self._database.read() as connection:
                row = connection.execute(_PLACE, {"b_conversation": conversation}).first()
            if row is None:
                return "", ""
            if len(self._places) >= MOST_PLACES:
                self._places.clear()
            self._places[conversation] = (row.channel, row.address)
        return self._places[conversation]

    async def _run(self, conversation: str, channel: str, address: str) -> None:
        try:
            while not self._stopping and await self._next(conversation, channel, address):
                pass
        except Exception:
            # The records could not be read or written: the sweep takes it up again.
            log.exception("what waits for conversation %s was left for later", conversation)
        finally:
            self._running.pop(conversation, None)
            if conversation in self._woken:
                # Perhaps after it was let go of: who woke us was not heard.
                self._woken.discard(conversation)
                self.wake(conversation)

    async def _next(self, conversation: str, channel: str, address: str) -> bool:
        """Send one delivery; whether there is more to do here."""
        more = await self._send_next(conversation, channel, address)
        if more == "taken":
            with self._at_rest():
                await asyncio.sleep(leases.AGAIN)
            more = await self._send_next(conversation, channel, address)
        return more is True

    async def _send_next(self, conversation: str, channel: str, address: str) -> bool | Taken:
        with self._at_rest():
            await self._pacers[channel].wait(address)
        async with self._slots[channel]:
            self._woken.discard(conversation)
            limits = self.channels[channel].limits
            found = await self._database.grouped.write(conversation, lambda c: self._claim(c, conversation, limits))
            if isinstance(found, Outgoing):
                verdict = await self._send(self.channels[channel], found)
                return await self._settled(found, verdict)
        if found is None or found == "taken":
            return found or False
        wait = (found.at - self._now()).total_seconds()
        if wait > WAIT_HERE:
            return False
        await self._nap(conversation, max(wait, 0.0))
        return True

    async def _nap(self, conversation: str, seconds: float) -> None:
        """Until then, or until there is news of the conversation."""
        if self._stopping or conversation in self._woken:
            return
        self._naps[conversation] = nap = asyncio.ensure_future(asyncio.sleep(seconds))
        try:
            with self._at_rest():
                await asyncio.wait([nap])
        finally:
            nap.cancel()
            del self._naps[conversation]

    @contextmanager
    def _at_rest(self) -> Iterator[None]:
        """The end need not wait for what only waits itself."""
        task = asyncio.current_task()
        assert task
        self._resting.add(task)
        try:
            yield
        finally:
            self._resting.discard(task)

    def _claim(self, connection: Connection, conversation: str, limits: Limits) -> Outgoing | NotYet | Taken | None:
        known = outgoing.SENDING.take(connection, conversation, self._process)
        if known is None:
            return "taken"
        found = outgoing.claim(connection, known, limits.batch, self._now(), limits.reply_tokens)
        if not isinstance(found, Outgoing):
            outgoing.give_back(connection, conversation, self._process)
        return found

    async def _send(self, channel: Channel, out: Outgoing) -> Delivered | Verdict:
        pacer = self._pacers[channel.name]
        try:
            return await channel.send(out.delivery)
        except DeliveryFailed as problem:
            verdict = judge(out, problem.error, problem.retry_after, self._now())
            pacer.hold(out.delivery.address, problem.retry_after or 0.0)
            log.warning("delivery %s on %s: %s, %s", out.delivery.id, channel.name, verdict.code, verdict.status)
            return verdict
        except Exception as problem:
            # Only what kind: the text may hold what is being sent, or a token in an address.
            log.error("delivery %s on %s broke: %s", out.delivery.id, channel.name, type(problem).__name__)
            return judge(out, ERRORS[Code.BROKEN], None, self._now())
        finally:
            pacer.sent(out.delivery.address)

    async def _settled(self, out: Outgoing, result: Delivered | Verdict) -> bool:
        """As ``_settle``, also when this task is cancelled or the records are away for a moment: what the platform has
        accepted and nobody recorded is sent again."""
        settling = asyncio.ensure_future(self._settle_at_last(out, result))
        self._settling.add(settling)
        settling.add_done_callback(self._settling.discard)
        return await asyncio.shield(settling)

    async def _settle_at_last(self, out: Outgoing, result: Delivered | Verdict) -> bool:
        for tries in range(MOST_SETTLES):
            try:
                return await self._database.grouped.write(out.conversation, lambda c: self._settle(c, out, result))
            except sa.exc.DBAPIError as problem:
                if self._stopping or tries == MOST_SETTLES - 1:
                    raise
                log.error("delivery %s could not be recorded: %s", out.delivery.id, type(problem).__name__)
            await asyncio.sleep(FIRST_PAUSE * 2**tries)
        raise AssertionError

    def _settle(self, connection: Connection, out: Outgoing, result: Delivered | Verdict) -> bool:
        """Record it and let go of the conversation when nothing waits; whether there is more."""
        _record(connection, out, result, self._now())
        return not outgoing.SENDING.release(connection, out.conversation, self._process)


def _record(connection: Connection, out: Outgoing, result: Delivered | Verdict, now: datetime) -> None:
    if isinstance(result, Delivered):
        outgoing.sent(connection, out, result.platform_ids, now)
    elif result.status == "sent":
        outgoing.sent(connection, out, (), now)
    elif result.status == "blocked":
        outgoing.blocked(connection, out, result.code, now)
    elif result.status == "failed":
        outgoing.failed(connection, out, result.code)
    else:
        outgoing.postpone(connection, out, result.code, result.at or now, result.push)


_PLACE = sa.select(conversations.c.channel, conversations.c.address).where(
    conversations.c.id == sa.bindparam("b_conversation", type_=sa.String)
)
