"""Conversations: two documents side by side, follow-ups, bare questions of what something is; in every form."""

from __future__ import annotations

from datetime import date

import pytest

from actions.answer import Answerer
from actions.context import asks_what_it_is, compared, goes_on
from actions.outcomes import Answer, NoAnswer, Topic
from knowledge.bundle import Bundle
from knowledge.encoder import open_encoder
from knowledge.language import FORMS
from knowledge.search import Search

EITHER = {
    "en": "CGTMSE or PMEGP?",
    "hi": "सीजीटीएमएसई या पीएमईजीपी?",
    "gu": "સીજીટીએમએસઈ કે પીએમઈજીપી?",
    "th": "CGTMSE กับ PMEGP ของอินเดีย อันไหนดี",
    "hi-Latn": "cgtmse ya pmegp?",
    "gu-Latn": "cgtmse ke pmegp 🙏",
}
DIFFERENCE = {
    "en": "what's the difference",
    "hi": "दोनों में क्या अंतर है",
    "gu": "બંનેમાં શું તફાવત છે",
    "th": "ต่างกันยังไง",
    "hi-Latn": "dono mein kya fark hai",
    "gu-Latn": "banne ma su farak che",
}
WHAT = {
    "en": "what is CGTMSE",
    "hi": "सीजीटीएमएसई क्या है",
    "gu": "સીજીટીએમએસઈ શું છે",
    "th": "CGTMSE ของอินเดียคืออะไร",
    "hi-Latn": "cgtmse kya hota hai batao",
    "gu-Latn": "cgtmse etle su",
}
AND_THE_PHONE = {
    "en": "and the phone number?",
    "hi": "और फोन नंबर?",
    "gu": "અને ફોન નંબર?",
    "th": "แล้วเบอร์โทรล่ะ",
    "hi-Latn": "aur phone number?",
    "gu-Latn": "ane phone number?",
}


@pytest.fixture(scope="module")
def search(opened_bundle: Bundle) -> Search:
    return Search(opened_bundle, open_encoder())


@pytest.fixture(scope="module")
def answerer(search: Search) -> Answerer:
    return Answerer(search, date(2026, 3, 1))


@pytest.mark.parametrize("form", FORMS)
def test_two_names_are_set_side_by_side(answerer: Answerer, form: str) -> None:
    outcome = answerer.answer(EITHER[form], form)
    assert isinstance(outcome, Answer)
    assert outcome.language == form
    assert outcome.documents == ("in-cgtmse", "in-pmegp")
    assert [quote.doc_id for quote in outcome.quotes] == ["in-cgtmse", "in-cgtmse", "in-pmegp"]


@pytest.mark.parametrize("form", FORMS)
def test_the_two_just_discussed_are_compared(answerer: Answerer, form: str) -> None:
    topic = Topic(document="in-pmegp in-cgtmse", question=WHAT[form])
    outcome = answerer.answer(DIFFERENCE[form], form, topic)
    assert isinstance(outcome, Answer)
    assert outcome.documents == ("in-pmegp", "in-cgtmse")


@pytest.mark.parametrize("form", FORMS)
def test_without_two_before_a_difference_is_no_comparison(search: Search, form: str) -> None:
    query = search.prepare(DIFFERENCE[form], form)
    assert compared(search, query, Topic()) == ()
    assert compared(search, query, Topic(document="in-pmegp")) == ()
    assert compared(search, query, Topic(document="in-pmegp in-nowhere")) == ()


@pytest.mark.parametrize("form", FORMS)
def test_after_a_comparison_a_follow_up_is_asked_of_both(search: Search, form: str) -> None:
    topic = Topic(document="in-cgtmse in-pmegp", question=EITHER[form])
    assert compared(search, search.prepare(AND_THE_PHONE[form], form), topic) == ("in-cgtmse", "in-pmegp")


@pytest.mark.parametrize("form", FORMS)
def test_what_it_is_comes_with_its_main_benefit(answerer: Answerer, search: Search, form: str) -> None:
    assert asks_what_it_is(search, search.prepare(WHAT[form], form)) == "in-cgtmse"
    outcome = answerer.answer(WHAT[form], form)
    assert isinstance(outcome, Answer)
    shown = [quote.passage_id for quote in outcome.quotes]
    assert shown[:2] == ["in-cgtmse#what-it-is-1", "in-cgtmse#benefits-1"]


@pytest.mark.parametrize(
    ("form", "question"),
    [
        ("en", "What services does CGTMSE offer?"),
        ("en", "what is CGTMSE and what help does it give"),
        ("hi", "सीजीटीएमएसई क्या सेवा देता है"),
        ("gu", "સીજીટીએમએસઈ શું સેવા આપે છે 🙏"),
        ("th", "CGTMSE คืออะไร มีบริการอะไรบ้าง"),
        ("hi-Latn", "cgtmse kya hai aur kya seva deta hai"),
        ("gu-Latn", "cgtmse su chhe ane su seva ape"),
    ],
)
def test_which_services_it_has_is_what_it_is(search: Search, form: str, question: str) -> None:
    assert asks_what_it_is(search, search.prepare(question, form)) == "in-cgtmse"


@pytest.mark.parametrize(
    "question", ["what is the fee of CGTMSE", "सीजीटीएमएसई का फोन", "CGTMSE or PMEGP", "loan", "", "กู้เงิน"]
)
def test_more_than_a_name_is_no_bare_question(search: Search, question: str) -> None:
    assert asks_what_it_is(search, search.prepare(question)) is None


@pytest.mark.parametrize("form", FORMS)
def test_a_follow_up_for_what_the_document_lacks_is_refused(answerer: Answerer, form: str) -> None:
    outcome = answerer.answer(AND_THE_PHONE[form], form, Topic(document="in-cgtmse", question=WHAT[form]))
    assert isinstance(outcome, NoAnswer), outcome


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("and the interest?", True), ("what if I'm SC?", True), ("और ब्याज?", True), ("અને વ્યાજ?", True),
        ("แล้วดอกเบี้ยล่ะ", True), ("aur byaj?", True), ("jo hu SC hou to?", True), ("agar main SC hu", True),
        ("interest of mudra", False), ("android app", False), ("औरत के लिए लोन", False), ("", False), ("🙂", False),
    ],
)  # fmt: skip
def test_words_that_tie_a_message_to_the_one_before(text: str, so: bool) -> None:
    assert goes_on(text) is so
