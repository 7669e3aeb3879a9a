"""LINE from end to end: phones, the fake platform, our own app with its webhook, inbox, gateway and outbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from bot.dialogue import Said
from bot.drill.line_fake import Phone
from bot.drill.line_fake.phones import texts_of
from bot.drill.serve import serving
from bot.messages import Reply
from bot.outbox import put
from records.database import Database
from records.tables import conversations, inbound, outbox
from tests.bot.channels.line_side import Side, line_side
from tests.bot.house import House
from tests.fakes import Asked, Clock, FakeDialogue

WITHIN = 10.0


def echo(asked: Asked) -> list[Said]:
    """A dialogue whose reply tells what it was asked."""
    if asked.action:
        return [Said(key="greet")] if asked.action.intent == "greet" else [Said(key="language-ask")]
    return [Said(key="cancelled", args={"reference": asked.text})]


class Line:
    """The app behind a fake LINE."""

    def __init__(self, side: Side, house: House) -> None:
        self.side, self.house, self.dialogue = side, house, house.dialogue
        self.phone, self.platform, self.sender = side.phone, side.platform, side.sender

    async def seen(self, count: int, phone: Phone | None = None) -> list[dict[str, Any]]:
        """What the person sees, as soon as there are so many messages."""
        await until(lambda: len((phone or self.phone).seen()) >= count)
        return (phone or self.phone).seen()

    async def quiet(self) -> None:
        """Everything taken is answered, and every answer is sent."""
        await until(
            lambda: not self.count(inbound, "waiting", "working") and not self.count(outbox, "waiting", "sending")
        )

    def count(self, table: sa.Table, *statuses: str) -> int:
        with self.house.database.read() as connection:
            query = sa.select(sa.func.count()).select_from(table)
            return connection.execute(query.where(table.c.status.in_(statuses)) if statuses else query).scalar_one()

    def notice(self, words: str) -> None:
        conversation = self.conversation().id
        with self.house.database.write() as connection:
            number = connection.execute(sa.select(sa.func.count()).select_from(outbox)).scalar_one()
            reply = Reply(text=words, language="th")
            put(connection, conversation, f"case-7:{number}", reply, self.side.clock(), "notice")
        self.house.sender.wake(conversation)

    def error(self) -> str | None:
        with self.house.database.read() as connection:
            return connection.execute(sa.select(outbox.c.error).where(outbox.c.status == "sending")).scalar()

    def conversation(self) -> Any:
        with self.house.database.read() as connection:
            return connection.execute(sa.select(conversations)).one()


async def until(condition: Callable[[], object]) -> None:
    """The platform, the app and the phone are one loop: what is awaited happens while we wait."""
    async with asyncio.timeout(WITHIN):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
async def line(database: Database, clock: Clock) -> AsyncIterator[Line]:
    async with line_side(clock=clock) as side:
        house = House(database, clock, FakeDialogue(echo), side.channel)
        async with serving(house.app) as url:
            side.platform.webhook = f"{url}/webhooks/line"
            yield Line(side, house)


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


FAULTS = ["429", "500", "500-after", "drop", "drop-after"]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_bad_moment_neither_loses_nor_repeats(line: Line, fault: Any) -> None:
    line.side.faults.plan("reply", fault)
    await line.phone.text("สวัสดี")
    await pass_time(line)
    assert len(line.phone.seen()) == 1


async def test_an_answer_that_comes_too_late_for_the_token_is_pushed(line: Line) -> None:
    go_on = asyncio.Event()
    ask = line.dialogue.ask

    async def slow(*given: Any, **named: Any) -> list[Said]:
        await go_on.wait()
        return await ask(*given, **named)

    line.dialogue.ask = slow  # type: ignore[method-assign]
    await line.phone.text("สวัสดี")
    line.side.clock.forward(55)
    go_on.set()
    await line.seen(1)
    assert line.platform.lines[-1].via == "push"
    assert line.platform.lines[-1].retry_key


async def test_a_push_that_waits_for_next_month_does_not_silence_the_conversation(line: Line) -> None:
    """It goes out with the next answer, free of charge, in order; so does everything after it."""
    line.platform.quota = 0
    await line.phone.text("สวัสดี")
    await line.quiet()
    line.notice("งานของคุณคืบหน้า")
    await until(lambda: line.error() == "quota_exhausted")
    for number, words in enumerate(("คำถามหนึ่ง", "คำถามสอง"), 3):
        line.side.clock.forward(20)
        await line.phone.text(words)
        await line.seen(number)
        await line.quiet()
    shown = [" ".join(texts_of(message)) for message in line.phone.seen()]
    assert [next(i for i, one in enumerate(shown) if words in one) for words in ("คืบหน้า", "หนึ่ง", "สอง")] == [1, 2, 3]
    assert [entry.via for entry in line.platform.lines if entry.who == "assistant"] == ["reply"] * 4
    assert line.platform.consumed == 0


async def test_who_is_heard_of_in_the_middle_of_a_pause_need_not_wait_for_its_end(line: Line) -> None:
    line.platform.quota = 0
    await line.phone.text("สวัสดี")
    await line.quiet()
    line.notice("งานของคุณคืบหน้า")
    await until(lambda: line.error() == "quota_exhausted")
    line.side.clock.forward(50)
    line.notice("และอีก")  # wakes the sender, which then waits the last ten seconds of the pause by the real clock
    await until(lambda: line.house.sender._naps)
    await line.phone.text("คำถาม")
    async with asyncio.timeout(5):
        await line.seen(4)


async def pass_time(line: Line) -> None:
    """Let a postponed delivery become due."""
    async with asyncio.timeout(WITHIN):
        while line.count(inbound, "waiting", "working") or line.count(outbox, "waiting", "sending"):
            line.side.clock.forward(1)
            line.house.sender.sweep()
            await asyncio.sleep(0.05)


async def test_an_assistant_that_was_away_gets_what_it_missed(database: Database, clock: Clock) -> None:
    async with line_side(clock=clock) as side:
        side.platform.webhook = "http://127.0.0.1:9/webhooks/line"
        side.sender.redeliveries = 50
        house = House(database, clock, FakeDialogue(echo), side.channel)
        started = asyncio.Event()

        async def wait_for_it(_: float) -> None:
            await started.wait()

        side.sender.sleep = wait_for_it
        sending = asyncio.create_task(side.phone.text("ยังอยู่ไหมคะ"))
        async with serving(house.app) as url:
            side.platform.webhook = f"{url}/webhooks/line"
            started.set()
            assert await sending == 200
            line = Line(side, house)
            await line.seen(1)
    assert side.sender.tries[0][1] is None


async def test_answers_hold_no_secret(line: Line) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answers = [
            await client.post(line.platform.webhook, content=body, headers={"x-line-signature": "x"})
            for body in (b"", b"{}", b"\xff")
        ]
    shown = "".join(answer.text + str(answer.headers) for answer in answers)
    assert line.platform.secret not in shown
    assert line.platform.token not in shown
