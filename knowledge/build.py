"""Builds a bundle: documents, questions and examples in, one immutable folder out.

Same inputs, same bytes: rows are written in order, nothing carries a time, and the bundle's name is the
hash of its inputs. Built aside, then renamed into place, so that a killed build leaves no half bundle.
"""

from __future__ import annotations

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

from knowledge.bundle import FORMAT, stored_sources
from knowledge.encoder import Encoder, Kind
from knowledge.inputs import Inputs
from knowledge.lexical import spell_out_acronyms
from knowledge.postings import create_lexicon, finish_lexicon
from knowledge.raw import write_raw
from knowledge.text import words
from knowledge.vocabulary import train_language, write_words

Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class VectorRow:
    passage: int  #: place of the passage; for a document's or alias's vector, of its first passage
    kind: str  #: one of bundle.KINDS
    form: str
    text: str


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
    if inputs.raw:
        say(f"encoding {len(inputs.raw)} raw passages")
        write_raw(aside, inputs.raw, encoder)
    manifest = {
        "format": FORMAT,
        "hash": inputs.hash(encoder.name)[:16],
        "encoder": encoder.name,
        "documents": len(inputs.cards),
        "passages": len(inputs.passages),
        "questions": len(inputs.questions),
        "vectors": len(rows),
        "raw_passages": len(inputs.raw),
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
    from knowledge.talk import write_talk

    if not inputs.examples:
        return
    say(f"calibrating refusal on {len(inputs.examples)} examples")
    bundle = Bundle(folder)
    known = {example for example in inputs.examples if all(d in bundle.cards for d in example.documents)}
    usable = [example for example in inputs.examples if example in known]
    manifest = dict(bundle.manifest, calibration=fit(bundle, encoder, usable, inputs.chat))
    bundle.db.close()
    write_talk(folder, inputs.chat)
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
            "sources": stored_sources(passage),
            "absent": int(passage.absent),
        }
        for place, passage in enumerate(inputs.passages)
    ]
    database["passages"].insert_all(rows, pk="position")  # type: ignore[union-attr]
    database["passages"].create_index(["document"])  # type: ignore[union-attr]
    database["questions"].create({"fact": str, "form": str, "text": str})  # type: ignore[union-attr]
    asked = [{"fact": f"{q.document}#{q.fact}", "form": q.form, "text": q.text} for q in inputs.questions]
    database["questions"].insert_all(asked)  # type: ignore[union-attr]
    create_lexicon(database.conn)
    database.conn.executemany("insert into lexicon(rowid, text) values (?, ?)", _lexical_rows(inputs))
    finish_lexicon(database.conn)
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
        encoded = list(passage.texts.items())[: 1 if inputs.first_language_only else None]
        for form, text in encoded:
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
    # 16 bits a number: the same order to the third decimal, and half the memory to walk through with every question.
    index = faiss.IndexScalarQuantizer(encoder.dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
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
