"""Who asks for the most is told the largest sum first: of Mudra's four steps the first ends at 50,000."""

from __future__ import annotations

from datetime import date

import pytest

from actions.answer import Answerer
from actions.outcomes import Answer
from bot import settings as configuration
from knowledge.bundle import Bundle
from knowledge.encoder import kind_of, open_encoder
from knowledge.search import Search

MOST = {
    "en": ("maximum mudra loan", "what is the most mudra gives"),
    "hi": ("मुद्रा लोन अधिकतम कितना", "मुद्रा में सबसे ज्यादा कितना मिलता है"),
    "gu": ("મુદ્રા લોન વધુમાં વધુ કેટલી", "મુદ્રામાં સૌથી વધુ કેટલી મળે"),
    "th": ("mudra กู้ได้สูงสุดเท่าไหร่", "mudra ให้กู้มากที่สุดเท่าไร 🙏"),
    "hi-Latn": ("mudra loan me sabse jyada kitna milta hai", "mudra me jyada se jyada kitna"),
    "gu-Latn": ("mudra loan vadhu ma vadhu ketli", "mudra ma sauthi vadhare ketli loan"),
}
ROWS = [(form, question) for form, questions in MOST.items() for question in questions]


@pytest.fixture(scope="module")
def answerer(prepared: None) -> Answerer:
    bundle = Bundle(configuration.from_env().live_bundle)
    return Answerer(Search(bundle, open_encoder(kind_of(bundle.manifest["encoder"]))), date(2026, 11, 22))


@pytest.mark.parametrize(("form", "question"), ROWS)
def test_the_largest_sum_stands_first(answerer: Answerer, form: str, question: str) -> None:
    outcome = answerer.answer(question, form)
    assert isinstance(outcome, Answer), outcome
    assert outcome.quotes[0].doc_id == "in-pmmy-mudra"
    assert "20" in outcome.quotes[0].quote, [quote.quote for quote in outcome.quotes]
