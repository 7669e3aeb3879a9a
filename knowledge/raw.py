"""The second tier of a bundle: raw passages of any corpus, searched only when the curated documents do not answer.

raw.sqlite   passages and their full-text index        raw.faiss    flat index of 16-bit vectors (8-bit past EIGHT_BIT)

Nobody here has read these texts. They have an index of their own: beside the facts they pushed the right ones down
(MRR .64 -> .50 with 11,000 passages, docs/why.md).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from knowledge import passage_rows
from knowledge.encoder import Encoder, Vectors
from knowledge.lexical import LexicalIndex
from knowledge.postings import create_lexicon, finish_lexicon
from knowledge.text import words

INDEX, PASSAGES = "raw.faiss", "raw.sqlite"
#: More passages than these are kept in 8 bits a number: half the memory, recall@10 .975 instead of .999.
EIGHT_BIT = 100_000
#: Vectors and word hits looked at per query.
NEIGHBOURS = 50
#: Worth of the words, in units of cosine, as in the curated tier.
LEXICAL = 0.15
#: Passages are encoded and written in portions of this many.
PORTION = 2_048


@dataclass(frozen=True, kw_only=True)
class RawPassage:
    id: str
    document: str
    title: str
    url: str
    language: str
    text: str
    date: str  #: as printed, or empty

    @property
    def encoded(self) -> str:
        """The title in front, unless the text begins with it."""
        return self.text if self.text.startswith(self.title) else f"{self.title}: {self.text}"


@dataclass(frozen=True, kw_only=True)
class RawHit:
    passage: RawPassage
    score: float
    cosine: float
    lexical: float
    known: float  #: share of the question's words, weighted by rarity, that stand in the passage


def read_raw(path: Path, own: Collection[str] = (), leave_out: Collection[str] = ()) -> list[RawPassage]:
    """Rows with id, doc_id, title, url, lang, text of a JSONL file, or of every one in a folder, sorted by file name.

    Rows of documents in ``own`` are left out: the curated tier has them. ``leave_out``: names of files without
    ending. Raises ValueError naming the line, OSError when it cannot be read.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found: dict[str, RawPassage] = {}
    for file in files:
        if file.stem in leave_out:
            continue
        for where, row in passage_rows.rows(file):
            passage = _passage(row)
            if passage.id in found:
                raise ValueError(f"{where}: passage id {passage.id!r} stands here a second time")
            if passage.document not in own:
                found[passage.id] = passage
    if not found:
        raise ValueError(f"{path}: holds no raw passage; write one JSON object a line")
    return list(found.values())


def _passage(row: Mapping[str, Any]) -> RawPassage:
    return RawPassage(
        id=str(row["id"]),
        document=str(row["doc_id"]),
        title=" ".join(str(row["title"]).split()),
        url=str(row["url"] or ""),
        language=str(row["lang"]),
        text=" ".join(str(row["text"]).split()),
        date=str(row.get("date") or row.get("as_of") or ""),
    )


def sample(passages: Sequence[RawPassage], count: int) -> list[RawPassage]:
    """The same ``count`` of them every time, spread over the whole; in their old order."""
    kept = sorted(range(len(passages)), key=lambda place: hashlib.sha256(passages[place].id.encode()).digest())[:count]
    return [passages[place] for place in sorted(kept)]


def digest(passages: Iterable[RawPassage]) -> str:
    whole = hashlib.sha256()
    for passage in passages:
        whole.update(json.dumps(asdict(passage), ensure_ascii=False, sort_keys=True).encode())
    return whole.hexdigest()


def write_raw(folder: Path, passages: Sequence[RawPassage], encoder: Encoder) -> None:
    """The tier's two files into a bundle's folder."""
    db = sqlite3.connect(folder / PASSAGES)
    db.execute(
        "create table passages (position integer primary key, id text, document text, title text, url text, "
        "language text, text text, date text)"
    )
    create_lexicon(db)
    kind = faiss.ScalarQuantizer.QT_8bit if len(passages) > EIGHT_BIT else faiss.ScalarQuantizer.QT_fp16
    index = faiss.IndexScalarQuantizer(encoder.dimensions, kind, faiss.METRIC_INNER_PRODUCT)
    for start in range(0, len(passages), PORTION):
        portion = passages[start : start + PORTION]
        vectors = encoder.encode([passage.encoded for passage in portion], "passage")
        if not index.is_trained:
            index.train(vectors)
        index.add(vectors)
        rows = [(start + n, *asdict(passage).values()) for n, passage in enumerate(portion)]
        db.executemany("insert into passages values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        texts = ((start + n, " ".join(words(passage.encoded))) for n, passage in enumerate(portion))
        db.executemany("insert into lexicon(rowid, text) values (?, ?)", texts)
    finish_lexicon(db)
    db.commit()
    db.execute("vacuum")
    db.close()
    faiss.write_index(index, str(folder / INDEX))


class RawTier:
    """Opened with its bundle; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        uri = f"file:{folder / PASSAGES}?mode=ro&immutable=1"
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._index = faiss.read_index(str(folder / INDEX))
        self._lexical = LexicalIndex(self._db)
        self.size = int(self._index.ntotal)

    def close(self) -> None:
        self._db.close()

    def search(
        self, vector: Vectors, terms: Sequence[str], alternatives: Sequence[tuple[str, ...]], limit: int = 3
    ) -> list[RawHit]:
        """Best first, one passage of each document."""
        lexical = self._lexical.search(terms, NEIGHBOURS)
        top = max(lexical.scores.values(), default=1.0) or 1.0
        cosines = self._cosines(vector, lexical.scores)
        score = {p: c + LEXICAL * lexical.coverage * lexical.scores.get(p, 0.0) / top for p, c in cosines.items()}
        found: dict[str, RawHit] = {}
        for place in sorted(score, key=lambda p: (-score[p], p)):
            passage = self.passage(place)
            if passage.document not in found:
                found[passage.document] = RawHit(
                    passage=passage,
                    score=round(score[place], 4),
                    cosine=round(cosines[place], 4),
                    lexical=round(score[place] - cosines[place], 4),
                    known=round(self._lexical.known_in(alternatives, place, place), 4),
                )
                if len(found) == limit:
                    break
        return list(found.values())

    def _cosines(self, vector: Vectors, also: Iterable[int]) -> dict[int, float]:
        """Of the nearest vectors, and of the passages that words found."""
        values, places = self._index.search(vector.reshape(1, -1), min(NEIGHBOURS, self.size))
        cosines: dict[int, float] = dict(zip(places[0].tolist(), values[0].tolist(), strict=True))
        others = np.array([place for place in also if place not in cosines], np.int64)
        if len(others):
            further = self._index.reconstruct_batch(others) @ vector
            cosines |= zip(others.tolist(), further.tolist(), strict=True)
        return cosines

    def passage(self, place: int) -> RawPassage:
        names = "id, document, title, url, language, text, date"
        row = self._db.execute(f"select {names} from passages where position = ?", (place,)).fetchone()
        return RawPassage(**dict(zip(names.split(", "), row, strict=True)))
