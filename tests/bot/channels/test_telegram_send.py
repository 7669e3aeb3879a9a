"""Reply in -> the exact request out, and what comes of Telegram's answer."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.channels.base import Delivery, DeliveryFailed
from bot.channels.telegram import channel as module
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.messages import html_of, markup_of
from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.telegram_fake.faults import CallFault
from bot.drill.telegram_fake.phone import Phone
from bot.errors import Code
from bot.messages import Button, Card, Inbound, Reply
from bot.render import parts
from bot.wording import say
from knowledge.language import FORMS
from tests.bot.channels.stranger import ANSWERS, stranger

CARD = Card(title="CGTMSE <1>", lines=("• 85% & more",), source="As of 2025-12", url='https://x.in/?a=1&b="2"')


def reply(text: str = "नमस्ते", **given: Any) -> Reply:
    return Reply(**{"text": text, "language": "hi"} | given)


def buttons(*labels: str) -> tuple[Button, ...]:
    return tuple(Button(label=label, token=f"t{place}") for place, label in enumerate(labels))


@asynccontextmanager
async def at(fake: FakeTelegram) -> AsyncIterator[Telegram]:
    async with fake.serve() as url:
        made = Telegram(TOKEN, url, "", None)
        await made.open()
        try:
            yield made
        finally:
            await made.close()


async def send(telegram: Telegram, address: str, one: Reply) -> tuple[str, ...]:
    return (await telegram.send(Delivery(id="d1", address=address, replies=(one,)))).platform_ids


def inline(*rows: list[tuple[str, str]]) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]}


@pytest.mark.parametrize(
    ("one", "text", "markup"),
    [
        (reply("<b>ક</b> & \"x\" 'y'"), "&lt;b&gt;ક&lt;/b&gt; &amp; \"x\" 'y'", None),
        (reply("ไทย\n🙏🏽"), "ไทย\n🙏🏽", None),
        (reply(buttons=buttons("लाभ", "कौन", "एक बहुत लंबा नाम वाला बटन", "ठीक")), "नमस्ते",
         inline([("लाभ", "t0"), ("कौन", "t1")], [("एक बहुत लंबा नाम वाला बटन", "t2")], [("ठीक", "t3")])),
        (reply(card=CARD),
         "<b>CGTMSE &lt;1&gt;</b>\n• 85% &amp; more\n<i>As of 2025-12</i>\n"
         '<a href="https://x.in/?a=1&amp;b=&quot;2&quot;">https://x.in/?a=1&amp;b="2"</a>', None),
        (reply("all of it", card=Card(title="t", lines=("x" * 4096,))), "all of it", None),
        (reply("x", card=Card(title="t", lines=(), url="javascript:alert(1)")), "<b>t</b>", None),
        (reply(ask_for="contact", buttons=buttons("छोड़ें")), "नमस्ते",
         {"keyboard": [[{"text": "मेरा फ़ोन नंबर भेजें", "request_contact": True}], [{"text": "छोड़ें"}]],
          "resize_keyboard": True, "one_time_keyboard": True}),
        (reply(ask_for="location"), "नमस्ते",
         {"keyboard": [[{"text": "मेरी जगह भेजें", "request_location": True}]],
          "resize_keyboard": True, "one_time_keyboard": True}),
    ],
    ids=["escaped", "thai", "buttons", "card", "card too long", "no such link", "contact", "location"],
)  # fmt: skip
async def test_a_reply_becomes_this_request(one: Reply, text: str, markup: dict[str, Any] | None) -> None:
    fake = FakeTelegram()
    meena = fake.phone()
    async with at(fake) as telegram:
        assert await send(telegram, str(meena.chat.id), one) == ("1",)
    values = fake.calls[-1].values
    assert (fake.calls[-1].method, values["chat_id"], values["text"]) == ("sendMessage", str(meena.chat.id), text)
    assert values["parse_mode"] == "HTML"
    assert json.loads(values["link_preview_options"]) == {"is_disabled": True}
    assert json.loads(values.get("reply_markup", "null")) == markup


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wanted", ["contact", "location"])
def test_sharing_is_asked_for_in_the_persons_form(form: str, wanted: Any) -> None:
    shown = markup_of(reply("x", language=form, ask_for=wanted))
    assert shown
    assert shown.to_dict()["keyboard"][0][0]["text"] == say(form, f"telegram-share-{wanted}")


def test_no_token_is_longer_than_the_platform_takes() -> None:
    assert markup_of(reply(buttons=(Button(label="x", token="x" * 64),)))
    with pytest.raises(ValueError, match="64 bytes"):
        markup_of(reply(buttons=(Button(label="x", token="ગ" * 22),)))


def test_a_long_label_is_shortened_between_letters_and_a_hundred_buttons_stand() -> None:
    shown = markup_of(reply(buttons=buttons(*["👨‍👩‍👧" * 30] * 100)))
    assert shown
    labels = [one["text"] for row in shown.to_dict()["inline_keyboard"] for one in row]
    assert len(labels) == 100
    assert all(label.endswith("…") and len(label) <= 64 and not label.endswith("\u200d…") for label in labels)


@pytest.mark.parametrize(
    "words", ["ธุรกิจขนาดเล็ก " * 1500, "નાના ઉદ્યોગ માટે લોન. " * 900, "👨‍👩‍👧‍👦" * 2000, "<&>" * 3000, "x" * 20_000]
)
async def test_over_long_text_arrives_whole_in_messages_that_the_platform_takes(words: str) -> None:
    fake = FakeTelegram()
    meena = fake.phone()
    whole = reply(words, buttons=buttons("ठीक"))
    async with at(fake) as telegram:
        for one in parts(whole, telegram.limits):
            await send(telegram, str(meena.chat.id), one)
    assert {call.status for call in fake.calls} == {200}
    assert len(fake.calls) > 1
    said = [line.text for line in meena.heard]
    assert "".join("".join(said).split()) == "".join(words.split())
    assert [bool(line.buttons) for line in meena.heard] == [False] * (len(said) - 1) + [True]
    assert not any(text.startswith("\u200d") or text.endswith("\u200d") for text in said)


def blocked(phone: Phone) -> str:
    phone.block()
    return str(phone.chat.id)


@pytest.mark.parametrize(
    ("fault", "code", "after"),
    [
        (CallFault("too_many", 7), Code.RATE_LIMITED, 7),
        (CallFault("server_error", status=500), Code.PLATFORM_DOWN, None),
        (CallFault("server_error", status=502), Code.PLATFORM_DOWN, None),
        (CallFault("drop_before"), Code.UNREACHABLE, None),
        (CallFault("drop_after"), Code.UNREACHABLE, None),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
async def test_what_goes_wrong_is_named_and_the_next_try_goes_through(
    fault: CallFault, code: Code, after: float | None
) -> None:
    fake = FakeTelegram()
    meena = fake.phone()
    fake.faults.plan("sendMessage", fault)
    async with at(fake) as telegram:
        with pytest.raises(DeliveryFailed) as failed:
            await send(telegram, str(meena.chat.id), reply())
        assert (failed.value.error.code, failed.value.retry_after) == (code, after)
        assert failed.value.error.retryable
        await send(telegram, str(meena.chat.id), reply())
    assert len(meena.heard) == (2 if fault.kind == "drop_after" else 1)


@pytest.mark.parametrize(
    ("address", "code"),
    [(blocked, Code.BLOCKED), (lambda _: "999", Code.NO_SUCH_CHAT)],
    ids=["blocked", "no chat"],
)
async def test_who_cannot_be_reached_is_not_tried_again(address: Any, code: Code) -> None:
    fake = FakeTelegram()
    to = address(fake.phone())
    async with at(fake) as telegram:
        with pytest.raises(DeliveryFailed) as failed:
            await send(telegram, to, reply())
    assert (failed.value.error.code, failed.value.error.retryable) == (code, False)


async def test_a_wrong_token_is_named_without_being_told() -> None:
    fake = FakeTelegram(token="123456:another")
    async with at(fake) as telegram:
        with pytest.raises(DeliveryFailed) as failed:
            await send(telegram, str(fake.phone().chat.id), reply())
    assert failed.value.error.code == Code.UNAUTHORIZED
    assert TOKEN not in f"{failed.value!r} {failed.value.__context__!r} {failed.value.__cause__!r}"


@pytest.mark.parametrize(("status", "body"), ANSWERS)
async def test_a_stranger_s_answer_is_not_telegram_s(status: int, body: bytes) -> None:
    async with stranger(status, body) as url:
        telegram = Telegram(TOKEN, url, "", None)
        await telegram.open()
        with pytest.raises(DeliveryFailed) as failed:
            await send(telegram, "777", reply())
        await telegram.close()
    assert failed.value.error.code == Code.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        (404, "Not Found", Code.UNAUTHORIZED),  # a token that is none
        (403, "Forbidden: not enough rights", Code.UNAUTHORIZED),
        (409, "Conflict: terminated by other getUpdates request", Code.CONFLICT),
        (403, "Forbidden: bot was blocked by the user", Code.BLOCKED),
        (403, "Forbidden: user is deactivated", Code.NO_SUCH_CHAT),
    ],
)
async def test_only_words_about_the_person_mark_them_as_gone(status: int, said: str, code: Code) -> None:
    body = json.dumps({"ok": False, "error_code": status, "description": said}).encode()
    async with stranger(status, body) as url:
        telegram = Telegram(TOKEN, url, "", None)
        await telegram.open()
        with pytest.raises(DeliveryFailed) as failed:
            await send(telegram, "777", reply())
        await telegram.close()
    assert failed.value.error.code == code


async def test_nobody_there_is_unreachable_and_tells_no_token() -> None:
    fake = FakeTelegram()
    async with at(fake) as telegram:
        pass
    await telegram.open()
    with pytest.raises(DeliveryFailed) as failed:
        await send(telegram, "777", reply())
    await telegram.close()
    assert failed.value.error.code == Code.UNREACHABLE
    assert TOKEN not in f"{failed.value!r} {failed.value.__cause__!r}"


async def test_a_text_that_the_platform_does_not_read_as_html_is_sent_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "html_of", lambda one: f"<b>{one.text}")
    fake = FakeTelegram()
    meena = fake.phone()
    async with at(fake) as telegram:
        await send(telegram, str(meena.chat.id), reply("<b>ગુજરાતી & ไทย", buttons=buttons("ठीक")))
    assert [call.status for call in fake.calls] == [400, 200]
    assert [(line.text, line.buttons) for line in meena.heard] == [("<b>ગુજરાતી & ไทย", [("ठीक", "t0")])]


async def test_a_press_is_answered_and_typing_shown() -> None:
    fake = FakeTelegram()
    meena = fake.phone()
    async with at(fake) as telegram:
        await send(telegram, str(meena.chat.id), reply(buttons=buttons("ठीक")))
        press = meena.press("ठीक")
        (raw,) = (await telegram.api.updates(0, 0, []))[-1:]
        (one,) = telegram.reader.read(raw)
        await telegram.taken(one)
    assert fake.world.presses[press].answer is not None
    assert meena.chat.actions == ["typing"]


@pytest.mark.parametrize("kind", ["follow", "blocked", "sticker", "other"])
async def test_nothing_is_shown_where_nothing_is_prepared(kind: Any) -> None:
    fake = FakeTelegram()
    meena = fake.phone()
    async with at(fake) as telegram:
        await telegram.taken(Inbound(channel="telegram", event_id="1", address=str(meena.chat.id), kind=kind, text=""))
    assert fake.calls == []


def test_a_card_is_bold_above_and_small_below() -> None:
    assert html_of(reply(card=CARD)).splitlines()[0].startswith("<b>")
