"""What an action is told: the turn at hand, read from what the gateway sent through Rasa."""

from __future__ import annotations

import pytest

from actions.rasa_turn import turn_of
from tests.actions.conftest import QUESTIONS
from tests.trackers import Said, tracker


@pytest.mark.parametrize(("form", "text"), QUESTIONS.items())
def test_a_turn_is_read_from_what_the_gateway_sent(form: str, text: str) -> None:
    turn = turn_of(tracker(Said(text=text, form=form, intent="greet", confidence=0.5, entities={"detail": "papers"})))
    assert (turn.id, turn.text, turn.form) == ("t1", text, form)
    assert (turn.intent, turn.confidence, turn.entities) == ("greet", 0.5, {"detail": "papers"})


def test_a_repeated_attempt_belongs_to_the_same_turn() -> None:
    assert turn_of(tracker(Said(turn="t7~2"))).id == "t7"


@pytest.mark.parametrize("form", [None, "xx", "EN", ""])
def test_an_unknown_form_is_english(form: str | None) -> None:
    assert turn_of(tracker(Said(form=form))).form == "en"


def test_a_tracker_without_a_message_is_an_empty_turn() -> None:
    turn = turn_of(tracker(None))
    assert (turn.id, turn.text, turn.form, turn.intent, turn.confidence) == ("", "", "en", "", 0.0)
