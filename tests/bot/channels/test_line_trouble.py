"""LINE from end to end on a bad day: failures, tokens that grow old, a month whose pushes are used up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.dialogue import Said
from bot.drill.line_fake.phones import texts_of
from bot.drill.serve import serving
from records.database import Database
from tests.bot.channels.line_house import Line, echo, line_house, pass_time, until
from tests.bot.channels.line_side import line_side
from tests.bot.house import House
from tests.fakes import Clock, FakeDialogue


@pytest.fixture
async def line(database: Database, clock: Clock) -> AsyncIterator[Line]:
    async with line_house(database, clock) as made:
        yield made


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


async def test_a_push_that_may_have_arrived_and_then_met_an_empty_quota_holds_nobody_up(line: Line) -> None:
    """It stays under its own key, for the day on which there is quota again; what comes after it goes first."""
    line.platform.quota = 0
    await line.phone.text("สวัสดี")
    await line.quiet()
    line.side.faults.plan("push", "500")
    line.notice("งานของคุณคืบหน้า")
    await until(lambda: line.error() == "platform_down")
    line.side.clock.forward(1)
    line.house.sender.sweep()
    await until(lambda: line.error() == "quota_unsure")
    for number, words in enumerate(("คำถามหนึ่ง", "คำถามสอง"), 2):
        line.side.clock.forward(10)
        await line.phone.text(words)
        assert any(words in text for message in await line.seen(number) for text in texts_of(message))
    assert line.platform.consumed == 0
    line.platform.quota = 5
    line.side.clock.forward(120)
    line.house.sender.sweep()
    assert "คืบหน้า" in " ".join(texts_of((await line.seen(4))[-1]))
    await line.quiet()


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
    async with asyncio.timeout(60):
        await line.seen(4)


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
