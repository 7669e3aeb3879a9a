"""Opening the intake: who tells of a trouble is answered first, and asked for a desk only when nothing names one."""

from __future__ import annotations

import pytest

from actions.intake_actions import DRAFT, OPENING, AskIntake, StartIntake, ValidateIntakeForm
from actions.rasa_turn import Desk
from tests.actions.conftest import Received
from tests.fakes import FakeAnswerer, answer, no_answer, quote
from tests.trackers import Said, run

TROUBLE = {
    "en": "my buyer in Rajkot has not paid me for months",
    "hi": "मेरे ख़रीदार ने कई महीनों से पैसे नहीं दिए हैं",
    "gu": "મારા ખરીદનારે ઘણા મહિનાથી પૈસા નથી આપ્યા",
    "th": "ลูกค้าค้างจ่ายเงินร้านผมมาหลายเดือนแล้ว",
    "hi-Latn": "mere buyer ne kai mahine se paise nahi diye",
    "gu-Latn": "mara buyer e ghana mahina thi paisa nathi aapya 😟",
}


@pytest.mark.parametrize("form", TROUBLE)
async def test_trouble_is_answered_first_and_kept_for_the_case(
    desk: Desk, answerer: FakeAnswerer, received: Received, form: str
) -> None:
    answerer.outcome = answer(quote(doc_id="th-tcg" if form == "th" else "in-cgtmse"))
    received("t1", words=TROUBLE[form])
    ran = await run(StartIntake(desk), Said(text=TROUBLE[form], intent="need_help", form=form))
    assert ran.said[0]["outcome"]
    assert ran.keys[-1] == "intake-opening"
    assert ran.next_action == "intake_form"
    assert ran.slots[DRAFT]
    assert ran.slots[OPENING] == TROUBLE[form]


async def test_in_english_nothing_names_the_desk_so_it_is_asked(
    desk: Desk, answerer: FakeAnswerer, received: Received
) -> None:
    answerer.outcome = no_answer(nearest=None)
    received("t1", words=TROUBLE["en"])
    ran = await run(StartIntake(desk), Said(text=TROUBLE["en"], intent="need_help"))
    assert (ran.keys, ran.next_action) == (["intake-which-desk"], None)
    received("t2", words="button")
    chosen = Said(intent="start_intake", turn="t2", entities={"programme": "th-ssrc"})
    ran = await run(StartIntake(desk), chosen, **{OPENING: TROUBLE["en"]})
    assert (ran.keys, ran.next_action) == (["intake-opening"], "intake_form")
    assert ran.slots[OPENING] == TROUBLE["en"]


async def test_the_question_is_put_and_the_answer_is_taken(
    desk: Desk, answerer: FakeAnswerer, received: Received
) -> None:
    received("t1", words="કેસ")
    opened = await run(StartIntake(desk), Said(text="કેસ", intent="start_intake", form="gu"))
    slots = {DRAFT: opened.slots[DRAFT], "requested_slot": "intake_answer"}
    asked = await run(AskIntake(desk), Said(form="gu"), **slots)
    assert [(one["key"], one["args"]["name"]) for one in asked.said] == [("intake-question", "consent")]
    received("t2", words="હા")
    taken = await run(ValidateIntakeForm(desk), Said(text="હા", intent="affirm", form="gu", turn="t2"), **slots)
    assert (taken.said, taken.slots["intake_answer"]) == ([], None)
    asked = await run(AskIntake(desk), Said(form="gu", turn="t2"), **slots)
    assert asked.said[0]["args"]["name"] == "name"
