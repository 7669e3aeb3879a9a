"""Hybrid search: a question in any form -> ranked passages, each part of its score kept.

    dense      best vector of the fact (its titles in every language + text) and of the questions asked about it
    document   the document's whole meaning: mean of its facts, and its names
    lexical    bm25 on folded, segmented words, weighted by the share of the query's words the documents know
    name       the document's name or alias stands in the question

No reciprocal rank fusion: across languages the lexical list is noise, and RRF lost .10 MRR (docs/why.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.bundle import KINDS, Bundle, Card, Passage
from knowledge.country import OF_FORM, named_country
from knowledge.encoder import Encoder, Vectors
from knowledge.language import LATIN_FORMS, NATIVE, detect
from knowledge.lexical import LexicalIndex
from knowledge.names import Names, stem_of
from knowledge.text import both_ends, clean, fold, words

Floats = NDArray[np.float64]

#: Characters of a question that are encoded: longer ones keep their beginning and their end, where the question is.
#: A message of 3,000 odd letters took 3 s; see docs/results.md for what the cut loses.
QUESTION_LIMIT, QUESTION_START = 300, 100
#: Characters of a message that are read at all.
MESSAGE_LIMIT = 1_500
#: Vectors looked at per query; what is further away cannot reach the top.
NEIGHBOURS = 1_000
WORD_HITS = 300


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What each part counts, in units of cosine; chosen on knowledge/calibration, see docs/results.md."""

    question: float = 0.6
    document: float = 0.3
    alias: float = 0.2
    lexical: float = 0.15
    name: float = 0.03
    focus: float = 0.06
    country: float = 0.01
    country_named: float = 0.08


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Why a passage stands where it stands."""

    fact: float
    question: float
    document: float
    alias: float
    lexical: float
    name: float
    focus: float
    country: float


@dataclass(frozen=True, kw_only=True)
class Hit:
    place: int
    passage: Passage
    card: Card
    score: float
    parts: Parts


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A question as words, and what of it is to be encoded."""

    text: str
    form: str
    encoded: str
    terms: tuple[str, ...]
    #: The words again, each with the spellings it is looked up under (romanised: as typed, in native letters).
    alternatives: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Query(Reading):
    """A question made ready to be searched with."""

    vector: Vectors  #: shape (dimensions,)


@dataclass(frozen=True, kw_only=True)
class Result:
    query: Query
    hits: tuple[Hit, ...]
    documents: tuple[str, ...]  #: best first
    document_scores: tuple[float, ...]
    coverage: float
    named: frozenset[str]  #: documents whose name stands in the question


