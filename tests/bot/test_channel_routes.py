"""A webhook is stored before it is answered; what cannot be stored or read is said; nothing is a 5xx but an outage."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.wording import say
from records.database import Database
from records.tables import conversations, inbound
from tests.bot.house import House
from tests.bot.pigeon import Pigeon
from tests.fakes import Clock, FakeDialogue
from tests.locked import locked

SECRET = {"secret": "coo"}


@pytest.fixture
def pigeon() -> Pigeon:
    return Pigeon()


@pytest.fixture
async def house(database: Database, clock: Clock, pigeon: Pigeon) -> AsyncIterator[House]:
    made = House(database, clock, FakeDialogue(), pigeon)
    async with made.app.router.lifespan_context(made.app):
        yield made


def event(**given: Any) -> dict[str, Any]:
    return {"event_id": "1", "address": "77", "text": "नमस्ते"} | given


async def post(client: httpx.AsyncClient, *events: dict[str, Any], **more: Any) -> httpx.Response:
    return await client.post("/webhooks/telegram", **({"content": json.dumps(events), "headers": SECRET} | more))


async def test_a_message_goes_in_and_its_answer_out(client: httpx.AsyncClient, house: House, pigeon: Pigeon) -> None:
    assert (await post(client, event())).status_code == 200
    await pigeon.until(lambda: pigeon.accepted)
    assert pigeon.texts == [say("hi", "greet")]
    assert [message.event_id for message in pigeon.told] == ["1"]


async def test_a_second_delivery_changes_nothing(client: httpx.AsyncClient, house: House, pigeon: Pigeon) -> None:
    for _ in range(3):
        assert (await post(client, event(), event())).status_code == 200
    await pigeon.until(lambda: len(pigeon.accepted) == 1)  # or both would be one turn
    assert (await post(client, event(event_id="2"))).status_code == 200
    await pigeon.until(lambda: len(pigeon.accepted) == 2)
    assert [row.event_id for row in house.stored()] == ["1", "2"]
    assert len(pigeon.told) == 2


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"headers": {}}, 403),
        ({"headers": {"secret": "cool"}}, 403),
        ({"content": b"x" * 1_000_001}, 413),
    ],
)
async def test_what_is_refused_leaves_nothing(
    client: httpx.AsyncClient, house: House, more: dict[str, Any], status: int
) -> None:
    answer = await post(client, event(), **more)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)
    assert house.stored() == []


@pytest.mark.parametrize(
    "bad", [{"event_id": "x" * 201}, {"event_id": ""}, {"address": "a\x00b"}, {"address": "\ud800"}]
)
async def test_an_id_that_no_database_takes_is_left_out_and_the_rest_is_kept(
    client: httpx.AsyncClient, house: House, bad: dict[str, Any]
) -> None:
    assert (await post(client, event(**bad), event(event_id="2"))).status_code == 200
    assert [row.event_id for row in house.stored()] == ["2"]


async def test_text_that_no_database_takes_is_cleaned(client: httpx.AsyncClient, house: House) -> None:
    assert (await post(client, event(text="क\x00ख\ud800 👩🏽‍🌾"))).status_code == 200
    assert house.stored()[0].text == "कख? 👩🏽‍🌾"


async def test_an_inline_query_is_answered_and_not_kept(
    client: httpx.AsyncClient, house: House, pigeon: Pigeon
) -> None:
    assert (await post(client, event(kind="inline", text="cgtmse"))).status_code == 200
    await pigeon.until(lambda: pigeon.asked)
    assert house.stored() == []


async def test_who_blocks_the_bot_hears_nothing(client: httpx.AsyncClient, house: House, pigeon: Pigeon) -> None:
    await post(client, event(kind="blocked", text=""))
    with house.database.read() as connection:
        assert connection.execute(sa.select(conversations.c.blocked_at)).scalar() is not None
        assert connection.execute(sa.select(inbound.c.status)).scalar() == "done"
    assert pigeon.tries == []


async def test_records_that_are_locked_ask_for_another_delivery(
    client: httpx.AsyncClient, house: House, pigeon: Pigeon
) -> None:
    with locked(house.database):
        assert (await post(client, event())).status_code == 503
    assert (await post(client, event())).status_code == 200
    await pigeon.until(lambda: pigeon.tries)


async def test_records_that_are_away_ask_for_another_delivery(
    client: httpx.AsyncClient, house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> Any:
        raise sa.exc.OperationalError("insert नमस्ते", {}, Exception("disk full"))

    monkeypatch.setattr(house.database, "write", away)
    assert (await post(client, event())).status_code == 503
    assert "नमस्ते" not in caplog.text


async def test_an_indicator_that_fails_costs_nothing(
    client: httpx.AsyncClient, house: House, pigeon: Pigeon, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(_: Any) -> None:
        raise RuntimeError("token 123:ABC")

    pigeon.taken = broken  # type: ignore[method-assign]
    assert (await post(client, event())).status_code == 200
    await pigeon.until(lambda: pigeon.accepted)
    assert "123:ABC" not in caplog.text


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (event(kind="sticker", text="", data={"emoji": "🙏"}), "emoji-only"),
        (event(kind="other", text=""), "empty"),
        (event(kind="follow", text=""), "greet"),
        (event(kind="command", text="/start", data={"name": "start", "argument": "ref_1"}), "greet"),
        (event(kind="button", text="never given"), "old-button"),
    ],
)
async def test_what_is_no_text_is_answered_too(
    client: httpx.AsyncClient, house: House, pigeon: Pigeon, sent: dict[str, Any], answer: str
) -> None:
    await post(client, sent | {"language": "th-TH"})
    await pigeon.until(lambda: pigeon.accepted)
    assert pigeon.texts == [say("th", answer)]


@pytest.mark.parametrize("kind", ["voice", "image", "document"])
async def test_a_file_is_put_before_a_person(
    client: httpx.AsyncClient, house: House, pigeon: Pigeon, kind: str
) -> None:
    await post(client, event(kind=kind, text="ดูนี่", data={"file": "F1", "name": "a.ogg"}))
    await pigeon.until(lambda: pigeon.accepted)
    assert "M-26-0001" in pigeon.texts[0]
    with house.database.read() as connection:
        stored = connection.execute(sa.text("select intent, text from person_messages")).one()
    assert tuple(stored) == (kind, f"[{kind}] a.ogg ดูนี่")


async def test_a_long_answer_is_cut_for_the_platform(
    client: httpx.AsyncClient, house: House, pigeon: Pigeon, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "ข้อความยาวมาก " * 500
    monkeypatch.setattr("bot.replies.say", lambda form, key, **args: long if key == "greet" else say(form, key, **args))
    await post(client, event(text="สวัสดี"))
    await pigeon.until(lambda: len(pigeon.accepted) == 2)
    assert [len(text) <= 4096 for text in pigeon.texts] == [True, True]
    assert "".join(pigeon.texts).replace(" ", "") == long.replace(" ", "")
    assert [bool(delivery.replies[0].buttons) for delivery in pigeon.accepted] == [False, True]
