"""In a chat that a person has taken over the bot says nothing, on every way out, and does not look as if it would."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest
import sqlalchemy as sa

from bot import inbox, outbox
from bot.dialogue import Said
from bot.gateway import Gateway
from bot.messages import Reply
from bot.staff_turns import StaffTurns
from bot.wording import say
from records.database import Database
from records.tables import conversations
from records.tables import outbox as outbox_rows
from tests.bot.desk import PATIENCE
from tests.bot.floor import WAIT, Floor
from tests.bot.house import MINE, House, send
from tests.bot.pigeon import Pigeon
from tests.fakes import HANG, START, Clock, FakeDialogue, VirtualSleep, latin_model, settle, text


async def test_one_moment_is_not_said(database: Database, clock: Clock, sleep: VirtualSleep) -> None:
    floor = Floor(database, clock)
    floor.person("asha")
    floor.call("asker")
    with database.write() as connection:
        conversation = inbox.accept(connection, text("hello", event="h", address="asker"), clock())
        turn = inbox.claim(connection, str(conversation))
    assert turn
    gateway = Gateway(
        database, FakeDialogue(HANG), latin_model, clock, PATIENCE, sleep=sleep, staff=StaffTurns(WAIT)  # type: ignore[arg-type]
    )  # fmt: skip
    handling = asyncio.create_task(gateway.handle(turn))
    await settle()
    await floor.say("asha", "/take")
    await sleep.advance(4)
    assert floor.heard("asker") == [say("en", "handover-taken", name="asha")]
    handling.cancel()


@pytest.fixture
def pigeon() -> Pigeon:
    return Pigeon()


@pytest.fixture
async def house(database: Database, clock: Clock, pigeon: Pigeon) -> AsyncIterator[House]:
    made = House(database, clock, FakeDialogue(), pigeon)
    async with made.app.router.lifespan_context(made.app):
        yield made


def mine(database: Database) -> str:
    with database.write() as connection:
        return inbox.conversation_of(connection, "web", MINE["x-conversation"], START)


def own(database: Database, conversation: str, owner: str | None = "p1") -> None:
    with database.write() as connection:
        connection.execute(conversations.update().where(conversations.c.id == conversation).values(owner=owner))


def put(house: House, conversation: str, words: str, author: str = "bot", interim: bool = False) -> None:
    with house.database.write() as connection:
        reply = Reply(text=words, language="en", interim=interim)
        outbox.put(connection, conversation, words, reply, START, author=author)
    house.feed.notify(conversation)


def states(database: Database) -> list[tuple[str, str | None]]:
    with database.read() as connection:
        rows = connection.execute(sa.select(outbox_rows).order_by(outbox_rows.c.id)).all()
    return [(row.status, row.error) for row in rows]


async def test_the_page_does_not_show_what_the_bot_had_ready(client: httpx.AsyncClient, house: House) -> None:
    conversation = mine(house.database)
    async with house.stream() as stream:
        put(house, conversation, "पहले")
        assert (await stream.next("reply")).data["text"] == "पहले"
        own(house.database, conversation)
        put(house, conversation, "bot")
        put(house, conversation, "आशा: नमस्ते", author="person:p1")
        assert (await stream.next("reply")).data["text"] == "आशा: नमस्ते"
    assert states(house.database) == [("sent", None), ("dropped", "owner"), ("sent", None)]
    own(house.database, conversation, None)
    async with house.stream() as again:
        assert [(await again.next("reply")).data["text"] for _ in range(2)] == ["पहले", "आशा: नमस्ते"]


async def test_who_opens_the_page_again_does_not_see_it_either(client: httpx.AsyncClient, house: House) -> None:
    conversation = mine(house.database)
    put(house, conversation, "bot")
    put(house, conversation, "notice", author="notice")
    own(house.database, conversation)
    assert [one["text"] for one in (await client.get("/chat/history", headers=MINE)).json()] == ["notice"]


async def test_one_moment_after_the_answer_is_not_shown_on_the_page(client: httpx.AsyncClient, house: House) -> None:
    conversation = mine(house.database)
    put(house, conversation, "one moment", interim=True)
    put(house, conversation, "ગેરંટી")
    async with house.stream() as stream:
        assert (await stream.next("reply")).data["text"] == "ગેરંટી"


@pytest.mark.parametrize("owned", [False, True])
async def test_no_dots_while_a_person_answers(client: httpx.AsyncClient, house: House, owned: bool) -> None:
    gate = asyncio.Event()

    async def slow(*_: object, **__: object) -> list[Said]:
        await gate.wait()
        return [Said(key="greet")]

    house.dialogue.ask = slow  # type: ignore[method-assign, assignment]
    conversation = mine(house.database)
    own(house.database, conversation, "p1" if owned else None)
    async with house.stream() as stream:
        await send(client, text="สวัสดี")
        while not house.feed.is_busy(conversation):
            await asyncio.sleep(0)
        put(house, conversation, "still here", author="notice")
        async with asyncio.timeout(60):
            while states(house.database) != [("sent", None)]:
                await asyncio.sleep(0.01)
        await settle()
        assert len(stream.waiting("typing")) == (0 if owned else 1)
        gate.set()


@pytest.mark.parametrize(
    ("owned", "kind", "told"), [(False, "text", 1), (True, "text", 0), (True, "button", 1), (True, "document", 1)]
)
async def test_no_indicator_on_a_platform_while_a_person_answers(
    client: httpx.AsyncClient, house: House, pigeon: Pigeon, owned: bool, kind: str, told: int
) -> None:
    with house.database.write() as connection:
        conversation = inbox.conversation_of(connection, "telegram", "77", START)
    own(house.database, conversation, "p1" if owned else None)
    events = [{"event_id": "1", "address": "77", "kind": kind, "text": "नमस्ते"}]
    await client.post("/webhooks/telegram", content=json.dumps(events), headers={"secret": "coo"})
    await settle()
    assert len(pigeon.told) == told
