"""A contact asked of one document is that document's own, or is not known; a bare word fits none."""

from __future__ import annotations

from datetime import date

import pytest

from actions.answer import Answerer
from actions.contact_of_one import contact_of_one
from actions.context import is_bare, knows_all
from actions.outcomes import Answer, NoAnswer
from knowledge.bundle import Bundle
from knowledge.encoder import open_encoder
from knowledge.language import FORMS
from knowledge.search import Search

SITE = {
    "en": "pmegp website",
    "hi": "पीएमईजीपी की वेबसाइट",
    "gu": "પીએમઈજીપી વેબસાઇટ",
    "th": "เว็บ PMEGP 🙏",
    "hi-Latn": "pmegp ki website",
    "gu-Latn": "pmegp ni website",
}
BARE = {
    "en": ["loan", "need loan", "subsidy?", "phone number"],
    "hi": ["लोन", "सब्सिडी", "पैसा चाहिए"],
    "gu": ["લોન", "સબસિડી", "પૈસા જોઈએ 🙏"],
    "th": ["สินเชื่อ", "เงินกู้", "ดอกเบี้ย"],
    "hi-Latn": ["lon", "paisa chahiye", "byaj"],
    "gu-Latn": ["loan joie", "vyaj", "sabsidi"],
}


@pytest.fixture(scope="module")
def search(opened_bundle: Bundle) -> Search:
    return Search(opened_bundle, open_encoder())


@pytest.fixture(scope="module")
def answerer(search: Search) -> Answerer:
    return Answerer(search, date(2026, 1, 22))


@pytest.mark.parametrize("form", FORMS)
def test_a_contact_of_one_document_is_its_own(search: Search, form: str) -> None:
    contact = contact_of_one(search, search.search(search.prepare(SITE[form], form)))
    assert contact is not None
    assert contact.document == contact.found.documents[0] == "in-pmegp"
    assert {hit.passage.document for hit in contact.found.hits} <= {"in-pmegp"}


@pytest.mark.parametrize("question", ["how do I use cgtmse", "phone number", "pmegp or cgtmse phone", "", "🙂"])
def test_what_asks_no_contact_of_one_document_is_left_alone(search: Search, question: str) -> None:
    assert contact_of_one(search, search.search(search.prepare(question, "en"))) is None


def test_another_documents_phone_is_never_shown_for_it(answerer: Answerer) -> None:
    outcome = answerer.answer("pmegp phone number", "en")
    quoted = {quote.doc_id for quote in outcome.quotes} if isinstance(outcome, Answer) else set()
    assert quoted <= {"in-pmegp"}
    assert outcome.documents[0] == "in-pmegp"


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in BARE.items() for text in texts])
def test_a_word_that_fits_any_scheme_is_asked_about(answerer: Answerer, form: str, text: str) -> None:
    outcome = answerer.answer(text, form)
    assert isinstance(outcome, NoAnswer)
    assert outcome.reason == "ambiguous"


@pytest.mark.parametrize("text", ["", "🙂", "pmegp loan", "loan for women", "loan without collateral", "chai ki dukan"])
def test_what_says_more_is_not_bare(search: Search, text: str) -> None:
    assert not is_bare(search, search.prepare(text, "en"))


def test_a_document_knows_all_of_nothing(search: Search) -> None:
    """ "เบอร์ ธ.ก.ส." is a name of single letters and "number": no word is left that its document could lack."""
    assert knows_all(search, "in-pmegp", [])
    assert knows_all(search, "in-pmegp", [("subsidy",)])
    assert not knows_all(search, "in-pmegp", [("subsidy",), ("ชา",)])
