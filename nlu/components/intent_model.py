"""Intent classifier: e5 sentence vector, character n-grams and words by their sound into a logistic regression.

Stored as numpy arrays and JSON (no pickle). Knows nothing of Rasa, so that it is tested on its own.
Measured best of all tried on six language forms (docs/why.md, "Intent classifier").
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from knowledge.encoder import Encoder
from knowledge.text import fold
from nlu.components.spelling import ngrams, spellings

Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each feature block counts, and the regression's inverse regularisation."""

    vector: float = 5.0
    chars: float = 3.0
    words: float = 2.5
    c: float = 1.0
    shortest: int = 2
    longest: int = 4


class Counted:
    """TF-IDF over what a function finds in a text; rows of length 1, times a weight."""

    def __init__(self, found: Callable[[str], Iterable[str]], weight: float) -> None:
        self._found, self._weight = found, weight
        self.vocabulary: dict[str, int] = {}
        self.idf: Floats = np.zeros(0, np.float32)

    def learn(self, texts: Sequence[str]) -> None:
        """What stands in one text only teaches nothing about others."""
        seen: Counter[str] = Counter()
        for text in texts:
            seen.update(set(self._found(text)))
        kept = sorted(item for item, count in seen.items() if count > 1)
        self.put(kept, np.array([math.log((1 + len(texts)) / (1 + seen[item])) + 1 for item in kept], np.float32))

    def put(self, items: Sequence[str], idf: Floats) -> None:
        self.vocabulary, self.idf = {item: column for column, item in enumerate(items)}, idf

    def rows(self, texts: Sequence[str]) -> Any:
        values: list[float] = []
        columns: list[int] = []
        ends = [0]
        for text in texts:
            counts = Counter(at for item in self._found(text) if (at := self.vocabulary.get(item)) is not None)
            row = [(1 + math.log(count)) * float(self.idf[column]) for column, count in counts.items()]
            length = math.sqrt(sum(value * value for value in row)) or 1.0
            values.extend(self._weight * value / length for value in row)
            columns.extend(counts)
            ends.append(len(columns))
        return csr_matrix((np.array(values, np.float32), columns, ends), shape=(len(texts), len(self.vocabulary)))


class IntentModel:
    def __init__(self, encoder: Encoder, weights: Weights = Weights()) -> None:
        self._encoder, self.weights = encoder, weights
        self.classes: list[str] = []
        grams = functools.partial(ngrams, shortest=weights.shortest, longest=weights.longest)
        self._counted = {"chars": Counted(grams, weights.chars), "words": Counted(spellings, weights.words)}
        self._coefficients: Floats = np.zeros((0, 0), np.float32)
        self._intercept: Floats = np.zeros(0, np.float32)

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> IntentModel:
        from sklearn.linear_model import LogisticRegression

        for counted in self._counted.values():
            counted.learn(texts)
        features = hstack([csr_matrix(self._vectors(texts)), self._rows(texts)]).tocsr()
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
        counts = self._rows(texts)
        for row, (start, end) in enumerate(itertools.pairwise(counts.indptr)):
            # By hand: the product of sparse and dense copies all of the coefficients first.
            scores[row] += self._coefficients[:, width + counts.indices[start:end]] @ counts.data[start:end]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float32)

    def _vectors(self, texts: Sequence[str]) -> Floats:
        return self._encoder.encode([fold(text) for text in texts], "query") * np.float32(self.weights.vector)

    def _rows(self, texts: Sequence[str]) -> Any:
        return hstack([counted.rows(texts) for counted in self._counted.values()]).tocsr()

    def save(self, folder: Path) -> None:
        np.savez_compressed(
            folder / "intent.npz",
            coefficients=self._coefficients,
            intercept=self._intercept,
            idf_chars=self._counted["chars"].idf,
            idf_words=self._counted["words"].idf,
        )
        facts = {
            "encoder": self._encoder.name,
            "weights": self.weights.__dict__,
            "classes": self.classes,
            "vocabulary": {name: list(counted.vocabulary) for name, counted in self._counted.items()},
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
        with np.load(folder / "intent.npz", allow_pickle=False) as arrays:
            model._coefficients, model._intercept = arrays["coefficients"], arrays["intercept"]
            for name, counted in model._counted.items():
                counted.put(facts["vocabulary"][name], arrays[f"idf_{name}"])
        return model
