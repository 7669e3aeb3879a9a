"""A second opinion that nobody here wrote: LINE's OpenAPI, held by Prism against our requests and our fake platform."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from typing import Any

import httpx
import pytest

from bot.channels.base import Delivery, DeliveryFailed
from bot.channels.line import Line
from bot.channels.line_client import Client
from bot.channels.line_menus import put, remove
from bot.channels.line_picture import picture_of
from bot.dialogue import Said
from bot.drill.line_fake import Phone, Platform, Sender
from bot.drill.serve import serving
from bot.messages import Button, Card, Reply
from knowledge.language import FORMS
from records.database import Database
from tests.bot.channels.line_side import SECRET, TOKEN, Side, body_of, line_side, signed
from tests.bot.channels.prism import prism
from tests.bot.channels.test_line import until
from tests.bot.house import House
from tests.fakes import Clock, FakeDialogue, answer
from tests.processes import free_port

pytestmark = pytest.mark.integration

CARD = Card(
    title="ค้ำประกันสินเชื่อ (บสย.)", lines=("• ค้ำประกันให้ SME", "• ૯૦% ગેરંટી"), source="2025-12", url="https://x.th/ข่าว"
)
REPLY = Reply(
    text="all of it", language="th", card=CARD, buttons=(Button(label="สิทธิประโยชน์", token="t0"),), ask_for="location"
)


@pytest.fixture(scope="module")
def upstream() -> int:
    return free_port()


@pytest.fixture(scope="module")
def between(upstream: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Prism between us and the fake platform: an error of either side is answered with 4xx or 5xx."""
    log = tmp_path_factory.mktemp("prism") / "proxy.log"
    with prism(log, "proxy", "messaging-api.yml", f"http://127.0.0.1:{upstream}") as url:
        yield url


@pytest.fixture
async def side(between: str, upstream: int, clock: Clock) -> AsyncIterator[Side]:
    async with line_side(clock=clock, port=upstream, through=between) as made:
        yield made


@pytest.fixture
async def channel(side: Side) -> AsyncIterator[Line]:
    await side.channel.open()
    yield side.channel
    await side.channel.close()


async def test_what_we_send_and_what_the_fake_answers_is_line_s(side: Side, channel: Line) -> None:
    token = side.phone.message("text", text="x")["replyToken"]
    await channel.send(Delivery(id="a", address=side.phone.user, replies=(REPLY, REPLY), reply_token=token))
    await channel.send(Delivery(id="b", address=side.phone.user, replies=(REPLY,) * 5))
    await channel.taken(channel.parse(*_signed(side.phone))[0])
    assert (await channel.status())["pushes_this_month"]["used"] == 1
    assert len(side.phone.seen()) == 7
    assert side.platform.loadings


async def test_every_menu_and_the_webhook(side: Side, channel: Line, upstream: int) -> None:
    # Prism reads bodies as text, which pictures do not survive: these go to the fake directly.
    direct = Client(TOKEN, f"http://127.0.0.1:{upstream}")
    await direct.open()
    channel.client._blob = direct._blob
    for form in FORMS:
        await put(channel.client, form, picture_of(form), everybody=form == "th")
    await channel.watch()
    await channel.client.link_menu(side.phone.user, side.platform.menus.aliases["sahayak-th"])
    await channel.client.set_webhook("http://127.0.0.1:9/webhooks/line")
    assert (await channel.client.webhook())[0] == "http://127.0.0.1:9/webhooks/line"
    await channel.client.test_webhook()
    assert await remove(channel.client) == list(FORMS)
    await direct.close()


async def test_the_fake_s_refusals_are_line_s_too(side: Side, channel: Line) -> None:
    side.faults.plan("push", "429", "500")
    for _ in range(2):
        with pytest.raises(DeliveryFailed):
            await channel.send(Delivery(id="c", address=side.phone.user, replies=(REPLY,)))
    await channel.send(Delivery(id="c", address=side.phone.user, replies=(REPLY,)))
    assert (await channel.send(Delivery(id="c", address=side.phone.user, replies=(REPLY,)))).platform_ids == ()


