"""Two documents side by side: each is asked what the message asks, and who says nothing is named."""

from __future__ import annotations

from datetime import date

import pytest

from actions.comparing import comparison
from actions.outcomes import Answer, NoAnswer
from knowledge.bundle import Bundle
from knowledge.encoder import open_encoder
from knowledge.language import FORMS
from knowledge.search import Result, Search
from tests.actions.test_context import AND_THE_PHONE, DIFFERENCE, EITHER

BOTH = ("in-cgtmse", "in-pmegp")
TODAY = date(2026, 3, 1)
WHAT_IF = {
    "en": "what if I own a bakery?",
    "hi": "अगर मेरी बेकरी हो तो?",
    "gu": "જો મારી બેકરી હોય તો?",
    "th": "ถ้าเป็นร้านขนมล่ะ",
    "hi-Latn": "agar meri bakery ho to?",
    "gu-Latn": "jo mari bakery hoy to?",
}


@pytest.fixture(scope="module")
def search(opened_bundle: Bundle) -> Search:
    return Search(opened_bundle, open_encoder())


def compare(search: Search, text: str, form: str, sure: bool, detail: str | None = None) -> Answer | NoAnswer:
    def judge(result: Result) -> bool:
        assert result.documents[0] in BOTH
        return sure

    return comparison(search, search.prepare(text, form), BOTH, detail, TODAY, judge)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("detail", [None, "benefits"])
def test_what_neither_says_is_not_known(search: Search, form: str, detail: str | None) -> None:
    """The words of a heading, such as benefits for interest, do not take the place of what is asked for."""
    outcome = compare(search, AND_THE_PHONE[form], form, sure=True, detail=detail)
    assert isinstance(outcome, NoAnswer), outcome
    assert outcome.reason == "not_in_documents"
    assert outcome.nearest
    assert outcome.documents == BOTH


@pytest.mark.parametrize("form", FORMS)
def test_a_follow_up_is_asked_of_both_and_not_answered_with_what_they_are(search: Search, form: str) -> None:
    assert isinstance(compare(search, WHAT_IF[form], form, sure=False), NoAnswer)
    answered = compare(search, WHAT_IF[form], form, sure=True)
    assert isinstance(answered, Answer)
    assert answered.documents == BOTH


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", [EITHER, DIFFERENCE])
def test_who_only_compares_reads_what_both_are(search: Search, form: str, words: dict[str, str]) -> None:
    outcome = compare(search, words[form], form, sure=False)
    assert isinstance(outcome, Answer)
    assert {quote.doc_id for quote in outcome.quotes} == set(BOTH)
    assert outcome.missing == ()


def test_one_that_says_nothing_is_named_and_its_end_warns_of_nothing(search: Search) -> None:
    query = search.prepare("what if I own a bakery?", "en")
    late = date(2027, 1, 1)
    outcome = comparison(search, query, BOTH, None, late, lambda result: result.documents[0] == "in-cgtmse")
    assert isinstance(outcome, Answer)
    assert {quote.doc_id for quote in outcome.quotes} == {"in-cgtmse"}
    assert [choice.document for choice in outcome.missing] == ["in-pmegp"]
    assert outcome.discussed == BOTH
    assert outcome.expired_on == ""  # only PMEGP's period has ended


def test_words_beside_two_names_ask_nothing_but_slots(search: Search) -> None:
    outcome = compare(search, "should I kindly take CGTMSE or PMEGP", "en", sure=True)
    assert isinstance(outcome, Answer)
    assert {quote.doc_id for quote in outcome.quotes} == set(BOTH)
