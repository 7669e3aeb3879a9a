"""More people wait for the dialogue than it is asked by at once: who does not need it is answered meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import inbox
from bot.dialogue import Said
from bot.gateway import Gateway, Patience
from bot.staff_turns import StaffTurns
from bot.wording import say
from bot.workers import IN_HAND, Burst, Workers
from tests.bot.floor import WAIT, Floor
from tests.fakes import FakeDialogue, VirtualSleep, latin_model, settle, text

AT_ONCE = 2


class Gated(FakeDialogue):
    """Answers once the gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.inside, self.most = asyncio.Event(), 0, 0
        self.order: list[str] = []

    async def ask(self, conversation: str, message_id: str, words: str, *_: Any) -> list[Said]:  # type: ignore[override]
        self.inside += 1
        self.order.append(words)
        self.most = max(self.most, self.inside)
        try:
            await self.gate.wait()
        finally:
            self.inside -= 1
        return [Said(key="greet")]

    async def open_question(self, conversation: str, message_id: str, language: str) -> list[Said]:
        return await self.ask(conversation, message_id, "?")


class Crowd:
    def __init__(self, floor: Floor, sleep: VirtualSleep, patience: Patience) -> None:
        self.floor, self.dialogue = floor, Gated()
        self.gateway = Gateway(
            floor.database, self.dialogue, latin_model, floor.clock, patience, sleep=sleep,  # type: ignore[arg-type]
            staff=StaffTurns(WAIT), at_once=AT_ONCE,
        )  # fmt: skip
        self.workers = Workers(floor.database, self.gateway.handle, Burst(pause=0.0, limit=0.0), IN_HAND)
        self._events = 0

    def write(self, who: str, words: str) -> None:
        self._events += 1
        with self.floor.database.write() as connection:
            conversation = inbox.accept(
                connection, text(words, event=f"c{self._events}", address=who), self.floor.clock()
            )
        assert conversation
        self.workers.wake(conversation, burst=False)

    async def until_heard(self, who: str, words: str) -> None:
        async with asyncio.timeout(60):
            while words not in self.floor.heard(who):
                await asyncio.sleep(0)


PEOPLE = [f"asker {number}" for number in range(6)]


@pytest.fixture
async def crowd(database: Any, clock: Any, sleep: VirtualSleep) -> AsyncIterator[Crowd]:
    made = Crowd(Floor(database, clock), sleep, Patience(interim_after=3.0, give_up_after=60.0))
    yield made
    await made.workers.stop()


async def test_a_relay_does_not_wait_behind_the_dialogue(crowd: Crowd) -> None:
    crowd.floor.person("asha")
    crowd.floor.call("helped")
    for who in PEOPLE:
        crowd.write(who, "hello")
    await settle()
    crowd.write("asha", "/take")
    await crowd.until_heard("helped", say("en", "handover-taken", name="asha"))
    crowd.write("asha", "नमस्ते 🙏")
    await crowd.until_heard("helped", "asha: नमस्ते 🙏")
    assert len(crowd.dialogue.order) == AT_ONCE


async def test_everybody_who_waits_hears_one_moment(crowd: Crowd, sleep: VirtualSleep) -> None:
    for who in PEOPLE:
        crowd.write(who, "hello")
    await settle()
    await sleep.advance(4)
    for who in PEOPLE:
        await crowd.until_heard(who, say("en", "one-moment"))


async def test_the_dialogue_is_asked_by_so_many_at_once_and_in_their_order(crowd: Crowd) -> None:
    for number, who in enumerate(PEOPLE):
        crowd.write(who, f"hello {number}")
        await settle()
    crowd.write("smiley", "🙏")
    await settle()
    crowd.dialogue.gate.set()
    for who in PEOPLE:
        await crowd.until_heard(who, say("en", "greet"))
    assert crowd.dialogue.most == AT_ONCE
    assert [words for words in crowd.dialogue.order if words != "?"] == [f"hello {n}" for n in range(len(PEOPLE))]


async def test_who_waits_for_a_place_is_not_given_up(database: Any, clock: Any, sleep: VirtualSleep) -> None:
    crowd = Crowd(Floor(database, clock), sleep, Patience(interim_after=30.0, give_up_after=0.1))
    for _ in range(AT_ONCE):
        await crowd.gateway._places.acquire()
    crowd.write("asker", "hello")
    await asyncio.sleep(0.3)
    assert crowd.floor.heard("asker") == []
    crowd.dialogue.gate.set()
    crowd.gateway._places.release()
    await crowd.until_heard("asker", say("en", "greet"))
    await crowd.workers.stop()
