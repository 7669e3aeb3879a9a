"""A phone number or a place that somebody shares although nothing asked for it is no question to search for."""

from __future__ import annotations

from typing import Any

import pytest

from actions.actions import AnswerQuestion
from actions.rasa_turn import Desk
from bot.dialogue import Said as Key
from bot.messages import Button
from bot.replies import compose
from bot.wording import say
from knowledge.language import FORMS
from tests.fakes import FakeAnswerer
from tests.trackers import Said, run


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"phone": "+919876543210", "own": True, "message": "5"}, "shared-contact"),
        ({"latitude": 23.03, "longitude": 72.58}, "shared-location"),
    ],
)
async def test_it_is_not_searched_for(desk: Desk, answerer: FakeAnswerer, data: dict[str, Any], key: str) -> None:
    ran = await run(AnswerQuestion(desk), Said(text="+919876543210", data=data))
    assert ran.keys == [key]
    assert ran.slots == {}


@pytest.mark.parametrize("form", FORMS)
def test_who_shared_a_number_is_offered_a_person(form: str) -> None:
    (reply,) = compose(
        [Key(key="shared-contact")], form, lambda label, action: Button(label=label, token=action.intent)
    )
    assert [button.token for button in reply.buttons] == ["talk_to_human"]
    assert reply.text == say(form, "shared-contact")
