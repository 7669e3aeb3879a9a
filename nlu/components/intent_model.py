"""Intent classifier: e5 sentence vector and character n-gram TF-IDF into a logistic regression.

Stored as numpy arrays and JSON (no pickle). Knows nothing of Rasa, so that it is tested on its own.
Measured best of all tried on six language forms (docs/why.md, "Intent classifier").
"""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from knowledge.encoder import Encoder
from knowledge.text import fold

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each feature block counts, and the regression's inverse regularisation."""

    vector: float = 5.0
    chars: float = 3.0
    c: float = 1.0
    shortest: int = 2
    longest: int = 4


def ngrams(text: str, shortest: int, longest: int) -> Iterator[str]:
    """Character n-grams inside words padded with a space (scikit-learn's ``char_wb``)."""
    for word in fold(text).split():
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            if size >= len(padded):
                yield padded
                break
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


class IntentModel:
    def __init__(self, encoder: Encoder, weights: Weights = Weights()) -> None:
        self._encoder, self.weights = encoder, weights
        self.classes: list[str] = []
        self._vocabulary: dict[str, int] = {}
        self._idf: Floats = np.zeros(0, np.float32)
        self._coefficients: Floats = np.zeros((0, 0), np.float32)
        self._intercept: Floats = np.zeros(0, np.float32)

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> IntentModel:
        from sklearn.linear_model import LogisticRegression

        self._learn_vocabulary(texts)
        features = hstack([csr_matrix(self._vectors(texts)), self._tfidf(texts)]).tocsr()
        model = LogisticRegression(C=self.weights.c, max_iter=500, class_weight="balanced")
        model.fit(features, list(labels))
        self.classes = [str(label) for label in model.classes_]
        self._coefficients = model.coef_.astype(np.float32)
        self._intercept = model.intercept_.astype(np.float32)
        return self

    def predict(self, texts: Sequence[str]) -> Floats:
        """Probabilities, shape (texts, classes)."""
        width = self._encoder.dimensions
        scores = self._vectors(texts) @ self._coefficients[:, :width].T + self._intercept
        grams = self._tfidf(texts)
        for row, (start, end) in enumerate(itertools.pairwise(grams.indptr)):
            # By hand: the product of sparse and dense copies all of the coefficients first.
            scores[row] += self._coefficients[:, width + grams.indices[start:end]] @ grams.data[start:end]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float32)

    def _learn_vocabulary(self, texts: Sequence[str]) -> None:
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(set(self._grams(text)))
        kept = sorted(gram for gram, count in seen.items() if count > 1)
        self._vocabulary = {gram: column for column, gram in enumerate(kept)}
        self._idf = np.array([math.log((1 + len(texts)) / (1 + seen[gram])) + 1 for gram in kept], np.float32)

    def _grams(self, text: str) -> Iterator[str]:
        return ngrams(text, self.weights.shortest, self.weights.longest)

    def _vectors(self, texts: Sequence[str]) -> Floats:
        return self._encoder.encode([fold(text) for text in texts], "query") * np.float32(self.weights.vector)

    def _tfidf(self, texts: Sequence[str]) -> Any:
        values: list[float] = []
        columns: list[int] = []
        rows = [0]
        for text in texts:
            counts = Counter(column for gram in self._grams(text) if (column := self._vocabulary.get(gram)) is not None)
            row = [(1 + math.log(count)) * float(self._idf[column]) for column, count in counts.items()]
            length = math.sqrt(sum(value * value for value in row)) or 1.0
            values.extend(self.weights.chars * value / length for value in row)
            columns.extend(counts)
            rows.append(len(columns))
        shape = (len(texts), len(self._vocabulary))
        return csr_matrix((np.array(values, np.float32), columns, rows), shape=shape)

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / "intent.npz", coefficients=self._coefficients, intercept=self._intercept, idf=self._idf
        )
        facts = {
            "encoder": self._encoder.name,
            "weights": self.weights.__dict__,
            "classes": self.classes,
            "vocabulary": list(self._vocabulary),
        }
        (folder / "intent.json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> IntentModel:
        """Raises ValueError when the model was trained with another encoder: train again."""
        facts = json.loads((folder / "intent.json").read_text(encoding="utf-8"))
        if facts["encoder"] != encoder.name:
            raise ValueError(f"the intent model needs the encoder {facts['encoder']}; run: make train")
        model = cls(encoder, Weights(**facts["weights"]))
        model.classes = facts["classes"]
        model._vocabulary = {gram: column for column, gram in enumerate(facts["vocabulary"])}
        with np.load(folder / "intent.npz", allow_pickle=False) as arrays:
            model._coefficients, model._intercept = arrays["coefficients"], arrays["intercept"]
            model._idf = arrays["idf"]
        return model