class Search:
    """Holds what a bundle's queries share; safe to use from several threads."""

    def __init__(self, bundle: Bundle, encoder: Encoder, weights: Weights = Weights()) -> None:
        if bundle.manifest["encoder"] != encoder.name:
            raise ValueError(
                f"the bundle was built with {bundle.manifest['encoder']} but {encoder.name} is in use; "
                "build it again with: sahayak kb build"
            )
        self.bundle, self.encoder, self.weights = bundle, encoder, weights
        self.lexical = LexicalIndex(bundle.db)
        self._names = Names(bundle)
        self._country = np.array([bundle.cards[document].country for document in bundle.documents])
        self._document_vectors = self._mean_of_facts()

    def _mean_of_facts(self) -> Vectors:
        bundle = self.bundle
        vectors = bundle.index.reconstruct_n(0, bundle.index.ntotal)
        facts = bundle.vector_kind == KINDS.index("fact")
        owner = bundle.passage_document[bundle.vector_passage[facts]]
        sums = np.zeros((len(bundle.documents), bundle.index.d), np.float32)
        np.add.at(sums, owner, vectors[facts])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(lengths, 1e-9), dtype=np.float32)

    def prepare(self, text: str, form: str | None = None) -> Query:
        read = self.read(text, form)
        return Query(**vars(read), vector=self.encoder.encode([read.encoded], "query")[0])

    def read(self, text: str, form: str | None = None) -> Reading:
        """Detects the form when none is given; romanised words are put into native script for the encoder.

        ``form`` is the conversation's: a Hindi conversation may well go on in Latin letters.
        """
        raw = clean(text[: 4 * MESSAGE_LIMIT])[:MESSAGE_LIMIT]
        written = detect(raw, self.bundle.language, form).form
        if form in LATIN_FORMS and written in LATIN_FORMS:
            written = form
        form = form or written
        encoded = fold(raw)
        terms = words(raw)
        alternatives: list[tuple[str, ...]] = [(word,) for word in terms]
        if written in NATIVE:
            encoded = self.bundle.transliterators[written](encoded)
            native = words(encoded)
            if len(native) == len(terms):
                alternatives = [tuple(dict.fromkeys(pair)) for pair in zip(terms, native, strict=True)]
            terms += native
        alternatives = [_with_stem(spellings) for spellings in alternatives]
        encoded = both_ends(encoded, QUESTION_START, QUESTION_LIMIT)
        return Reading(text=raw, form=form, encoded=encoded, terms=tuple(terms), alternatives=tuple(alternatives))

    def search(
        self,
        query: Query,
        limit: int = 10,
        focus: str | None = None,
        sections: Sequence[str] = (),
        within: str | None = None,
    ) -> Result:
        """``focus`` is the document just discussed; facts under ``sections`` of it are what was asked for.

        ``within``: only this document's facts.
        """
        bundle, weights = self.bundle, self.weights
        fact, question, alias = self._dense(query.vector)
        document = self._document_vectors @ query.vector
        lexical = self.lexical.search(query.terms, WORD_HITS)
        named = self._names.found_in(query.terms)
        name = np.zeros(len(bundle.documents))
        for found, worth in named.items():
            name[found] = worth
        near = self._nearness(focus, sections)
        owner = bundle.passage_document
        columns: dict[str, Floats] = {
            "fact": fact,
            "question": weights.question * question,
            "document": weights.document * document[owner].astype(np.float64),
            "alias": weights.alias * alias[owner],
            "lexical": weights.lexical * lexical.coverage * self._bm25(lexical.scores),
            "name": weights.name * name[owner],
            "focus": weights.focus * near,
            "country": self._worth_of_country(query)[owner],
        }
        total = np.sum(list(columns.values()), axis=0) / (1 + weights.question + weights.document + weights.alias)
        order = np.argsort(-total, kind="stable")
        if within is not None:
            order = order[owner[order] == bundle.documents.index(within)]
        hits = self._hits(order[:limit], total, columns)
        documents, scores = self._rank_documents(order, total, limit)
        return Result(
            query=query,
            hits=hits,
            documents=documents,
            document_scores=scores,
            coverage=lexical.coverage,
            named=frozenset(bundle.documents[place] for place in named),
        )

    def _bm25(self, scores: Mapping[int, float]) -> Floats:
        """Per passage, the best 1."""
        bm25 = np.zeros(len(self.bundle.passage_ids))
        if scores:
            places = list(scores)
            bm25[places] = np.array([scores[place] for place in places])
            bm25 /= max(bm25.max(), 1e-9)
        return bm25

    def named_documents(self, query: Reading) -> tuple[str, ...]:
        """Documents whose own name, shared with no other, stands in the question, in its order."""
        own = [min(places) for *_, places in self._spans(query) if len(places) == 1]
        return tuple(self.bundle.documents[place] for place in dict.fromkeys(own))

    def beside_names(self, query: Reading) -> list[tuple[str, ...]]:
        """The question's words that are no part of a document's name."""
        taken = {word for start, end, _ in self._spans(query) for word in range(start, end)}
        return [spellings for place, spellings in enumerate(query.alternatives) if place not in taken]

    def _spans(self, query: Reading) -> list[tuple[int, int, set[int]]]:
        """Of names as typed, else in native letters; places are those of ``alternatives``."""
        typed = self._names.spans([spellings[0] for spellings in query.alternatives])
        native = self._names.spans([spellings[-1] for spellings in query.alternatives])
        free = [span for span in native if all(span[1] <= start or span[0] >= end for start, end, _ in typed)]
        return sorted(typed + free, key=lambda span: span[:2])

    def _worth_of_country(self, query: Query) -> Floats:
        """Of each document: what it is worth that it is of the country asked about."""
        named = named_country(query.terms)
        worth = self.weights.country_named if named else self.weights.country
        return np.asarray(worth * (self._country == (named or OF_FORM.get(query.form, ""))), np.float64)

    def _nearness(self, focus: str | None, sections: Sequence[str]) -> Floats:
        """1 for facts of the focus document, 2 for those under the sections asked for."""
        near = np.zeros(len(self.bundle.passage_ids))
        if focus in self.bundle.cards:
            for place in self.bundle.places_of(focus):
                near[place] = 2.0 if sections and self.bundle.passage(int(place)).section in sections else 1.0
        return near

    def _dense(self, vector: Vectors) -> tuple[Floats, Floats, Floats]:
        """Best cosine per passage over its facts and its questions, and per document over its names."""
        bundle = self.bundle
        count = min(bundle.index.ntotal, NEIGHBOURS)
        scores, rows = bundle.index.search(vector.reshape(1, -1), count)
        floor = float(scores[0][-1])
        fact = np.full(len(bundle.passage_ids), floor)
        question = np.full(len(bundle.passage_ids), floor)
        alias = np.full(len(bundle.documents), floor)
        rows, values = rows[0], scores[0].astype(np.float64)
        kinds, places = bundle.vector_kind[rows], bundle.vector_passage[rows]
        for kind, target in (("fact", fact), ("question", question)):
            mine = kinds == KINDS.index(kind)
            np.maximum.at(target, places[mine], values[mine])
        mine = kinds == KINDS.index("alias")
        np.maximum.at(alias, bundle.passage_document[places[mine]], values[mine])
        return fact, question, alias

    def _hits(self, places: NDArray[np.int64], total: Floats, columns: Mapping[str, Floats]) -> tuple[Hit, ...]:
        shown = zip(*(column[places].tolist() for column in columns.values()), strict=True)
        return tuple(
            self._hit(place, score, dict(zip(columns, parts, strict=True)))
            for place, score, parts in zip(places.tolist(), total[places].tolist(), shown, strict=True)
        )

    def _hit(self, place: int, score: float, parts: Mapping[str, float]) -> Hit:
        passage = self.bundle.passage(place)
        return Hit(
            place=place,
            passage=passage,
            card=self.bundle.cards[passage.document],
            score=round(score, 4),
            parts=Parts(**{name: round(part, 4) for name, part in parts.items()}),
        )

    def _rank_documents(
        self, order: NDArray[np.int64], total: Floats, limit: int
    ) -> tuple[tuple[str, ...], tuple[float, ...]]:
        best: dict[int, float] = {}
        for place in order:
            document = int(self.bundle.passage_document[place])
            if document not in best:
                best[document] = float(total[place])
                if len(best) == limit:
                    break
        return tuple(self.bundle.documents[d] for d in best), tuple(best.values())


def _with_stem(spellings: tuple[str, ...]) -> tuple[str, ...]:
    """The first stays what was typed, the last what it is in native letters; a Gujarati stem stands between them."""
    stem = stem_of(spellings[-1])
    return (spellings[0], stem, spellings[-1]) if stem else spellings
