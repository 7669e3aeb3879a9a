"""The intake's manners: politeness changes nothing, a wrong number is called wrong, an old button sends nothing."""

from __future__ import annotations

import re

import pytest

from actions import drafts
from actions.intake_reading import SUMMARY
from actions.intake_turns import Reaction
from actions.intake_words import resumes
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.actions.flows.said import ANSWERS
from tests.actions.test_intake_turns import CONTROLS, Talk, control, pressed, typed

POLITE = {
    "en": ("please {}", "{} please"), "hi": ("{} जी", "प्लीज़ {}"), "gu": ("{} ભાઈ", "{} સાહેબ 🙏"),
    "th": ("{}ครับ", "{}นะคะ", "{} ค่ะ 🙏"), "hi-Latn": ("{} bhai", "{} ji"), "gu-Latn": ("{} ben", "plz {}"),
}  # fmt: skip


@pytest.fixture(params=FORMS)
def person(request: pytest.FixtureRequest, database: Database) -> Talk:
    return Talk(database, request.param)


def test_a_polite_control_is_the_same_control(person: Talk) -> None:
    for polite in POLITE[person.form]:
        person.answer_until("district")
        person.say(polite.format(control(person.form, "skip")))
        assert (person.asked, person.fields["district"]) == ("sector", None)
        person.say(polite.format(control(person.form, "back")))
        assert person.asked == "district"
        assert person.say(polite.format(control(person.form, "why"))).said == (("why-district", {}),)
        assert person.say(polite.format(control(person.form, "cancel"))).goes == "paused"


@pytest.mark.parametrize("text", ["อันนี้ผิดครับ", "ขอดูอีกทีค่ะ", "lakho", "naam lakho Ramesh", "भाई एक मिनट"])
def test_politeness_inside_a_sentence_sends_no_case(database: Database, text: str) -> None:
    person = Talk(database, "th")
    person.answer_until(SUMMARY)
    assert person.say(text).goes == ("submitted" if text == "lakho" else "asking")


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [("registration", "UDYAM-GJ-1-123", "bad-registration-udyam"),
     ("registration", "उद्यम २४ ०००१", "bad-registration-udyam"),
     ("registration", "મારો ઉદ્યમ નંબર ૧૨૩", "bad-registration-udyam"),
     ("registration", "udyam number 2400", "bad-registration-udyam"),
     ("phone", "mudra 12345", "bad-phone-length"),
     ("phone", "🙏 12345 ફોન", "bad-phone")],
)  # fmt: skip
def test_a_wrong_number_is_no_question(database: Database, name: str, text: str, key: str) -> None:
    person = Talk(database, "hi")
    person.answer_until(name)
    (said,) = person.say(typed(text, "ask_scheme", 0.9)).said
    assert said[0] == key
    assert person.asked == name
    asked = typed("udyam number kya hota hai 2024?", "ask_scheme", 0.9)
    assert person.say(asked).goes == "aside"


CALL_ME = {
    "en": "call me at 98765 43210", "hi": "मुझे ९८७६५ ४३२१० पर फ़ोन करें", "gu": "મને ૯૮૭૬૫ ૪૩૨૧૦ પર ફોન કરજો",
    "th": "โทรหาผมที่ 081-234-5678 ครับ", "hi-Latn": "mujhe 9876543210 par call karo",
    "gu-Latn": "mane 98765 43210 par phone karjo",
}  # fmt: skip


def test_call_me_with_a_number_answers_where_the_phone_is_asked(person: Talk) -> None:
    person.answer_until("phone")
    assert person.say(typed("please call me at 12345", "talk_to_human", 0.97)).said == (("bad-phone-length", {}),)
    assert person.say(typed(CALL_ME[person.form], "talk_to_human", 0.97)).goes == "asking"
    assert (person.fields["phone"][:3], person.asked) == ("+66" if person.form == "th" else "+91", "contact_time")
    assert person.say(typed("I want to talk to a person", "talk_to_human", 0.97)).goes == "aside"


def test_a_number_is_no_question_at_any_field(person: Talk) -> None:
    for name in ("sector", "trading", "loan"):
        person.answer_until(name)
        assert person.say(typed("UDYAM-GJ-01-99", "ask_scheme", 0.9)).said[0][0] == f"bad-{name}"
        assert person.asked == name


