"""One message a second to a chat, thirty over all, and what the platform asks for besides."""

from __future__ import annotations

import asyncio

from bot.channels.base import Pacing
from bot.pacing import MOST_CHATS, Pacer

TELEGRAM = Pacing(per_chat=1.0, per_second=30.0)


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


async def send(pacer: Pacer, time: Time, *addresses: str) -> list[float]:
    at = []
    for address in addresses:
        await pacer.wait(address)
        at.append(round(time.now - 100.0, 3))
        pacer.sent(address)
    return at


def made(pacing: Pacing = TELEGRAM, share: int = 1) -> tuple[Pacer, Time]:
    time = Time()
    return Pacer(pacing, lambda: share, time, time.sleep), time


async def test_a_chat_gets_one_message_a_second() -> None:
    assert await send(*made(), "a", "a", "a") == [0.0, 1.0, 2.0]


async def test_other_chats_do_not_wait_for_it() -> None:
    assert await send(*made(), "a", "b", "c") == [0.0, 0.033, 0.067]


async def test_thirty_a_second_over_all_and_less_when_processes_share_it() -> None:
    many = [f"{number}" for number in range(61)]
    assert (await send(*made(), *many))[-1] == 2.0
    assert (await send(*made(share=2), *many))[-1] == 4.0


async def test_the_pause_counts_from_the_answer() -> None:
    pacer, time = made()
    await pacer.wait("a")
    time.now += 5.0  # the request took long
    pacer.sent("a")
    await pacer.wait("a")
    assert time.now == 106.0


async def test_a_pause_that_the_platform_asks_for_is_of_that_chat_alone() -> None:
    pacer, time = made()
    pacer.hold("a", 30.0)
    assert await send(pacer, time, "b", "a") == [0.0, 30.0]


async def test_without_limits_nobody_waits() -> None:
    assert await send(*made(Pacing()), *"aaaa") == [0.0] * 4


async def test_chats_that_may_send_again_are_forgotten() -> None:
    pacer, time = made(Pacing(per_chat=1.0))
    for number in range(MOST_CHATS + 5):
        pacer.sent(str(number))
        time.now += 0.001
    assert len(pacer._chats) < MOST_CHATS
