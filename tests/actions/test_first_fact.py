"""Which fact is quoted first, and why nothing is."""

from __future__ import annotations

from datetime import date

import pytest

from actions.answer import Answerer
from actions.first_fact import in_order
from actions.outcomes import Answer, NoAnswer
from knowledge.bundle import Bundle
from knowledge.confidence import Confidence
from knowledge.documents import GRADES
from knowledge.encoder import open_encoder
from knowledge.language import FORMS
from knowledge.search import Search

SUBSIDY = {
    "en": "how much subsidy in PMEGP",
    "hi": "पीएमईजीपी में कितनी सब्सिडी मिलती है",
    "gu": "પીએમઈજીપીમાં કેટલી સબસિડી મળે",
    "th": "PMEGP ให้เงินอุดหนุนกี่เปอร์เซ็นต์ 🙏",
    "hi-Latn": "pmegp me kitni subsidy milti hai",
    "gu-Latn": "pmegp ma ketli subsidy male",
}
STILL = {
    "en": "will pmegp go on for tailors",
    "hi": "दर्जियों के लिए पीएमईजीपी आगे चलेगी",
    "gu": "દરજી માટે પીએમઈજીપી આગળ ચાલશે",
    "th": "PMEGP จะมีต่อสำหรับช่างตัดเสื้อไหม",
    "hi-Latn": "darji ke liye pmegp aage chalegi",
    "gu-Latn": "darji mate pmegp aagal chalshe 🙂",
}
LAST_DAY = date(2026, 3, 31)  #: of in-pmegp


@pytest.fixture(scope="module")
def search(opened_bundle: Bundle) -> Search:
    return Search(opened_bundle, open_encoder())


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Confidence, "probability", lambda *_: 0.1)
    monkeypatch.setattr(Confidence, "reason", lambda *_: "not_in_documents")


@pytest.mark.parametrize("form", FORMS)
def test_what_holds_for_most_comes_before_what_holds_for_some(search: Search, form: str) -> None:
    """The second loan's subsidy, of a private page, is as near as that of the first."""
    result = search.search(search.prepare(SUBSIDY[form], form))
    first = in_order(search, result).hits[0].passage
    assert first.document == "in-pmegp"
    assert "subsidy" in first.record.lower()
    assert "second loan" not in first.record.lower()


@pytest.mark.parametrize("question", ["", "🙂", "what is CGTMSE", "ชา"])
def test_no_hit_is_lost_or_told_twice(search: Search, question: str) -> None:
    result = search.search(search.prepare(question, "en"))
    ordered = in_order(search, result)
    assert sorted(hit.place for hit in ordered.hits) == sorted(hit.place for hit in result.hits)
    assert [hit.score for hit in ordered.hits] == sorted((hit.score for hit in ordered.hits), reverse=True)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("day", "reason"), [(LAST_DAY, "not_in_documents"), (date(2026, 4, 1), "expired")])
def test_what_is_not_known_of_a_scheme_that_has_ended(
    search: Search, unsure: None, form: str, day: date, reason: str
) -> None:
    outcome = Answerer(search, day).answer(STILL[form], form)
    assert isinstance(outcome, NoAnswer)
    assert outcome.reason == reason
    assert outcome.nearest is not None
    assert outcome.nearest.document == "in-pmegp"


def test_a_phone_number_was_never_known_whether_or_not_the_scheme_has_ended(search: Search, unsure: None) -> None:
    outcome = Answerer(search, date(2027, 1, 1)).answer("pmegp phone number of the director", "en")
    assert isinstance(outcome, NoAnswer)
    assert outcome.reason == "not_in_documents"


@pytest.mark.parametrize("form", FORMS)
def test_of_facts_that_answer_alike_the_better_sourced_are_quoted(search: Search, form: str) -> None:
    """A chat shows two or three: 25 % and 35 % for special categories, not a private page's second loan."""
    outcome = Answerer(search, LAST_DAY).answer(SUBSIDY[form], form)
    assert isinstance(outcome, Answer)
    grades = [GRADES.index(quote.grade) for quote in outcome.quotes[1:]]
    assert grades == sorted(grades)
