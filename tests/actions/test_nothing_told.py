"""While words are awaited: a picture, or a command of the menu, is none of them, and they stay awaited."""

from __future__ import annotations

from typing import Any

import pytest

from actions import drafts
from actions.intake_actions import ANSWER, DRAFT, AskIntake, StartIntake, ValidateIntakeForm
from actions.listing_actions import TEXT, ValidateListingForm
from actions.person_actions import AddToMessage, TakeMessage, ValidateMessageForm
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.fakes import FakeAnswerer, no_answer
from tests.trackers import Said, run, tracker

UNREAD = Said(intent="help", confidence=1.0, pressed=True, turn="t2", data={"unread": "yes"})
WAITING: dict[str, Any] = {
    "person_message": ValidateMessageForm().extract_person_message,
    TEXT: ValidateListingForm().extract_listing_text,
}


async def told(slot: str, said: Said) -> tuple[dict[str, Any], list[str]]:
    """What the form takes, and the keys of what is said beside it."""
    heard: list[str] = []

    class Dispatcher:
        def utter_message(self, json_message: dict[str, Any]) -> None:
            heard.append(json_message["key"])

    return await WAITING[slot](Dispatcher(), tracker(said, requested_slot=slot), {}), heard


@pytest.mark.parametrize("slot", WAITING)
async def test_a_picture_is_not_the_words_awaited(slot: str) -> None:
    assert await told(slot, UNREAD) == ({slot: None}, [])


async def test_rasa_is_told_that_the_message_was_taken() -> None:
    """Without an event the form would be rejected, and the general rule for help would answer."""
    ran = await run(ValidateMessageForm(), UNREAD, loop="message_form", requested_slot="person_message")
    assert (ran.slots, ran.said) == ({"person_message": None}, [])


@pytest.mark.parametrize("slot", WAITING)
@pytest.mark.parametrize("command", ["help", "greet"])
async def test_a_command_of_the_menu_is_answered_and_the_words_stay_awaited(slot: str, command: str) -> None:
    pressed = Said(intent=command, confidence=1.0, pressed=True, text=f"/{command}")
    assert await told(slot, pressed) == ({slot: None}, [command])
    typed = Said(intent=command, confidence=1.0, text="હેલો, મદદ")
    assert await told(slot, typed) == ({slot: typed.text}, [])


async def test_my_cases_from_the_menu_leave_the_message_open(
    desk: Desk, answerer: FakeAnswerer, received: Received, stored: Any
) -> None:
    answerer.outcome = no_answer()
    received("t1")
    taken = await run(TakeMessage(desk), Said(intent="complaint", text="ખરાબ"))
    received("t2")
    status = Said(intent="case_status", text="/status", pressed=True, turn="t2")
    ran = await run(AddToMessage(desk), status, **taken.slots)
    assert (ran.keys, ran.next_action) == (["person-status"], "message_form")
    assert "message_reference" not in ran.slots
    assert [row.text for row in stored()] == ["ખરાબ"]


@pytest.mark.parametrize("form", FORMS)
async def test_the_intake_asks_the_same_again_and_keeps_everything(desk: Desk, received: Received, form: str) -> None:
    received("t1", words="case")
    start = Said(intent="start_intake", form=form, entities={"programme": "in-msme"})
    opened = await run(StartIntake(desk), start)
    slots = {DRAFT: opened.slots[DRAFT], "requested_slot": ANSWER}
    before = (await run(AskIntake(desk), Said(form=form), **slots)).said
    received("t2", words="🙂")
    unread = Said(**{**UNREAD.__dict__, "form": form})
    ran = await run(ValidateIntakeForm(desk), unread, **slots)
    assert (ran.said, ran.slots) == ([], {ANSWER: None})
    assert (await run(AskIntake(desk), unread, **slots)).said == before
    with desk.database.read() as connection:
        assert drafts.get(connection, opened.slots[DRAFT]).fields == {}
