"""A small bundle of real documents, built once a session: a scheme, an ended one, an agency, both helplines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot import library
from knowledge import build as building
from knowledge.bundle import Card, Passage
from knowledge.documents import read_library
from knowledge.encoder import open_encoder
from knowledge.inputs import Inputs, from_documents
from knowledge.questions import read_intent_examples

#: Document -> sections of which the first fact is kept; encoding a fact takes a tenth of a second and more.
KEPT = {
    "in-cgtmse": ("What it is", "Benefits", "Who can apply", "How to apply"),
    "in-pmegp": ("What it is", "absent"),
    "in-tele-manas": ("Contacts",),
    "th-mental-health-1323": ("Contacts",),
    "th-tcg": ("What it is", "Contacts"),
}
#: Examples of language are many; every n-th teaches enough.
EVERY = 25


def inputs() -> Inputs:
    """A few facts of a few documents, in all their languages; "absent" is a fact that says nothing was found."""
    documents, translations = read_library(library.KNOWLEDGE / "documents")
    cards, passages = from_documents([d for d in documents if d.id in KEPT], [t for t in translations if t.id in KEPT])
    first: dict[tuple[str, str], Passage] = {}
    for passage in passages:
        section = "absent" if passage.absent else passage.section
        if section in KEPT[passage.document]:
            first.setdefault((passage.document, section), passage)
    return Inputs(
        cards=[_few_names(card) for card in cards],
        passages=list(first.values()),
        questions=[],
        examples=[],
        chat=read_intent_examples(library.ROOT / "nlu")[::EVERY],
    )


def build(out: Path) -> Path:
    return building.build(inputs(), open_encoder(), out)


def _few_names(card: Card) -> Card:
    return replace(card, aliases={form: names[:1] for form, names in card.aliases.items()})
