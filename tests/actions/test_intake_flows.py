"""Dialogues of the intake as data: flows/intake.yml, each played in all six language forms."""

from __future__ import annotations

from typing import Any

import pytest

from actions.rasa_turn import Desk
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.actions.flows.play import FLOWS, QUESTIONS, Player
from tests.actions.flows.said import WORDS
from tests.actions.intake_chat import Chat
from tests.fakes import FakeAnswerer, no_answer


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow["flow"].replace(" ", "-"))
async def test_a_flow(flow: dict[str, Any], form: str, desk: Desk, answerer: FakeAnswerer, received: Received) -> None:
    answerer.outcome = no_answer(nearest=None)
    await Player(Chat(desk, received, form), flow).play()


def test_every_form_has_the_same_words() -> None:
    assert len({frozenset(words) for words in WORDS.values()}) == 1
    assert all(list(words["answers"]) == QUESTIONS[:-1] for words in WORDS.values())
    said = {step["say"] for flow in FLOWS for step in flow["steps"] if "say" in step}
    assert said == set(WORDS["en"])


def test_flows_name_their_questions() -> None:
    for flow in FLOWS:
        assert flow["at"] == "every" or set(flow["at"]) <= set(QUESTIONS), flow["flow"]
