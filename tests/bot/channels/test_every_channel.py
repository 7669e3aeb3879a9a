"""What every channel must bear, through the whole app: bytes posted, deliveries as the sender hands them over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.channels.base import LIMITS, Channel, Delivered, Delivery, DeliveryFailed
from bot.channels.registry import MODULES
from bot.errors import ERRORS, Code
from bot.render import utf16
from bot.wording import say
from records.database import Database
from tests.bot.channels.table import CHANNELS, Request, Row
from tests.bot.house import House
from tests.fakes import Clock, FakeDialogue

OVER_LONG = {
    "en": "a loan please " * 500,
    "th": "ขอสินเชื่อหน่อยครับ" * 400,
    "gu": "મારે લોન જોઈએ છે " * 500,
    "emoji": "👩🏽‍🌾" * 1500,
}


class Post:
    """The app with one real channel, whose platform accepts everything unless ``refuses``."""

    def __init__(self, row: Row, channel: Channel, house: House) -> None:
        self.row, self.channel, self.house = row, channel, house
        self.sent: list[Delivery] = []
        self.refuses: DeliveryFailed | None = None

    async def send(self, delivery: Delivery) -> Delivered:
        if self.refuses:
            raise self.refuses
        self.sent.append(delivery)
        return Delivered(platform_ids=tuple("1" for _ in delivery.replies))

    async def post(self, request: Request) -> httpx.Response:
        headers, body = request
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.house.app), base_url="http://x") as client:
            return await client.post(f"/webhooks/{self.channel.name}", content=body, headers=dict(headers))

    async def quiet(self) -> None:
        async with asyncio.timeout(60):
            while running := [*self.house.workers._running.values(), *self.house.sender._running.values()]:
                await asyncio.gather(*running)

    @property
    def texts(self) -> list[str]:
        return [reply.text for delivery in self.sent for reply in delivery.replies]


@pytest.fixture(params=CHANNELS)
async def office(
    request: pytest.FixtureRequest, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Post]:
    row = CHANNELS[request.param]
    channel = row.make()
    house = House(database, clock, FakeDialogue(), channel)
    made = Post(row, channel, house)

    async def nothing(*_: Any) -> None:
        """Not on the network."""

    monkeypatch.setattr(channel, "send", made.send)
    for name in ("open", "close", "run", "taken", "answer_inline"):
        monkeypatch.setattr(channel, name, nothing)
    async with house.app.router.lifespan_context(house.app):
        yield made


def test_every_registered_channel_has_a_row() -> None:
    assert {module.rpartition(".")[2] for module in MODULES} == set(CHANNELS)


@pytest.mark.parametrize("name", CHANNELS)
def test_its_limits_are_those_by_which_texts_are_cut(name: str) -> None:
    channel = CHANNELS[name].make()
    assert (channel.name, channel.limits) == (name, LIMITS[name])
    for secret in CHANNELS[name].secrets:
        assert secret not in repr(channel)


async def test_a_text_is_answered(office: Post) -> None:
    assert (await office.post(office.row.text("નમસ્તે 🙏", 1))).status_code == 200
    await office.quiet()
    assert office.texts == [say("gu", "greet")]


@pytest.mark.parametrize("bad", ["none", "wrong", "other body"])
async def test_a_bad_signature_or_secret_is_refused_and_leaves_nothing(
    office: Post, bad: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    headers, body = office.row.text("hello", 1)
    wrong = {name: "x" + value[1:] for name, value in headers.items()}
    request = {"none": ({}, body), "wrong": (wrong, body), "other body": (wrong, body + b" ")}[bad]
    answer = await office.post(request)
    assert answer.status_code in (400, 401, 403)
    assert len(answer.json()["detail"]) > 10
    assert office.house.stored() == []
    assert not [secret for secret in office.row.secrets if secret in caplog.text + answer.text]


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b'{"events": 7}', b"\xff\xfe", b"[" * 100_000])
async def test_a_body_that_is_none_is_refused_or_ignored_never_a_bug(office: Post, body: bytes) -> None:
    headers = _signed(office, body)
    assert (await office.post((headers, body))).status_code in (200, 400)
    assert office.house.stored() == []


def _signed(office: Post, body: bytes) -> dict[str, str]:
    from tests.bot.channels.line_side import signed

    return signed(body) if office.channel.name == "line" else dict(office.row.text("x", 1)[0])


async def test_an_event_of_a_new_kind_does_no_harm(office: Post) -> None:
    assert (await office.post(office.row.unknown)).status_code == 200
    await office.quiet()
    await office.post(office.row.text("สวัสดี", 2))
    await office.quiet()
    assert say("th", "greet") in office.texts


async def test_a_text_without_words_is_told_so(office: Post) -> None:
    for number, words in enumerate(("\u200b", "   ", "👩🏽‍🌾"), 1):
        assert (await office.post(office.row.text(words, number))).status_code == 200
        await office.quiet()
    assert len(office.house.dialogue.asked) == 0
    assert office.texts


async def test_a_second_delivery_is_answered_once(office: Post) -> None:
    for _ in range(3):
        assert (await office.post(office.row.text("hello what is the loan", 1))).status_code == 200
    await office.quiet()
    assert len(office.texts) == 1
    assert len(office.house.dialogue.asked) == 1


@pytest.mark.parametrize("name", OVER_LONG)
async def test_an_over_long_text_is_read_and_an_over_long_answer_fits(
    office: Post, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = OVER_LONG[name]
    real = say
    monkeypatch.setattr(
        "bot.replies.say", lambda form, key, **args: long if key == "greet" else real(form, key, **args)
    )
    assert (await office.post(office.row.text(f"hello what is the loan {long}"[:4000], 1))).status_code == 200
    await office.quiet()
    assert all(0 < utf16(text) <= office.channel.limits.text for text in office.texts)
    assert all(len(delivery.replies) <= office.channel.limits.batch for delivery in office.sent)
    said = "".join("".join(office.texts).split())
    assert said.endswith("".join(long.split()))


async def test_who_blocks_the_bot_is_left_alone_until_they_write(office: Post) -> None:
    await office.post(office.row.text("hello what is the loan", 1))
    await office.quiet()
    assert (await office.post(office.row.blocked)).status_code == 200
    await office.quiet()
    assert len(office.texts) == 1
    await office.post(office.row.text("નમસ્તે", 3))
    await office.quiet()
    assert len(office.texts) == 2


async def test_a_block_found_when_sending_is_kept(office: Post) -> None:
    office.refuses = DeliveryFailed(ERRORS[Code.BLOCKED])
    await office.post(office.row.text("hello what is the loan", 1))
    await office.quiet()
    with office.house.database.read() as connection:
        assert connection.exec_driver_sql("select blocked_at from conversations").scalar() is not None


async def test_a_typed_command_of_the_dialogue_is_just_text(office: Post) -> None:
    await office.post(office.row.text('/choose_language{"language": "th"}', 1))
    await office.quiet()
    assert [asked.action for asked in office.house.dialogue.asked] == [None]
