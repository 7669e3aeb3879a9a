"""LINE from end to end: phones, the fake platform, our own app with its webhook, inbox, gateway and outbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.dialogue import Said
from bot.drill.line_fake.phones import texts_of
from records.database import Database
from records.tables import inbound
from tests.bot.channels.line_house import Line, line_house, until
from tests.fakes import Clock


@pytest.fixture
async def line(database: Database, clock: Clock) -> AsyncIterator[Line]:
    async with line_house(database, clock) as made:
        yield made


@pytest.mark.parametrize(
    "words",
    ["What is CGTMSE?", "मुझे लोन चाहिए", "મારે લોન જોઈએ છે", "ขอสินเชื่อหน่อยค่ะ", "mujhe loan chahiye", "mare loan joie che"],
)
async def test_a_question_is_answered_free_of_charge(line: Line, words: str) -> None:
    assert await line.phone.text(words) == 200
    (message,) = await line.seen(1)
    assert words in message["text"]
    assert [entry.via for entry in line.platform.lines] == ["message", "reply"]
    assert line.platform.consumed == 0


async def test_verifying_the_webhook(line: Line) -> None:
    assert await line.sender.post([]) == 200
    assert line.count(inbound) == 0


@pytest.mark.parametrize("headers", [{"X-Line-Signature": "x"}, {"X-Line-Signature": ""}], ids=["wrong", "empty"])
async def test_without_a_right_signature_nothing_happens(line: Line, headers: dict[str, str]) -> None:
    assert await line.sender.post([line.phone.message("text", text="x")], **headers) == 403
    assert line.count(inbound) == 0


async def test_too_large_a_body(line: Line) -> None:
    assert await line.sender.post([line.phone.message("text", text="x" * 1_000_000)]) == 413


async def test_a_redelivery_is_answered_once(line: Line) -> None:
    event = line.phone.message("text", text="ครั้งเดียว")
    assert await line.sender.deliver(event) == 200
    assert await line.sender.repeat(event) == 200
    assert await line.sender.repeat(event) == 200
    await line.quiet()
    assert len(line.phone.seen()) == 1
    assert len(line.dialogue.asked) == 1


async def test_what_was_not_stored_is_delivered_again(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter([sa.exc.OperationalError("insert", {}, Exception("disk full"))])
    take = line.house.backstage.reception.take

    async def fail_once(*given: Any) -> None:
        for failure in failures:
            raise failure
        await take(*given)

    monkeypatch.setattr(line.house.backstage.reception, "take", fail_once)
    line.sender.redeliveries, line.sender.pause = 3, 0.0
    assert await line.phone.text("ยังอยู่ไหม") == 200
    assert [status for _, status, _ in line.sender.tries] == [503, 200]
    assert len(await line.seen(1)) == 1


async def test_several_events_in_one_body_are_answered_in_order(line: Line) -> None:
    words = [f"คำถามที่ {number}" for number in range(5)]
    await line.sender.deliver(*[line.phone.message("text", text=one) for one in words])
    await line.quiet()
    shown = "\n".join(text for message in line.phone.seen() for text in texts_of(message))
    places = [shown.index(one) for one in words]
    assert places == sorted(places)


async def test_a_button_is_pressed(line: Line) -> None:
    await line.phone.follow()
    await line.seen(1)
    await line.phone.press("ภาษา")
    await line.seen(2)
    assert line.dialogue.asked[-1].action is not None
    assert line.dialogue.asked[-1].action.intent == "change_language"


async def test_a_button_of_somebody_else_means_nothing(line: Line) -> None:
    await line.phone.follow()
    await line.seen(1)
    other = line.side.add_phone(2)
    await line.sender.deliver(other.event("postback", postback={"data": line.phone.find("ภาษา")["data"]}))
    await line.seen(1, other)
    assert [asked.action.intent for asked in line.dialogue.asked if asked.action] == ["greet"]


async def test_typed_commands_stay_text(line: Line) -> None:
    await line.phone.text("/restart")
    await line.quiet()
    assert [asked.action for asked in line.dialogue.asked] == [None]


async def test_a_field_of_the_menu(line: Line) -> None:
    await line.sender.deliver(line.phone.event("postback", postback={"data": "menu:language"}))
    await line.seen(1)
    assert line.dialogue.asked[0].action is not None
    assert line.dialogue.asked[0].action.intent == "change_language"


async def test_the_first_greeting_is_thai(line: Line) -> None:
    await line.phone.follow()
    (message,) = await line.seen(1)
    assert message["text"].startswith("สวัสดี")


async def test_blocking_and_coming_back(line: Line) -> None:
    await line.phone.text("สวัสดี")
    await line.seen(1)
    await line.phone.block()
    await until(lambda: line.conversation().blocked_at)
    await line.phone.follow(again=True)
    await line.seen(2)
    assert line.conversation().blocked_at is None


MEDIA = {
    "sticker": ("sticker", {"packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC"}),
    "voice": ("audio", {"duration": 3000, "contentProvider": {"type": "line"}}),
    "picture": ("image", {"contentProvider": {"type": "line"}}),
    "film": ("video", {"duration": 3000, "contentProvider": {"type": "line"}}),
    "file": ("file", {"fileName": "แผน.pdf", "fileSize": 10}),
    "place": ("location", {"title": "ร้าน", "address": "กรุงเทพฯ", "latitude": 13.7, "longitude": 100.5}),
    "empty text": ("text", {"text": ""}),
    "a kind yet to come": ("hologram", {}),
}


@pytest.mark.parametrize(("kind", "fields"), MEDIA.values(), ids=MEDIA)
async def test_whatever_is_sent_gets_a_word_back(line: Line, kind: str, fields: dict[str, Any]) -> None:
    assert await line.sender.deliver(line.phone.message(kind, **fields)) == 200
    (message,) = await line.seen(1)
    assert message["text"].strip()


async def test_a_voice_note_is_put_before_a_person(line: Line) -> None:
    await line.sender.deliver(line.phone.media("audio", b"sound", "audio/x-m4a", duration=3000))
    (message,) = await line.seen(1)
    assert "M-26-" in message["text"]
    assert line.dialogue.asked == []


@pytest.mark.parametrize("words", ["ขอสินเชื่อ ", "લોન જોઈએ છે ", "👩🏽‍🌾🇮🇳"], ids=["Thai", "Gujarati", "emoji"])
async def test_an_overlong_text(line: Line, words: str) -> None:
    await line.phone.text((words * 5_000)[:4_990])
    messages = await line.seen(1)
    await line.quiet()
    assert line.platform.refused == []
    assert all(message["type"] == "text" for message in messages)


@pytest.mark.parametrize("words", ["ขอสินเชื่อ ", "લોન જોઈએ છે ", "👩🏽‍🌾🇮🇳 "], ids=["Thai", "Gujarati", "emoji"])
async def test_an_overlong_reply_arrives_whole(line: Line, words: str) -> None:
    # Fluent takes at most 1,000 characters at a time.
    long, times = (words * 1_000)[:980], 20
    line.dialogue.script = [[Said(key="cancelled", args={"reference": long})] * times]
    await line.phone.text("ขอทั้งหมด")
    await line.quiet()
    shown = "".join("".join(message["text"] for message in line.phone.seen()).split())
    assert shown.count("".join(long.split())) == times
    assert 2 <= len(line.phone.seen()) <= 10
    assert line.platform.refused == []


@pytest.mark.parametrize("source", [{"type": "group", "groupId": "C1"}, {"type": "room", "roomId": "R1"}])
async def test_groups_are_left_unanswered(line: Line, source: dict[str, str]) -> None:
    event = line.phone.event(
        "message", source=source | {"userId": line.phone.user}, message={"type": "text", "text": "x"}
    )
    assert await line.sender.deliver(event) == 200
    assert line.count(inbound) == 0


async def test_answers_hold_no_secret(line: Line) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answers = [
            await client.post(line.platform.webhook, content=body, headers={"x-line-signature": "x"})
            for body in (b"", b"{}", b"\xff")
        ]
    shown = "".join(answer.text + str(answer.headers) for answer in answers)
    assert line.platform.secret not in shown
    assert line.platform.token not in shown
