"""A link code takes the draft along: the chat where it began neither shows, changes nor sends it any more."""

from __future__ import annotations

import pytest

from actions import cases, drafts
from actions.intake_actions import ANSWER, DRAFT, AskIntake, MoveDraft, StartIntake, ValidateIntakeForm
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.actions.desk import TOLD
from tests.actions.test_intake_turns import ANSWERS, control
from tests.fakes import FakeAnswerer, no_answer
from tests.trackers import Said, run

OLD, NEW = "a" * 24, "b" * 24


async def moved(desk: Desk, received: Received, form: str) -> str:
    """A draft begun in the old chat, moved, and told to its end in the new one; its id."""
    received("t1", words="case", address=OLD, language=form)
    asked = Said(text="case", intent="start_intake", form=form, entities={"programme": "th-ssrc"})
    opened = await run(StartIntake(desk), asked)
    draft = str(opened.slots[DRAFT])
    with desk.database.write() as connection:
        code = drafts.link_code(connection, draft, desk.now())
    received("t2", words=code, address=NEW, language=form)
    typed = Said(text=code, intent="move_draft", form=form, turn="t2", entities={"code": code})
    assert (await run(MoveDraft(desk), typed)).keys == ["intake-moved"]
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
    begun = Said(text="case", intent="start_intake", form=form, turn="t4", entities={"programme": "th-ssrc"})
    again = await run(StartIntake(desk), begun)
    assert again.keys[-1] == "intake-opening"
    assert again.slots[DRAFT] != draft
