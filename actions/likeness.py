"""How alike two questions are.

Likeness is the cosine of question vectors from which the mean of their form is taken: without that, the vectors of
one form all point one way and no threshold fits six forms. Both thresholds: bench/misses.py, docs/results.md.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from actions.outcomes import Topic
from knowledge.bundle import KINDS, Bundle
from knowledge.encoder import Vectors
from knowledge.lexical import STOP_WORDS
from knowledge.search import Search
from knowledge.text import words

#: Likeness from which two questions are one when the same document is nearest to both, and when it is not.
SAME_DOCUMENT, ANY_DOCUMENT = 0.25, 0.65
#: Telling words up to which a question may be a follow-up, and is read with the one before it.
SHORT = 4


@dataclass(frozen=True, kw_only=True)
class Near:
    """What the live documents say nearest to a question."""

    vector: Vectors  #: of the question, less the mean of its form, of length 1
    document: str
    passage: str
    score: float


#: (question, form, topic) -> what is near.
Look = Callable[[str, str | None, Topic], Near]


def look_in(search: Search) -> Look:
    @functools.lru_cache(None)
    def centre(form: str) -> Vectors:
        return centre_of(search.bundle, form)

    def look(question: str, form: str | None, topic: Topic) -> Near:
        query = search.prepare(in_context(question, topic), form)
        hits = search.search(query, limit=1).hits
        vector = query.vector - centre(query.form)
        vector /= max(float(np.linalg.norm(vector)), 1e-9)
        if not hits:
            return Near(vector=vector, document="", passage="", score=0.0)
        best = hits[0]
        return Near(vector=vector, document=best.card.id, passage=best.passage.id, score=best.score)

    return look


def centre_of(bundle: Bundle, form: str) -> Vectors:
    """The mean of a form's questions in the bundle; of everything where it has none."""
    vectors = bundle.index.reconstruct_n(0, bundle.index.ntotal)
    mine = (bundle.vector_kind == KINDS.index("question")) & (np.array(bundle.vector_form) == form)
    return np.asarray((vectors[mine] if mine.any() else vectors).mean(axis=0), dtype=np.float32)


def likeness(one: Near, other: Near) -> float:
    """0 when the two are different questions."""
    cosine = float(one.vector @ other.vector)
    needed = SAME_DOCUMENT if one.document == other.document else ANY_DOCUMENT
    return cosine if cosine >= needed else 0.0


def nearest(leaders: Sequence[Near], near: Near) -> tuple[int, float]:
    """(place of the most alike leader, likeness); (-1, 0) when the question is a new one."""
    scores = [likeness(leader, near) for leader in leaders]
    best = max(range(len(scores)), key=lambda place: (scores[place], -place), default=-1)
    return (best, scores[best]) if best >= 0 and scores[best] > 0 else (-1, 0.0)


def in_context(question: str, topic: Topic) -> str:
    """A short follow-up says little without the question before it."""
    telling = [word for word in words(question) if word not in STOP_WORDS]
    return f"{topic.question} {question}" if topic.question and len(telling) <= SHORT else question
