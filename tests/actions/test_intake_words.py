"""Words that steer the intake, and those that only look like it: a shop's name, a story, a yes that is not plain."""

from __future__ import annotations

import pytest
import yaml

from actions.choice_words import plainly
from actions.intake_reading import FREE, SUMMARY, Control, read
from knowledge.language import FORMS
from records.database import Database
from tests.actions.test_intake_turns import CONTROLS, NAMES, Talk, control, typed

#: Names of businesses and stories with a verb of changing and a field's name in them.
STORIES = yaml.safe_load(
    """
en: {enterprise: [Phone Fix, Mobile Fix Shop, Change Shop Surat, Wrong Number Cafe 😀],
     district: [Correct City Market, City Change Road],
     description: [I want to change my business, the buyer sent a wrong order, wrong order,
                   bank says my loan is wrong, I want to fix my shop],
     needs: [I want to change my business and need a loan, fix my loan with the bank]}
hi: {enterprise: [मोबाइल सुधार केंद्र, फ़ोन ठीक सेंटर, मोबाइल सुधार, दुकान बदल बाज़ार],
     district: [शहर सुधार नगर],
     description: [मुझे अपना काम बदलना है, बैंक ने लोन गलत काटा, ऑर्डर गलत आया, लोन गलत है, दुकान ठीक करनी है 🙏],
     needs: [लोन ठीक करना है, काम बदलना है लोन चाहिए]}
gu: {enterprise: [મોબાઈલ સુધારો સેન્ટર, ફોન બદલ બજાર, દુકાન સુધારો મંડળ],
     district: [શહેર સુધારો વિસ્તાર],
     description: [મારો ધંધો બદલવો છે, બેંકે લોન ખોટું કાપ્યું, ઓર્ડર ખોટો આવ્યો, લોન ખોટી છે],
     needs: [ધંધો બદલવો છે લોન જોઈએ]}
th: {enterprise: [ร้านแก้ไขเสื้อผ้า, ร้านเปลี่ยนยาง, ร้านแก้มือถือ 😀, บริษัท เปลี่ยน จำกัด],
     district: [เขตเปลี่ยนวิถี],
     description: [อยากเปลี่ยนธุรกิจ, ลูกค้าเปลี่ยนใจ, ธนาคารคิดหนี้ผิด, ออเดอร์ผิด, ร้านต้องแก้ไขใหม่หมด],
     needs: [อยากเปลี่ยนธุรกิจ หาเงินกู้]}
hi-Latn: {enterprise: [Mobile Sudhar Kendra, Phone Theek Center, Dukan Badal Bazar],
     district: [Shahar Badal Nagar],
     description: [mujhe apna kaam badalna hai, bank ne loan galat kaata, order galat aaya, Mujhe dukan theek karni hai],
     needs: [kaam badalna hai loan chahiye]}
gu-Latn: {enterprise: [Mobile Sudharo Center, Phone Badal Bazar, Dukan Sudharo Mandal],
     district: [Shaher Badal Nagar],
     description: [maro dhandho badalvo che, bank e loan khotu kapyu, order khoto aavyo 😟],
     needs: [dhandho badalvo che loan joie]}
"""
)
EDITS = {
    "en": (
        "change my phone",
        "please change my phone number",
        "my phone is wrong",
        "Wrong number!",
        "fix my phone pls",
    ),
    "hi": ("मेरा फोन बदलो", "फ़ोन बदलें", "मेरा फ़ोन नंबर ग़लत है", "कृपया मेरा मोबाइल बदल दो"),
    "gu": ("મારો ફોન બદલો", "ફોન બદલો", "મારો ફોન ખોટો છે", "મારો મોબાઈલ બદલો, પ્લીઝ"),
    "th": ("แก้เบอร์โทร", "ขอเปลี่ยนเบอร์โทรหน่อยครับ", "เบอร์ผิดค่ะ", "เปลี่ยนเบอร์ ของผม"),
    "hi-Latn": ("mera phone badlo", "phone badlo ji", "mera phone number galat hai", "phone number badal do"),
    "gu-Latn": ("maro phone badlo", "phone badlo", "maro phone number khoto che", "mobile badli do bhai"),
}
NO_YES = {
    "en": (
        "is everything ok?",
        "not yet ok",
        "ok but the name is spelled wrong",
        "correct?",
        "yes, but change my name",
    ),
    "hi": ("सब ठीक है?", "अभी ठीक है नहीं", "हाँ लेकिन नाम ग़लत है", "सही है?", "हाँ पर मेरा नाम बदलो"),
    "gu": ("બધું બરાબર છે?", "હજી બરાબર નથી", "હા પણ નામ ખોટું છે", "બરાબર છે?", "હા પણ મારું નામ બદલો"),
    "th": ("ถูกต้องไหม", "ยังไม่ตกลง", "ใช่ แต่ชื่อผิด", "ส่ง?", "โอเค แต่ขอแก้ชื่อครับ"),
    "hi-Latn": ("sab theek hai?", "abhi ok nahi", "haan lekin naam galat hai", "sahi hai?", "haan par mera naam badlo"),
    "gu-Latn": ("badhu barabar che?", "haji barabar nathi", "ha pan naam khotu che", "ok che ke?", "ha pan naam badlo"),
}
YES = {
    "en": ("yes", "OK!", "yes please", "send it please", "ok sir 👍"),
    "hi": ("हाँ", "हाँ जी", "ठीक है", "भेज दो जी", "सहमत 🙏"),
    "gu": ("હા", "હા જી", "બરાબર", "મોકલી દો", "હા ભાઈ 👍"),
    "th": ("ใช่ครับ", "ตกลงค่ะ", "ได้เลยครับ", "ส่งเลยครับ", "โอเค 👍"),
    "hi-Latn": ("haan", "haan ji", "theek hai", "bhej do ji", "ok ji 🙏"),
    "gu-Latn": ("ha", "ha bhai", "barabar", "mokli do", "ok bhai 👍"),
}


