"""A question against the small bundle: an answer of quotes, an honest no, details, and what may fit."""

from __future__ import annotations

from datetime import date

import pytest

from actions.answer import Answerer
from actions.outcomes import DETAILS, Answer, Clarify, NoAnswer, Topic
from actions.quoting import best_source
from knowledge.bundle import Bundle
from knowledge.documents import GRADES
from knowledge.encoder import open_encoder
from knowledge.language import FORMS, by_script, native
from knowledge.questions import REASONS
from knowledge.search import Search
from tests import tiny
from tests.fakes import card

TODAY = date(2026, 11, 22)
ABOUT_CGTMSE = {
    "en": "What is CGTMSE?",
    "hi": "सीजीटीएमएसई क्या है?",
    "gu": "સીજીટીએમએસઈ શું છે?",
    "th": "CGTMSE ของอินเดียคืออะไร",
    "hi-Latn": "cgtmse kya hai",
    "gu-Latn": "cgtmse shu che 🙏🏽",
}


@pytest.fixture(scope="module")
def search(opened_bundle: Bundle) -> Search:
    return Search(opened_bundle, open_encoder())


@pytest.fixture(scope="module")
def answerer(search: Search) -> Answerer:
    return Answerer(search, TODAY)


# --- answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "question"), ABOUT_CGTMSE.items())
def test_a_question_in_any_form_is_answered_with_quotes_of_one_document(
    answerer: Answerer, opened_bundle: Bundle, form: str, question: str
) -> None:
    outcome = answerer.answer(question, form)
    assert isinstance(outcome, Answer)
    assert outcome.language == form
    assert {quote.doc_id for quote in outcome.quotes} == {"in-cgtmse"} == {outcome.documents[0]}
    assert 1 <= len(outcome.quotes) <= 4
    passages = {passage.id: passage for passage in opened_bundle.passages_of("in-cgtmse")}
    for quote in outcome.quotes:
        texts = passages[quote.passage_id].texts
        # The best text there is: the person's own language, else the text of record.
        assert quote.language == (native(form) if native(form) in texts else "en")
        assert quote.translated is (quote.language != "en")
        if form == native(form):
            assert quote.quote == texts[quote.language]
        else:
            assert by_script(quote.quote) == "Latn"
        assert quote.source_title
        assert quote.grade in GRADES
        assert quote.as_of


def test_the_form_is_found_out_when_none_is_given(answerer: Answerer) -> None:
    for form in ("hi", "gu", "th"):
        assert answerer.answer(ABOUT_CGTMSE[form]).language == form


@pytest.mark.parametrize("question", ["", " ", "🙂🙂", "\x00", "/restart", "ﷺ" * 10, "ก็็็็็็" * 9, "\ud83d", "१४४१६"])
@pytest.mark.parametrize("form", [None, *FORMS])
def test_whatever_is_asked_the_outcome_is_a_value(answerer: Answerer, question: str, form: str | None) -> None:
    outcome = answerer.answer(question, form, Topic(document="in-cgtmse", question=question))
    assert isinstance(outcome, Answer | Clarify | NoAnswer)
    assert 0 <= outcome.probability <= 1
    assert form is None or outcome.language == form


@pytest.mark.parametrize(
    "words", ["मुझे लोन चाहिए ", "મારે લોન જોઈએ ", "ฉันต้องการเงินกู้", "mujhe loan chahiye ", "🙏🏽", "x"]
)
def test_ten_thousand_characters_have_an_outcome_too(answerer: Answerer, words: str) -> None:
    assert isinstance(answerer.answer((words * 10_000)[:10_000]), Answer | Clarify | NoAnswer)


@pytest.mark.parametrize(
    "question", ["Who won the cricket match?", "आज मौसम कैसा है?", "આજે મેચ કોણ જીત્યું?", "พรุ่งนี้ฝนจะตกไหม", "aaj mausam kaisa hai"]
)  # fmt: skip
def test_what_no_document_knows_is_not_answered(answerer: Answerer, question: str) -> None:
    outcome = answerer.answer(question)
    assert isinstance(outcome, NoAnswer)
    assert outcome.reason in REASONS


def test_a_fact_that_nothing_was_found_is_a_reason_and_no_answer(answerer: Answerer) -> None:
    outcome = answerer.answer("Does PMEGP continue after March 2026?", "en")
    assert isinstance(outcome, NoAnswer)
    assert outcome.reason == "not_in_documents"
    assert outcome.absence
    assert outcome.absence.doc_id == "in-pmegp"


@pytest.mark.parametrize(("today", "expired"), [(date(2026, 3, 31), ""), (date(2026, 4, 1), "2026-03-31")])
def test_a_scheme_has_ended_the_day_after_its_last(search: Search, today: date, expired: str) -> None:
    """in-pmegp is stated to run until 31 March 2026."""
    assert search.bundle.cards["in-pmegp"].valid_until == "2026-03-31"
    outcome = Answerer(search, today).answer("What is PMEGP?", "en")
    assert isinstance(outcome, Answer)
    assert outcome.expired_on == expired


def test_a_document_without_an_end_never_ends(answerer: Answerer) -> None:
    outcome = answerer.answer("What is CGTMSE?", "en")
    assert isinstance(outcome, Answer)
    assert outcome.expired_on == ""


