"""What is no answer at a question with closed choices: it is heard, kept where it belongs, and never taken amiss."""

from __future__ import annotations

import pytest

from actions import drafts
from actions.intake_actions import ANSWER, DRAFT, OPENING, IntakeDone, StartIntake, ValidateIntakeForm
from actions.intake_reading import SUMMARY, Message
from actions.intake_turns import Reaction
from actions.rasa_turn import Desk
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.actions.conftest import Received
from tests.actions.flows.said import ANSWERS
from tests.actions.test_intake_turns import Talk, control, typed
from tests.fakes import FakeAnswerer, no_answer
from tests.trackers import Said, run

#: Each holds the form's word for "no" or "not": what is told of a trouble refuses nothing.
TROUBLE = {
    "en": "no payment since March, and the bank will take my machine",
    "hi": "मेरे ख़रीदार ने कई महीनों से पैसे नहीं दिए हैं",
    "gu": "ખરીદનાર પૈસા આપવાની ના પાડે છે અને બેંકની નોટિસ આવી છે",
    "th": "ลูกค้าค้างจ่ายเงินร้านผมมาหลายเดือนแล้ว ไม่ยอมจ่ายสักที",
    "hi-Latn": "mere buyer ne kai mahine se paise nahi diye",
    "gu-Latn": "buyer paisa aapvani na pade che ane bank ni notice aavi che",
}
LONG = {
    "en": "Ramesh Patel, please call after 6 pm",
    "hi": "रमेश पटेल बोल रहा हूँ, शाम छह के बाद फ़ोन करें",
    "gu": "રમેશ પટેલ બોલું છું, સાંજે છ પછી ફોન કરજો",
    "th": "รมิตา ใจดี ช่วยโทรกลับหลังหกโมงเย็น",
    "hi-Latn": "Ramesh Patel bol raha hoon, shaam chhe ke baad phone karna",
    "gu-Latn": "Ramesh Patel bolu chu, sanje chha pachi phone karjo",
}
WEATHER = {
    "en": "what will be the weather tomorrow in Gujarat?",
    "hi": "कल गुजरात में मौसम कैसा रहेगा?",
    "gu": "કાલે ગુજરાતમાં વરસાદ પડશે?",
    "th": "พรุ่งนี้เชียงใหม่ฝนจะตกไหม",
    "hi-Latn": "kal Gujarat mein mausam kaisa rahega?",
    "gu-Latn": "kale Gujarat ma varsad padse?",
}
REFUSALS = {
    "en": "no, I don't agree",
    "hi": "नहीं, मैं नहीं चाहता",
    "gu": "ના, મારે નામ લખાવવું નથી",
    "th": "ไม่อยากให้จดชื่อ",
    "hi-Latn": "nahi main apna naam nahi likhwana chahta",
    "gu-Latn": "na mare naam nathi lakhavvu",
}


@pytest.fixture(params=FORMS)
def person(request: pytest.FixtureRequest, database: Database) -> Talk:
    return Talk(database, request.param)


@pytest.mark.parametrize("intent", ["need_help", "complaint"])
def test_trouble_told_at_consent_waits_for_the_yes(person: Talk, intent: str) -> None:
    told = TROUBLE[person.form]
    reaction = person.say(typed(told, intent, 0.8))
    assert reaction == Reaction(said=(("intake-heard", {}),), heard=told)
    assert (person.asked, person.fields) == ("consent", {})
    assert person.say(ANSWERS[person.form]["consent"], opening=reaction.heard).said == ()
    assert (person.asked, person.fields) == ("name", {"consent": "yes", "description": told})
    person.answer_until("trading")
    assert person.fields["description"] == told


def test_what_is_told_in_two_messages_is_kept_in_order_and_once(person: Talk) -> None:
    heard = person.say(typed(TROUBLE[person.form], "need_help", 0.8)).heard
    heard = person.say(typed(LONG[person.form]), opening=heard).heard
    assert heard == f"{TROUBLE[person.form]} / {LONG[person.form]}"
    assert person.say(typed(LONG[person.form]), opening=heard).heard == heard
    person.say(ANSWERS[person.form]["consent"], opening=heard)
    assert person.fields["description"] == heard


def test_after_a_no_nothing_of_it_is_kept(person: Talk) -> None:
    heard = person.say(typed(TROUBLE[person.form], "need_help", 0.8)).heard
    assert person.say(REFUSALS[person.form], opening=heard).goes == "refused"
    assert person.fields == {}


def test_back_to_consent_and_a_second_yes_tell_it_once(person: Talk) -> None:
    told = TROUBLE[person.form]
    for _ in range(2):
        person.say(ANSWERS[person.form]["consent"], opening=told)
        assert person.fields == {"consent": "yes", "description": told}
        person.say(control(person.form, "back"))
        assert person.asked == "consent"


def test_what_was_told_can_be_changed_at_the_end(person: Talk) -> None:
    person.say(ANSWERS[person.form]["consent"], opening=TROUBLE[person.form])
    person.answer_until(SUMMARY)
    pressed = {"do": "edit", "field": "description"}
    person.say(Message(text="label", intent="intake_do", confidence=1.0, entities=pressed, pressed=True))
    person.say(LONG[person.form])
    assert (person.asked, person.fields["description"]) == (SUMMARY, LONG[person.form])