@pytest.fixture(params=FORMS)
def person(request: pytest.FixtureRequest, database: Database) -> Talk:
    return Talk(database, request.param)


@pytest.mark.parametrize("name", ["enterprise", "district", "description", "needs"])
def test_a_name_or_a_story_is_kept_whatever_words_it_holds(person: Talk, name: str) -> None:
    person.answer_until(name)
    for told in STORIES[person.form][name]:
        reaction = person.say(told)
        kept = person.fields.get(name)
        assert reaction.said == (() if kept else (("bad-needs", {}),)), told
        assert person.asked != "phone"
        if name in FREE:
            assert kept == told
            person.say(control(person.form, "back"))
        elif kept:
            person.say(control(person.form, "back"))
        assert person.asked == name


@pytest.mark.parametrize("name", ["enterprise", "description", "needs", "loan", SUMMARY])
def test_change_my_phone_is_understood_at_every_field(person: Talk, name: str) -> None:
    person.answer_until(SUMMARY)
    before = person.fields
    for told in EDITS[person.form]:
        if name != SUMMARY:
            person.say(_edit(person.form, name))
        assert person.asked == name
        assert person.say(told).said == ()
        assert (person.asked, person.fields) == ("phone", before), told
        person.say(control(person.form, "skip"))


def _edit(form: str, name: str) -> str:
    noun, verb = CONTROLS["fields"][name][form][0], CONTROLS["edit"][form][0]
    return f"{verb} {noun}" if form in ("en", "th") else f"{noun} {verb}"


def test_every_field_can_be_named_beside_free_words(person: Talk) -> None:
    person.answer_until(SUMMARY)
    for name in NAMES[1:]:
        person.say(_edit(person.form, "district"))
        person.say(_edit(person.form, name))
        assert person.asked == name
        person.say(control(person.form, "skip"))


def test_a_yes_that_is_not_plain_sends_nothing(person: Talk) -> None:
    person.answer_until(SUMMARY)
    before = person.fields
    for place, told in enumerate(NO_YES[person.form]):
        reaction = person.say(told)
        assert (reaction.goes, reaction.case, person.fields) == ("asking", None, before), told
        if place in (2, 4):  # it says what is wrong
            assert (reaction.said, person.asked) == ((), "name"), told
            person.say(control(person.form, "skip"))
        else:
            assert (reaction.said, person.asked) == ((("bad-summary", {}),), SUMMARY), told


def test_a_plain_yes_sends(person: Talk) -> None:
    person.answer_until(SUMMARY)
    for told in YES[person.form]:
        assert read(typed(told), SUMMARY) == Control(do="send") or plainly("consent", told, ("yes", "no")) == "yes"
    assert person.say(YES[person.form][1]).goes == "submitted"


def test_a_polite_yes_is_agreement_and_a_polite_no_is_none(person: Talk) -> None:
    polite = {"en": "yes please", "hi": "हाँ जी", "gu": "હા ભાઈ", "th": "ยินยอมครับ", "hi-Latn": "haan bhai"}
    assert person.say(polite.get(person.form, "ha ji")).said == ()
    assert person.fields == {"consent": "yes"}
    person.say(control(person.form, "back"))
    refusing = {"en": "no thanks", "hi": "नहीं जी", "gu": "ના ભાઈ", "th": "ไม่ใช่ครับ", "hi-Latn": "nahi ji"}
    assert person.say(refusing.get(person.form, "na bhai")).goes == "refused"
