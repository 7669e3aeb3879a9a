"""Whoever asks for a person in the middle of the intake is told that their answers wait."""

from __future__ import annotations

import pytest

from actions.intake_words import resumes
from actions.person_actions import AddToMessage, TakeMessage
from actions.rasa_turn import Desk
from bot.wording import say
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.actions.intake_chat import Chat
from tests.fakes import FakeAnswerer, no_answer
from tests.trackers import Said, run


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("answered", [0, 3])
async def test_the_case_begun_is_not_forgotten(
    desk: Desk, answerer: FakeAnswerer, received: Received, form: str, answered: int
) -> None:
    answerer.outcome = no_answer(nearest=None)
    chat = Chat(desk, received, form)
    await chat.open()
    for _ in range(answered):
        await chat.answers()
    before = chat.fields
    wish = Said(text="…", intent="talk_to_human", form=form, turn=chat.turn("…"))
    taken = await run(TakeMessage(desk), wish)
    added = await run(AddToMessage(desk), Said(text="98250", form=form, turn=chat.turn("98250")), **taken.slots)
    assert added.keys == ["message-added", *(["intake-kept"] if answered else [])]
    assert chat.fields == before
    promised = say(form, "intake-kept").split('"')[1]
    assert resumes(promised)
