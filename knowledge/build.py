"""Builds a bundle: documents, questions and examples in, one immutable folder out.

Same inputs, same bytes: rows are written in order, nothing carries a time, and the bundle's name is the
hash of its inputs. Built aside, then renamed into place, so that a killed build leaves no half bundle.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import sqlite_utils

from knowledge.bundle import FORMAT, Card, Passage
from knowledge.documents import RECORD, Document, Translation
from knowledge.encoder import Encoder, Kind
from knowledge.lexical import WORD_TOKENS, spell_out_acronyms
from knowledge.questions import Asked, Example
from knowledge.text import words
from knowledge.vocabulary import train_language, write_words

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything a bundle is made from."""

    cards: Sequence[Card]
    passages: Sequence[Passage]
    questions: Sequence[Asked]
    examples: Sequence[Example]
    chat: Sequence[tuple[str, str, str]]  #: (form, intent, text): language examples; non-questions for refusal

    def hash(self, encoder: str) -> str:
        digest = hashlib.sha256(f"{FORMAT} {encoder} {_code_hash()}".encode())
        for part in (self.cards, self.passages, self.questions, self.examples):
            for item in part:
                digest.update(json.dumps(asdict(item), ensure_ascii=False, sort_keys=True).encode())
        for row in self.chat:
            digest.update("\0".join(row).encode())
        return digest.hexdigest()


@dataclass(frozen=True, kw_only=True)
class VectorRow:
    passage: int  #: place of the passage; for a document's or alias's vector, of its first passage
    kind: str  #: one of bundle.KINDS
    form: str
    text: str


def _code_hash() -> str:
    """Of the modules whose change makes another bundle of the same documents."""
    folder = Path(__file__).parent
    names = ("build", "confidence", "language", "lexical", "romanised", "search", "slots", "text", "vocabulary")
    return hashlib.sha256(b"".join((folder / f"{name}.py").read_bytes() for name in names)).hexdigest()


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
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                card, passage = _from_row(row)
            except (ValueError, KeyError, TypeError) as problem:
                wanted = "id, doc_id, title, url, lang, text"
                raise ValueError(f"{path}:{number}: needs {wanted} ({problem!r})") from problem
            cards.setdefault(card.id, card)
            if passage.id in passages:
                raise ValueError(f"{path}:{number}: passage id {passage.id!r} stands here a second time")
            passages[passage.id] = passage
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


def build(inputs: Inputs, encoder: Encoder, out: Path, say: Say = lambda _: None) -> Path:
    """Write the bundle to ``out`` (a folder that need not exist) and return it."""
    aside = out.parent / f".{out.name}.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    database = sqlite_utils.Database(aside / "knowledge.sqlite")
    _write_documents(database, inputs)
    rows = list(vector_rows(inputs))
    say(f"encoding {len(rows)} texts of {len(inputs.passages)} passages")
    _write_vectors(database, rows, encoder, aside)
    write_words(database, inputs)
    database.vacuum()
    database.close()
    train_language(inputs).save(aside / "language.npz")
    manifest = {
        "format": FORMAT,
        "hash": inputs.hash(encoder.name)[:16],
        "encoder": encoder.name,
        "documents": len(inputs.cards),
        "passages": len(inputs.passages),
        "questions": len(inputs.questions),
        "vectors": len(rows),
        "calibration": None,
    }
    write_manifest(aside, manifest)
    _calibrate(aside, inputs, encoder, say)
    _put(aside, out)
    return out


def _put(aside: Path, out: Path) -> None:
    """Rename, never delete in place: a build killed here leaves the old bundle, the new one or none, never half."""
    old = out.parent / f".{out.name}.{os.getpid()}.old"
    if out.exists():
        out.replace(old)
    aside.replace(out)
    shutil.rmtree(old, ignore_errors=True)


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def _calibrate(folder: Path, inputs: Inputs, encoder: Encoder, say: Say) -> None:
    from knowledge.bundle import Bundle
    from knowledge.confidence import fit

    if not inputs.examples:
        return
    say(f"calibrating refusal on {len(inputs.examples)} examples")
    bundle = Bundle(folder)
    known = {example for example in inputs.examples if all(d in bundle.cards for d in example.documents)}
    usable = [example for example in inputs.examples if example in known]
    manifest = dict(bundle.manifest, calibration=fit(bundle, encoder, usable, inputs.chat))
    bundle.db.close()
    write_manifest(folder, manifest)