def test_a_story_with_numbers_is_a_story(person: Talk) -> None:
    person.answer_until("loan")
    told = typed("50000 sathe, ग्राहक ने पैसे रोक रखे, ลูกค้าเบี้ยว 😟", "need_help", 0.9)
    assert person.say(told).said == (("intake-noted", {}),)


NONE = {
    "en": ("I have no number", "none", "no, not registered"), "hi": ("नहीं है", "अभी तक नहीं है जी"),
    "gu": ("નથી", "હજી નથી 🙏"), "th": ("ไม่มีครับ", "ยังไม่มี"), "hi-Latn": ("nahi hai", "koi nahi hai"),
    "gu-Latn": ("nathi", "haji nathi"),
}  # fmt: skip


def test_who_has_no_number_skips_it(person: Talk) -> None:
    for none in NONE[person.form]:
        person.answer_until("registration")
        person.say(none)
        assert (person.asked, person.fields["registration"]) == ("phone", None)
        person.say(control(person.form, "back"))


@pytest.mark.parametrize(
    "text", ["change shop name", "company name galat hai", "दुकान का नाम बदलो", "દુકાનનું નામ બદલો", "แก้ชื่อร้าน"]
)
def test_the_name_of_the_shop_is_no_persons_name(database: Database, text: str) -> None:
    person = Talk(database, "gu")
    person.answer_until(SUMMARY)
    person.say(text)
    assert person.asked == "enterprise"


@pytest.mark.parametrize("do", ["resume", "another", "made-up"])
def test_a_button_of_an_older_message_sends_nothing(person: Talk, do: str) -> None:
    for name in ("consent", "name", SUMMARY):
        person.answer_until(name)
        before = person.fields
        assert person.say(pressed("intake_do", do=do)) == Reaction()
        assert (person.asked, person.fields) == (name, before)


def test_answers_are_deleted_by_the_button_also_while_the_form_is_open(person: Talk) -> None:
    person.answer_until(SUMMARY)
    reaction = person.say(pressed("intake_do", do="forget"))
    assert (reaction.goes, reaction.said) == ("forgotten", (("intake-forgotten", {}),))
    with person.database.read() as connection:
        gone = drafts.get(connection, person.draft)
    assert (gone.state, gone.fields) == ("cancelled", {})


@pytest.mark.parametrize("form", FORMS)
def test_the_words_we_promise_go_on_with_the_case(form: str) -> None:
    (promised,) = re.findall('"(.+?)"', say(form, "intake-later"))
    assert resumes(promised)
    for polite in POLITE[form]:
        assert resumes(polite.format(promised))


@pytest.mark.parametrize("form", FORMS)
def test_words_that_go_on_steer_nothing_else(form: str) -> None:
    steering = {text for do in ("skip", "later", "send", "done") for text in CONTROLS[do][form]}
    assert not [text for text in (*steering, *ANSWERS[form].values(), "आगे", "ไป", "🙏") if resumes(text)]


@pytest.mark.parametrize("name", ["name", "enterprise", "district"])
@pytest.mark.parametrize("text", ["Mary D'Souza", "Jivan Patel", "अमर मारवाड़ी", "માધવ જીવણ", "มารี 😀"])
def test_a_name_that_sounds_like_despair_is_a_name(database: Database, name: str, text: str) -> None:
    person = Talk(database, "en")
    person.answer_until(name)
    person.say(typed(text, "distress", 0.76))
    assert person.fields[name] == text


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("मरना है", 0.67), ("मुझे जीना नहीं है", 0.65), ("મરવું છે", 0.65), ("jivvu nathi", 0.68), ("mari javu che", 0.63),
     ("ไม่อยากอยู่", 0.65), ("อยากตาย 😭", 0.7), ("i want to die", 0.7), ("suicide", 0.65), ("Mary", 0.81),
     ("nobody would miss me any more", 0.6)],
)  # fmt: skip
def test_despair_is_heard_where_a_name_is_asked(database: Database, text: str, confidence: float) -> None:
    person = Talk(database, "en")
    for name in ("name", "enterprise", "district"):
        person.answer_until(name)
        assert person.say(typed(text, "distress", confidence)).goes == "aside"
