"""Short messages after an answer, against the whole knowledge: they stay with the document just discussed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.answer import Answerer
from actions.outcomes import Answer, NoAnswer, Topic
from bot import settings as configuration
from knowledge.bundle import Bundle
from knowledge.encoder import kind_of, open_encoder
from knowledge.language import FORMS
from knowledge.questions import load_yaml
from knowledge.search import Search

TABLE: list[dict[str, Any]] = load_yaml(Path(__file__).with_name("short_messages.yml"))
ROWS = [(row, message, says) for row in TABLE for message, says in row["messages"].items()]


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    bundle = Bundle(configuration.from_env().live_bundle)
    encoder = open_encoder(kind_of(bundle.manifest["encoder"]))
    return Answerer(Search(bundle, encoder), date(2026, 11, 22))


def test_every_form_goes_on() -> None:
    assert {row["form"] for row in TABLE} == set(FORMS)


@pytest.mark.parametrize(("row", "message", "says"), ROWS, ids=[f"{row['form']}-{message}" for row, message, _ in ROWS])
def test_a_follow_up_is_about_the_document_just_discussed(
    answerer: Answerer, row: dict[str, Any], message: str, says: str
) -> None:
    topic = Topic(document=row["document"], question=row["before"], detail=row.get("detail"))
    outcome = answerer.answer(message, row["form"], topic)
    if not says:
        assert isinstance(outcome, NoAnswer), outcome
        assert outcome.nearest is not None
        assert outcome.nearest.document == row["document"]
        return
    assert isinstance(outcome, Answer), outcome
    assert {quote.doc_id for quote in outcome.quotes} == {row.get("leaves", row["document"])}
    assert any(says in quote.quote for quote in outcome.quotes), [quote.quote for quote in outcome.quotes]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("en", "will I get the loan?"),
        ("hi", "मेरा आवेदन पास होगा?"),
        ("gu", "મારી અરજી પાસ થશે?"),
        ("th", "ฉันจะกู้ผ่านไหม"),
        ("hi-Latn", "mera application pass hoga?"),
        ("gu-Latn", "mari arji pass thase? 🙏"),
    ],
)
def test_what_becomes_of_ones_own_application_is_no_follow_up(answerer: Answerer, form: str, message: str) -> None:
    outcome = answerer.answer(message, form, Topic(document="in-pmegp", question="PMEGP"))
    assert isinstance(outcome, NoAnswer), outcome
    assert outcome.reason == "needs_person"
