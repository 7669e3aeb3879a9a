"""Fetching: nothing is confirmed before it is stored, nothing holds it up for ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from unittest.mock import AsyncMock

import pytest

from bot.channels.base import Delivery
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.polling import LONGEST_PAUSE, Poller
from bot.channels.telegram.updates import Reader
from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.telegram_fake.faults import CallFault, UpdateFault
from bot.drill.telegram_fake.fields import Fields
from bot.drill.telegram_fake.refusals import Refused
from bot.messages import Inbound, Reply


class Line:
    """A poller at a fake, with what it took; ``refuse`` makes storing fail."""

    def __init__(self, fake: FakeTelegram, wait: int = 1, stuck_after: float = 5.0) -> None:
        self.fake, self.wait, self.stuck_after = fake, wait, stuck_after
        self.taken: list[Inbound] = []
        self.pauses: list[float] = []
        self.renewed = 0
        self.refuse = 0

    async def take(self, messages: Sequence[Inbound]) -> None:
        if self.refuse:
            self.refuse -= 1
            raise OSError("the disk is full")
        self.taken += messages

    async def run(self, until: Callable[[], bool], within: float = 60.0) -> None:
        """Polls until the condition holds; what ``take`` raises ends it."""
        async with self.fake.serve() as url:
            api = Api(TOKEN, url)
            renew_polling = api.renew_polling

            async def renew() -> None:
                self.renewed += 1
                await renew_polling()

            api.renew_polling = renew  # type: ignore[method-assign]

            async def sleep(seconds: float) -> None:
                self.pauses.append(seconds)

            reader = Reader(bot_id="123456", commands=("start",))
            poller = Poller(api, reader, sleep, self.wait, self.stuck_after)
            running = asyncio.create_task(poller.run(self.take))
            try:
                async with asyncio.timeout(within):
                    while not until() and not running.done():
                        await asyncio.sleep(0.01)
                if running.done():
                    running.result()
            finally:
                running.cancel()
                with suppress(asyncio.CancelledError, OSError):
                    await running
                await api.close()

    def texts(self) -> list[str]:
        return [one.text for one in self.taken]


async def test_what_is_sent_arrives_in_order_and_is_confirmed() -> None:
    line = Line(FakeTelegram())
    meena = line.fake.phone("मीना")
    words = [f"संदेश {number}" for number in range(250)]
    for one in words:
        meena.say(one)
    await line.run(lambda: len(line.taken) == 250 and not line.fake.queue.pending)
    assert line.texts() == words
    assert line.renewed == 0


async def test_nothing_is_confirmed_that_was_not_stored() -> None:
    line = Line(FakeTelegram())
    meena = line.fake.phone()
    meena.say("એક")
    line.refuse = 1
    with pytest.raises(OSError, match="disk"):
        await line.run(lambda: False)
    assert len(line.fake.queue.pending) == 1
    # Started again, it gets the same once more.
    await line.run(lambda: not line.fake.queue.pending)
    assert line.texts() == ["એક"]


async def test_an_update_that_cannot_be_read_holds_up_nothing() -> None:
    line = Line(FakeTelegram())
    meena = line.fake.phone()
    line.fake.queue.put("message", {"message_id": "x", "chat": 7, "date": []}, 5)
    line.fake.queue.put("shipping_query", {"broken": True}, 5)
    meena.say("หลังจากนั้น")
    await line.run(lambda: bool(line.taken) and not line.fake.queue.pending)
    assert line.texts() == ["หลังจากนั้น"]


async def test_ids_that_begin_anew_below_the_old_ones_are_not_missed() -> None:
    line = Line(FakeTelegram())
    meena = line.fake.phone()
    meena.say("before")
    began_anew = False

    def quiet_week() -> bool:
        nonlocal began_anew
        if not began_anew and line.texts() == ["before"] and len(line.fake.called("getUpdates")) > 3:
            began_anew = True
            line.fake.queue._next = 10
            meena.say("after")
            return False
        return line.texts() == ["before", "after"] and not line.fake.queue.pending

    line.wait = 0
    await line.run(quiet_week)


@pytest.mark.parametrize(
    ("fault", "said", "renewed"),
    [
        (CallFault("too_many", 7), "slow down", 0),
        (CallFault("server_error"), "outage", 0),
        (CallFault("drop_before"), "could not be reached", 1),
        (CallFault("drop_after"), "could not be reached", 1),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
async def test_trouble_is_named_waited_out_and_loses_nothing(
    fault: CallFault, said: str, renewed: int, caplog: pytest.LogCaptureFixture
) -> None:
    line = Line(FakeTelegram())
    line.fake.faults.plan("getUpdates", fault)
    line.fake.phone().say("नमस्ते")
    await line.run(lambda: bool(line.taken) and not line.fake.queue.pending)
    assert line.texts() == ["नमस्ते"]
    assert line.renewed == renewed
    assert line.pauses == [max(1.0, fault.seconds if fault.kind == "too_many" else 1.0)]
    assert said in caplog.text


async def test_pauses_grow_and_are_short_again_after_success() -> None:
    line = Line(FakeTelegram())
    line.fake.faults.plan("getUpdates", *[CallFault("server_error")] * 8)
    line.fake.phone().say("x")
    await line.run(lambda: bool(line.taken))
    assert line.pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    line.fake.faults.plan("getUpdates", CallFault("server_error"))
    await line.run(lambda: len(line.pauses) == 9)
    assert line.pauses[-1] == 1


async def test_a_poll_that_hangs_is_ended_and_its_connections_made_anew(caplog: pytest.LogCaptureFixture) -> None:
    line = Line(FakeTelegram(), stuck_after=2)
    line.wait = 0
    line.fake.faults.plan("getUpdates", CallFault("hang", 120))
    line.fake.phone().say("ઊંઘ")
    await line.run(lambda: bool(line.taken), within=60)
    assert line.renewed == 1
    assert "made anew" in caplog.text


async def test_a_webhook_that_is_set_is_said_with_the_cure(caplog: pytest.LogCaptureFixture) -> None:
    line = Line(FakeTelegram())
    await line.fake.webhook.set(Fields({"url": "http://127.0.0.1:9/"}))
    await line.run(lambda: bool(line.pauses))
    assert "sahayak telegram set-up" in caplog.text


async def test_who_else_fetches_is_said_with_the_cure(caplog: pytest.LogCaptureFixture) -> None:
    line = Line(FakeTelegram(), wait=20, stuck_after=60)
    rivals = list[asyncio.Task[Any]]()

    def comes_between() -> bool:
        if line.fake.queue._poll and not rivals:
            rivals.append(asyncio.create_task(line.fake.queue.poll(0, 1, 20)))
        return bool(line.pauses)

    await line.run(comes_between)
    assert "sahayak telegram set-up" in caplog.text
    # Ours has ended theirs in turn.
    assert isinstance((await asyncio.gather(*rivals, return_exceptions=True))[0], Refused | list)


async def test_duplicates_late_ones_and_swaps_all_arrive() -> None:
    line = Line(FakeTelegram())
    meena = line.fake.phone()
    line.fake.faults.plan_updates(UpdateFault("duplicate"), UpdateFault("late", 0.2), UpdateFault("swap"))
    for one in "abcd":
        meena.say(one)
    await line.run(lambda: len(line.taken) >= 5)
    assert sorted(line.texts()) == ["a", "a", "b", "c", "d"]
    assert len({one.event_id for one in line.taken}) == 4


async def test_a_message_on_its_way_survives_trouble_with_fetching(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fake = FakeTelegram()
    meena = fake.phone()
    answered, answer = asyncio.Event(), fake._answer

    async def late(method: str, fields: Fields) -> Any:
        result = await answer(method, fields)
        if method == "sendMessage":
            await answered.wait()
        return result

    monkeypatch.setattr(fake, "_answer", late)
    monkeypatch.setattr("bot.channels.telegram.polling.FIRST_PAUSE", 0.01)
    async with fake.serve() as url:
        telegram = Telegram(TOKEN, url, "", None)
        await telegram.open()
        running = asyncio.create_task(telegram.run(AsyncMock()))
        reply = Reply(text="नमस्ते", language="hi")
        sending = asyncio.create_task(telegram.send(Delivery(id="d", address=str(meena.chat.id), replies=(reply,))))
        async with asyncio.timeout(60):
            while not meena.heard:
                await asyncio.sleep(0.01)
            fake.faults.plan("getUpdates", CallFault("drop_before"))
            meena.say("x")  # ends the poll in hand; the next one is dropped
            while "could not be reached" not in caplog.text or not fake.queue._poll:
                await asyncio.sleep(0.01)
            answered.set()
            assert (await sending).platform_ids == ("1",)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await telegram.close()


def test_the_log_is_quiet_about_people(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Reader(bot_id="1", commands=()).read({"update_id": 1, "message": {"text": "private"}})
    assert "private" not in caplog.text
