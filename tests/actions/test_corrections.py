"""A changed fact is found whatever its number is now, and so is everybody who was told the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from actions import answers, corrections
from actions.answers import Asked
from actions.quoting import in_form
from knowledge.bundle import Passage
from records.database import Database
from tests.actions.conftest import Received
from tests.fakes import KEEPING, START, FakeAnswerer, answer, card, quote

ONE = "CGTMSE covers loans up to Rs 5 crore per borrower."


def fact(number: int, text: str, section: str = "Benefits", document: str = "in-cgtmse", **texts: str) -> Passage:
    slug = section.lower().replace(" ", "-")
    return Passage(
        id=f"{document}#{slug}-{number}", document=document, section=section, texts={"en": text} | texts, sources=(1,),
        absent=False,
    )  # fmt: skip


def bundle(*facts: Passage) -> Any:
    documents = dict.fromkeys(one.document for one in facts)
    return SimpleNamespace(
        hash="x",
        cards={document: card(document) for document in documents},
        passages_of=lambda document: [one for one in facts if one.document == document],
    )


def changed(before: Sequence[Passage], after: Sequence[Passage]) -> list[tuple[str, str | None]]:
    found = corrections.changed_facts(bundle(*before), bundle(*after))
    return [(one.id, one.new.id if one.new else None) for one in found]


OLD = fact(1, ONE, hi="5 करोड़ तक", th="ถึง 5 โครร์")


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ([OLD], []),
        ([fact(2, ONE, hi="5 करोड़ तक", th="ถึง 5 โครร์"), fact(1, "Something else entirely, about tractors.")], []),
        ([fact(1, ONE.replace("5", "10"))], [("in-cgtmse#benefits-1", "in-cgtmse#benefits-1")]),
        ([fact(1, "A new first fact."), fact(2, ONE.replace("5", "10"))], [("in-cgtmse#benefits-1", "in-cgtmse#benefits-2")]),
        ([fact(1, "Tractors and buffaloes.")], [("in-cgtmse#benefits-1", None)]),
        ([fact(1, ONE, section="Who cannot")], []),
        ([fact(1, ONE.replace("5", "10"), section="Who cannot")], [("in-cgtmse#benefits-1", None)]),
        ([fact(1, ONE, document="in-other")], [("in-cgtmse#benefits-1", None)]),
        ([replace(OLD, texts={"en": ONE, "hi": "10 करोड़ तक"})], [("in-cgtmse#benefits-1", "in-cgtmse#benefits-1")]),
        ([replace(OLD, texts={"en": ONE})], []),
        ([replace(OLD, texts=OLD.texts | {"gu": "5 કરોડ સુધી"})], []),
    ],
    ids=["same", "moved", "reworded", "reworded and moved", "replaced", "other section", "reworded in another section",
         "other document", "a translation corrected", "a translation stale", "a translation more"],
)  # fmt: skip
def test_what_counts_as_a_change(after: list[Passage], found: list[tuple[str, str | None]]) -> None:
    assert changed([OLD], after) == found


@pytest.mark.parametrize(
    ("new", "figures"),
    [(ONE.replace("5", "10"), True), (ONE.replace("covers", "guarantees"), False), (ONE.replace("5", "५"), False)],
)
def test_changed_figures_are_told_from_better_wording(new: str, figures: bool) -> None:
    (one,) = corrections.changed_facts(bundle(OLD), bundle(fact(1, new)))
    assert one.figures is figures


@pytest.mark.parametrize(
    ("form", "shown"),
    [("en", ONE), ("hi", "5 करोड़ तक"), ("th", "ถึง 5 โครร์"), ("gu", ONE), ("hi-Latn", "5 crore tak"), ("gu-Latn", ONE)],
)
def test_a_fact_is_shown_as_an_answer_quotes_it(form: str, shown: str) -> None:
    assert in_form(OLD, form) == shown


# --- who was told -----------------------------------------------------------------------------------------------------


def give(database: Database, turn: str, told: Passage, language: str = "en") -> None:
    """Store an answer that quotes a fact."""
    answerer: Any = FakeAnswerer(passages={told.id: told})
    outcome = answer(quote(told.texts[language], passage_id=told.id, doc_id=told.document, language=language))
    with database.write() as connection:
        asked = Asked(kind="answer", question="?", form="en")
        answers.keep(connection, turn, asked, outcome, answerer, KEEPING, START)


def people(database: Database, before: Sequence[Passage], after: Sequence[Passage]) -> list[tuple[str | None, str]]:
    with database.read() as connection:
        told = corrections.told(connection, corrections.changed_facts(bundle(*before), bundle(*after)))
    return [(one.conversation, one.fact) for one in told]


NEW = fact(1, ONE.replace("5", "10"), hi="10 करोड़ तक")


def test_everybody_who_was_told_is_found_once(database: Database, received: Received) -> None:
    mine, theirs = received("t1", address="a" * 24), received("t3", address="b" * 24)
    received("t2", address="a" * 24), received("t4", address="b" * 24)
    for turn in ("t1", "t2", "t3"):
        give(database, turn, OLD)
    give(database, "t4", fact(2, "Another fact."))
    assert people(database, [OLD], [NEW]) == [(mine, OLD.id), (theirs, OLD.id)]
    assert people(database, [OLD], [OLD]) == []


def test_who_was_told_the_new_fact_since_needs_no_correction(database: Database, received: Received) -> None:
    received("t1"), received("t2")
    give(database, "t1", OLD)
    give(database, "t2", NEW)
    assert people(database, [OLD], [NEW]) == []


def test_who_was_told_the_new_fact_before_a_rollback_needs_one(database: Database, received: Received) -> None:
    mine = received("t1")
    received("t2")
    give(database, "t1", NEW)
    give(database, "t2", OLD)
    assert people(database, [OLD], [NEW]) == [(mine, OLD.id)]


@pytest.mark.parametrize(("language", "found"), [("en", 0), ("hi", 1), ("th", 0)])
def test_a_corrected_translation_concerns_its_readers_alone(
    database: Database, received: Received, language: str, found: int
) -> None:
    received("t1")
    give(database, "t1", OLD, language)
    assert len(people(database, [OLD], [replace(OLD, texts=OLD.texts | {"hi": "10 करोड़ तक"})])) == found


def test_an_answer_on_the_command_line_counts_without_a_person(database: Database) -> None:
    give(database, "ask-1", OLD)
    give(database, "ask-2", OLD)
    assert people(database, [OLD], [NEW]) == [(None, OLD.id), (None, OLD.id)]


def test_who_was_corrected_is_found_at_the_next_change(database: Database, received: Received) -> None:
    mine = received("t1")
    give(database, "t1", OLD)
    changes = corrections.changed_facts(bundle(OLD), bundle(NEW))
    with database.write() as connection:
        corrections.remember(connection, "correction:1", mine, changes, {OLD.id: "en"}, START)
    assert people(database, [OLD], [NEW]) == []
    assert people(database, [NEW], [fact(1, ONE.replace("5", "20"))]) == [(mine, NEW.id)]
