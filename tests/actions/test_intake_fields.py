"""What people give for each field, in every form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import intake_fields, regions, registration
from actions.intake_fields import Problem, Value, check, choices
from actions.intake_spec import BY_NAME, FIELDS, missing, next_field
from knowledge.language import FORMS

TODAY = date(2026, 11, 22)
PROGRAMMES = ("in-msme", "th-ssrc")

TAKEN = [
    ("consent", "yes", "in-msme", "yes"),
    ("consent", "हाँ जी", "in-msme", "yes"),
    ("consent", "yes please, go ahead", "in-msme", "yes"),
    ("consent", "बिल्कुल भैया", "in-msme", "yes"),
    ("consent", "હા જી, લખો", "in-msme", "yes"),
    ("consent", "haan ji likh lo 🙏", "in-msme", "yes"),
    ("consent", "bhale bhai", "in-msme", "yes"),
    ("consent", "ได้ครับ", "th-ssrc", "yes"),
    ("consent", "ยินยอมค่ะ 🙏", "th-ssrc", "yes"),
    ("consent", "ค่ะ", "th-ssrc", "yes"),
    ("consent", "อนุญาตครับผม", "th-ssrc", "yes"),
    ("consent", "ไม่ได้ครับ", "th-ssrc", "no"),
    ("consent", "नहीं जी", "in-msme", "no"),
    ("name", "สมชาย ใจดีครับ", "th-ssrc", "สมชาย ใจดี"),
    ("name", "สมหญิง ค่ะ", "th-ssrc", "สมหญิง"),
    ("name", "ครับ", "th-ssrc", "ครับ"),
    ("name", "My name is Ravi Kumar.", "in-msme", "Ravi Kumar"),
    ("name", "मेरा नाम रवि कुमार है", "in-msme", "रवि कुमार"),
    ("name", "मैं रवि कुमार हूँ।", "in-msme", "रवि कुमार"),
    ("name", "મારું નામ રમેશ પટેલ છે", "in-msme", "રમેશ પટેલ"),
    ("name", "mera naam Ravi hai", "in-msme", "Ravi"),
    ("name", "maru nam Ramesh Patel che", "in-msme", "Ramesh Patel"),
    ("name", "ผมชื่อสมชาย ใจดีครับ", "th-ssrc", "สมชาย ใจดี"),
    ("name", "Nam Nguyen", "th-ssrc", "Nam Nguyen"),
    ("name", "Main Singh", "in-msme", "Main Singh"),
    ("name", "Iam 😀", "in-msme", "Iam 😀"),
    ("district", "नाम नगर", "in-msme", "नाम नगर"),
    ("name", "Ramesh ji", "in-msme", "Ramesh ji"),
    ("enterprise", "ร้านจ้า", "th-ssrc", "ร้านจ้า"),
    ("enterprise", "ครัวสมชายครับ", "th-ssrc", "ครัวสมชาย"),
    ("consent", "હા", "in-msme", "yes"),
    ("consent", "ตกลง", "th-ssrc", "yes"),
    ("consent", "haan ji 👍", "in-msme", "yes"),
    ("consent", "hu sahmat chu", "in-msme", "yes"),
    ("consent", "1", "in-msme", "yes"),
    ("consent", "ไม่ยินยอม", "th-ssrc", "no"),
    ("consent", "no, I don't agree", "in-msme", "no"),
    ("consent", "नहीं", "in-msme", "no"),
    ("name", "Help Loan Traders", "in-msme", "Help Loan Traders"),
    ("name", "stop", "in-msme", "stop"),
    ("name", "สมชาย ใจดี", "th-ssrc", "สมชาย ใจดี"),
    ("name", "रमेश 🙏", "in-msme", "रमेश 🙏"),
    ("enterprise", "108", "in-msme", "108"),
    ("enterprise", "રમેશ એક્સપોર્ટ", "in-msme", "રમેશ એક્સપોર્ટ"),
    ("region", "gujrat", "in-msme", "IN-GJ"),
    ("region", "यूपी", "in-msme", "IN-UP"),
    ("region", "महाराष्ट्र राज्य", "in-msme", "IN-MH"),
    ("region", "ઉત્તર પ્રદેશ", "in-msme", "IN-UP"),
    ("region", "กทม.", "th-ssrc", "TH-10"),
    ("region", "จังหวัดเชียงใหม่", "th-ssrc", "TH-50"),
    ("region", "chaing mai", "th-ssrc", "TH-50"),
    ("region", "Orissa", "in-msme", "IN-OD"),
    ("district", "वाराणसी", "in-msme", "वाराणसी"),
    ("sector", "saree ki bunai, weaver", "in-msme", "textile"),
    ("sector", "ร้านอาหาร", "th-ssrc", "food"),
    ("sector", "3", "in-msme", "textile"),
    ("sector", "I run a small bakery", "in-msme", "food"),
    ("sector", "सिलाई का काम", "in-msme", "textile"),
    ("sector", "चाय की दुकान", "in-msme", "food"),
    ("sector", "પાપડ બનાવવાનો ગૃહ ઉદ્યોગ", "in-msme", "food"),
    ("sector", "kaleen bunai", "in-msme", "textile"),
    ("sector", "hira na sadhan", "in-msme", "manufacturing"),
    ("sector", "ร้านตัดผม", "th-ssrc", "services"),
    ("sector", "ขายของชำ", "th-ssrc", "retail"),
    ("needs", "1, 3", "in-msme", ["finance", "marketing"]),
    ("needs", "loan aur export", "in-msme", ["finance", "export"]),
    ("needs", "लोन और बाजार", "in-msme", ["finance", "marketing"]),
    ("needs", "લોન અને નિકાસ", "in-msme", ["finance", "export"]),
    ("needs", "ต้องการสินเชื่อและปรับโครงสร้างหนี้", "th-ssrc", ["finance", "recovery"]),
    ("needs", "finance", "in-msme", ["finance"]),
    ("needs", "payment nahi mila", "in-msme", ["dispute"]),
    ("needs", "buyer has not paid", "in-msme", ["dispute"]),
    ("needs", "my loan is overdue", "in-msme", ["recovery"]),
    ("needs", "लोन बकाया है", "in-msme", ["recovery"]),
    ("needs", "હપ્તા બાકી છે", "in-msme", ["recovery"]),
    ("needs", "loan baki hai", "in-msme", ["recovery"]),
    ("needs", "ค้างผ่อนธนาคาร", "th-ssrc", ["recovery"]),
    ("needs", "I have not paid my loan", "in-msme", ["finance"]),
    ("needs", "complaint about the electricity", "in-msme", ["other"]),
    ("needs", "सब्सिडी और ट्रेनिंग", "in-msme", ["finance", "management"]),
    ("description", "x" * 1_500, "in-msme", "x" * 1_500),
    ("trading", "बंद", "in-msme", "stopped"),
    ("trading", "ขายลดลง", "th-ssrc", "falling"),
    ("loan", "nahi hai", "in-msme", "none"),
    ("loan", "ไม่มีหนี้", "th-ssrc", "none"),
    ("loan", "ถูกฟ้อง", "th-ssrc", "court"),
    ("orders", "ખૂબ", "in-msme", "plenty"),
    ("orders", "koi order nahi", "in-msme", "none"),
    ("orders", "નથી", "in-msme", "none"),
    ("orders", "order nathi malta", "in-msme", "none"),
    ("orders", "not a single one", "in-msme", "none"),
    ("orders", "bahut nahi", "in-msme", "some"),
    ("loan", "samaysar bharu chu", "in-msme", "regular"),
    ("age", "6 महीने", "in-msme", "under1"),
    ("age", "૨ વર્ષ", "in-msme", "1to3"),
    ("age", "5 saal", "in-msme", "3to10"),
    ("age", "๑๒ ปี", "th-ssrc", "over10"),
    ("age", "2019", "in-msme", "3to10"),
    ("age", "พ.ศ. 2562", "th-ssrc", "3to10"),
    ("age", "new", "in-msme", "under1"),
    ("age", "pachees saal", "in-msme", "over10"),
    ("age", "पंद्रह साल", "in-msme", "over10"),
    ("age", "દોઢ વર્ષ", "in-msme", "1to3"),
    ("age", "สิบห้าปี", "th-ssrc", "over10"),
    ("age", "ครึ่งปี", "th-ssrc", "under1"),
    ("loan", "ค้างสิบสองงวด", "th-ssrc", "overdue"),
    ("turnover", "35 lakh", "in-msme", "micro"),
    ("turnover", "૧૫ કરોડ", "in-msme", "small"),
    ("turnover", "600 crore", "in-msme", "above"),
    ("turnover", "๑.๕ ล้าน", "th-ssrc", "upto2m"),
    ("turnover", "3 ล้านบาท", "th-ssrc", "upto50m"),
    ("turnover", "micro", "in-msme", "micro"),
    ("turnover", "ขายได้เดือนละแสน", "th-ssrc", "upto2m"),
    ("turnover", "เดือนละสองแสนห้าครับ", "th-ssrc", "upto50m"),
    ("turnover", "3-4 ล้าน", "th-ssrc", "upto50m"),
    ("turnover", "mahine ka 1 crore", "in-msme", "small"),
    ("turnover", "મહિને એક લાખ", "in-msme", "micro"),
    ("registration", "udyam gj 24 0012345", "in-msme", "UDYAM-GJ-24-0012345"),
    ("registration", "UDYAM-UP-०१-०००१२३४", "in-msme", "UDYAM-UP-01-0001234"),
    ("registration", "1-1017-00203-45-0", "th-ssrc", "1101700203450"),
    ("registration", "๑๑๐๑๗๐๐๒๐๓๔๕๐", "th-ssrc", "1101700203450"),
    ("phone", "98765 43210", "in-msme", "+919876543210"),
    ("phone", "०९८७६५४३२१०", "in-msme", "+919876543210"),
    ("phone", "૯૮૭૬૫૪૩૨૧૦", "in-msme", "+919876543210"),
    ("phone", "๐๘๑-๒๓๔-๕๖๗๘", "th-ssrc", "+66812345678"),
    ("phone", "+66 81 234 5678", "in-msme", "+66812345678"),
    ("phone", "mera number 9876543210 hai", "in-msme", "+919876543210"),
    ("contact_time", "shaam ko", "in-msme", "evening"),
    ("contact_time", "ตอนเช้า", "th-ssrc", "morning"),
]


@pytest.mark.parametrize(("field", "typed", "programme", "value"), TAKEN)
def test_taken(field: str, typed: str, programme: str, value: object) -> None:
    assert check(field, typed, programme, TODAY) == Value(value=value)


REFUSED = [
    ("consent", "not sure", "in-msme", "bad-consent"),
    ("consent", "🙏", "in-msme", "bad-consent"),
    ("consent", "…", "th-ssrc", "bad-consent"),
    ("consent", "!!", "in-msme", "bad-consent"),
    ("consent", "yes but not my phone", "in-msme", "bad-consent"),
    ("consent", "why do you ask?", "in-msme", "bad-consent"),
    ("name", "12345", "in-msme", "bad-name"),
    ("name", "🙏🙏", "in-msme", "bad-name"),
    ("enterprise", "👩🏽‍🌾", "in-msme", "bad-enterprise"),
    ("region", "Bangkok", "in-msme", "bad-region"),
    ("region", "Gujarat", "th-ssrc", "bad-region"),
    ("region", "🙏", "th-ssrc", "bad-region"),
    ("needs", "🙏", "in-msme", "bad-needs"),
    ("needs", "10", "in-msme", "bad-needs"),
    ("description", "🙏", "in-msme", "bad-description"),
    ("loan", "0", "in-msme", "bad-loan"),
    ("orders", "pata nahi", "in-msme", "bad-orders"),
    ("orders", "please do not ask me this now", "in-msme", "bad-orders"),
    ("contact_time", "blue", "in-msme", "bad-contact-time"),
    ("age", "old", "in-msme", "bad-age"),
    ("age", "20190", "in-msme", "bad-age"),
    ("turnover", "a lot", "in-msme", "bad-turnover"),
    ("turnover", "several crore", "in-msme", "bad-turnover"),
    ("turnover", "หลายล้าน", "th-ssrc", "bad-turnover"),
    ("registration", "UDYAM-GJ-24-12", "in-msme", "bad-registration-udyam"),
    ("registration", "UDYAM-XX-00-0000000", "in-msme", "bad-registration-udyam-state"),
    ("registration", "123", "th-ssrc", "bad-registration-thai-length"),
    ("registration", "1101700203451", "th-ssrc", "bad-registration-thai-check"),
    ("phone", "12345", "in-msme", "bad-phone-length"),
    ("phone", "0000000000", "in-msme", "bad-phone"),
    ("phone", "मेरा फोन", "in-msme", "bad-phone"),
    ("phone", "🙏", "th-ssrc", "bad-phone"),
    *((field.name, blank, "in-msme", "bad-empty") for field in FIELDS for blank in ("", "  \u200b\n")),
]


@pytest.mark.parametrize(("field", "typed", "programme", "key"), REFUSED)
def test_refused_with_words(field: str, typed: str, programme: str, key: str) -> None:
    assert check(field, typed, programme, TODAY) == Problem(key=key)


def test_every_field_has_a_validator_and_takes_its_own_choices() -> None:
    for programme in PROGRAMMES:
        for field in FIELDS:
            for place, choice in enumerate(choices(field.name, programme), 1):
                for typed in (choice, str(place)):
                    found = check(field.name, typed, programme, TODAY)
                    assert isinstance(found, Value)
                    assert found.value == ([choice] if field.several else choice), (field.name, typed)


@given(st.text(max_size=200), st.sampled_from([field.name for field in FIELDS]), st.sampled_from(PROGRAMMES))
def test_any_text_is_a_value_or_a_problem(text: str, field: str, programme: str) -> None:
    found = check(field, text, programme, TODAY)
    assert isinstance(found, Value | Problem)
    if isinstance(found, Value) and BY_NAME[field].choices:
        assert set(found.value if BY_NAME[field].several else [found.value]) <= set(choices(field, programme))


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_five_thousand_characters_break_nothing(field: str) -> None:
    for text in ("क" * 5_000, "ข้อความ" * 800, "9" * 5_000, "🙏" * 5_000, "a b " * 1_250):
        found = check(field, text, "in-msme", TODAY)
        if isinstance(found, Value) and isinstance(found.value, str):
            assert len(found.value) <= intake_fields.LONGEST_TEXT
            assert found.cut or field not in ("name", "enterprise", "district", "description")


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.data())
def test_the_thai_check_digit_catches_every_single_error(first: str, data: st.DataObject) -> None:
    number = first + registration.thai_check_digit(first)
    assert registration.thai(number) == number
    place = data.draw(st.integers(0, 11))
    wrong = data.draw(st.sampled_from([d for d in "0123456789" if d != number[place]]))
    slipped = number[:place] + wrong + number[place + 1 :]
    # Modulo 11 has two remainders (0 and 10 apart from 1 and 0) that share a digit, so a few errors pass by design.
    if registration.thai_check_digit(slipped[:12]) != number[-1]:
        assert registration.thai(slipped) == registration.Wrong(why="thai-check")


def test_places_are_complete_and_named() -> None:
    assert len(regions.regions("th-ssrc")) == 77
    assert len(regions.regions("in-msme")) == 36
    for programme in PROGRAMMES:
        for code, names in regions.regions(programme).items():
            assert all(regions.name(programme, code, form) for form in FORMS)
            for language in ("en", "hi", "gu", "th"):
                if language in names:
                    assert regions.find(programme, names[language]) == code, names[language]


def test_the_codes_are_those_the_holidays_know() -> None:
    import holidays

    ours = {code[3:] for code in regions.regions("in-msme")}
    known = set(holidays.India.subdivisions)
    assert ours == known


def test_the_order_of_the_questions() -> None:
    assert next_field({}) == "consent"
    assert next_field({field.name: None for field in FIELDS}) is None
    assert missing({}) == ["consent", "name", "enterprise", "region", "needs", "phone"]
