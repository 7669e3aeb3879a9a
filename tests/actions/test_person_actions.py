"""Actions that bring a person in: what they leave behind is stored once for a turn, however often Rasa repeats it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.person_actions import (
    AddToMessage,
    Affirm,
    Cancel,
    Deny,
    Distress,
    TakeMessage,
    ValidateMessageForm,
)
from actions.rasa_turn import Desk, DeskAction
from actions.status_actions import CaseStatus
from bot.settings import ROOT
from knowledge.questions import load_yaml
from tests.actions.conftest import Received
from tests.fakes import Clock, FakeAnswerer, no_answer
from tests.trackers import DOMAIN, Ran, Said, run, tracker

INTENTS = (
    "talk_to_human", "complaint", "stop_messages", "feedback",
)  # fmt: skip


NO_MORE = {"stop_messages", "feedback"}


TEXTS = [
    "I want to talk to a person",
    "मुझे किसी से बात करनी है",
    "મારે કોઈ માણસ સાથે વાત કરવી છે",
    "อยากคุยกับเจ้าหน้าที่",
    "kisi se baat karni hai",
    "koi sathe vaat karvi che",
    "🙏🏽 help 👨‍👩‍👧",
]


def of_domain() -> set[str]:
    rules = load_yaml(ROOT / "nlu" / "rules.yml")["rules"]
    rule = next(rule for rule in rules if rule["rule"] == "a message for a person")
    return {step["intent"] for step in rule["steps"][0]["or"]}


def test_the_table_holds_every_intent_that_reaches_the_action() -> None:
    assert set(INTENTS) == of_domain()


@pytest.mark.parametrize("intent", INTENTS)
async def test_each_wish_is_stored_and_named_in_the_reply(
    desk: Desk, answerer: FakeAnswerer, received: Received, stored: Any, intent: str
) -> None:
    answerer.outcome = no_answer()
    received("t1", language="gu-Latn")
    ran = await run(TakeMessage(desk), Said(intent=intent, text="madad joie"))
    assert ran.said == [{"key": f"person-{intent}", "args": {"reference": "M-26-0001"}}]
    assert ran.slots == {"message_reference": "M-26-0001", "person_message": None}
    assert ran.next_action == (None if intent in NO_MORE else "message_form")
    assert [(row.intent, row.text, row.language, row.urgent) for row in stored()] == [
        (intent, "madad joie", "gu-Latn", False)
    ]


@pytest.mark.parametrize("intent", INTENTS)
async def test_a_known_way_out_of_a_trouble_is_told_first(
    desk: Desk, received: Received, stored: Any, intent: str
) -> None:
    """The fake answerer knows an answer to everything."""
    received("t1")
    ran = await run(TakeMessage(desk), Said(intent=intent, text="ธนาคารไม่ให้กู้"))
    told = ["outcome"] if intent == "complaint" else []
    assert ran.keys == [*told, f"person-{intent}"]
    assert ran.slots["message_reference"] == "M-26-0001"
    assert len(stored()) == 1


@pytest.mark.parametrize("text", TEXTS)
async def test_the_message_is_kept_letter_for_letter(desk: Desk, received: Received, stored: Any, text: str) -> None:
    received("t1")
    await run(TakeMessage(desk), Said(intent="talk_to_human", text=text))
    assert stored()[0].text == text


def effects() -> dict[str, tuple[Callable[[Desk], DeskAction], Said, dict[str, Any]]]:
    return {
        "take": (TakeMessage, Said(intent="complaint", text="ช้ามาก"), {}),
        "yes": (Affirm, Said(intent="affirm", text="हाँ"), {"offer": "person"}),
        "distress": (Distress, Said(intent="distress", text="નથી જીવવું"), {}),
        "add to nothing": (AddToMessage, Said(intent="ask_scheme", text="mera number 98…"), {}),
        "add to another's": (AddToMessage, Said(intent="ask_scheme", text="…"), {"message_reference": "M-26-0777"}),
    }


@pytest.mark.parametrize("name", effects())
async def test_a_repeated_turn_stores_nothing_twice_and_says_the_same(
    desk: Desk, received: Received, stored: Any, name: str
) -> None:
    make, said, slots = effects()[name]
    received("t1")
    first = await run(make(desk), said, **slots)
    again = await run(make(desk), said, **slots)
    retried = await run(make(desk), Said(**{**said.__dict__, "turn": "t1~1"}), **slots)
    assert first == again == retried
    assert [row.reference for row in stored()] == ["M-26-0001"]


async def test_a_turn_that_was_never_received_is_refused_and_stores_nothing(desk: Desk, stored: Any) -> None:
    with pytest.raises(LookupError, match="t404"):
        await run(TakeMessage(desk), Said(intent="complaint", turn="t404"))
    assert stored() == []


# --- adding to a message ------------------------------------------------------------------------------------------


async def take_and_add(desk: Desk, received: Received, times: int) -> Ran:
    received("t1")
    received("t2")
    taken = await run(TakeMessage(desk), Said(intent="talk_to_human", text="मुझे बात करनी है"))
    ran = taken
    for _ in range(times):
        ran = await run(AddToMessage(desk), Said(text="फोन 98250 00000", turn="t2"), **taken.slots)
    return ran


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_more_is_added_to_the_same_message_once_a_turn(
    desk: Desk, received: Received, stored: Any, times: int
) -> None:
    ran = await take_and_add(desk, received, times)
    assert ran.said == [{"key": "message-added", "args": {"reference": "M-26-0001"}}]
    assert ran.slots == {"person_message": None, "message_reference": None}
    assert [row.text for row in stored()] == ["मुझे बात करनी है\nफोन 98250 00000"]


async def test_nobody_adds_to_another_conversations_message(desk: Desk, received: Received, stored: Any) -> None:
    received("t1", address="a" * 24)
    received("t2", address="b" * 24)
    taken = await run(TakeMessage(desk), Said(intent="talk_to_human", text="mine"))
    ran = await run(AddToMessage(desk), Said(text="not yours", turn="t2"), **taken.slots)
    assert ran.said == [{"key": "message-added", "args": {"reference": "M-26-0002"}}]
    assert [row.text for row in stored()] == ["mine", "not yours"]


async def test_a_yes_to_the_offer_asks_for_the_message(desk: Desk, received: Received, stored: Any) -> None:
    received("t1")
    ran = await run(Affirm(desk), Said(intent="affirm", text="હા"), offer="person")
    assert ran.keys == ["person-talk_to_human"]
    assert ran.slots == {"offer": None, "message_reference": "M-26-0001"}
    assert ran.next_action == "message_form"
    assert [row.intent for row in stored()] == ["talk_to_human"]


# --- the form -----------------------------------------------------------------------------------------------------

LONG = "मेरी दुकान बंद है और बैंक वाले रोज फोन करते हैं, " * 3


@pytest.mark.parametrize(
    ("intent", "confidence", "text", "taken"),
    [
        # Whatever is written is the message …
        ("greet", 0.99, "ฉันชื่อสมชาย โทร 081-000-0000", True),
        ("ask_scheme", 0.99, LONG, True),
        ("out_of_scope", 0.9, "मेरा नंबर 98250 00000", True),
        ("nlu_fallback", 0.3, "🙏 9825000000", True),
        # … a command only when it is short and sure …
        ("cancel", 0.95, "cancel", False),
        ("cancel", 0.95, LONG, True),
        ("cancel", 0.4, "rehva do", True),
        ("deny", 0.9, "नहीं", False),
        ("skip", 0.9, "ข้าม", False),
        ("why", 0.9, "kem?", False),
        ("change_language", 0.9, "हिंदी में", False),
        ("show_detail", 1.0, "Papers", False),
        ("choose_document", 1.0, "CGTMSE", False),
        # … a question when it is not long …
        ("ask_scheme", 0.9, "What papers are needed for a CGTMSE loan?", False),
        ("ask_scheme", 0.5, "What papers are needed?", True),
        # … and distress at any length.
        ("distress", 0.7, LONG, False),
        ("distress", 0.5, LONG, True),
    ],
)
async def test_what_is_a_message_and_what_is_a_command(intent: str, confidence: float, text: str, taken: bool) -> None:
    said = Said(intent=intent, confidence=confidence, text=text)
    ran = await run(ValidateMessageForm(), said, loop="message_form", requested_slot="person_message")
    assert ran.slots == ({"person_message": text} if taken else {})


async def test_before_the_form_asked_nothing_is_taken() -> None:
    """The message that opened the form is stored already; it is no answer to the form's question."""
    found = await ValidateMessageForm().extract_person_message(None, tracker(Said(text="hello")), DOMAIN)  # type: ignore[arg-type]
    assert found == {}


