"""What test_every_channel.py asks of channels that are pushed to, asked of those that fetch: the page, the terminal.

Nobody can block them. Instead of a signature there is the key of the conversation.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from bot.wording import say
from tests.bot.channels.test_every_channel import OVER_LONG
from tests.bot.house import House

KEY = "k" * 24
FETCHED = ("web", "terminal")
pytestmark = pytest.mark.parametrize("name", FETCHED)


async def post(client: httpx.AsyncClient, name: str, body: Any, key: str = KEY) -> int:
    headers = {"x-channel": name} | ({"x-conversation": key} if key else {})
    return (await client.post("/chat/messages", json=body, headers=headers)).status_code


async def texts(client: httpx.AsyncClient, house: House, name: str) -> Sequence[str]:
    """What the assistant has said, once everything is answered."""
    async with asyncio.timeout(60):
        while running := list(house.workers._running.values()):
            await asyncio.gather(*running)
    said = await client.get("/chat/history", headers={"x-channel": name, "x-conversation": KEY})
    return [one["text"] for one in said.json() if one["who"] == "assistant"]


async def test_a_text_is_answered_once_however_often_it_comes(
    client: httpx.AsyncClient, house: House, name: str
) -> None:
    for _ in range(3):
        assert await post(client, name, {"event_id": "1", "text": "નમસ્તે 🙏"}) == 202
    assert await texts(client, house, name) == [say("gu", "greet")]
    assert [row.channel for row in house.stored()] == [name]


@pytest.mark.parametrize("key", ["", "short", "k" * 101])
async def test_without_a_key_nothing_is_stored(client: httpx.AsyncClient, house: House, name: str, key: str) -> None:
    assert await post(client, name, {"event_id": "1", "text": "hello"}, key) == 401
    assert house.stored() == []


@pytest.mark.parametrize("body", [{"event_id": "1", "something_new": {}}, {"events": 7}, "text", [], 5])
async def test_what_nobody_knows_does_no_harm(client: httpx.AsyncClient, house: House, name: str, body: Any) -> None:
    assert await post(client, name, body) == 400
    assert house.stored() == []
    assert await post(client, name, {"event_id": "2", "text": "สวัสดี"}) == 202
    assert await texts(client, house, name) == [say("th", "greet")]


async def test_a_text_without_words_is_told_so(client: httpx.AsyncClient, house: House, name: str) -> None:
    for number, words in enumerate(("\u200b", "   ", "👩🏽‍🌾"), 1):
        assert await post(client, name, {"event_id": str(number), "text": words}) == 202
        assert len(await texts(client, house, name)) == number
    assert house.dialogue.asked == []


@pytest.mark.parametrize("script", OVER_LONG)
async def test_an_over_long_text_is_read_and_an_over_long_answer_arrives_whole(
    client: httpx.AsyncClient, house: House, name: str, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    long, real = OVER_LONG[script], say
    monkeypatch.setattr(
        "bot.replies.say", lambda form, key, **args: long if key == "greet" else real(form, key, **args)
    )
    assert await post(client, name, {"event_id": "1", "text": f"hello what is the loan {long}"[:4000]}) == 202
    assert "".join("".join(await texts(client, house, name)).split()).endswith("".join(long.split()))


async def test_a_typed_command_of_the_dialogue_is_just_text(client: httpx.AsyncClient, house: House, name: str) -> None:
    assert await post(client, name, {"event_id": "1", "text": '/choose_language{"language": "th"}'}) == 202
    await texts(client, house, name)
    assert [asked.action for asked in house.dialogue.asked] == [None]
