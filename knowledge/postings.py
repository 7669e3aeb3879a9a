"""Where each word stands in a bundle's passages and what it is worth there, stored as a search wants it.

FTS5 counts the words; of each, the passages and its bm25 in them are kept as two arrays in the table ``postings``, so
that a word that nobody has asked yet costs one row. Read from FTS5's own tables it cost 0.3 ms, as much as all else.
"""

from __future__ import annotations

import itertools
import math
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

#: Text comes segmented by ``words``: unicode61 would cut Devanagari, Gujarati and Thai at marks, figures at 10,000.
WORD_TOKENS = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc' tokenchars '.,/-'"
#: Of FTS5's bm25: https://www.sqlite.org/fts5.html#the_bm25_function
_K1, _B = 1.2, 0.75

Places = NDArray[np.int32]
Scores = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Postings:
    """Where a word stands, in order, and what it is worth there."""

    places: Places
    worth: Scores


NOWHERE = Postings(places=np.empty(0, np.int32), worth=np.empty(0, np.float32))


def create_lexicon(db: sqlite3.Connection) -> None:
    """The full-text index, to be filled with rows of ``rowid`` (a passage's place) and ``text`` (its words)."""
    db.execute(f"create virtual table lexicon using fts5(text, content='', tokenize=\"{WORD_TOKENS}\")")


def finish_lexicon(db: sqlite3.Connection) -> None:
    """Once every passage is in it, and the table ``passages`` is written."""
    db.execute("insert into lexicon(lexicon) values ('optimize')")
    db.execute("create virtual table lexicon_words using fts5vocab(lexicon, 'row')")
    db.execute("create table postings (term text primary key, documents integer, places blob, worth blob)")
    db.executemany("insert into postings values (?, ?, ?, ?)", _rows(FromFts5(db)))


def _rows(index: FromFts5) -> Iterator[tuple[str, int, bytes, bytes]]:
    for term, found in index.all():
        yield term, len(found.places), found.places.tobytes(), found.worth.tobytes()


class Stored:
    """The table ``postings``."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def documents_with(self, term: str) -> int:
        row = self._db.execute("select documents from postings where term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def of(self, term: str) -> Postings:
        row = self._db.execute("select places, worth from postings where term = ?", (term,)).fetchone()
        if row is None:
            return NOWHERE
        return Postings(places=np.frombuffer(row[0], np.int32), worth=np.frombuffer(row[1], np.float32))


class FromFts5:
    """The same out of FTS5's own tables: while a bundle is built, and in one of an older version."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._size = int(db.execute("select count(*) from passages").fetchone()[0])
        self._lengths = _lengths(db, self._size)
        db.execute("create virtual table if not exists temp.instances using fts5vocab('main', 'lexicon', 'instance')")

    def documents_with(self, term: str) -> int:
        row = self._db.execute("select doc from lexicon_words where term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def of(self, term: str) -> Postings:
        rows = self._db.execute("select doc from temp.instances where term = ?", (term,))
        return self._postings(rows)

    def all(self) -> Iterator[tuple[str, Postings]]:
        """In the order of the words. FTS5 keeps them sorted, so one is in memory at a time."""
        rows = self._db.execute("select doc, term from temp.instances")
        for term, group in itertools.groupby(rows, itemgetter(1)):
            yield term, self._postings(group)

    def _postings(self, rows: Iterator[tuple[int, ...]]) -> Postings:
        places, often = np.unique(np.fromiter((row[0] for row in rows), np.int64), return_counts=True)
        rarity = max(math.log((self._size - len(places) + 0.5) / (len(places) + 0.5)), 1e-6)
        worth = rarity * often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * self._lengths[places]))
        return Postings(places=places.astype(np.int32), worth=worth.astype(np.float32))


def open_postings(db: sqlite3.Connection) -> Stored | FromFts5:
    stored = db.execute("select 1 from sqlite_master where name = 'postings'").fetchone()
    return Stored(db) if stored else FromFts5(db)


def _lengths(db: sqlite3.Connection, size: int) -> NDArray[np.float32]:
    """Of each passage its number of words, the mean being 1."""
    found = np.ones(size, np.float32)
    for place, packed in db.execute("select id, sz from lexicon_docsize"):
        found[place] = _varint(packed)
    return found / max(float(found.mean()), 1e-9) if size else found


def _varint(packed: bytes) -> int:
    """SQLite's number of seven bits a byte, the highest first: https://www.sqlite.org/fileformat.html#varint"""
    value = 0
    for byte in packed:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value
