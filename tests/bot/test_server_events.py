"""Who hears which reply, and when; buttons, languages and what is shown to who comes back."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import sqlalchemy as sa

from bot import inbox, outbox
from bot.dialogue import Said
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.house import MINE, THEIRS, House, send
from tests.fakes import Clock, FakeDialogue, text

# --- hearing replies ----------------------------------------------------------------------------------------------


async def test_two_connections_of_a_conversation_both_hear(client: httpx.AsyncClient, house: House) -> None:
    async with house.stream() as first, house.stream() as second, house.stream(THEIRS) as other:
        await send(client, text="สวัสดี")
        got = [await stream.next("reply") for stream in (first, second)]
        assert got[0] == got[1]
        assert got[0].data["text"] == say("th", "greet")
        await send(client, headers=THEIRS, text="નમસ્તે")
        reply = await other.next("reply")
    assert reply.data["text"] == say("gu", "greet"), "another conversation's reply was heard first"


async def test_who_comes_back_hears_what_came_after_and_nothing_twice(client: httpx.AsyncClient, house: House) -> None:
    async with house.stream() as stream:
        for number in range(3):
            await send(client, event_id=str(number), text="नमस्ते")
            last = await stream.next("reply")
            if number == 0:
                first = last
    for query, headers in ((f"after={first.id}", MINE), ("", MINE | {"last-event-id": first.id}),
                           ("after=0", MINE | {"last-event-id": first.id})):  # fmt: skip
        async with house.stream(headers, query) as stream:
            got = [await stream.next("reply") for _ in range(2)]
            assert [event.id for event in got] == [str(int(first.id) + 1), last.id]
            assert stream.waiting("reply") == []
    async with house.stream(query=f"after={last.id}") as stream:
        await send(client, event_id="4", text="नमस्ते")
        assert int((await stream.next("reply")).id) > int(last.id)


@pytest.mark.parametrize("given", ["nonsense", "", "-1", "1e3", "9" * 40, "9" * 5000, "²"])
@pytest.mark.parametrize("where", ["header", "query"])
async def test_a_place_nobody_gave_out_is_the_beginning(
    client: httpx.AsyncClient, house: House, given: str, where: str
) -> None:
    async with house.stream() as stream:
        await send(client, text="hello")
        await stream.next("reply")
    headers = MINE | ({"last-event-id": given} if where == "header" else {})
    async with house.stream(headers, f"after={quote(given)}" if where == "query" else "") as stream:
        # FastAPI itself refuses a query that is no number.
        if stream.status != 422:
            assert (await stream.next("reply")).data["text"] == say("en", "greet")


async def test_a_reply_stored_by_another_process_is_heard(client: httpx.AsyncClient, house: House) -> None:
    """Nobody wakes this connection: it looks for itself."""
    async with house.stream() as stream:
        with house.database.write() as connection:
            conversation = outbox.find_conversation(connection, "web", MINE["x-conversation"])
            assert conversation
            reply = outbox.Reply(text="from elsewhere", language="en")
            outbox.put(connection, conversation, "k", reply, Clock()())
        assert (await stream.next("reply")).data["text"] == "from elsewhere"


async def test_being_at_work_is_shown_and_ends(client: httpx.AsyncClient, house: House) -> None:
    gate = asyncio.Event()

    class Slow(FakeDialogue):
        async def ask(self, *given: Any) -> list[Said]:
            await gate.wait()
            return [Said(key="thanks")]

    house.dialogue.ask = Slow().ask  # type: ignore[method-assign]
    async with house.stream() as stream:
        await send(client, text="hello")
        assert (await stream.next("typing")).data is True
        gate.set()
        assert (await stream.next("typing")).data is False


async def test_what_was_heard_counts_as_sent(client: httpx.AsyncClient, house: House) -> None:
    async with house.stream() as stream:
        await send(client, text="hello")
        await stream.next("reply")
        # The mark is made before the next event is waited for.
        await send(client, event_id="2", text="hello")
        await stream.next("reply")
    with house.database.read() as connection:
        statuses = connection.execute(sa.select(outbox.outbox.c.status)).scalars().all()
    assert statuses[0] == "sent"


async def test_the_stream_is_never_kept_by_a_cache(house: House) -> None:
    async with house.stream() as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"


# --- buttons and language -----------------------------------------------------------------------------------------


async def greeted(client: httpx.AsyncClient, house: House, text: str = "નમસ્તે") -> list[dict[str, str]]:
    """Buttons of the greeting in my conversation."""
    async with house.stream() as stream:
        await send(client, event_id="greeting", text=text)
        buttons: list[dict[str, str]] = (await stream.next("reply")).data["buttons"]
    return buttons


async def test_a_button_does_what_it_says(client: httpx.AsyncClient, house: House) -> None:
    buttons = await greeted(client, house)
    person = next(button for button in buttons if button["label"] == say("gu", "button-person"))
    house.dialogue.script = [[Said(key="ok")]]
    async with house.stream(query="after=1") as stream:
        await send(client, event_id="2", button=person["token"])
        assert (await stream.next("reply")).data["text"] == say("gu", "ok")
    action = house.dialogue.asked[-1].action
    assert action
    assert action.intent == "talk_to_human"


async def test_another_conversations_button_does_nothing(client: httpx.AsyncClient, house: House) -> None:
    buttons = await greeted(client, house)
    async with house.stream(THEIRS) as stream:
        await send(client, headers=THEIRS, event_id="2", button=buttons[0]["token"])
        reply = (await stream.next("reply")).data
    assert reply["text"] == say("en", "old-button")
    assert len(house.dialogue.asked) == 1


@pytest.mark.parametrize("form", FORMS)
async def test_the_language_list_is_a_button_of_the_conversation(
    client: httpx.AsyncClient, house: House, form: str
) -> None:
    async with house.stream() as stream:
        assert (await client.post(f"/chat/language/{form}", headers=MINE)).status_code == 202
        await stream.next("reply")
    action = house.dialogue.asked[-1].action
    assert action
    assert (action.intent, action.entities) == ("choose_language", {"language": form})


async def test_a_language_that_is_none_is_refused(client: httpx.AsyncClient, house: House) -> None:
    assert (await client.post("/chat/language/xx", headers=MINE)).status_code == 404
    assert house.stored() == []


# --- coming back --------------------------------------------------------------------------------------------------


async def test_the_history_is_this_conversation_in_order(client: httpx.AsyncClient, house: House, clock: Clock) -> None:
    async with house.stream() as stream:
        for number, text in enumerate(["नमस्ते", "🙂"]):
            await send(client, event_id=str(number), text=text)
            last = await stream.next("reply")
            clock.forward(5)
    await send(client, headers=THEIRS, text="not mine")
    items = (await client.get("/chat/history", headers=MINE)).json()
    assert [(item["who"], item["text"]) for item in items] == [
        ("you", "नमस्ते"),
        ("assistant", say("hi", "greet")),
        ("you", "🙂"),
        ("assistant", say("hi", "emoji-only")),
    ]
    # The stream goes on where the history ends.
    assert str(items[-1]["id"]) == last.id


async def test_a_new_visitor_has_no_history(client: httpx.AsyncClient) -> None:
    assert (await client.get("/chat/history", headers=MINE)).json() == []


async def test_what_a_dead_process_left_is_answered_at_the_start(database: Database, clock: Clock) -> None:
    with database.write() as connection:
        inbox.accept(connection, text("สวัสดี", address=MINE["x-conversation"]), clock())
    house = House(database, clock, FakeDialogue())
    async with house.app.router.lifespan_context(house.app), house.stream() as stream:
        assert (await stream.next("reply")).data["text"] == say("th", "greet")
