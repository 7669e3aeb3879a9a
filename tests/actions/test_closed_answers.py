"""What people write where choices are offered: never taken for its opposite, and understood where it can be."""

from __future__ import annotations

from datetime import date

import pytest

from actions.intake_fields import Problem, check

TODAY = date(2026, 11, 22)
GIVEN = {
    "trading": {
        "falling": ["not good", "very slow 😟", "धीमा चल रहा है", "अच्छा नहीं चल रहा", "ધંધો સારો નથી", "ધંધો ઓછો છે", "ยอดขายตก",
                    "ขายไม่ค่อยดี", "dhanda manda hai", "dhandho ocho che", "acha nahi chal raha", "not growing"],
        "growing": ["good", "अच्छा", "સારો", "ดีขึ้น"],
        "steady": ["ठीक ठाक", "thik thak", "เรื่อยๆ", "ઠીક ઠીક"],
    },
    "loan": {
        "late": ["2 months late", "दो महीने से किस्त नहीं दी", "બે મહિનાથી બાકી", "ค้างสองเดือน", "do mahine se kist nahi di",
                 "be mahina thi baki", "one month", "not paid on time", "समय पर नहीं", "ผ่อนไม่ทัน 🙏", "teen mahine se baki"],
        "overdue": ["5 months late", "पाँच महीने से किस्त नहीं दी", "છ મહિનાથી બાકી", "ค้างห้าเดือน", "ค้างเกิน 3 เดือน",
                    "chhe mahine se nahi bhari", "more than 3 months", "paanch kist baki", "npa", "ek saal se nahi di"],
        "regular": ["not behind", "never missed an instalment", "ไม่เคยค้าง", "कोई किस्त बाकी नहीं", "બાકી નથી", "baki nathi", "on time"],
        "none": ["no loans", "I don't have one", "नहीं है", "નથી", "ไม่มี", "nathi"],
        "court": ["bank ka notice aaya", "नोटिस आया है", "ได้หมายศาล"],
    },
    "age": {
        "3to10": ["five years", "पाँच साल", "પાંચ વર્ષ", "ห้าปีครับ", "paanch saal", "panch varsh 🙏"],
        "1to3": ["two years", "दो साल", "બે વર્ષ", "สองปี"],
    },
    "orders": {
        "some": ["a few", "not many", "थोड़े बहुत", "बहुत कम", "ખૂબ ઓછા", "พอมี", "น้อยมาก", "ไม่มาก", "thode bahut", "thoda"],
        "plenty": ["many", "बहुत", "ખૂબ", "เยอะ"],
        "none": ["no orders", "एक भी नहीं", "ไม่มี"],
    },
}  # fmt: skip
ASKED_AGAIN = [
    ("loan", "no money to pay the instalment"), ("loan", "भरने के पैसे नहीं है"), ("loan", "હપ્તા ભર્યા નથી"),
    ("loan", "ไม่มีเงินผ่อน"), ("loan", "hapta bharya nathi"), ("loan", "12 instalments are paid already"),
    ("loan", "98765"), ("trading", "🙏"), ("orders", "2015"),
    ("consent", "pata nahi"), ("consent", "मुझे पता नहीं"), ("consent", "ખબર નથી"), ("consent", "ไม่รู้ค่ะ"),
    ("consent", "khabar nathi"), ("consent", "I don't know"), ("consent", "समझ नहीं आया"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "typed"),
    [(name, value, typed) for name, given in GIVEN.items() for value, words in given.items() for typed in words],
)
def test_what_is_meant(name: str, value: str, typed: str) -> None:
    found = check(name, typed, "in-msme", TODAY)
    assert not isinstance(found, Problem)
    assert found.value == value


@pytest.mark.parametrize(("name", "typed"), ASKED_AGAIN)
def test_what_may_mean_the_opposite_is_asked_again(name: str, typed: str) -> None:
    assert isinstance(check(name, typed, "in-msme", TODAY), Problem)


@pytest.mark.parametrize(
    "typed",
    ["haan ji theek hai", "yes ok fine", "हाँ जी, ठीक है", "હા બરાબર, લખો", "ได้ครับ ตกลง", "ha ji barabar", "ok 👍"],
)
def test_a_yes_of_several_words_is_a_yes(typed: str) -> None:
    found = check("consent", typed, "in-msme", TODAY)
    assert not isinstance(found, Problem)
    assert found.value == "yes"
