"""An answer that is late, missing or cannot be worded: "one moment", asking again, an apology."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.dialogue import ActionFailed, DialogueFailed, Said
from bot.gateway import MOST_EMPTY_REPLIES, Patience
from bot.wording import say
from tests.bot.desk import Desk, MakeDesk, state
from tests.fakes import HANG, VirtualSleep, settle

GREET = [Said(key="greet")]


# --- an answer that is late or fails ------------------------------------------------------------------------------


def moments(desk: Desk) -> list[str]:
    return [reply.text for reply in desk.replies() if reply.interim]


async def test_one_moment_is_said_once_and_only_after_patience(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    answer = asyncio.Event()

    class Slow:
        asked = 0

        async def ask(self, *_: Any) -> list[Said]:
            self.asked += 1
            await answer.wait()
            return GREET

    desk = gateway_desk()
    desk.dialogue = Slow()  # type: ignore[assignment]
    turn = asyncio.create_task(desk.gateway.handle(desk.receive("मुझे लोन चाहिए")))
    await sleep.advance(2.9)
    assert desk.replies() == []
    await sleep.advance(0.2)
    assert moments(desk) == [say("hi", "one-moment")]
    assert len(desk.notified) == 1
    await sleep.advance(50)
    assert moments(desk) == [say("hi", "one-moment")]
    answer.set()
    await turn
    assert [(reply.text, reply.interim) for reply in desk.replies()] == [
        (say("hi", "one-moment"), True),
        (say("hi", "greet"), False),
    ]
    assert desk.dialogue.asked == 1


async def test_one_moment_is_not_said_again_when_the_turn_is_taken_up_again(
    gateway_desk: MakeDesk, sleep: VirtualSleep
) -> None:
    desk = gateway_desk(HANG)
    turn = desk.receive("મારે લોન જોઈએ")
    for _ in range(2):
        handling = asyncio.create_task(desk.gateway.handle(turn))
        await sleep.advance(4)
        handling.cancel()
        await asyncio.gather(handling, return_exceptions=True)
    assert moments(desk) == [say("gu", "one-moment")]
    assert state(desk.database)[2] == ["working"]


async def test_a_quick_answer_needs_no_one_moment(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(GREET)
    await desk.say("hello")
    await sleep.advance(100)
    assert moments(desk) == []


async def test_a_failed_dialogue_is_asked_again_under_the_same_id(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(*[DialogueFailed("down")] * 5, GREET)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("สวัสดี")))
    await sleep.advance(60)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == ["t1"] * 6
    # Pauses grow to a limit.
    pauses = [pause for pause in sleep.asked_for if pause != desk.patience.interim_after]
    assert pauses == [0.2, 0.4, 0.8, 1.6, 2.0]
    assert [reply.text for reply in desk.replies() if not reply.interim] == [say("th", "greet")]
    assert state(desk.database)[2] == ["done"]


IDS = ["t1", *(f"t1~{n}" for n in range(1, MOST_EMPTY_REPLIES))]


@pytest.mark.parametrize("failures", range(1, MOST_EMPTY_REPLIES))
async def test_an_empty_reply_is_asked_again_under_a_new_id(
    gateway_desk: MakeDesk, sleep: VirtualSleep, failures: int
) -> None:
    """The id is used up: Rasa would answer it from its record, with nothing, for ever."""
    desk = gateway_desk(*[ActionFailed("empty")] * failures, GREET)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("नमस्ते")))
    await sleep.advance(60)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == IDS[: failures + 1]
    assert [reply.text for reply in desk.replies() if not reply.interim] == [say("hi", "greet")]


async def test_empty_replies_without_end_are_set_aside_with_an_apology(
    gateway_desk: MakeDesk, sleep: VirtualSleep
) -> None:
    desk = gateway_desk(ActionFailed("empty"))
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("નમસ્તે")))
    await sleep.advance(60)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == IDS
    assert [reply.text for reply in desk.replies() if not reply.interim] == [say("gu", "trouble")]
    assert state(desk.database)[2] == ["set_aside"]


async def test_an_empty_reply_after_an_outage_keeps_counting(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(DialogueFailed("down"), ActionFailed("empty"), DialogueFailed("down"), GREET)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("hello")))
    await sleep.advance(20)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == ["t1", "t1", "t1~1", "t1~1"]


async def test_what_is_never_answered_is_set_aside_with_an_apology_at_the_end_of_patience(
    gateway_desk: MakeDesk,
) -> None:
    desk = gateway_desk(HANG, patience=Patience(interim_after=3.0, give_up_after=0.02))
    (reply,) = await desk.say("ช่วยด้วย")
    assert reply.text == say("th", "trouble")
    assert state(desk.database)[2] == ["set_aside"]
    assert desk.notified


async def test_an_outage_to_the_end_of_patience_is_an_apology_too(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(DialogueFailed("down"), patience=Patience(interim_after=3.0, give_up_after=0.02))
    (reply,) = await desk.say("मदद")
    assert reply.text == say("hi", "trouble")


@pytest.mark.parametrize(
    "said",
    [
        Said(key="no-such-key"),
        Said(key="message-added"),  # its argument is missing
        Said(key="distress", args={"reference": "M-26-0001"}),
        Said(key="person-status", args={"count": 1, "lines": [{}]}),
        Said(key="language-set", args={"language": "xx"}),
        Said(key="outcome", outcome={"status": "answer"}),
        Said(key="outcome", outcome={"status": "answer", "documents": [], "quotes": [], "details": []}),
        Said(key="outcome", outcome={"status": "no_answer", "documents": [], "reason": "?", "nearest": None,
                                     "absence": None, "language": "en", "probability": 0.1}),
        Said(key="outcome", outcome={"status": "something new", "documents": []}),
        Said(key="outcome", outcome={"documents": []}),
    ],
    ids=lambda said: f"{said.key}-{sorted(said.args)}-{(said.outcome or {}).get('status')}",
)  # fmt: skip
async def test_a_reply_that_cannot_be_worded_is_set_aside_and_the_conversation_goes_on(
    gateway_desk: MakeDesk, said: Said
) -> None:
    desk = gateway_desk([Said(key="thanks"), said], GREET)
    (apology,) = await desk.say("hello")
    assert apology.text == say("en", "trouble")
    (reply,) = await desk.say("hello")
    assert reply.text == say("en", "greet")
    assert state(desk.database)[2] == ["set_aside", "done"]


async def test_a_cancelled_turn_leaves_no_sleeper_that_speaks(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(HANG)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("hello")))
    await settle()
    handling.cancel()
    await asyncio.gather(handling, return_exceptions=True)
    await sleep.advance(1000)
    assert (desk.replies(), state(desk.database)[2]) == ([], ["working"])
