"""How likely it is that the best passages answer the question.

A logistic regression over signals of the search, the nearest answerable and unanswerable examples, and
slot rules (a phone was asked for: is one in the passage?). Fitted on knowledge/calibration, which is never
indexed; stored in the bundle's manifest with its reliability curve. A fixed cosine threshold is wrong in
every language: the scores of answerable and unanswerable questions overlap and shift by language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.arrays import read_arrays
from knowledge.bundle import Bundle
from knowledge.encoder import Encoder, Vectors
from knowledge.questions import Example
from knowledge.search import Result, Search
from knowledge.signals import SIGNALS, Near, Signals

#: Vectors of the refused, the answerable and the chat examples, beside the index.
EXEMPLARS = "exemplars.npz"

#: Steps of .01 to each side over which the worth of a threshold is averaged.
SMOOTHED = 10
#: An example written to be mistaken counts so much beside one as people mostly ask.
NEAR_COUNTS = 0.5
#: What refusing rightly is worth against answering rightly.
REFUSAL = 1.5
#: Intents whose examples are no questions: close to one of them means chat, not a question.
QUESTION_INTENTS = frozenset({"ask_scheme", "find_scheme"})


def fit(
    bundle: Bundle, encoder: Encoder, examples: Sequence[Example], chat: Sequence[tuple[str, str, str]]
) -> dict[str, Any]:
    """Calibration as stored in the manifest: coefficients, exemplar vectors' texts, threshold, reliability."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    search = Search(bundle, encoder)
    # Not the near misses: to resemble one says little, as what may be asked of the same scheme resembles it too.
    refused = [example for example in examples if example.reason and not example.near]
    answered = [example for example in examples if not example.reason]
    talk = [text for _, intent, text in chat if intent not in QUESTION_INTENTS]
    refused_vectors = _encode(search, [(e.text, e.form) for e in refused])
    answered_vectors = _encode(search, [(e.text, e.form) for e in answered])
    talk_vectors = encoder.encode(talk, "query") if talk else np.zeros((0, encoder.dimensions), np.float32)
    vectors = {"answerable": (answered, answered_vectors), "unanswerable": (refused, refused_vectors)}
    rows, labels = _table(search, examples, vectors, talk_vectors)
    matrix, answers = np.array(rows), np.array(labels)
    mean, spread = matrix.mean(0), np.maximum(matrix.std(0), 1e-6)
    scaled = (matrix - mean) / spread
    model = LogisticRegression(C=0.3, max_iter=1000)
    counts = np.array([NEAR_COUNTS if example.near else 1.0 for example in examples])
    folds = StratifiedKFold(5, shuffle=True, random_state=7)
    held_out = cross_val_predict(
        model, scaled, answers, cv=folds, method="predict_proba", params={"sample_weight": counts}
    )[:, 1]
    model.fit(scaled, answers, sample_weight=counts)
    np.savez(
        bundle.folder / EXEMPLARS,
        refused=refused_vectors,
        answered=answered_vectors,
        chat=talk_vectors.astype(np.float16),
    )
    return {
        "signals": list(SIGNALS),
        "mean": _rounded(mean),
        "spread": _rounded(spread),
        "coefficients": _rounded(model.coef_[0]),
        "intercept": round(float(model.intercept_[0]), 6),
        "threshold": choose_threshold(held_out, answers),
        "reliability": reliability(held_out, answers),
        "examples": len(examples),
        "reasons": [example.reason for example in refused],
    }


def _table(
    search: Search,
    examples: Sequence[Example],
    kinds: Mapping[str, tuple[Sequence[Example], Vectors]],
    talk: Vectors,
) -> tuple[list[list[float]], list[int]]:
    """Of each example its signals, and whether it is answered rightly."""
    signals = Signals(search)
    rows, labels = [], []
    for example in examples:
        result = search.search(search.prepare(example.text, example.form))
        vector = result.query.vector
        # An example must not be its own nearest example.
        near = {name: _nearest(all_of, vector, _place(of, example)) for name, (of, all_of) in kinds.items()}
        rows.append([*signals.of(result, Near(**near, chat=_nearest(talk, vector))).values()])
        labels.append(int(not example.reason and bool(set(result.documents[:3]) & set(example.documents))))
    return rows, labels


def _rounded(values: NDArray[np.float64]) -> list[float]:
    return [round(float(value), 6) for value in values]


def _encode(search: Search, pairs: Sequence[tuple[str, str]]) -> Vectors:
    rows = [search.prepare(text, form).vector for text, form in pairs]
    return np.stack(rows) if rows else np.zeros((0, search.encoder.dimensions), np.float32)


def _place(examples: Sequence[Example], example: Example) -> int | None:
    return examples.index(example) if example in examples else None


def _nearest(vectors: Vectors, vector: Vectors, skip: int | None = None) -> float:
    if not len(vectors):
        return 0.0
    cosines = vectors @ vector
    if skip is not None:
        cosines = np.delete(cosines, skip)
    return float(cosines.max()) if len(cosines) else 0.0


