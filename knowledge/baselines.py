"""Plain ways to rank documents, as baselines for the search: on the same passages, questions and names.

bm25     word search alone, on the text that the search looks words up in
dense    nearest vector alone, of facts, questions and names alike
rrf      reciprocal rank fusion of the two: the sum of 1 / (K + rank)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from knowledge.search import NEIGHBOURS, WORD_HITS, Query, Search

#: The usual constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009).
K = 60
LIMIT = 10


def bm25(search: Search, query: Query) -> list[int]:
    """Places of passages, best first."""
    scores = search.lexical.search(query.terms, WORD_HITS).scores
    return sorted(scores, key=lambda place: (-scores[place], place))


def dense(search: Search, query: Query) -> list[int]:
    bundle = search.bundle
    count = min(bundle.index.ntotal, NEIGHBOURS)
    _, rows = bundle.index.search(query.vector.reshape(1, -1), count)
    return [int(place) for place in dict.fromkeys(bundle.vector_passage[rows[0]].tolist())]


def rrf(search: Search, query: Query) -> list[int]:
    total = np.zeros(len(search.bundle.passage_ids))
    for ranking in (bm25(search, query), dense(search, query)):
        for rank, place in enumerate(ranking, 1):
            total[place] += 1 / (K + rank)
    return [int(place) for place in np.argsort(-total, kind="stable") if total[place] > 0]


BASELINES: Mapping[str, Callable[[Search, Query], Sequence[int]]] = {"bm25": bm25, "dense": dense, "rrf": rrf}


def ranked(search: Search, query: Query, name: str) -> tuple[str, ...]:
    """Documents by their best passage, at most LIMIT."""
    places = BASELINES[name](search, query)
    owners = (search.bundle.documents[search.bundle.passage_document[place]] for place in places)
    return tuple(dict.fromkeys(owners))[:LIMIT]
