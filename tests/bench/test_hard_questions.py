"""The hard questions are worth something only while nothing learns from them."""

from __future__ import annotations

import json

from bot.workshop import learnt
from knowledge.documents import read_library
from knowledge.language import FORMS
from knowledge.text import fold
from tests.guard import ROOT

ROWS = [json.loads(row) for row in (ROOT / "bench" / "hard_questions.jsonl").read_text(encoding="utf-8").splitlines()]


def test_no_question_is_indexed_calibrated_with_or_trained_on() -> None:
    known = learnt(ROOT / "knowledge")
    assert [row["qid"] for row in ROWS if fold(row["text"]) in known] == []


def test_every_form_has_questions_with_and_without_an_answer() -> None:
    documents = {document.id for document in read_library(ROOT / "knowledge" / "documents")[0]}
    assert {(row["lang"], row["answerable"]) for row in ROWS} == {
        (form, has) for form in FORMS for has in (True, False)
    }
    assert all(bool(row["doc_ids"]) == row["answerable"] and set(row["doc_ids"]) <= documents for row in ROWS)
    assert len({row["qid"] for row in ROWS}) == len({fold(row["text"]) for row in ROWS}) == len(ROWS)
