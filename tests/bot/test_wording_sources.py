"""Sources of an answer's facts, two documents side by side, raw documents: six lines, in every form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.outcomes import Choice, Clarify
from bot.wording import MOST_LINES, outcome_text, say
from knowledge.documents import RAW_GRADE
from knowledge.language import FORMS
from tests.fakes import answer, no_answer, quote

OFFICIAL = {"source_title": "PIB", "source_url": "https://pib.gov.in/1", "grade": "official", "as_of": "2025-12"}
PRIVATE = {"source_title": "A guide", "source_url": "https://example.org", "grade": "private", "as_of": "2025-12"}


@pytest.mark.parametrize("form", FORMS)
def test_every_source_that_differs_is_named_beside_its_facts(form: str) -> None:
    quotes = [quote("one", **OFFICIAL), quote("two", **PRIVATE), quote("three", **OFFICIAL)]
    lines = outcome_text(answer(*quotes, language=form)).splitlines()
    assert [line[-3:] for line in lines[1:4]] == ["[1]", "[2]", "[1]"]
    assert "[1] PIB https://pib.gov.in/1" in lines[4]
    assert "[2] A guide https://example.org" in lines[4]
    assert say(form, "grade-private") in lines[4]
    assert lines[4].count("2025-12") == 1
    assert lines[5] == say(form, "caution-private")


def test_one_source_needs_no_numbers() -> None:
    text = outcome_text(answer(quote("one", **OFFICIAL), quote("two", **OFFICIAL), language="en"))
    assert "[1]" not in text
    assert text.count("PIB") == 1


@pytest.mark.parametrize("form", FORMS)
def test_two_documents_share_the_lines_fairly(form: str) -> None:
    first = [quote(f"a{n}", doc_id="in-a", title="A", **OFFICIAL) for n in range(3)]
    second = [quote(f"b{n}", doc_id="in-b", title="B", **PRIVATE | {"as_of": "2024"}) for n in range(3)]
    lines = outcome_text(answer(*first, *second, language=form, expired_on="2026-03-31")).splitlines()
    assert len(lines) <= MOST_LINES
    original = "" if form == "en" else f" {say(form, 'label-original', language=say(form, 'language-en'))}"
    assert lines[0] == f"A / B{original}"
    assert {line[2] for line in lines if line.startswith("•")} == {"a", "b"}
    assert "2025-12" in "".join(lines)
    assert "2024" in "".join(lines)


@pytest.mark.parametrize("form", ["hi", "gu", "th"])
def test_whose_words_are_compared_is_said_of_each(form: str) -> None:
    ours = quote("a", doc_id="in-a", title="A", language=form, translated=True, **OFFICIAL)
    original = quote("b", doc_id="in-b", title="B", **OFFICIAL)
    first = outcome_text(answer(ours, original, language=form)).splitlines()[0]
    said = say(form, "label-original", language=say(form, "language-en"))
    assert first == f"A {say(form, 'label-translated')} / B {said}"
    both = outcome_text(answer(ours, replace(ours, title="C", doc_id="in-c"), language=form)).splitlines()[0]
    assert both == f"A / C {say(form, 'label-translated')}"


@pytest.mark.parametrize("form", FORMS)
def test_a_document_that_does_not_say_it_is_named(form: str) -> None:
    text = outcome_text(answer(quote("5%", **OFFICIAL), language=form, missing=(Choice(document="in-b", title="B"),)))
    assert say(form, "compare-missing", title="B") in text.splitlines()


@pytest.mark.parametrize("form", FORMS)
def test_what_a_choice_is_for_stands_beside_it(form: str) -> None:
    choice = Choice(document="in-a", title="A", why=("artisan", "finance"))
    text = outcome_text(Clarify(language=form, choices=(choice,), documents=(), probability=0.5))
    assert say(form, "facet-artisan") in text
    assert say(form, "facet-finance") in text


@pytest.mark.parametrize("form", FORMS)
def test_a_raw_document_is_called_one(form: str) -> None:
    raw = quote("आधा 🧵", grade=RAW_GRADE, language="hi", source_title="News", source_url="", as_of="")
    lines = outcome_text(no_answer("not_in_documents", language=form, unchecked=(raw,))).splitlines()
    assert lines[0] == say(form, "no-answer-not_in_documents")
    assert lines[1] == say(form, "no-answer-unchecked")
    assert say(form, "grade-raw") in lines[4]
    assert len(lines) <= MOST_LINES