# --- yes, no, never mind ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intent", "reference", "key"),
    [("cancel", "M-26-0001", "cancelled"), ("deny", "M-26-0001", "message-kept"), ("skip", "M-26-0001", "message-kept"),
     ("cancel", None, "nothing-to-cancel"), ("deny", None, "nothing-to-cancel")],
)  # fmt: skip
async def test_cancel_tells_what_becomes_of_what_was_sent(
    desk: Desk, intent: str, reference: str | None, key: str
) -> None:
    ran = await run(Cancel(desk), Said(intent=intent), message_reference=reference, offer="person")
    assert ran.said == [{"key": key, "args": {"reference": reference} if reference else {}}]
    assert ran.slots == {"message_reference": None, "person_message": None, "requested_slot": None, "offer": None}


async def test_no_withdraws_the_offer(desk: Desk) -> None:
    ran = await run(Deny(desk), Said(intent="deny"), offer="person")
    assert (ran.keys, ran.slots) == (["ok"], {"offer": None})


@pytest.mark.parametrize("offer", [None, "something"])
async def test_a_yes_to_nothing_stores_nothing(desk: Desk, stored: Any, offer: str | None) -> None:
    ran = await run(Affirm(desk), Said(intent="affirm", text="હા"), offer=offer)
    assert (ran.keys, ran.events, stored()) == (["affirm-nothing"], [], [])


# --- a matter's standing and distress ---------------------------------------------------------------------------------


async def test_status_lists_this_conversations_messages_newest_first(
    desk: Desk, received: Received, clock: Clock
) -> None:
    for number, address in enumerate(["a" * 24, "b" * 24, "a" * 24], 1):
        received(f"t{number}", address=address)
        await run(TakeMessage(desk), Said(intent="talk_to_human", text="ช่วยด้วย", turn=f"t{number}"))
        clock.forward(24 * 3600)
    received("t4", address="a" * 24)
    ran = await run(CaseStatus(desk), Said(intent="case_status", turn="t4"))
    lines = [{"reference": "M-26-0003", "date": "2026-11-24"}, {"reference": "M-26-0001", "date": "2026-11-22"}]
    assert ran.said == [{"key": "person-status", "args": {"count": 2, "lines": lines}}]
    assert ran.slots == {"offer": "person"}
