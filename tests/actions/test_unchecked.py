"""When a raw passage may be shown beside "I don't know", and which part of it."""

from __future__ import annotations

import numpy as np
import pytest

from actions.unchecked import KNOWN, NEAR, excerpt, unchecked
from knowledge.documents import RAW_GRADE
from knowledge.raw import RawHit, RawPassage, RawTier
from knowledge.search import Query
from knowledge.text import words


class Tier(RawTier):
    """Finds what it is given."""

    def __init__(self, *hits: RawHit) -> None:
        self.hits = list(hits)

    def search(self, *_: object, **__: object) -> list[RawHit]:
        return self.hits


def query(text: str, form: str = "en") -> Query:
    terms = tuple(words(text))
    return Query(
        text=text, form=form, encoded=text, terms=terms, vector=np.zeros(4, np.float32),
        alternatives=tuple((term,) for term in terms),
    )  # fmt: skip


def hit(text: str, cosine: float = 0.9, known: float = 0.9, language: str = "en") -> RawHit:
    passage = RawPassage(
        id="r:1", document="r", title="Loom grant", url="https://example.org", language=language, text=text, date="2024"
    )
    return RawHit(passage=passage, score=cosine, cosine=cosine, lexical=0.0, known=known)


def test_a_near_passage_of_the_questions_words_is_quoted_and_graded_raw() -> None:
    (quote,) = unchecked(Tier(hit("The loom grant is Rs 9,000.")), query("how much is the loom grant"))
    assert quote.grade == RAW_GRADE
    assert (quote.doc_id, quote.passage_id, quote.as_of) == ("r", "r:1", "2024")
    assert quote.quote == "The loom grant is Rs 9,000."
    assert not quote.translated


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("loom grant", hit("The loom grant.", cosine=NEAR - 0.001)),
        ("loom grant", hit("The loom grant.", known=KNOWN - 0.01)),
        ("phone number of the loom office", hit("The loom office is old.")),
        ("loom grant in Pune", hit("The loom grant of Odisha.")),
        ("पुणे में करघा", hit("करघा ओडिशा में", language="hi")),
        ("SBI loom loan", hit("A loan from Canara.")),
    ],
)
def test_what_lacks_what_is_asked_for_is_not_shown(question: str, found: RawHit) -> None:
    assert unchecked(Tier(found), query(question)) == ()


def test_at_most_one_is_shown() -> None:
    assert len(unchecked(Tier(hit("The loom grant."), hit("The loom grant too.")), query("loom grant"))) == 1


@pytest.mark.parametrize(
    ("text", "asked", "part"),
    [
        ("One. Two. The grant is ten. Four.", "grant", "The grant is ten."),
        ("पहला वाक्य। अनुदान दस है। तीसरा।", "अनुदान", "अनुदान दस है।"),
        ("no sentence at all", "x", "no sentence at all"),
        ("", "x", ""),
    ],
)
def test_the_sentence_asked_about_is_quoted(text: str, asked: str, part: str) -> None:
    found = excerpt(text, words(asked), limit=20)
    assert part.strip("।.") in found or found in text
    assert len(found) <= max(20, len(part))
