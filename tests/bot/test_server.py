"""The app that faces people: what it takes, what it refuses, who hears what."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from bot import inbox, outbox
from bot.dialogue import Said
from bot.feed import Feed
from bot.gateway import Gateway, Patience
from bot.server import COOKIE, Parts, create
from bot.wording import say
from bot.workers import Burst, Workers
from knowledge.language import FORMS
from records.database import Database
from records.tables import conversations, inbound
from tests.asgi import EventStream
from tests.fakes import Clock, FakeDialogue, latin_model, text

MINE = {"x-conversation": "m" * 24}
THEIRS = {"x-conversation": "t" * 24}
SCRIPTS = [
    ("en", "hello what is the loan"), ("hi", "नमस्ते"), ("gu", "નમસ્તે"), ("th", "สวัสดี"),
    ("hi-Latn", "mujhe kya chahiye batao"), ("gu-Latn", "mane shu joie che"),
]  # fmt: skip


class House:
    """The whole app of one process over empty records, with a scripted dialogue."""

    def __init__(self, database: Database, clock: Clock, dialogue: FakeDialogue) -> None:
        self.database, self.dialogue = database, dialogue
        self.health: dict[str, Any] = {"ok": True, "bundle": "abc", "documents": 3}
        self.feed = Feed()
        gateway = Gateway(
            database, dialogue, latin_model, clock, Patience(interim_after=30, give_up_after=60), self.feed.notify
        )  # type: ignore[arg-type]  # fmt: skip
        self.workers = Workers(database, gateway.handle, Burst(pause=0.0, limit=0.0), 8, self.feed.set_busy)
        self.app: FastAPI = create(Parts(database, self.workers, self.feed, clock, lambda: self.health))

    def stream(self, headers: dict[str, str] = MINE, query: str = "") -> EventStream:
        return EventStream(self.app, "/chat/events", headers, query)

    def stored(self) -> list[Any]:
        with self.database.read() as connection:
            return list(connection.execute(sa.select(inbound).order_by(inbound.c.id)).all())


@pytest.fixture
async def house(database: Database, clock: Clock) -> AsyncIterator[House]:
    made = House(database, clock, FakeDialogue())
    async with made.app.router.lifespan_context(made.app):
        yield made


@pytest.fixture
async def client(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="http://sahayak") as made:
        yield made


async def send(client: httpx.AsyncClient, headers: dict[str, str] = MINE, **body: str) -> httpx.Response:
    return await client.post("/chat/messages", json={"event_id": "1"} | body, headers=headers)


# --- pages --------------------------------------------------------------------------------------------------------


async def test_the_page_gives_the_conversation_its_key_once(client: httpx.AsyncClient) -> None:
    first = await client.get("/")
    assert first.status_code == 200
    assert "text/html" in first.headers["content-type"]
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert len(client.cookies[COOKIE]) >= 32
    again = await client.get("/")
    assert "set-cookie" not in again.headers


async def test_two_visitors_get_two_keys(house: House) -> None:
    keys = set()
    for _ in range(2):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="http://sahayak") as visitor:
            await visitor.get("/")
            keys.add(visitor.cookies[COOKIE])
    assert len(keys) == 2


@pytest.mark.parametrize("path", ["/", "/health", "/words/en", "/page/chat.js", "/nowhere", "/chat/events"])
async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/page/../server.py", "/page/%2e%2e/web.py"])
async def test_nothing_else_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("form", FORMS)
async def test_the_pages_words_come_in_every_form(client: httpx.AsyncClient, form: str) -> None:
    body = (await client.get(f"/words/{form}")).json()
    assert body["form"] == form
    assert set(body["languages"]) == set(FORMS)
    assert body["labels"]["send"] == say(form, "web-send")
    assert all(body["labels"].values())


@pytest.mark.parametrize("form", ["xx", "EN", "en-Latn"])
async def test_words_of_an_unknown_form_are_refused_with_the_list(client: httpx.AsyncClient, form: str) -> None:
    answer = await client.get(f"/words/{form}")
    assert answer.status_code == 404
    assert "hi-Latn" in answer.json()["detail"]


async def test_health_says_whether_it_can_answer(client: httpx.AsyncClient, house: House) -> None:
    assert (await client.get("/health")).json() == house.health
    house.health = {"ok": False}
    assert (await client.get("/health")).status_code == 503


# --- taking messages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "text"), SCRIPTS)
async def test_a_message_is_stored_before_it_is_taken_and_answered_in_its_form(
    client: httpx.AsyncClient, house: House, form: str, text: str
) -> None:
    async with house.stream() as stream:
        answer = await send(client, text=text)
        assert (answer.status_code, answer.json()) == (202, {"status": "stored"})
        assert [(row.text, row.kind, row.channel) for row in house.stored()] == [(text, "text", "web")]
        reply = (await stream.next("reply")).data
    assert (reply["text"], reply["language"], reply["interim"]) == (say(form, "greet"), form, False)


async def test_a_message_sent_twice_is_answered_once(client: httpx.AsyncClient, house: House) -> None:
    async with house.stream() as stream:
        assert [(await send(client, text="नमस्ते")).status_code for _ in range(3)] == [202] * 3
        await stream.next("reply")
        await send(client, event_id="2", text="ਠੀਕ")
        await stream.next("reply")
    assert len(house.stored()) == 2
    assert len(house.dialogue.asked) == 1


@pytest.mark.parametrize(
    ("content_type", "status"),
    [("application/json", 202), ("application/json; charset=utf-8", 202), ("text/plain", 415), ("", 415),
     ("application/x-www-form-urlencoded", 415), ("multipart/form-data; boundary=x", 415)],
)  # fmt: skip
async def test_only_json_is_taken_so_that_no_foreign_form_can_send(
    client: httpx.AsyncClient, house: House, content_type: str, status: int
) -> None:
    body = json.dumps({"event_id": "1", "text": "ok"})
    answer = await client.post("/chat/messages", content=body, headers=MINE | {"content-type": content_type})
    assert answer.status_code == status
    assert len(house.stored()) == (1 if status == 202 else 0)


@pytest.mark.parametrize("headers", [{}, {"x-conversation": "short"}, {"x-conversation": "x" * 101},
                                     {"cookie": f"{COOKIE}=short"}])  # fmt: skip
@pytest.mark.parametrize(("method", "path"), [("POST", "/chat/messages"), ("POST", "/chat/language/hi"),
                                              ("GET", "/chat/events"), ("GET", "/chat/history")])  # fmt: skip
async def test_without_a_key_there_is_no_conversation(
    client: httpx.AsyncClient, house: House, headers: dict[str, str], method: str, path: str
) -> None:
    body = {"event_id": "1", "text": "hello"} if method == "POST" else None
    answer = await client.request(method, path, json=body, headers=headers)
    assert answer.status_code == 401
    assert "open the page" in answer.json()["detail"]
    with house.database.read() as connection:
        assert connection.execute(sa.select(conversations)).all() == []


async def test_a_body_without_end_is_cut_off(client: httpx.AsyncClient, house: House) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"x" * 10_000

    answer = await client.post("/chat/messages", content=endless(), headers=MINE | {"content-type": "application/json"})
    assert answer.status_code == 413
    assert read < 100
    assert house.stored() == []


@pytest.mark.parametrize("letter", ["x", "क", "ક", "ก"])
async def test_ten_thousand_characters_of_any_script_are_taken(
    client: httpx.AsyncClient, house: House, letter: str
) -> None:
    assert (await send(client, text=letter * 10_000)).status_code == 202
    assert len(house.stored()[0].text) == 10_000


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"[]", b'"text"', b"{}", b'{"event_id": "1"}', b'{"event_id": 1, "text": "a"}',
     b'{"event_id": "", "text": "a"}', b'{"event_id": "1", "text": 5}', b'{"event_id": "1", "text": null}',
     b'{"event_id": "1", "button": 7}', b'{"text": "a"}', b"\xff\xfe\xfd", b"[" * 100_000,
     b'{"event_id": "' + b"1" * 81 + b'", "text": "a"}', b'{"event_id": "\\ud83d", "text": "a"}',
     b'{"event_id": "a\\u0000b", "text": "a"}'],
    ids=lambda body: repr(body[:30]),
)  # fmt: skip
async def test_what_is_no_message_is_refused_with_what_one_looks_like(
    client: httpx.AsyncClient, house: House, body: bytes
) -> None:
    answer = await client.post("/chat/messages", content=body, headers=MINE | {"content-type": "application/json"})
    assert answer.status_code == 400
    assert len(answer.json()["detail"]) > 10
    assert house.stored() == []


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
