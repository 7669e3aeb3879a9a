"""A small bundle of six real documents, for what needs the real encoder: search and refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from knowledge import build as building
from knowledge.bundle import Card, Passage
from knowledge.confidence import QUESTION_INTENTS
from knowledge.documents import read_library
from knowledge.encoder import open_encoder
from knowledge.inputs import Inputs, from_documents
from knowledge.questions import Example, read_examples, read_intent_examples, read_questions
from tests.guard import ROOT

IDS = ("in-gem", "in-msme-mart", "in-pmfme", "in-tele-manas", "th-sme-confederation", "th-sme-gp")
KNOWLEDGE = ROOT / "knowledge"
#: Encoding is what takes the time: so many names of a form, examples of an intent and of a reason are enough.
NAMES, CHAT, REFUSED = 2, 1, 3

Row = TypeVar("Row")


def inputs() -> Inputs:
    documents, translations = read_library(KNOWLEDGE / "documents")
    known = {document.id: document for document in documents}
    cards, passages = from_documents(
        [known[name] for name in IDS], [translation for translation in translations if translation.id in IDS]
    )
    passages = [_spoken_there(passage) for passage in _first(1, passages, lambda p: (p.document, p.section))]
    kept = {passage.id for passage in passages}
    asked = [q for q in read_questions(KNOWLEDGE / "questions", known) if f"{q.document}#{q.fact}" in kept]
    return Inputs(
        cards=[_few_names(card) for card in cards],
        passages=passages,
        questions=_first(1, asked, lambda q: (q.document, q.fact, q.form)),
        examples=examples(),
        chat=chat(),
    )


def examples() -> list[Example]:
    """What these documents answer, and some of what none does."""
    found = read_examples(KNOWLEDGE / "calibration")
    mine = [example for example in found if example.documents and set(example.documents) <= set(IDS)]
    return mine + _first(REFUSED, [e for e in found if e.reason], lambda example: (example.form, example.reason))


def chat() -> list[tuple[str, str, str]]:
    """All questions, which only teach the language model, and some of what is encoded."""
    rows = read_intent_examples(ROOT / "nlu")
    questions = [row for row in rows if row[1] in QUESTION_INTENTS]
    return questions + _first(CHAT, [row for row in rows if row[1] not in QUESTION_INTENTS], lambda row: row[:2])


def build(out: Path) -> Path:
    return building.build(inputs(), open_encoder(), out)


def _spoken_there(passage: Passage) -> Passage:
    languages = ("en", "th") if passage.document.startswith("th-") else ("en", "hi", "gu")
    return replace(passage, texts={form: text for form, text in passage.texts.items() if form in languages})


def _few_names(card: Card) -> Card:
    return replace(card, aliases={form: names[:NAMES] for form, names in card.aliases.items()})


def _first(count: int, rows: Iterable[Row], group: Callable[[Row], object]) -> list[Row]:
    seen: dict[object, int] = {}
    kept = []
    for row in rows:
        key = group(row)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= count:
            kept.append(row)
    return kept
