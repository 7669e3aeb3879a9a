"""The app that faces people: what it serves, what it takes, what it refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
import sqlalchemy as sa

from bot.server import COOKIE
from bot.wording import say
from knowledge.language import FORMS
from records.tables import conversations
from tests.bot.house import MINE, House, send

SCRIPTS = [
    ("en", "hello what is the loan"), ("hi", "नमस्ते"), ("gu", "નમસ્તે"), ("th", "สวัสดี"),
    ("hi-Latn", "mujhe kya chahiye batao"), ("gu-Latn", "mane shu joie che"),
]  # fmt: skip


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
