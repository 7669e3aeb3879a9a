"""While a message for a person is written, a clear wish is a wish, and everything else is the message."""

from __future__ import annotations

from typing import Any

import pytest

from actions import people
from actions.person_actions import AddToMessage, TakeMessage
from actions.rasa_turn import Desk
from bot import inbox
from tests.actions.conftest import Received
from tests.actions.test_person_actions import TEXTS
from tests.fakes import START, FakeAnswerer, no_answer
from tests.trackers import Said, run


@pytest.mark.parametrize("text", TEXTS[:-1])
async def test_the_wish_for_a_person_is_heard_while_the_message_is_open(
    desk: Desk, received: Received, stored: Any, text: str
) -> None:
    with desk.database.write() as connection:
        agent = people.add(connection, "Asha", "agent", ["en"], START)
        people.link(connection, agent.id, inbox.conversation_of(connection, "web", "agent", START), START)
    received("t1")
    taken = await run(TakeMessage(desk), Said(intent="complaint", text="सबसे खराब"))
    received("t2")
    ran = await run(AddToMessage(desk), Said(intent="talk_to_human", text=text, turn="t2"), **taken.slots)
    assert ran.said == [{"key": "handover-asked", "args": {"reference": "M-26-0002", "minutes": 5}}]
    assert ran.slots == {"message_reference": "M-26-0002", "person_message": None}
    assert ran.next_action == "message_form"
    assert [row.text for row in stored()] == ["सबसे खराब", text], "the open message stays as it was told"


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        (Said(intent="stop_messages", text="मुझे मैसेज मत भेजो"), ["person-stop_messages"]),
        (Said(intent="delete_my_data", text="ลบข้อมูลของฉัน"), ["erase-ask"]),
        (Said(intent="talk_to_human", text="માણસ સાથે વાત", pressed=True, confidence=1.0), ["person-talk_to_human"]),
        (Said(intent="talk_to_human", text="x" * 41, pressed=True, confidence=1.0), ["person-talk_to_human"]),
        (Said(intent="case_status", text="Where is it?", pressed=True), ["person-status"]),
        (Said(intent="case_status", text="r", pressed=True, entities={"reference": "TH-26-000123-9"}), ["case-mistyped"]),
        (Said(intent="case_status", text="5678", pressed=True, entities={"reference": "TH-26-000123-2 5678"}),
         ["case-unknown"]),
        # What is no clear wish is the message, or more of it.
        (Said(intent="talk_to_human", text="ફોન કરો 98250 00000"), ["message-added"]),
        (Said(intent="talk_to_human", text="โทรหาฉันพรุ่งนี้ ๙ โมง"), ["message-added"]),
        (Said(intent="talk_to_human", text="koi insaan se baat", confidence=0.59), ["message-added"]),
        (Said(intent="talk_to_human", text="मेरी बात किसी से करवा दो, बैंक वाले रोज फोन करते हैं"), ["message-added"]),
        (Said(intent="case_status", text="mera case kahan hai"), ["message-added"]),
        (Said(intent="case_status", text="see TH-26-000123-2", pressed=True,
              entities={"reference": "see TH-26-000123-2"}), ["message-added"]),
        (Said(intent="complaint", text="बहुत खराब"), ["message-added"]),
    ],
)  # fmt: skip
async def test_in_an_open_message_clear_wishes_are_carried_out_and_the_rest_is_added(
    desk: Desk, answerer: FakeAnswerer, received: Received, said: Said, keys: list[str]
) -> None:
    answerer.outcome = no_answer()
    received("t1")
    taken = await run(TakeMessage(desk), Said(intent="complaint", text="સાહેબ"))
    received("t2")
    ran = await run(AddToMessage(desk), Said(**{**said.__dict__, "turn": "t2"}), **taken.slots)
    assert ran.keys == keys
    assert ran.slots["person_message"] is None, "else the form would take it for filled for ever"
    if said.pressed and said.intent == "case_status" and "message-added" not in ran.keys:
        assert ran.next_action == "message_form", "the question stands again"
        assert "message_reference" not in ran.slots, "what was told already can be added to"


@pytest.mark.parametrize(
    "text", ["thank you so much", "बहुत धन्यवाद जी", "ખૂબ આભાર 🙏", "ขอบคุณมากค่ะ", "shukriya bhai", "aabhar"]
)
@pytest.mark.parametrize("confidence", [0.95, 0.4])
async def test_thanks_are_no_message_when_they_are_clearly_nothing_else(
    desk: Desk, received: Received, stored: Any, text: str, confidence: float
) -> None:
    received("t1")
    taken = await run(TakeMessage(desk), Said(intent="complaint", text="સાહેબ"))
    received("t2")
    ran = await run(
        AddToMessage(desk), Said(intent="thanks", text=text, turn="t2", confidence=confidence), **taken.slots
    )
    assert ran.keys == (["thanks"] if confidence > 0.5 else ["message-added"])
    assert ran.slots == {"message_reference": None, "person_message": None}


@pytest.mark.parametrize("text", ["thank you, call me in the evening", "आभार, 98250 12345", "ขอบคุณ โทร 0812345678"])
async def test_thanks_with_more_to_read_are_a_message(desk: Desk, received: Received, text: str) -> None:
    received("t1")
    taken = await run(TakeMessage(desk), Said(intent="complaint", text="સાહેબ"))
    received("t2")
    ran = await run(AddToMessage(desk), Said(intent="thanks", text=text, turn="t2", confidence=0.95), **taken.slots)
    assert ran.keys == ["message-added"]
