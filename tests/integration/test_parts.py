"""Who asks two things in one message is told both, first what was asked first where the facts say both."""

from __future__ import annotations

from datetime import date

import pytest

from actions.answer import Answerer
from actions.outcomes import Answer, Topic
from bot import settings as configuration
from knowledge.bundle import Bundle
from knowledge.encoder import kind_of, open_encoder
from knowledge.language import FORMS
from knowledge.search import Search

#: By form: a message, and what the facts of record that are quoted hold, in any order.
BOTH = [
    (
        "en",
        "what is the interest on the PM Vishwakarma loan and how many days is the training",
        "5% interest",
        "15 days",
    ),
    ("en", "What is the age limit for CM YUVA, and how much is the loan?", "21-40", "Rs 5 lakh"),
    ("hi", "सीएम युवा में उम्र कितनी चाहिए और लोन कितना मिलता है", "21-40", "Rs 5 lakh"),
    ("hi", "विश्वकर्मा लोन पर ब्याज कितना है और ट्रेनिंग कितने दिन की", "5% interest", "15 days"),
    ("gu", "મહિલા ઉત્કર્ષમાં લોન કેટલી મળે અને પ્રોસેસિંગ ફી કેટલી", "Rs 1 lakh", "no processing fee"),
    ("gu", "પીએમ વિશ્વકર્મા લોનનું વ્યાજ કેટલું અને તાલીમ કેટલા દિવસની 🙏", "5% interest", "15 days"),
    ("th", "GSB Boost Up ดอกเบี้ยกี่เปอร์เซ็นต์ แล้ว สมัครได้ถึงวันไหน", "3.5%", "30 December 2025"),
    ("th", "GSB Boost Up กู้ได้เท่าไหร่ และ ดอกเบี้ยเท่าไหร่", "40 million baht", "3.5%"),
    ("hi-Latn", "cm yuva me umar kitni chahiye aur loan kitna milta hai", "21-40", "Rs 5 lakh"),
    ("hi-Latn", "vishwakarma loan ka byaj kitna hai, aur training kitne din ki", "5% interest", "15 days"),
    ("gu-Latn", "mahila utkarsh ma loan ketli male ane processing fee ketli", "Rs 1 lakh", "no processing fee"),
    ("gu-Latn", "vishwakarma loan nu vyaj ketlu? taalim ketla divas ni", "5% interest", "15 days"),
]


@pytest.fixture(scope="module")
def answerer(prepared: None) -> Answerer:
    bundle = Bundle(configuration.from_env().live_bundle)
    return Answerer(Search(bundle, open_encoder(kind_of(bundle.manifest["encoder"]))), date(2026, 11, 22))


def told(answerer: Answerer, outcome: object) -> list[str]:
    assert isinstance(outcome, Answer), outcome
    passages = [answerer.passage(quote.doc_id, quote.passage_id) for quote in outcome.quotes]
    return [passage.record for passage in passages if passage]


@pytest.mark.parametrize(("form", "question", "one", "other"), BOTH)
def test_both_are_told(answerer: Answerer, form: str, question: str, one: str, other: str) -> None:
    records = told(answerer, answerer.answer(question, form))
    assert any(one in record for record in records), records
    assert any(other in record for record in records), records


def test_every_form_is_asked_in() -> None:
    assert {form for form, *_ in BOTH} == set(FORMS)


def test_a_follow_up_may_ask_two_things(answerer: Answerer) -> None:
    records = told(
        answerer, answerer.answer("and the fee, and how long is the loan?", "en", Topic(document="in-eclgs"))
    )
    assert any("fee is nil" in record for record in records), records
    assert any("5 years" in record for record in records), records


def test_what_no_document_says_stays_refused_however_many_things_are_asked(answerer: Answerer) -> None:
    outcome = answerer.answer("who won the match yesterday and what is the fee for the stadium 🏏", "en")
    assert outcome.status == "no_answer"