# --- follow-ups ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "follow_up"),
    [("en", "who can apply?"), ("hi", "कौन आवेदन कर सकता है?"), ("gu", "કોણ અરજી કરી શકે?")],
)
def test_a_short_follow_up_is_about_the_document_just_discussed(answerer: Answerer, form: str, follow_up: str) -> None:
    topic = Topic(document="in-cgtmse", question=ABOUT_CGTMSE[form], detail="eligibility")
    outcome = answerer.answer(follow_up, form, topic)
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].doc_id == "in-cgtmse"


def test_a_question_that_names_another_document_is_about_that(answerer: Answerer) -> None:
    topic = Topic(document="in-cgtmse", question="What is CGTMSE?")
    outcome = answerer.answer("What is PMEGP?", "en", topic)
    assert isinstance(outcome, Answer)
    assert outcome.quotes[0].doc_id == "in-pmegp"


def test_a_topic_that_is_no_document_changes_nothing(answerer: Answerer) -> None:
    assert answerer.answer("What is PMEGP?", "en", Topic(document="in-nowhere")) == answerer.answer(
        "What is PMEGP?", "en"
    )


# --- details ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("detail", "section"), [("benefits", "benefits"), ("eligibility", "who-can-apply"), ("apply", "how-to-apply")]
)
def test_a_detail_is_the_facts_under_its_heading(answerer: Answerer, form: str, detail: str, section: str) -> None:
    outcome = answerer.detail("in-cgtmse", detail, form)
    assert isinstance(outcome, Answer)
    assert outcome.language == form
    assert [quote.passage_id for quote in outcome.quotes] == [f"in-cgtmse#{section}-1"]
    assert set(outcome.details) == {"benefits", "eligibility", "apply"} - {detail}


@pytest.mark.parametrize("detail", ["papers", "contact"])
def test_a_heading_the_document_lacks_is_no_answer(answerer: Answerer, detail: str) -> None:
    outcome = answerer.detail("in-cgtmse", detail, "gu")
    assert isinstance(outcome, NoAnswer)
    assert outcome.nearest
    assert outcome.nearest.document == "in-cgtmse"


def test_without_a_heading_it_is_an_overview(answerer: Answerer) -> None:
    outcome = answerer.detail("in-cgtmse", "", "en")
    assert isinstance(outcome, Answer)
    shown = [quote.passage_id for quote in outcome.quotes]
    assert shown == ["in-cgtmse#what-it-is-1", "in-cgtmse#benefits-1", "in-cgtmse#who-can-apply-1"]


def test_only_what_a_document_can_say_is_offered(answerer: Answerer) -> None:
    offered = {document: set(answerer.details_of(document)) for document in tiny.KEPT}
    for document, sections in tiny.KEPT.items():
        assert offered[document] == {name for name, wanted in DETAILS.items() if set(wanted) & set(sections)}


# --- what may fit -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "wish"),
    [("en", "I need a loan for my shop"), ("hi", "मुझे दुकान के लिए लोन चाहिए"), ("gu", "મારે દુકાન માટે લોન જોઈએ"),
     ("th", "ฉันต้องการเงินกู้สำหรับร้านค้า"), ("hi-Latn", "mujhe dukan ke liye loan chahiye"),
     ("gu-Latn", "mare dukan mate loan joie")],
)  # fmt: skip
def test_only_schemes_and_programmes_are_offered(
    answerer: Answerer, opened_bundle: Bundle, form: str, wish: str
) -> None:
    outcome = answerer.find(wish, form)
    assert outcome.language == form
    choices = outcome.choices if isinstance(outcome, Clarify) else ()
    assert len(choices) <= 3
    for choice in choices:
        assert choice.why or opened_bundle.cards[choice.document].kind in ("scheme", "programme")
        assert choice.document.startswith("th-" if form == "th" else "in-")
        assert choice.title == answerer.title(choice.document, form)
    if form != "th":
        assert {choice.document for choice in choices} == {"in-cgtmse", "in-pmegp"}


# --- documents ----------------------------------------------------------------------------------------------------


def test_a_title_is_in_the_form_of_the_person(answerer: Answerer, opened_bundle: Bundle) -> None:
    titles = opened_bundle.cards["in-cgtmse"].titles
    for form in ("en", "hi", "gu", "th"):
        assert answerer.title("in-cgtmse", form) == titles[form]
    for form in ("hi-Latn", "gu-Latn"):
        assert by_script(answerer.title("in-cgtmse", form)) == "Latn"


def test_a_contact_is_the_first_fact_under_its_heading(answerer: Answerer) -> None:
    found = answerer.first_fact("in-tele-manas", "Contacts")
    assert found
    assert "14416" in found[1].texts["en"]
    assert answerer.first_fact("in-cgtmse", "Contacts") is None
    assert answerer.first_fact("in-nowhere", "Contacts") is None


SOURCES = tuple(
    {"number": number, "title": grade, "url": "", "date": "", "grade": grade}
    for number, grade in enumerate(["private", "press", "official", "institutional", "official"], 1)
)


@pytest.mark.parametrize(
    ("cited", "number"),
    [((1, 2), 2), ((1, 2, 4), 4), ((1, 2, 3, 4), 3), ((5, 3), 3), ((1,), 1), ((), 3), ((99,), 3)],
)
def test_the_best_graded_source_of_a_fact_is_shown(cited: tuple[int, ...], number: int) -> None:
    assert best_source(card(sources=SOURCES), cited)["number"] == number
