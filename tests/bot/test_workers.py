"""Turns run one at a time for a conversation, side by side for many; bursts are one turn; nothing is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from bot import inbox
from bot.inbox import Turn
from bot.messages import Action
from bot.outbox import make_button
from bot.workers import Burst, Workers
from records.database import Database
from records.tables import inbound as records
from tests.fakes import START, press, text

#: Long enough that a burst on a busy machine stays one, short enough for a test.
PAUSE = 0.15
NO_BURST = Burst(pause=0.0, limit=0.0)
Handle = Callable[[Turn], Awaitable[bool | None]]


class Floor:
    """Workers over a database, with a handler that records what it was given."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.turns: list[Turn] = []
        self.busy: list[tuple[str, bool]] = []
        self.at_work: set[str] = set()
        self.most_at_work = 0
        self.overlaps = 0  #: turns begun while another of their conversation was at work
        self.gate = asyncio.Event()
        self.gate.set()
        self._wanted = 0
        self._enough = asyncio.Event()

    def workers(
        self, burst: Burst = NO_BURST, at_once: int = 16, handle: Handle | None = None, process: str = "p1"
    ) -> Workers:
        return Workers(
            self.database, handle or self.handle, burst, at_once, lambda name, busy: self.busy.append((name, busy)),
            process,
        )  # fmt: skip

    def store(self, words: str, event: str, address: str = "a" * 24) -> str:
        with self.database.write() as connection:
            conversation = inbox.accept(connection, text(words, event=event, address=address), START)
        assert conversation
        return conversation

    async def handle(self, turn: Turn) -> bool:
        self.overlaps += turn.conversation in self.at_work
        self.at_work.add(turn.conversation)
        self.most_at_work = max(self.most_at_work, len(self.at_work))
        await asyncio.sleep(0)
        await self.gate.wait()
        with self.database.write() as connection:
            free = inbox.finish(connection, turn)
        self.at_work.discard(turn.conversation)
        self.turns.append(turn)
        if len(self.turns) >= self._wanted:
            self._enough.set()
        return free

    async def until(self, turns: int) -> None:
        self._wanted = turns
        self._enough.clear()
        if len(self.turns) < turns:
            await asyncio.wait_for(self._enough.wait(), 60)


@pytest.fixture
async def floor(database: Database) -> Floor:
    return Floor(database)


async def test_a_burst_of_fifty_messages_is_one_turn(floor: Floor) -> None:
    workers = floor.workers(Burst(pause=PAUSE, limit=10.0))
    words = [f"{n} मुझे લોન ขอสินเชื่อ loan 🙏" for n in range(50)]
    for number, word in enumerate(words):
        workers.wake(floor.store(word, f"e{number}"))
        await asyncio.sleep(0)
    await floor.until(1)
    assert [turn.text.split("\n") for turn in floor.turns] == [words]
    await workers.stop()


async def test_a_burst_without_end_is_read_at_its_limit(floor: Floor) -> None:
    workers = floor.workers(Burst(pause=30.0, limit=0.05))
    workers.wake(floor.store("एक", "1"))
    workers.wake(floor.store("दो", "2"))
    await floor.until(1)
    assert floor.turns[0].text == "एक\nदो"
    await workers.stop()


async def test_what_cannot_be_followed_at_once_is_read_at_once(floor: Floor) -> None:
    """Nobody presses a button in a burst; half a minute's pause is not waited for."""
    workers = floor.workers(Burst(pause=30.0, limit=30.0))
    conversation = floor.store("สวัสดี", "1")
    with floor.database.write() as connection:
        token = make_button(connection, conversation, "हाँ", Action(intent="affirm"), START).token
        inbox.accept(connection, press(token, event="2"), START)
    workers.wake(conversation, burst=False)
    await floor.until(2)
    assert [(turn.text, turn.action) for turn in floor.turns] == [("สวัสดี", None), ("हाँ", Action(intent="affirm"))]
    await workers.stop()


async def test_turns_of_one_conversation_follow_each_other(floor: Floor) -> None:
    workers = floor.workers()
    floor.gate.clear()
    conversation = floor.store("પહેલું", "1")
    workers.wake(conversation)
    while not floor.at_work:
        await asyncio.sleep(0)
    floor.store("બીજું", "2")
    workers.wake(conversation)
    workers.wake(conversation)
    for _ in range(50):
        await asyncio.sleep(0)
    floor.gate.set()
    await floor.until(2)
    assert [turn.text for turn in floor.turns] == ["પહેલું", "બીજું"]
    assert floor.overlaps == 0
    await workers.stop()


async def test_conversations_run_side_by_side_up_to_the_limit(floor: Floor) -> None:
    workers = floor.workers(at_once=4)
    floor.gate.clear()
    for number in range(12):
        workers.wake(floor.store("hello", "1", address=f"{number:020d}"))
    while len(floor.at_work) < 4:
        await asyncio.sleep(0)
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(floor.at_work) == 4
    floor.gate.set()
    await floor.until(12)
    assert floor.most_at_work == 4
    assert len({turn.conversation for turn in floor.turns}) == 12
    await workers.stop()


async def test_a_turn_is_over_even_when_all_slots_are_taken_again(floor: Floor) -> None:
    """The page stops showing "typing" with the reply, not when a slot is free to look for more."""
    gates: dict[str, asyncio.Event] = {}

    async def handle(turn: Turn) -> bool:
        gates[turn.conversation] = asyncio.Event()
        await gates[turn.conversation].wait()
        with floor.database.write() as connection:
            return inbox.finish(connection, turn)

    workers = floor.workers(at_once=1, handle=handle)
    first, second = (floor.store("नमस्ते", "1", address=letter * 24) for letter in "ab")
    workers.wake(first)
    workers.wake(second)
    while first not in gates:
        await asyncio.sleep(0)
    gates[first].set()
    while second not in gates:
        await asyncio.sleep(0)
    assert floor.busy == [(first, True), (first, False), (second, True)]
    await workers.stop()


