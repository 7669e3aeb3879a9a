"""Retrieval, refusal and intent figures per language form, each with a bootstrap interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.language import FORMS

RESAMPLES = 1_000
LEVEL = 95


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One question and what came back."""

    form: str
    wanted: tuple[str, ...]  #: documents that answer it; empty when none does
    answerable: bool
    documents: tuple[str, ...]  #: returned, best first
    answered: bool
    probability: float
    intent_wanted: str | None = None
    intent_got: str | None = None
    unchecked: bool = False  #: something of the raw tier was shown
    form_got: str | None = None  #: the form found when none is told

    @property
    def rank(self) -> int | None:
        """1-based place of the first right document."""
        return next((place for place, d in enumerate(self.documents, 1) if d in self.wanted), None)


Figure = Callable[[Sequence[Judged]], float | None]


def _share(values: Sequence[bool]) -> float | None:
    return float(np.mean(values)) if values else None


def hit_at(k: int) -> Figure:
    return lambda rows: _share([row.rank is not None and row.rank <= k for row in rows if row.answerable])


def mrr(rows: Sequence[Judged]) -> float | None:
    ranks = [1 / row.rank if row.rank else 0.0 for row in rows if row.answerable]
    return float(np.mean(ranks)) if ranks else None


def precision(rows: Sequence[Judged]) -> float | None:
    """Of what was answered, the share that was answerable."""
    return _share([row.answerable for row in rows if row.answered])


def recall(rows: Sequence[Judged]) -> float | None:
    """Of what was answerable, the share that was answered."""
    return _share([row.answered for row in rows if row.answerable])


def refused(rows: Sequence[Judged]) -> float | None:
    """Of what was not answerable, the share that was refused."""
    return _share([not row.answered for row in rows if not row.answerable])


def auroc(rows: Sequence[Judged]) -> float | None:
    """Probability that an answerable question is given a higher probability than one that is not."""
    yes = np.array([row.probability for row in rows if row.answerable])
    no = np.array([row.probability for row in rows if not row.answerable])
    if not len(yes) or not len(no):
        return None
    above = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return float(above)


def intent_accuracy(rows: Sequence[Judged]) -> float | None:
    return _share([row.intent_wanted == row.intent_got for row in rows if row.intent_wanted and row.intent_got])


def recognised(rows: Sequence[Judged]) -> float | None:
    """Of all messages, the share whose language form is found when nobody tells it."""
    return _share([row.form_got == row.form for row in rows if row.form_got])


FIGURES: dict[str, Figure] = {
    "hit@1": hit_at(1),
    "hit@3": hit_at(3),
    "hit@5": hit_at(5),
    "mrr": mrr,
    "precision": precision,
    "recall": recall,
    "refused": refused,
    "auroc": auroc,
    "intent_accuracy": intent_accuracy,
    "language": recognised,
}

#: Figures of a ranking alone.
RETRIEVAL = ("hit@1", "hit@3", "hit@5", "mrr")


def interval(rows: Sequence[Judged], figure: Figure, seed: int = 7) -> dict[str, Any] | None:
    """The figure and its 95 % bootstrap interval (percentiles of resampled questions)."""
    value = figure(rows)
    if value is None:
        return None
    rng = np.random.default_rng(seed)
    picks: NDArray[np.int64] = rng.integers(0, len(rows), size=(RESAMPLES, len(rows)))
    values = [v for pick in picks if (v := figure([rows[i] for i in pick])) is not None]
    low, high = np.percentile(values, [(100 - LEVEL) / 2, (100 + LEVEL) / 2])
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def report(rows: Sequence[Judged]) -> dict[str, Any]:
    """Figures over all forms and per form, with the worst form by hit@1 named."""
    forms = [form for form in FORMS if any(row.form == form for row in rows)]
    by_form = {form: _figures([row for row in rows if row.form == form]) for form in forms}
    ranked = [form for form in forms if by_form[form]["hit@1"]]
    worst = min(ranked, key=lambda form: by_form[form]["hit@1"]["value"]) if ranked else None
    return {"all": _figures(rows), "by_language": by_form, "worst_language": worst}


def retrieval(rows: Sequence[Judged]) -> dict[str, Any]:
    """Figures of a ranking alone, over all forms and per form."""

    def figures(some: Sequence[Judged]) -> dict[str, Any]:
        return {name: interval(some, FIGURES[name]) for name in RETRIEVAL}

    forms = [form for form in FORMS if any(row.form == form for row in rows)]
    by_form = {form: figures([row for row in rows if row.form == form]) for form in forms}
    return {"all": figures(rows), "by_language": by_form}


def _figures(rows: Sequence[Judged]) -> dict[str, Any]:
    figures = {name: interval(rows, figure) for name, figure in FIGURES.items()}
    counts = {"questions": len(rows), "answerable": sum(row.answerable for row in rows)}
    return counts | figures
