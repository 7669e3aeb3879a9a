"""A link code takes the draft along: the chat where it began neither shows, changes nor sends it any more."""

from __future__ import annotations

import pytest

from actions import cases, drafts
from actions.intake_actions import ANSWER, DRAFT, AskIntake, MoveDraft, StartIntake, ValidateIntakeForm
from actions.person_actions import AddToMessage
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.actions.desk import TOLD
from tests.actions.flows.said import ANSWERS
from tests.actions.test_intake_turns import control
from tests.fakes import FakeAnswerer, no_answer
from tests.trackers import Said, run

OLD, NEW = "a" * 24, "b" * 24


def open_case(form: str, turn: str) -> Said:
    return Said(text="case", intent="start_intake", form=form, turn=turn, entities={"programme": "th-ssrc"})


def typed(form: str, turn: str, code: str, **more: str) -> Said:
    """As the gateway hands a code over."""
    return Said(text=code, intent="move_draft", form=form, turn=turn, entities={"code": code, **more}, pressed=True)


async def begun(desk: Desk, received: Received, form: str) -> tuple[str, str]:
    """A draft begun in the old chat, and its code."""
    received("t1", words="case", address=OLD, language=form)
    opened = await run(StartIntake(desk), open_case(form, "t1"))
    with desk.database.write() as connection:
        return str(opened.slots[DRAFT]), drafts.link_code(connection, str(opened.slots[DRAFT]), desk.now())


async def moved(desk: Desk, received: Received, form: str) -> str:
    """A draft begun in the old chat, moved, and told to its end in the new one; its id."""
    draft, code = await begun(desk, received, form)
    received("t2", words=code, address=NEW, language=form)
    assert (await run(MoveDraft(desk), typed(form, "t2", code))).keys == ["intake-moved"]
    with desk.database.write() as connection:
        for name, value in TOLD.items():
            drafts.set_field(connection, draft, name, value, f"new:{name}", desk.now())
    return draft


@pytest.mark.parametrize("form", FORMS)
async def test_the_old_chat_neither_reads_nor_sends_it(
    desk: Desk, answerer: FakeAnswerer, received: Received, form: str
) -> None:
    answerer.outcome = no_answer(nearest=None)
    draft = await moved(desk, received, form)
    slots = {DRAFT: draft, "requested_slot": ANSWER}
    with desk.database.read() as connection:
        before = drafts.get(connection, draft)
    for place, words in enumerate((control(form, "send"), ANSWERS[form]["name"], control(form, "restart"), "😀")):
        turn = f"old{place}"
        old = received(turn, words=words, address=OLD)
        asked = await run(AskIntake(desk), Said(text=words, form=form, turn=turn), **slots)
        taken = await run(ValidateIntakeForm(desk), Said(text=words, form=form, turn=turn), **slots)
        for ran in (asked, taken):
            assert (ran.keys, ran.said[0]["args"], ran.slots[ANSWER]) == (["intake-moved-away"], {}, "gone")
    with desk.database.read() as connection:
        assert drafts.get(connection, draft) == before
        assert cases.of_conversation(connection, old) == []


@pytest.mark.parametrize("form", FORMS)
async def test_a_code_typed_after_opening_a_case_there_brings_it(
    desk: Desk, answerer: FakeAnswerer, received: Received, form: str
) -> None:
    """Pressing "Open a case" first is the natural way."""
    answerer.outcome = no_answer(nearest=None)
    draft, code = await begun(desk, received, form)
    new = received("t2", words="case", address=NEW, language=form)
    opened = await run(StartIntake(desk), open_case(form, "t2"))
    slots = {DRAFT: opened.slots[DRAFT], "requested_slot": ANSWER}
    received("t3", words="AAAA-2222", address=NEW)
    mistyped = await run(ValidateIntakeForm(desk), typed(form, "t3", "AAAA2222"), **slots)
    assert (mistyped.keys, mistyped.slots) == (["intake-wrong-code"], {ANSWER: None})
    received("t4", words=code, address=NEW)
    for _ in range(2):  # after a crash the same turn comes again
        brought = await run(ValidateIntakeForm(desk), typed(form, "t4", code), **slots)
        assert (brought.keys, brought.slots) == (["intake-moved"], {DRAFT: draft, ANSWER: None})
    asked = await run(AskIntake(desk), typed(form, "t4", code), **slots | brought.slots)
    assert (asked.keys, asked.said[0]["args"]["name"]) == (["intake-question"], "consent")
    with desk.database.read() as connection:
        assert [one.id for one in drafts.open_drafts(connection, new)] == [draft]
    received("t5", words=code, address=NEW)
    again = await run(ValidateIntakeForm(desk), typed(form, "t5", code), **slots | brought.slots)
    assert again.keys == ["intake-wrong-code"]


async def test_what_was_told_before_the_code_is_not_lost(
    desk: Desk, answerer: FakeAnswerer, received: Received
) -> None:
    answerer.outcome = no_answer(nearest=None)
    _, code = await begun(desk, received, "gu")
    new = received("t2", words="case", address=NEW)
    opened = await run(StartIntake(desk), open_case("gu", "t2"))
    with desk.database.write() as connection:
        own = str(opened.slots[DRAFT])
        for name in ("consent", "name"):
            drafts.set_field(connection, own, name, TOLD[name], f"own:{name}", desk.now())
    received("t3", words=code, address=NEW)
    await run(ValidateIntakeForm(desk), typed("gu", "t3", code), **{DRAFT: own, "requested_slot": ANSWER})
    with desk.database.read() as connection:
        assert own in {one.id for one in drafts.open_drafts(connection, new)}


@pytest.mark.parametrize("known", [True, False])
async def test_a_code_typed_into_an_open_message(
    desk: Desk, answerer: FakeAnswerer, received: Received, known: bool
) -> None:
    answerer.outcome = no_answer(nearest=None)
    draft, code = await begun(desk, received, "th")
    received("t2", words="คุยกับคน", address=NEW)
    said = typed("th", "t2", code) if known else typed("th", "t2", "AAAA-2222", do="unknown")
    ran = await run(AddToMessage(desk), said)
    assert ran.keys == (["intake-moved"] if known else ["message-added"])
    assert (ran.slots.get(DRAFT), ran.next_action) == ((draft, "intake_form") if known else (None, None))


@pytest.mark.parametrize("form", FORMS)
async def test_the_new_chat_sends_it_and_the_old_one_begins_anew(
    desk: Desk, answerer: FakeAnswerer, received: Received, form: str
) -> None:
    answerer.outcome = no_answer(nearest=None)
    draft = await moved(desk, received, form)
    with desk.database.write() as connection:
        for name in ("district", "sector", "orders", "age", "turnover", "registration", "contact_time"):
            drafts.set_field(connection, draft, name, None, f"skip:{name}", desk.now())
    new = received("t3", words="send", address=NEW)
    sent = Said(text=control(form, "send"), form=form, turn="t3")
    assert (await run(ValidateIntakeForm(desk), sent, **{DRAFT: draft, "requested_slot": ANSWER})).keys == [
        "case-opened"
    ]
    with desk.database.read() as connection:
        assert [case.conversation for case in cases.of_conversation(connection, new)] == [new]
    received("t4", words="case", address=OLD)
    again = await run(StartIntake(desk), open_case(form, "t4"))
    assert again.keys[-1] == "intake-opening"
    assert again.slots[DRAFT] != draft
