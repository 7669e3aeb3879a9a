"""Everything a bundle is made from: of our own documents, or of any corpus of passages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge import passage_rows
from knowledge.bundle import FORMAT, Card, Passage
from knowledge.documents import RECORD, Document, Translation
from knowledge.questions import Asked, Example
from knowledge.raw import RawPassage
from knowledge.raw import digest as raw_digest


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything a bundle is made from."""

    cards: Sequence[Card]
    passages: Sequence[Passage]
    questions: Sequence[Asked]
    examples: Sequence[Example]
    chat: Sequence[tuple[str, str, str]]  #: (form, intent, text): language examples; non-questions for refusal
    raw: Sequence[RawPassage] = ()  #: the second tier
    #: Facts are encoded in their first language alone, to be ready sooner; every language is still shown.
    first_language_only: bool = False

    def hash(self, encoder: str) -> str:
        digest = hashlib.sha256(f"{FORMAT} {encoder} {_code_hash()}".encode())
        for part in (self.cards, self.passages, self.questions, self.examples):
            for item in part:
                told = {name: value for name, value in asdict(item).items() if name != "places" or value}
                digest.update(json.dumps(told, ensure_ascii=False, sort_keys=True).encode())
        for row in self.chat:
            digest.update("\0".join(row).encode())
        if self.first_language_only:
            digest.update(b"first language only")
        if self.raw:
            digest.update(raw_digest(self.raw).encode())
        return digest.hexdigest()


def _code_hash() -> str:
    """Of the modules whose change makes another bundle of the same documents."""
    folder = Path(__file__).parent
    names = (
        "build",
        "inputs",
        "confidence",
        "country",
        "entities",
        "language",
        "lexical",
        "names",
        "passage_rows",
        "postings",
        "raw",
        "romanised",
        "search",
        "signals",
        "slots",
        "talk",
        "text",
        "vocabulary",
    )
    files = [folder / f"{name}.py" for name in names] + sorted((folder / "attributes").glob("*.yml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def from_documents(
    documents: Sequence[Document], translations: Sequence[Translation]
) -> tuple[list[Card], list[Passage]]:
    """Cards and passages; a stale translation lends its title but none of its facts."""
    of: dict[str, list[Translation]] = {}
    for translation in translations:
        if translation.is_current(next(d for d in documents if d.id == translation.id)):
            of.setdefault(translation.id, []).append(translation)
    cards, passages = [], []
    for document in documents:
        cards.append(_card(document))
        for place, fact in enumerate(document.facts):
            texts = {RECORD: fact.text} | {t.language: t.facts[place].text for t in of.get(document.id, ())}
            passages.append(
                Passage(
                    id=f"{document.id}#{fact.key}",
                    document=document.id,
                    section=fact.section,
                    texts=texts,
                    sources=fact.sources,
                    absent=fact.absent,
                    places=fact.places if any(fact.places) else (),
                )
            )
    return cards, passages


def _card(document: Document) -> Card:
    return Card(
        id=document.id,
        title=document.title,
        titles=document.titles,
        aliases=document.aliases,
        country=document.country,
        kind=document.kind,
        needs=document.needs,
        audience=document.audience,
        language=RECORD,
        as_of=document.as_of,
        checked_on=document.checked_on,
        valid_until=document.valid_until,
        sources=tuple(asdict(source) for source in document.sources),
    )


def from_jsonl(path: Path) -> tuple[list[Card], list[Passage]]:
    """Passages of any corpus: rows with id, doc_id, title, url, lang, text. Raises ValueError with the line."""
    cards: dict[str, Card] = {}
    passages: dict[str, Passage] = {}
    for where, row in passage_rows.rows(path):
        card, passage = _from_row(row)
        cards.setdefault(card.id, card)
        if passage.id in passages:
            raise ValueError(f"{where}: passage id {passage.id!r} stands here a second time")
        passages[passage.id] = passage
    if not passages:
        raise ValueError(f"{path}: holds no passage; write one JSON object a line")
    place = {document: number for number, document in enumerate(cards)}
    return list(cards.values()), sorted(passages.values(), key=lambda passage: place[passage.document])


def _from_row(row: Mapping[str, Any]) -> tuple[Card, Passage]:
    document, form = str(row["doc_id"]), str(row["lang"])
    date = str(row.get("date") or "")
    source = {"number": 1, "title": str(row["title"]), "url": str(row["url"] or ""), "date": date, "grade": "unknown"}
    card = Card(
        id=document,
        title=str(row["title"]),
        titles={form: str(row["title"])},
        aliases={},
        country="",
        kind="",
        needs=(),
        audience="",
        language=form,
        as_of=date,
        checked_on="",
        valid_until="",
        sources=(source,),
    )
    passage = Passage(
        id=str(row["id"]), document=document, section="", texts={form: str(row["text"])}, sources=(1,), absent=False
    )
    return card, passage