@pytest.mark.parametrize("name", ["region", "loan", "contact_time"])
def test_trouble_told_later_joins_the_description_at_once(person: Talk, name: str) -> None:
    person.answer_until(name)
    before = person.fields.get("description")
    told = {"en": "they threaten to lock my gate", "th": "เขาขู่จะปิดประตูโรงงานผม"}.get(
        person.form, "dhamki dete hai roz gher aavi ne"
    )
    for _ in range(2):  # a turn that comes again adds nothing
        assert person.say(typed(told, "complaint", 0.9), turn="same").said == (("intake-noted", {}),)
    assert person.asked == name
    assert person.fields["description"] == (f"{before} / {told}" if before else told)


@pytest.mark.parametrize("name", ["consent", "region", "loan", "age", "phone", "contact_time"])
def test_what_nobody_here_knows_is_said_so(person: Talk, name: str) -> None:
    person.answer_until(name)
    before = person.fields
    # Where its words hold a choice (a state, "new" in Chiang Mai), only a sure classifier is believed against that.
    for confidence in (0.7,) if name in ("region", "age") else (0.5, 0.7):
        said = person.say(typed(WEATHER[person.form], "out_of_scope", confidence)).said
        assert said == (("no-answer-out_of_scope", {}),)
    assert (person.asked, person.fields) == (name, before)


@pytest.mark.parametrize("name", ["consent", "region", "sector", "phone", SUMMARY])
@pytest.mark.parametrize(("intent", "key"), [("greet", "intake-greeted"), ("thanks", "intake-thanked")])
def test_a_kind_word_gets_one_back(person: Talk, name: str, intent: str, key: str) -> None:
    person.answer_until(name)
    before = person.fields
    assert person.say(typed("🙏 …", intent, 0.9)).said == ((key, {}),)
    assert (person.asked, person.fields) == (name, before)
    assert say(person.form, key)


@pytest.mark.parametrize("text", ["maybe", "yes but not my phone", "I want to open a case", "😀"])
def test_what_tells_nothing_is_asked_again(database: Database, text: str) -> None:
    person = Talk(database, "en")
    reaction = person.say(typed(text, "start_intake", 0.9))
    assert (reaction.said, reaction.heard) == ((("bad-consent", {}),), "")


def test_free_words_stay_free_words(person: Talk) -> None:
    for name in ("name", "enterprise", "district", "description"):
        person.answer_until(name)
        for intent in ("greet", "thanks", "out_of_scope", "need_help", "complaint"):
            assert person.say(typed(ANSWERS[person.form][name], intent, 0.99)).said == ()
            assert person.fields[name] == ANSWERS[person.form][name]
            person.say(control(person.form, "back"))


@pytest.mark.parametrize("form", FORMS)
async def test_rasas_slot_holds_it_until_the_yes(
    desk: Desk, answerer: FakeAnswerer, received: Received, form: str
) -> None:
    answerer.outcome = no_answer(nearest=None)
    received("t1", words="case", language=form)
    start = Said(text="case", intent="start_intake", form=form, entities={"programme": "in-msme"})
    opened = await run(StartIntake(desk), start)
    slots = {DRAFT: opened.slots[DRAFT], "requested_slot": ANSWER}
    received("t2", words=TROUBLE[form])
    told = Said(text=TROUBLE[form], intent="need_help", form=form, turn="t2")
    heard = await run(ValidateIntakeForm(desk), told, **slots)
    assert (heard.keys, heard.slots[OPENING], heard.slots[ANSWER]) == (["intake-heard"], TROUBLE[form], None)
    # Who pauses before agreeing finds it again; what is over is forgotten.
    for ended, kept in (("paused", False), ("refused", True), ("submitted", True)):
        done = await run(IntakeDone(desk), Said(form=form), **{ANSWER: ended, OPENING: TROUBLE[form]})
        assert (OPENING in done.slots) is kept
    received("t3", words=ANSWERS[form]["consent"])
    agreed = Said(text=ANSWERS[form]["consent"], intent="affirm", form=form, turn="t3")
    await run(ValidateIntakeForm(desk), agreed, **slots, **{OPENING: heard.slots[OPENING]})
    with desk.database.read() as connection:
        assert drafts.get(connection, slots[DRAFT]).fields == {"consent": "yes", "description": TROUBLE[form]}


async def test_who_comes_back_with_more_has_it_added(desk: Desk, answerer: FakeAnswerer, received: Received) -> None:
    answerer.outcome = no_answer(nearest=None)
    conversation = received("t1", words="case")
    opened = await run(StartIntake(desk), Said(text="case", intent="start_intake", form="gu"))
    with desk.database.write() as connection:
        for place, name in enumerate(("consent", "description")):
            value = "yes" if name == "consent" else "જૂની વાત"
            drafts.set_field(connection, opened.slots[DRAFT], name, value, f"p{place}", desk.now())
    received("t2", words=TROUBLE["gu"])
    again = await run(StartIntake(desk), Said(text=TROUBLE["gu"], intent="need_help", form="gu", turn="t2"))
    assert (again.keys[-1], again.slots[OPENING]) == ("intake-again", None)
    with desk.database.read() as connection:
        draft = drafts.current(connection, conversation)
    assert draft
    assert draft.fields["description"] == f"જૂની વાત / {TROUBLE['gu']}"