async def test_a_conversation_through_line_s_openapi(database: Database, side: Side, clock: Clock) -> None:
    found = asdict(answer(language="th")) | {"status": "answer"}
    script = [[Said(key="greet")], [Said(key="outcome", outcome=found)], [Said(key="language-ask")]]
    house = House(database, clock, FakeDialogue(*script), side.channel)
    async with serving(house.app) as url:
        side.platform.webhook = f"{url}/webhooks/line"
        for count, words in enumerate(("สวัสดี", "ค้ำประกันเงินกู้คืออะไร", "เปลี่ยนภาษา"), 1):
            await side.phone.text(words)
            await until(lambda: len(side.phone.seen()) >= count)  # noqa: B023
    assert {line.via for line in side.platform.lines if line.who == "assistant"} == {"reply"}


BAD: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "six messages": ({"messages": [{"type": "text", "text": "x"}] * 6}, {}),
    "no message": ({"messages": []}, {}),
    "nobody": ({"to": None}, {}),
    "fourteen quick replies": (
        {"messages": [{"type": "text", "text": "x", "quickReply": {"items": [{"type": "action"}] * 14}}]}, {}
    ),
    "a retry key that is none": ({}, {"X-Line-Retry-Key": "nope"}),
}  # fmt: skip


@pytest.mark.parametrize(("change", "headers"), BAD.values(), ids=BAD)
async def test_prism_and_the_fake_refuse_the_same(
    side: Side, between: str, upstream: int, change: dict[str, Any], headers: dict[str, str]
) -> None:
    body = {"to": side.phone.user, "messages": [{"type": "text", "text": "x"}]} | change
    body = {name: value for name, value in body.items() if value is not None}
    sent = {"Authorization": f"Bearer {TOKEN}", "X-Line-Retry-Key": str(uuid.uuid4())} | headers
    async with httpx.AsyncClient(trust_env=False) as client:
        for url in (between, f"http://127.0.0.1:{upstream}"):
            answer = await client.post(f"{url}/v2/bot/message/push", json=body, headers=sent)
            assert 400 <= answer.status_code < 500, url
    assert side.phone.seen() == []


async def test_the_fake_s_webhooks_are_line_s(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every kind of event that the fake's phones send, against LINE's own description of webhooks."""
    platform = Platform(secret=SECRET, token=TOKEN, now=Clock())
    async with httpx.AsyncClient(trust_env=False) as client:
        with prism(tmp_path_factory.mktemp("prism") / "mock.log", "mock", "webhook.yml") as url:
            phone = Phone(platform, Sender(platform, client, f"{url}/callback"))
            events = [
                phone.message("text", text="ขอสินเชื่อ"),
                phone.message("sticker", packageId="446", stickerId="1988", stickerResourceType="STATIC"),
                phone.media("audio", b"x", "audio/x-m4a", duration=3000),
                phone.media("image", b"x", "image/jpeg"),
                phone.media("video", b"x", "video/mp4", duration=3000),
                phone.media("file", b"x", "application/pdf", fileName="แผน.pdf", fileSize=1),
                phone.message("location", title="ร้าน", address="กรุงเทพฯ", latitude=13.7, longitude=100.5),
                phone.event("postback", postback={"data": "t0k-en"}),
                phone.event("follow", follow={"isUnblocked": False}),
                phone.event("unfollow"),
            ]
            assert [await phone.sender.post([event]) for event in events] == [200] * len(events)
            assert await phone.sender.repeat(events[0]) == 200
            broken = {name: value for name, value in events[0].items() if name != "webhookEventId"}
            assert await phone.sender.post([broken]) == 422


def _signed(phone: Phone) -> tuple[dict[str, str], bytes]:
    body = body_of(phone.message("text", text="x"))
    return signed(body), body
