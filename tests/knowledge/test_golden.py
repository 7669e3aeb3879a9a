"""Golden questions: enough of them in every form, unlike all that is learnt from, and grown one row at a time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.workshop import learnt
from knowledge.documents import read_library
from knowledge.facts import DocumentError
from knowledge.golden import add, expected, read_golden
from knowledge.language import FORMS
from knowledge.publish import Golden
from knowledge.text import fold
from tests.guard import ROOT

KNOWLEDGE = ROOT / "knowledge"
LEAST = 40


@pytest.fixture(scope="module")
def golden() -> list[Golden]:
    return read_golden(KNOWLEDGE / "golden")


def test_every_form_has_enough_that_must_be_answered_and_enough_that_must_not(golden: list[Golden]) -> None:
    for form in FORMS:
        mine = [question for question in golden if question.form == form]
        assert len(mine) >= LEAST
        assert len({name for question in mine for name in question.documents}) >= 20
        assert min(Counter(bool(question.documents) for question in mine).values()) >= 15
        assert {question.reason for question in mine} >= {"", "out_of_scope", "not_in_documents", "needs_person"}


def test_every_document_named_is_there(golden: list[Golden]) -> None:
    documents, _ = read_library(KNOWLEDGE / "documents")
    assert {name for question in golden for name in question.documents} <= {document.id for document in documents}


def test_nothing_that_measures_is_learnt(golden: list[Golden]) -> None:
    known = learnt(KNOWLEDGE)
    assert [(question.text, known[fold(question.text)]) for question in golden if fold(question.text) in known] == []


def test_no_question_stands_twice(golden: list[Golden]) -> None:
    assert [key for key, count in Counter((q.form, fold(q.text)) for q in golden).items() if count > 1] == []


QUESTION = Golden(form="gu", text="ચા ની લારી માટે લોન 🙂?", documents=("in-tea",), reason="")


def test_rows_are_added_under_their_heading_and_the_rest_is_left_alone(tmp_path: Path) -> None:
    add(tmp_path, QUESTION, {}, "આશા", "2026-11-21")
    path = add(tmp_path, Golden(form="gu", text='"વરસાદ"?', documents=(), reason="out_of_scope"), {}, "A", "2026-11-21")
    before = path.read_text(encoding="utf-8").replace("answerable:\n", "answerable: # મુખ્ય\n", 1)
    path.write_text(before, encoding="utf-8")
    more = Golden(form="gu", text="રેશમ", documents=("in-tea", "th-silk"), reason="")
    assert add(tmp_path, more, {}, "B", "2026-11-22") == path
    assert read_golden(tmp_path) == [
        more,
        QUESTION,
        Golden(form="gu", text='"વરસાદ"?', documents=(), reason="out_of_scope"),
    ]
    assert 'by: "આશા", on: 2026-11-21' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "learnt_here", "message"),
    [
        ("  ", {}, "the question is empty"),
        ("ચા ની લારી માટે લોન 🙂?", {}, "has this question already; it expects in-tea"),
        ("Tea LOAN", {"tea loan": "nlu/en/x.yml"}, "stands in nlu/en/x.yml: what is learnt cannot measure"),
    ],
)
def test_what_cannot_be_added_says_why(tmp_path: Path, text: str, learnt_here: dict[str, str], message: str) -> None:
    add(tmp_path, QUESTION, {}, "A", "2026-11-21")
    with pytest.raises(DocumentError, match=message.replace("(", r"\(")):
        add(tmp_path, Golden(form="gu", text=text, documents=("in-tea",), reason=""), learnt_here, "A", "2026-11-21")


@pytest.mark.parametrize(
    ("expect", "reason", "found"),
    [
        ("no_answer", "out_of_scope", ((), "out_of_scope")),
        ("in-tea", "x", (("in-tea",), "")),
        ("in-tea, th-silk", "", (("in-tea", "th-silk"), "")),
    ],
)
def test_what_is_expected_is_read(expect: str, reason: str, found: object) -> None:
    assert expected(expect, reason, {"in-tea", "th-silk"}) == found


@pytest.mark.parametrize(("expect", "reason"), [("no_answer", "tired"), ("in-nothing", ""), ("", ""), ("in-tea,x", "")])
def test_what_may_be_expected_is_said(expect: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=r"must be one of out_of_scope|sahayak kb list"):
        expected(expect, reason, {"in-tea"})
