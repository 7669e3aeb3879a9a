"""Postings as stored are those that FTS5 counts, for words of every script and passages of any length."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.bundle import Bundle
from knowledge.lexical import LexicalIndex
from knowledge.postings import FromFts5, Stored, create_lexicon, finish_lexicon, open_postings

MANY = 50
WORDS = ("चाय", "ચા", "ชา", "tea", "loan", "50,000")


def filled(*texts: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("create table passages (position integer primary key)")
    create_lexicon(db)
    for place, text in enumerate(texts):
        db.execute("insert into passages values (?)", (place,))
        db.execute("insert into lexicon(rowid, text) values (?, ?)", (place, text))
    finish_lexicon(db)
    return db


@pytest.fixture
def bundle(made_bundle: Path) -> Iterator[Bundle]:
    opened = Bundle(made_bundle)
    yield opened
    opened.db.close()


@pytest.mark.parametrize("words_in_it", [1, 127, 128, 300, 20_000])
def test_a_passage_of_any_length_is_weighed_as_fts5_does(words_in_it: int) -> None:
    db = filled("चाय " * words_in_it, "ચા कर 50,000", "ชา tea tea", "x y z 🙂", "loan")
    for term in WORDS:
        rows = db.execute("select rowid, -bm25(lexicon) from lexicon where lexicon match ?", (f'"{term}"',)).fetchall()
        assert rows
        assert LexicalIndex(db).search([term], MANY).scores == pytest.approx(dict(rows), rel=1e-4)
    db.close()


def test_every_word_of_a_bundle_is_stored_as_fts5_counts_it(bundle: Bundle) -> None:
    stored, counted = open_postings(bundle.db), FromFts5(bundle.db)
    assert isinstance(stored, Stored)
    terms = [row[0] for row in bundle.db.execute("select term from lexicon_words")]
    assert len(terms) > 100
    for term in terms:
        one, other = stored.of(term), counted.of(term)
        assert one.places.tolist() == other.places.tolist() == sorted(set(other.places.tolist()))
        assert one.worth.tolist() == other.worth.tolist()
        assert stored.documents_with(term) == counted.documents_with(term) == len(one.places)


def test_a_word_that_stands_nowhere_has_no_places(bundle: Bundle) -> None:
    for index in (Stored(bundle.db), FromFts5(bundle.db)):
        for term in ("क्रिकेट", "ક્રિકેટ", "คริกเก็ต", "🏏", "", "'; drop table postings; --"):
            assert (index.documents_with(term), len(index.of(term).places)) == (0, 0)


def test_a_bundle_of_an_older_version_is_read_all_the_same() -> None:
    db = filled("चाय loan", "ચા", "ชา tea tea")
    new = {term: LexicalIndex(db).search([term], MANY) for term in WORDS}
    db.execute("drop table postings")
    assert isinstance(open_postings(db), FromFts5)
    assert {term: LexicalIndex(db).search([term], MANY) for term in WORDS} == new
    db.close()


def test_an_empty_lexicon_holds_nothing() -> None:
    db = filled()
    assert LexicalIndex(db).search(["tea"], MANY).scores == {}
    db.close()
