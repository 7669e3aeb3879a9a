from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language import FORMS
from knowledge.slots import ATTRIBUTES, asked_for, holds, holds_all, preferred, slots
from tests.knowledge.test_text import ANY_TEXT, FIXED

ASKED = {
    "phone": {
        "en": "What is the helpline of GeM?",
        "hi": "जेम का हेल्पलाइन फोन क्या है",
        "gu": "જેમનો ફોન નંબર આપો ☎️",
        "th": "ขอเบอร์โทรหน่อย",
        "hi-Latn": "helpline ka phone batao",
        "gu-Latn": "toll free phone aapo",
    },
    "address": {
        "en": "office address please",
        "hi": "दफ्तर का पता बताइए",
        "gu": "ઓફિસનું સરનામું",
        "th": "ที่อยู่สำนักงาน 📍",
        "hi-Latn": "office ka pata kya hai",
        "gu-Latn": "office nu sarnamu",
    },
    "email": {"en": "their e-mail?", "hi": "ईमेल क्या है", "gu": "ઈમેલ આપો", "th": "ขออีเมล", "hi-Latn": "email do"},
    "amount": {
        "en": "how much money is given",
        "hi": "कितना पैसा मिलेगा",
        "gu": "કેટલા રૂપિયા મળે",
        "th": "ได้เงินเท่าไหร่",
        "hi-Latn": "kitna paisa milega",
        "gu-Latn": "ketla paisa male",
    },
    "interest": {
        "en": "what is the interest rate",
        "hi": "ब्याज कितना",
        "gu": "વ્યાજ કેટલું",
        "th": "ดอกเบี้ยร้อยละเท่าไร",
        "hi-Latn": "byaj kitna hai",
        "gu-Latn": "vyaj ketlu chhe",
    },
    "next_date": {
        "en": "what is the last date",
        "hi": "आखिरी तारीख क्या है",
        "gu": "છેલ્લી તારીખ કઈ",
        "th": "วันสุดท้ายคือวันไหน",
        "hi-Latn": "last date kab hai",
        "gu-Latn": "chhelli tarikh kai",
    },
}
NOTHING_ASKED = {
    "en": "what is GeM",
    "hi": "जेम क्या है 🙂",
    "gu": "જેમ શું છે",
    "th": "GeM คืออะไร",
    "hi-Latn": "gem kya hai",
    "gu-Latn": "gem shu chhe",
}


@pytest.mark.parametrize(
    ("slot", "form", "text"), [(slot, form, text) for slot, texts in ASKED.items() for form, text in texts.items()]
)
def test_what_a_question_asks_for(slot: str, form: str, text: str) -> None:
    assert slot in asked_for(text, form)
    assert slot in asked_for(f"  {text.upper()}\u200b ", form)


@pytest.mark.parametrize(("form", "text"), NOTHING_ASKED.items())
def test_a_question_that_asks_for_no_value(form: str, text: str) -> None:
    assert asked_for(text, form) == ()


@pytest.mark.parametrize(
    ("text", "form", "slots"),
    [
        ("phone number and address of the office", "en", {"phone", "address"}),
        ("फोन और ईमेल दोनों दो", "hi", {"phone", "email"}),
        ("how much interest do they charge per month", "en", {"interest", "fee"}),
        ("kitna byaj lagega", "hi-Latn", {"interest"}),
        ("सब्सिडी कितने प्रतिशत है", "hi", {"subsidy"}),
        ("કેટલા ટકા વ્યાજ લાગે", "gu", {"interest"}),
        ("ketlu vyaj lage", "gu-Latn", {"interest"}),
        ("ดอกเบี้ยเท่าไหร่", "th", {"interest"}),
        ("महाराष्ट्र में जीएसटी के अंदर मिस्त्री का काम", "hi", set()),
        ("", "en", set()),
        ("😀", "th", set()),
    ],
)
def test_a_question_may_ask_for_more_than_one_value(text: str, form: str, slots: set[str]) -> None:
    assert set(asked_for(text, form)) == slots


