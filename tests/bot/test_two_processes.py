"""Two processes on one database: what one lets go of in the same moment the other is woken for; new people at both."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import inbox, outgoing, reception
from bot.delivery import Sender
from bot.inbox import Turn
from bot.leases import TURNS, Lease
from bot.messages import Inbound
from bot.reception import Reception
from bot.workers import Burst, Workers
from records.database import Database
from records.tables import conversations
from tests.bot.pigeon import Pigeon, say, talk
from tests.fakes import START, Clock, text


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """SQLite has one writer at a time; here two may have seen each other's past."""
    made = Database(postgres_url)
    yield made
    made.close()


def half_released(database: Database, lease: Lease, conversation: str) -> tuple[Connection, sa.engine.RootTransaction]:
    """The other process has looked for more, found nothing, and is about to commit that it lets go."""
    connection = database.engine.connect()
    transaction = connection.begin()
    assert lease.release(connection, conversation, "other")
    return connection, transaction


def hold(database: Database, lease: Lease, conversation: str) -> None:
    with database.write() as connection:
        assert lease.take(connection, conversation, "other")


async def test_a_message_stored_while_the_other_lets_go_is_answered_without_the_sweep(database: Database) -> None:
    turns: list[str] = []

    async def handle(turn: Turn) -> bool:
        turns.append(turn.text)
        with database.write() as connection:
            return inbox.finish(connection, turn)

    with database.write() as connection:
        conversation = inbox.conversation_of(connection, "web", "a" * 24, START)
    hold(database, TURNS, conversation)
    other, transaction = half_released(database, TURNS, conversation)
    with database.write() as connection:
        inbox.accept(connection, text("ยังอยู่ไหม"), START)
    workers = Workers(database, handle, Burst(pause=0.0, limit=0.0), 4)
    workers.wake(conversation, burst=False)
    await asyncio.sleep(0.01)  # it has asked, and nothing was free
    assert turns == []
    transaction.commit()
    other.close()
    async with asyncio.timeout(60):
        while not turns:
            await asyncio.sleep(0.005)
    await workers.stop()


async def test_a_reply_written_while_the_other_lets_go_is_sent_without_the_sweep(
    database: Database, clock: Clock
) -> None:
    pigeon = Pigeon()
    conversation = talk(database)
    hold(database, outgoing.SENDING, conversation)
    other, transaction = half_released(database, outgoing.SENDING, conversation)
    say(database, conversation, "જવાબ")
    sender = Sender(database, {pigeon.name: pigeon}, clock)
    sender.wake(conversation)
    await asyncio.sleep(0.01)
    assert pigeon.tries == []
    transaction.commit()
    other.close()
    await pigeon.until(lambda: pigeon.accepted)
    await sender.stop()


async def test_who_has_it_keeps_it_and_nobody_asks_for_ever(database: Database) -> None:
    with database.write() as connection:
        conversation = inbox.accept(connection, text("नमस्ते"), START)
    assert conversation
    hold(database, TURNS, conversation)
    workers = Workers(database, None, Burst(pause=0.0, limit=0.0), 4)  # type: ignore[arg-type]
    workers.wake(conversation, burst=False)
    async with asyncio.timeout(60):
        while workers._running:
            await asyncio.sleep(0.01)


class NoWorkers:
    def wake(self, conversation: str, burst: bool = True) -> None:
        pass


def test_new_people_that_come_to_both_in_another_order_block_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A and B in one process, B and A in the other; each has stored its first before either goes on."""
    both = threading.Barrier(2)
    met = threading.local()
    accept = inbox.accept

    def slowly(connection: Connection, message: Inbound, now: object) -> str | None:
        stored = accept(connection, message, START)
        if not getattr(met, "waited", False):
            met.waited = True
            with suppress(threading.BrokenBarrierError):  # the other waits for what this one has stored
                both.wait(0.5)
        return stored

    monkeypatch.setattr(reception.inbox, "accept", slowly)

    def process(order: str) -> None:
        async def take() -> None:
            messages = [text(f"สวัสดี {name}", event=order, address=name, channel="telegram") for name in order]
            await Reception(own, NoWorkers(), lambda: START).take(Pigeon(), messages)  # type: ignore[arg-type]

        own = Database(database.engine.url.render_as_string(hide_password=False))
        asyncio.run(take())
        own.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(process, ("AB", "BA")))
    assert both.broken, "who came second waited for the first"
    with database.read() as connection:
        assert sorted(connection.execute(sa.select(conversations.c.address)).scalars()) == ["A", "B"]
