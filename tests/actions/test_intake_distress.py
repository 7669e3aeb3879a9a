"""Distress said on the way to a case makes the case urgent, as triage's rule has it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions import assessments, cases, drafts
from actions.intake_actions import ValidateIntakeForm
from actions.person_actions import Distress
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.actions.intake_chat import Chat
from tests.actions.test_intake_turns import ANSWERS, NAMES, control
from tests.fakes import Clock, FakeAnswerer, no_answer
from tests.trackers import Said, run

SAID = {
    "en": "I cannot go on, I want to end my life",
    "hi": "अब जीने का मन नहीं करता",
    "gu": "હવે જીવવું નથી 😞",
    "th": "ไม่อยากมีชีวิตอยู่แล้ว",
    "hi-Latn": "ab jeene ka mann nahi karta",
    "gu-Latn": "have jivvu nathi",
}


async def despairs(chat: Chat, *, at_a_question: bool) -> None:
    turn = chat.turn(SAID[chat.form])
    said = Said(text=SAID[chat.form], intent="distress", form=chat.form, turn=turn)
    if at_a_question:
        # No events: the rule for distress takes it, and ends the form.
        assert (await run(ValidateIntakeForm(chat.desk), said, **chat.slots)).events == []
    assert (await run(Distress(chat.desk), said)).keys == ["distress"]


async def tells(chat: Chat, *, despairs_at: str = "") -> None:
    """Everything, to its sending; one who despairs at a question comes back to it."""
    for name in NAMES:
        if name == despairs_at:
            await despairs(chat, at_a_question=True)
            await chat.open()
        assert (await chat.says(ANSWERS[chat.form][name])).keys == []
    assert (await chat.says(control(chat.form, "send"))).keys == ["case-opened"]


def decided(chat: Chat) -> tuple[int, bool]:
    """The newest case's urgency, and whether distress is what made it so."""
    with chat.desk.database.read() as connection:
        newest = cases.of_conversation(connection, chat.conversation)[0]
        decision = assessments.latest(connection, newest.id).decision
        assert drafts.current(connection, chat.conversation) is None
    return decision.urgency, "distress" in decision.rules


@pytest.fixture(params=FORMS)
def chat(request: pytest.FixtureRequest, desk: Desk, answerer: FakeAnswerer, received: Received) -> Chat:
    answerer.outcome = no_answer(nearest=None)
    return Chat(desk, received, request.param)


@pytest.mark.parametrize("name", ["consent", "description", "phone"])
async def test_distress_in_the_intake_makes_its_case_urgent(chat: Chat, name: str) -> None:
    await chat.open()
    await tells(chat, despairs_at=name)
    assert decided(chat) == (1, True)


async def test_distress_just_before_the_case_counts_too(chat: Chat) -> None:
    await chat.open()
    await despairs(chat, at_a_question=False)
    await tells(chat)
    assert decided(chat) == (1, True)


async def test_without_it_nothing_of_the_kind_is_assumed(chat: Chat, clock: Clock) -> None:
    await chat.open()
    await despairs(chat, at_a_question=False)
    await tells(chat)
    clock.forward(timedelta(days=2).total_seconds())
    await chat.open()
    await tells(chat)
    assert not decided(chat)[1]
