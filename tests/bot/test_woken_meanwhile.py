"""Who wakes a conversation between its release and the end of the task that had it is heard."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import inbox
from bot.delivery import Sender
from bot.inbox import Turn
from bot.workers import Burst, Workers
from records.database import Database
from records.tables import outbox
from tests.bot.pigeon import Pigeon, say, talk
from tests.fakes import START, Clock, text


async def until(database: Database, query: sa.Select[tuple[int]], wanted: int) -> None:
    async with asyncio.timeout(60):
        while True:
            with database.read() as connection:
                if connection.execute(query).scalar() == wanted:
                    return
            await asyncio.sleep(0)


async def test_a_message_that_comes_just_after_the_release_is_answered(database: Database) -> None:
    turns: list[str] = []

    def store(event: str) -> str:
        with database.write() as connection:
            return str(inbox.accept(connection, text(f"ข้อความ {event} 🙏", event=event), START))

    async def handle(turn: Turn) -> bool:
        def finish(connection: Connection) -> bool:
            if not turns:
                # Runs after the release is committed and before the task that awaits it goes on.
                asyncio.get_running_loop().call_soon(lambda: workers.wake(store("2"), burst=False))
            turns.append(turn.text)
            return inbox.finish(connection, turn)

        return await database.grouped.write(turn.conversation, finish)

    workers = Workers(database, handle, Burst(pause=0.0, limit=0.0), 4)
    workers.wake(store("1"), burst=False)
    async with asyncio.timeout(60):
        while len(turns) < 2:
            await asyncio.sleep(0)
    assert turns == ["ข้อความ 1 🙏", "ข้อความ 2 🙏"]
    await workers.stop()


async def test_a_reply_that_is_written_just_after_the_release_is_sent(database: Database, clock: Clock) -> None:
    pigeon = Pigeon()
    sender = Sender(database, {pigeon.name: pigeon}, clock)
    conversation = talk(database)

    def write(key: str) -> None:
        say(database, conversation, f"ઉત્તર {key}", key=key)
        sender.wake(conversation)

    settle = sender._settle

    def settled(*given: object) -> bool:
        if len(pigeon.texts) == 1:
            asyncio.get_running_loop().call_soon(write, "t2")
        return settle(*given)  # type: ignore[arg-type]

    sender._settle = settled  # type: ignore[method-assign]
    write("t1")
    await until(database, sa.select(sa.func.count()).where(outbox.c.status == "sent"), 2)
    assert pigeon.texts == ["ઉત્તર t1", "ઉત્તર t2"]
    await sender.stop()


async def test_nothing_is_begun_again_once_it_is_stopped(database: Database) -> None:
    turns: list[str] = []

    async def handle(turn: Turn) -> bool:
        turns.append(turn.text)
        await asyncio.sleep(3600)
        return True

    workers = Workers(database, handle, Burst(pause=0.0, limit=0.0), 4)
    with database.write() as connection:
        conversation = str(inbox.accept(connection, text("નમસ્તે"), START))
    workers.wake(conversation, burst=False)
    async with asyncio.timeout(60):
        while not turns:
            await asyncio.sleep(0)
    workers.wake(conversation)
    await workers.stop()
    await asyncio.sleep(0)
    assert not workers._running