def choose_threshold(probabilities: NDArray[np.float64], answers: NDArray[np.int64]) -> float:
    """Where answering the answerable and refusing the rest are right most often; a refusal counts half as much again.

    A near miss dressed as an answer does more harm than an "I don't know" with a person to turn to.

    The middle of the best stretch: a single best point is chance, and moved by .13 with the next example.
    """
    grid = np.arange(0.2, 0.81, 0.01)
    said = probabilities[None, :] >= grid[:, None]
    values = (said[:, answers == 1].mean(1) + REFUSAL * (~said)[:, answers == 0].mean(1)) / (1 + REFUSAL)
    padded = np.pad(values, SMOOTHED, mode="edge")
    smooth = np.convolve(padded, np.ones(2 * SMOOTHED + 1) / (2 * SMOOTHED + 1), mode="valid")
    best = np.flatnonzero(smooth >= smooth.max() - 1e-9)
    return round(float(grid[best[len(best) // 2]]), 2)


def reliability(probabilities: NDArray[np.float64], answers: NDArray[np.int64]) -> list[dict[str, float]]:
    """Ten bins of the held-out probability: how many, their mean, and the share that was answerable."""
    bins = np.minimum((probabilities * 10).astype(int), 9)
    return [
        {
            "count": int((bins == b).sum()),
            "predicted": round(float(probabilities[bins == b].mean()), 3),
            "answerable": round(float(answers[bins == b].mean()), 3),
        }
        for b in range(10)
        if (bins == b).any()
    ]


class Confidence:
    """The calibrated probability for a bundle; without calibration (a foreign corpus) a plain score."""

    def __init__(self, search: Search) -> None:
        calibration: Mapping[str, Any] | None = search.bundle.manifest["calibration"]
        self._calibration = calibration
        self._signals = Signals(search)
        if calibration:
            self._reasons: list[str] = calibration["reasons"]
            arrays = read_arrays(search.bundle.folder / EXEMPLARS)
            self._refused: Vectors = arrays["refused"]
            self._answered: Vectors = arrays.get("answered", self._refused[:0])
            self._chat: Vectors = arrays["chat"].astype(np.float32)

    @property
    def threshold(self) -> float:
        return float(self._calibration["threshold"]) if self._calibration else 0.5

    def probability(self, result: Result) -> float:
        if not result.hits:
            return 0.0
        if not self._calibration:
            return 1 / (1 + math.exp(-40 * (result.hits[0].parts.fact - 0.84)))
        _, worths = self._worths(self._calibration, result)
        return 1 / (1 + math.exp(-float(worths.sum()) - float(self._calibration["intercept"])))

    def _worths(
        self, calibration: Mapping[str, Any], result: Result
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Each signal's value, and what it adds to the log odds."""
        vector = result.query.vector
        near = Near(
            answerable=_nearest(self._answered, vector),
            unanswerable=_nearest(self._refused, vector),
            chat=_nearest(self._chat, vector),
        )
        found = self._signals.of(result, near)
        mean = np.array(calibration["mean"])
        # A bundle of an older version may know signals that are no longer computed: they count for nothing.
        row = np.array([found.get(name, usual) for name, usual in zip(calibration["signals"], mean, strict=True)])
        return row, (row - mean) / np.array(calibration["spread"]) * np.array(calibration["coefficients"])

    def explain(self, result: Result) -> dict[str, Any]:
        """The probability, the threshold, and every signal with what it adds to the log odds, the strongest first."""
        rows: list[dict[str, Any]] = []
        if result.hits and self._calibration:
            values, worths = self._worths(self._calibration, result)
            rows = [
                {"signal": name, "value": round(float(value), 4), "worth": round(float(worth), 3)}
                for name, value, worth in zip(self._calibration["signals"], values, worths, strict=True)
            ]
        return {
            "probability": round(self.probability(result), 4),
            "threshold": self.threshold,
            "reason": self.reason(result),
            "signals": sorted(rows, key=lambda row: -abs(row["worth"])),
        }

    def likeness_to_plain(self, vector: Vectors) -> float:
        """Cosine of the nearest example of a question that needs no person, answerable or not; -1 without examples."""
        if not self._calibration:
            return -1.0
        plain = np.array([reason != "needs_person" for reason in self._reasons], bool)
        refused = self._refused[plain] if len(plain) else self._refused[:0]
        return max(float((one @ vector).max(initial=-1.0)) for one in (self._answered, refused))

    def reason(self, result: Result) -> str:
        """The reason of the nearest refused example: what kind of question this most resembles.

        Who tells of themselves may still ask what the documents say: it needs a person only where no example that
        is answered is nearer than all that needed one.
        """
        if not self._calibration or not len(self._refused):
            return "not_in_documents"
        near = self._refused @ result.query.vector
        if near.max() < _nearest(self._answered, result.query.vector):
            near = np.where(np.array(self._reasons) == "needs_person", -1.0, near)
        return self._reasons[int(near.argmax())]
