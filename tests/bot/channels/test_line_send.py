"""Replies to LINE: the exact requests, what each of its answers means, and what people see on their phones."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.channels import line_client, registry
from bot.channels.base import Delivered, Delivery, DeliveryFailed
from bot.channels.line import LOADING, Line, from_settings
from bot.channels.line_menus import put
from bot.channels.line_picture import picture_of
from bot.errors import Code
from bot.messages import Button, Card, Inbound, Reply
from bot.settings import Settings, SettingsError
from tests.bot.channels.line_side import SECRET, TOKEN, Side, line_side
from tests.bot.channels.stranger import ANSWERS, stranger
from tests.fakes import settle

CARD = Card(title="CGTMSE", lines=("• Rs 10 crore",), source="As of 2025-12", url="https://example.org/")
SAID = {
    "en": "You are welcome.", "hi": "नमस्ते, पूछिए।", "gu": "નમસ્તે, પૂછો.", "th": "สวัสดีค่ะ ถามได้เลย", "hi-Latn": "Namaste ji",
    "gu-Latn": "Kem cho", "emoji": "👩🏽‍🌾🙏",
}  # fmt: skip


@pytest.fixture
async def side() -> AsyncIterator[Side]:
    async with line_side() as made:
        yield made


def reply(text: str = "สวัสดีค่ะ", **given: Any) -> Reply:
    return Reply(text=text, language="th", **given)


def delivery(side: Side, *replies: Reply, token: str | None = None, key: str = "t1:0") -> Delivery:
    return Delivery(id=key, address=side.phone.user, replies=replies or (reply(),), reply_token=token)


async def failure(side: Side, made: Delivery) -> Code:
    with pytest.raises(DeliveryFailed) as problem:
        await side.channel.send(made)
    assert TOKEN not in repr(problem.value) + str(problem.value.__cause__)
    return problem.value.error.code


@pytest.mark.parametrize("words", SAID.values(), ids=SAID)
async def test_words_arrive_as_they_are(side: Side, words: str) -> None:
    got = await side.channel.send(delivery(side, reply(words)))
    assert len(got.platform_ids) == 1
    assert side.phone.seen() == [{"type": "text", "text": words}]


async def test_a_reply_token_is_used_and_costs_nothing(side: Side) -> None:
    token = side.phone.message("text", text="x")["replyToken"]
    await side.channel.send(delivery(side, reply("one"), reply("two"), token=token))
    (one, two) = [line for line in side.platform.lines if line.who == "assistant"]
    assert (one.via, one.request) == ("reply", two.request)
    assert side.platform.consumed == 0


async def test_a_push_carries_its_retry_key_from_the_first_try(side: Side) -> None:
    made = delivery(side)
    await side.channel.send(made)
    assert [line.retry_key for line in side.platform.lines] == [made.retry_key]


async def test_the_same_delivery_twice_is_seen_once(side: Side) -> None:
    first = await side.channel.send(delivery(side))
    again = await side.channel.send(delivery(side))
    assert len(first.platform_ids) == 1
    assert again == Delivered()
    assert len(side.phone.seen()) == 1


@pytest.mark.parametrize("fault", ["500-after", "drop-after"])
async def test_a_push_that_was_taken_unseen_is_not_repeated(side: Side, fault: Any) -> None:
    side.faults.plan("push", fault)
    assert await failure(side, delivery(side)) in (Code.PLATFORM_DOWN, Code.UNREACHABLE)
    assert await side.channel.send(delivery(side)) == Delivered()
    assert len(side.phone.seen()) == 1


@pytest.mark.parametrize("fault", ["500-after", "drop-after"])
async def test_a_reply_that_was_taken_unseen_shows_in_its_token(side: Side, fault: Any) -> None:
    token = side.phone.message("text", text="x")["replyToken"]
    side.faults.plan("reply", fault)
    await failure(side, delivery(side, token=token))
    assert await failure(side, delivery(side, token=token)) is Code.REPLY_TOKEN_REFUSED
    assert len(side.phone.seen()) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [("429", Code.RATE_LIMITED), ("500", Code.PLATFORM_DOWN), ("drop", Code.UNREACHABLE)],
)
@pytest.mark.parametrize("way", ["push", "reply"])
async def test_bad_days(side: Side, fault: Any, code: Code, way: str) -> None:
    token = side.phone.message("text", text="x")["replyToken"] if way == "reply" else None
    side.faults.plan(way, fault)
    assert await failure(side, delivery(side, token=token)) is code
    await side.channel.send(delivery(side, token=token))
    assert len(side.phone.seen()) == 1


async def test_an_answer_that_never_comes_is_not_waited_for(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    assert line_client.SEND_LIMIT <= 10
    monkeypatch.setitem(line_client.Client._ask.__kwdefaults__, "limit", 0.3)
    side.faults.plan("push", "hang")
    assert await failure(side, delivery(side)) is Code.UNREACHABLE


async def test_a_token_that_is_too_old(side: Side) -> None:
    token = side.phone.message("text", text="x")["replyToken"]
    side.clock.forward(61)
    assert await failure(side, delivery(side, token=token)) is Code.REPLY_TOKEN_REFUSED


async def test_the_months_pushes_are_used_up_and_replies_still_go() -> None:
    async with line_side(quota=1) as side:
        await side.channel.send(delivery(side, key="t1:0"))
        assert await failure(side, delivery(side, key="t2:0")) is Code.QUOTA_EXHAUSTED
        token = side.phone.message("text", text="x")["replyToken"]
        await side.channel.send(delivery(side, key="t2:0", token=token))
        assert len(side.phone.seen()) == 2


async def test_nobody_of_that_name(side: Side) -> None:
    made = Delivery(id="t1:0", address="U" + "0" * 32, replies=(reply(),))
    side.platform.people.pop(made.address, None)
    assert await failure(side, made) in (Code.NO_SUCH_CHAT, Code.REFUSED)


async def test_to_somebody_who_blocked_us_line_says_yes(side: Side) -> None:
    side.platform.people[side.phone.user].blocked = True
    await side.channel.send(delivery(side))
    assert side.phone.seen() == []
    assert side.platform.consumed == 0


async def test_a_token_of_ours_that_line_does_not_take() -> None:
    async with line_side() as side:
        other = Line(SECRET, "another-token-altogether", side.url)
        await other.open()
        with pytest.raises(DeliveryFailed) as problem:
            await other.send(delivery(side))
        await other.close()
    assert problem.value.error.code is Code.UNAUTHORIZED


async def test_line_away() -> None:
    async with line_side() as side:
        away = Line(SECRET, TOKEN, "http://127.0.0.1:9")
        await away.open()
        with pytest.raises(DeliveryFailed) as problem:
            await away.send(delivery(side))
        await away.close()
    assert problem.value.error.code is Code.UNREACHABLE


@pytest.mark.parametrize("token", [None, "tok"])
@pytest.mark.parametrize(("status", "body"), ANSWERS)
async def test_a_stranger_s_answer_is_not_line_s(status: int, body: bytes, token: str | None) -> None:
    async with stranger(status, body) as url:
        channel = Line(SECRET, TOKEN, url)
        await channel.open()
        with pytest.raises(DeliveryFailed) as problem:
            await channel.send(Delivery(id="t1:0", address="U1", replies=(reply("private"),), reply_token=token))
        await channel.close()
    assert problem.value.error.code is Code.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "said", "code"), [(404, "Not found", Code.UNAUTHORIZED), (403, "Forbidden", Code.UNAUTHORIZED)]
)
async def test_line_s_404_and_403_say_nothing_of_the_person(status: int, said: str, code: Code) -> None:
    async with stranger(status, json.dumps({"message": said}).encode()) as url:
        channel = Line(SECRET, TOKEN, url)
        await channel.open()
        with pytest.raises(DeliveryFailed) as problem:
            await channel.send(Delivery(id="t1:0", address="U1", replies=(reply(),)))
        await channel.close()
    assert problem.value.error.code is code


async def test_a_card_that_line_refuses_is_said_in_words(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.drill.line_fake.limits.BUBBLE_BYTES", 10)
    await side.channel.send(delivery(side, reply("all of it", card=CARD)))
    assert side.phone.seen() == [{"type": "text", "text": "all of it"}]


async def test_what_is_refused_without_a_card_stays_refused(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.drill.line_fake.limits.MOST_TEXT", 1)
    assert await failure(side, delivery(side)) is Code.REFUSED


async def test_buttons_come_back_as_what_they_were_given(side: Side) -> None:
    side.platform.webhook = "http://127.0.0.1:9/"
    await side.channel.send(delivery(side, reply(buttons=(Button(label="คุยกับเจ้าหน้าที่", token="t0k-en"),))))
    assert side.phone.find("คุยกับเจ้าหน้าที่")["data"] == "t0k-en"


def heard(side: Side, kind: Any = "text") -> Inbound:
    return Inbound(channel="line", event_id="1", address=side.phone.user, kind=kind, text="x")


@pytest.mark.parametrize(("kind", "shown"), [("text", 1), ("button", 1), ("voice", 1), ("follow", 1), ("blocked", 0)])
async def test_three_dots_while_an_answer_is_found(side: Side, kind: str, shown: int) -> None:
    await side.channel.taken(heard(side, kind))
    assert [entry[1:] for entry in side.platform.loadings] == [(side.phone.user, LOADING)] * shown


async def test_a_menu_in_the_language_of_the_reply(side: Side) -> None:
    thai = await put(side.channel.client, "th", picture_of("th"))
    english = await put(side.channel.client, "en", picture_of("en"))
    await side.channel.watch()
    person = side.platform.people[side.phone.user]
    for made, wanted in (
        (reply(), thai),
        (Reply(text="x", language="en"), english),
        (Reply(text="x", language="gu"), english),
    ):
        await side.channel.send(delivery(side, made, key=f"k{made.language}"))
        await asyncio.gather(*side.channel._tasks)
        assert person.menu == wanted


async def test_a_menu_that_cannot_be_linked_is_tried_with_the_next_reply(
    side: Side, caplog: pytest.LogCaptureFixture
) -> None:
    menu = await put(side.channel.client, "th", picture_of("th"))
    await side.channel.watch()
    side.faults.plan("menu-link", "500")
    for key in ("a", "b"):
        await side.channel.send(delivery(side, key=key))
        await asyncio.gather(*side.channel._tasks)
    assert side.platform.people[side.phone.user].menu == menu
    assert "was not linked" in caplog.text


async def test_status(side: Side) -> None:
    assert await side.channel.status() == {
        "bot": "Sahayak @000sahay",
        "webhook": "",
        "webhook_used": False,
        "pushes_this_month": {"limit": None, "used": 0, "left": None},
        "menus": [],
        "cure": "LINE has no address to post to: sahayak line set-up https://help.example",
    }
    side.platform.quota, side.platform.consumed, side.platform.webhook = 500, 510, "https://example.org/webhooks/line"
    status = await side.channel.status()
    assert status["pushes_this_month"] == {"limit": 500, "used": 510, "left": 0}
    assert (status["webhook"], status["webhook_used"]) == ("https://example.org/webhooks/line", True)
    assert "raise the plan" in status["cure"]
    side.platform.quota = 600
    assert (await side.channel.status())["cure"] == ""
    side.platform.webhook_used = False
    assert "Use webhook" in (await side.channel.status())["cure"]


@pytest.mark.parametrize(("used", "warned"), [(449, False), (450, True), (500, True)])
async def test_the_operator_is_warned_before_the_quota_ends(
    side: Side, caplog: pytest.LogCaptureFixture, used: int, warned: bool
) -> None:
    side.platform.quota, side.platform.consumed = 500, used
    await side.channel.watch()
    assert ("raise the plan" in caplog.text) is warned


async def test_watching_survives_a_platform_that_is_away(side: Side) -> None:
    side.faults.plan("menu", "500")
    watching = asyncio.create_task(side.channel.run(lambda messages: asyncio.sleep(0)))
    while not side.faults.met["500"]:
        await settle()
    assert not watching.done()
    watching.cancel()


async def test_a_file_is_fetched_by_its_messages_id(side: Side) -> None:
    made = side.phone.media("audio", b"sound of a voice", "audio/x-m4a", duration=1000)
    assert await side.channel.client.content(made["message"]["id"]) == b"sound of a voice"


def test_without_secret_and_token_line_is_not_served() -> None:
    assert from_settings(Settings(), None) is None


@pytest.mark.parametrize(
    ("given", "missing"),
    [({"line_secret": SECRET}, "SAHAYAK_LINE_TOKEN"), ({"line_token": TOKEN}, "SAHAYAK_LINE_SECRET")],
)
def test_half_of_them_is_named(given: dict[str, str], missing: str) -> None:
    with pytest.raises(SettingsError, match=missing) as problem:
        from_settings(Settings(**given), None)
    assert SECRET not in str(problem.value)
    assert TOKEN not in str(problem.value)


def test_with_both_it_is() -> None:
    assert registry.channels(Settings(line_secret=SECRET, line_token=TOKEN))["line"].name == "line"


async def test_no_secret_in_any_log_or_error(side: Side, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = json.dumps({"events": []}).encode()
    for fault in ("429", "500", "drop", "500-after"):
        side.faults.plan("push", fault)
        await failure(side, delivery(side, key=fault))
    await side.channel.send(delivery(side, reply(card=CARD)))
    with pytest.raises(Exception, match="fit"):
        side.channel.parse({"x-line-signature": "x"}, body)
    shown = caplog.text + "".join(map(repr, (side.channel, side.channel.client, Settings(line_token=TOKEN))))
    assert TOKEN not in shown
    assert SECRET not in shown