@pytest.mark.parametrize(
    ("slot", "text", "held"),
    [
        ("phone", "Tele MANAS helpline: 14416, free, day and night.", True),
        ("phone", "Call 1800-111-222 or 02-345-6789.", True),
        ("phone", "Phone of the office in Thailand: 1357.", True),
        ("phone", "Apply online on the portal.", False),
        ("phone", "A loan of Rs 10,000 for 2 lakh units.", False),
        ("address", "Head office: 120 Rama Road, Bangkok.", True),
        ("address", "The scheme is for weavers.", False),
        ("email", "Write to help@example.org.", True),
        ("email", "Write a letter.", False),
        ("amount", "At most Rs 10 lakh.", True),
        ("amount", "It also gives support for branding.", False),
        ("percent", "A subsidy of 35% of the cost.", True),
        ("percent", "At most Rs 10 lakh.", False),
        ("next_date", "Apply until 30 December 2025.", True),
        ("next_date", "Launched on 29 June.", False),
        ("person", "Shri Ramesh heads the council.", True),
        ("person", "It is under the Ministry of Finance.", False),
        ("fee", "Registration is free of cost.", True),
        ("fee", "A loan of Rs 10,000.", False),
        ("hours", "Free, day and night.", True),
        ("validity", "The certificate is valid for 3 years.", True),
        ("validity", "Apply on the portal.", False),
        ("people_helped", "In 2025 PMEGP assisted 84,034 new units.", True),
        ("people_helped", "Loans carry 5% interest.", False),
        ("interest", "The loan carries 5% interest.", True),
        ("age", "Age 21-40.", True),
        ("age", "For PM Vishwakarma you must be 18 or older.", True),
        ("age", "The SSRC passes it to the right agency.", False),
        ("age", "You cannot take it if you took a loan in the past 5 years.", False),
        ("tax", "Loans carry 5% interest.", False),
        ("phone", "Information line: 1358.", True),
        ("phone", "The headline of the page for units gives 100.", False),
        ("phone", "Contact not confirmed: an undated blog prints 1331.", False),
        ("address", "Papers: identity proof, address proof, photograph.", False),
        ("address", "It pays for capacity building.", False),
        ("hours", "It assisted 71 PMEGP units; fees are 0.25-0.30% a year.", False),
        ("hours", "Open 08.30-16.30.", True),
        ("validity", "Interest is fixed for 3 years, with a valid Udyam registration.", False),
        ("fee", "The Office of the Higher Education Commission was a partner.", False),
        ("fee", "An interest-free loan.", False),
        ("quota", "Papers: quotation for the machinery.", False),
        ("people_helped", "It deals with lenders under version 5.0.", False),
        ("people_helped", "2.92 crore informal micro enterprises were on it.", True),
        ("education", "The unit's account is standard.", False),
        ("education", "At least class VIII pass.", True),
        ("own_share", "Apply for ODOP margin money online.", False),
        ("next_date", "It is partner 18, as listed on 23 August 2017.", False),
        ("waiting", "PSB Loans in 59 Minutes asks for GST registration.", False),
        ("names_list", "The certification fee: Bronze Rs 10,000, Silver Rs 40,000.", False),
        ("names_list", "Banks: Krungthai, BAAC, EXIM, ออมสิน.", True),
    ],
)
def test_what_a_text_holds(slot: str, text: str, held: bool) -> None:
    assert holds(slot, text) is held


def test_contacts_are_slots_that_can_be_asked_for() -> None:
    assert {"phone", "address", "email"} <= {name for name, slot in slots().items() if slot.group == "contact"}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_can_ask_for_every_slot(form: str) -> None:
    asked = yaml.safe_load((ATTRIBUTES / f"{form}.yml").read_text(encoding="utf-8"))
    assert list(asked) == list(slots())
    assert all(asked.values())


@FIXED
@given(ANY_TEXT, st.sampled_from(FORMS))
def test_any_text_has_an_answer_for_every_slot(text: str, form: str) -> None:
    found = asked_for(text, form)
    assert len(set(found)) == len(found)
    assert all(holds(slot, text) in (True, False) for slot in found)


@pytest.mark.parametrize(
    ("text", "form", "slots"),
    [
        ("which banks give the loan", "en", {"banks"}),
        ("कौन कौन से बैंक लोन देते हैं", "hi", {"banks"}),
        ("કઈ બેંક લોન આપે", "gu", {"banks"}),
        ("กู้กับธนาคารไหนได้", "th", {"banks"}),
        ("bank ki list do", "hi-Latn", {"banks", "names_list"}),
        ("kai kai bank aape", "gu-Latn", {"banks"}),
        ("paisa kab tak aata hai", "hi-Latn", {"waiting"}),
        ("ศูนย์ช่วยเหลือเอสเอ็มอี", "th", set()),
        ("last date kab tak hai, paisa kab milega", "hi-Latn", {"waiting", "next_date"}),
    ],
)
def test_a_bank_is_asked_for_and_a_wait_is_no_last_date(text: str, form: str, slots: set[str]) -> None:
    assert set(asked_for(text, form)) == slots


@pytest.mark.parametrize(
    ("slots", "text", "held"),
    [
        (("amount", "count"), "25 centres were working.", True),  # "ketla" is "how much" and "how many"
        (("amount", "women"), "Rs 5 lakh for all.", False),
        (("amount",), "25 centres were working.", False),
        ((), "", True),
    ],
)
def test_of_the_measures_one_will_do(slots: tuple[str, ...], text: str, held: bool) -> None:
    assert holds_all(slots, text) is held


@pytest.mark.parametrize(
    "text",
    ["the biggest loan", "सबसे बड़ा लोन", "સૌથી મોટી લોન", "กู้สูงสุด", "sabse bada loan", "vadhuma vadhu ketli loan"],
)
def test_the_biggest_prefers_a_fact_that_names_an_end(text: str) -> None:
    assert preferred(text) == ("ceiling",)
    assert holds_all(preferred(text), "The ceiling is Rs 10 crore.")
    assert "ceiling" not in asked_for(text, "en")
    assert preferred("what is GeM") == ()
