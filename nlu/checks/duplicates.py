"""Groups of examples that say nearly the same in nearly the same letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlu.components.spelling import ngrams

#: Cosine of the character n-grams: one word of four may differ ("mera case kahan hai", "mera form kahan hai").
ALIKE = 0.7
_BLOCK = 1000


def near_duplicates(texts: Sequence[str], alike: float = ALIKE) -> list[int]:
    """One group number a text; who is like somebody of a group belongs to it."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    grams = _grams(texts)
    pairs: list[tuple[int, int]] = []
    for start in range(0, len(texts), _BLOCK):  # whole, the product of ten thousand texts fills the memory
        likeness = (grams[start : start + _BLOCK] @ grams.T).tocoo()
        close = likeness.data >= alike
        pairs += zip((likeness.row[close] + start).tolist(), likeness.col[close].tolist(), strict=True)
    rows, columns = ([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    links = csr_matrix((np.ones(len(pairs), np.int8), (rows, columns)), shape=(len(texts), len(texts)))
    return [int(group) for group in connected_components(links, directed=False)[1]]


def _grams(texts: Sequence[str]) -> Any:
    """Rows of length 1 over the character 2- and 3-grams that each text has."""
    from scipy.sparse import csr_matrix

    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for text in texts:
        own = {vocabulary.setdefault(gram, len(vocabulary)) for gram in ngrams(text, 2, 3)}
        columns += own
        values += [1 / len(own) ** 0.5] * len(own)
        ends.append(len(columns))
    return csr_matrix((np.array(values, np.float32), columns, ends), shape=(len(texts), max(len(vocabulary), 1)))