def _write_documents(database: sqlite_utils.Database, inputs: Inputs) -> None:
    cards = [
        {"position": place, "id": card.id, "card": json.dumps(asdict(card), ensure_ascii=False)}
        for place, card in enumerate(inputs.cards)
    ]
    database["documents"].insert_all(cards, pk="position", columns={"card": str})  # type: ignore[union-attr]
    database["documents"].create_index(["id"])  # type: ignore[union-attr]
    rows = [
        {
            "position": place,
            "id": passage.id,
            "document": passage.document,
            "section": passage.section,
            "texts": json.dumps(passage.texts, ensure_ascii=False),
            "sources": json.dumps(passage.sources),
            "absent": int(passage.absent),
        }
        for place, passage in enumerate(inputs.passages)
    ]
    database["passages"].insert_all(rows, pk="position")  # type: ignore[union-attr]
    database["passages"].create_index(["document"])  # type: ignore[union-attr]
    database.execute(f"create virtual table lexicon using fts5(text, content='', tokenize=\"{WORD_TOKENS}\")")
    database.conn.executemany("insert into lexicon(rowid, text) values (?, ?)", _lexical_rows(inputs))
    database.execute("insert into lexicon(lexicon) values ('optimize')")
    database.execute("create virtual table lexicon_words using fts5vocab(lexicon, 'row')")
    database.conn.commit()


def _lexical_rows(inputs: Inputs) -> Iterator[tuple[int, str]]:
    cards = {card.id: card for card in inputs.cards}
    asked: dict[str, list[str]] = {}
    for question in inputs.questions:
        asked.setdefault(f"{question.document}#{question.fact}", []).append(question.text)
    for place, passage in enumerate(inputs.passages):
        card = cards[passage.document]
        parts = [*card.titles.values(), *(name for names in card.aliases.values() for name in names)]
        parts += [*passage.texts.values(), *asked.get(passage.id, ())]
        text = " ".join(parts)
        yield place, " ".join(words(f"{text} {spell_out_acronyms(text)}"))


def vector_rows(inputs: Inputs) -> Iterator[VectorRow]:
    """What is encoded: every fact with its titles, every question, every alias."""
    cards = {card.id: card for card in inputs.cards}
    first: dict[str, int] = {}
    place_of: dict[str, int] = {}
    for place, passage in enumerate(inputs.passages):
        first.setdefault(passage.document, place)
        place_of[passage.id] = place
        titles = " / ".join(dict.fromkeys(cards[passage.document].titles.values()))
        for form, text in passage.texts.items():
            yield VectorRow(passage=place, kind="fact", form=form, text=f"{titles}: {text}")
    for question in inputs.questions:
        place = place_of[f"{question.document}#{question.fact}"]
        yield VectorRow(passage=place, kind="question", form=question.form, text=question.text)
    for card in inputs.cards:
        names = [(form, card.titles[form]) for form in card.titles]
        names += [(form, name) for form, aliases in card.aliases.items() for name in aliases]
        for form, name in names:
            if card.id in first:
                yield VectorRow(passage=first[card.id], kind="alias", form=form, text=name)


def _write_vectors(database: sqlite_utils.Database, rows: Sequence[VectorRow], encoder: Encoder, out: Path) -> None:
    texts = {kind: [(n, r.text) for n, r in enumerate(rows) if r.kind == kind] for kind in {r.kind for r in rows}}
    matrix = np.zeros((len(rows), encoder.dimensions), np.float32)
    for kind, numbered in sorted(texts.items()):
        prompt: Kind = "passage" if kind == "fact" else "query"
        vectors = encoder.encode([text for _, text in numbered], prompt)
        matrix[[number for number, _ in numbered]] = vectors
    index = faiss.IndexFlatIP(encoder.dimensions)
    index.add(matrix)
    faiss.write_index(index, str(out / "vectors.faiss"))
    table = ({"row": n, "passage": r.passage, "kind": r.kind, "form": r.form} for n, r in enumerate(rows))
    database["vectors"].insert_all(table, pk="row")  # type: ignore[union-attr]


def needed(out: Path, wanted_hash: str) -> bool:
    """False when ``out`` already is the bundle of these inputs."""
    try:
        return bool(json.loads((out / "manifest.json").read_text(encoding="utf-8"))["hash"] != wanted_hash[:16])
    except (OSError, ValueError, KeyError):
        return True