async def test_a_message_stored_while_its_conversation_ends_is_not_forgotten(floor: Floor) -> None:
    workers = floor.workers()
    for number in range(30):
        workers.wake(floor.store(f"{number}", f"e{number}"))
        await floor.until(number + 1)
    assert [turn.text for turn in floor.turns] == [str(number) for number in range(30)]
    await workers.stop()


async def test_what_a_dead_process_left_is_taken_up(floor: Floor) -> None:
    begun = floor.store("शुरू हुआ", "1", address="x" * 20)
    with floor.database.write() as connection:
        inbox.claim(connection, begun, lambda: "begun before")
    floor.store("और", "2", address="x" * 20)
    waiting = floor.store("รออยู่", "1", address="y" * 20)
    workers = floor.workers(Burst(pause=30.0, limit=30.0))
    assert workers.recover() == 2
    await floor.until(3)
    assert {(turn.conversation, turn.text) for turn in floor.turns} == {
        (begun, "शुरू हुआ"),
        (begun, "और"),
        (waiting, "รออยู่"),
    }
    assert [turn.text for turn in floor.turns if turn.id == "begun before"] == ["शुरू हुआ"]
    await workers.stop()


async def test_stopping_leaves_what_was_begun_for_the_next_start(floor: Floor) -> None:
    workers = floor.workers()
    floor.gate.clear()
    workers.wake(floor.store("નમસ્તે", "1"))
    while not floor.at_work:
        await asyncio.sleep(0)
    await workers.stop()
    floor.at_work.clear()
    floor.gate.set()
    again = floor.workers()
    assert again.recover() == 1
    await floor.until(1)
    assert floor.turns[0].text == "નમસ્તે"
    await again.stop()


async def test_a_turn_that_breaks_is_tried_again_and_holds_up_nobody(
    floor: Floor, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[str] = []

    async def handle(turn: Turn) -> None:
        if turn.text == "broken":
            tried.append(turn.id)
            if len(tried) == 1:
                raise ZeroDivisionError("what a person wrote: broken")
        await floor.handle(turn)

    workers = floor.workers(handle=handle)
    with caplog.at_level(logging.ERROR):
        broken = floor.store("broken", "1", address="x" * 20)
        workers.wake(broken)
        workers.wake(floor.store("fine", "1", address="y" * 20))
        await floor.until(1)
        while (broken, False) not in floor.busy:
            await asyncio.sleep(0)
    assert [turn.text for turn in floor.turns] == ["fine"]
    assert "broken" not in caplog.messages[0]
    # By itself, after a pause; it is the same turn, and the next one comes after it.
    workers.wake(floor.store("next", "2", address="x" * 20))
    await floor.until(3)
    assert [turn.text for turn in floor.turns[1:]] == ["broken", "next"]
    assert tried == [floor.turns[1].id] * 2
    await workers.stop()


async def test_a_turn_that_cannot_even_be_set_aside_politely_is_set_aside(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway apologises once the attempts are used up; when that breaks too, what is behind goes on."""
    monkeypatch.setattr(inbox, "FIRST_PAUSE", 0.001)
    attempts: list[int] = []

    async def handle(turn: Turn) -> None:
        if turn.text == "poison":
            attempts.append(turn.attempts)
            raise ZeroDivisionError
        await floor.handle(turn)

    workers = floor.workers(handle=handle)
    poisoned = floor.store("poison", "1")
    with floor.database.write() as connection:
        inbox.claim(connection, poisoned)  # so that "behind" is no part of its burst
    floor.store("behind", "2")
    workers.wake(poisoned)
    await floor.until(1)
    assert [turn.text for turn in floor.turns] == ["behind"]
    assert attempts == list(range(2, inbox.MOST_ATTEMPTS + 2))
    with floor.database.read() as connection:
        row = connection.execute(sa.select(records).where(records.c.text == "poison")).one()
    assert (row.status, row.error.split(":")[0]) == ("set_aside", "ZeroDivisionError in test_workers.py")
    await workers.stop()


async def test_two_processes_never_handle_one_conversation_at_once(floor: Floor) -> None:
    """Both are woken for every message, as when both are posted to; each message is handled once, in order."""
    first, second = floor.workers(process="p1"), floor.workers(process="p2")
    for number in range(40):
        conversation = floor.store(f"{number}", f"e{number}")
        first.wake(conversation)
        second.wake(conversation)
        if number % 3 == 0:
            await asyncio.sleep(0)
    while len("\n".join(turn.text for turn in floor.turns).split()) < 40:
        first.recover()
        second.recover()
        await asyncio.sleep(0)
    assert "\n".join(turn.text for turn in floor.turns).split() == [str(number) for number in range(40)]
    assert floor.overlaps == 0
    await first.stop()
    await second.stop()


async def test_being_at_work_is_told_at_its_beginning_and_end(floor: Floor) -> None:
    workers = floor.workers()
    conversation = floor.store("ได้ไหม", "1")
    workers.wake(conversation)
    await floor.until(1)
    while (conversation, False) not in floor.busy:
        await asyncio.sleep(0)
    assert floor.busy == [(conversation, True), (conversation, False)]
    await workers.stop()
