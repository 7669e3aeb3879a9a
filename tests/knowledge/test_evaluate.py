from __future__ import annotations

import json

import pytest

from knowledge.evaluate import (
    FIGURES,
    Figure,
    Judged,
    auroc,
    hit_at,
    intent_accuracy,
    interval,
    mrr,
    precision,
    recall,
    recognised,
    refused,
    report,
)
from knowledge.language import FORMS


def judged(
    documents: str = "",
    wanted: str = "x",
    *,
    form: str = "en",
    answered: bool = True,
    probability: float = 0.5,
    intents: tuple[str | None, str | None] = (None, None),
    found: str | None = None,
) -> Judged:
    """Documents as letters, best first; nothing wanted is a question that no document answers."""
    return Judged(
        form=form,
        wanted=tuple(wanted),
        answerable=bool(wanted),
        documents=tuple(documents),
        answered=answered,
        probability=probability,
        intent_wanted=intents[0],
        intent_got=intents[1],
        form_got=found,
    )


#: Ranks 1, 2, 4, none, and (two wanted) 2; one that nothing answers.
RANKED = [
    judged("xab"),
    judged("axb"),
    judged("abcx"),
    judged("abc"),
    judged("ayx", "xy"),
    judged("xyz", ""),
]


@pytest.mark.parametrize(
    ("documents", "wanted", "rank"),
    [("xab", "x", 1), ("abx", "x", 3), ("abc", "x", None), ("", "x", None), ("bay", "xy", 3), ("ab", "", None)],
)
def test_rank(documents: str, wanted: str, rank: int | None) -> None:
    assert judged(documents, wanted).rank == rank


@pytest.mark.parametrize(("k", "share"), [(1, 1 / 5), (2, 3 / 5), (3, 3 / 5), (4, 4 / 5), (10, 4 / 5)])
def test_hit_at_k(k: int, share: float) -> None:
    assert hit_at(k)(RANKED) == pytest.approx(share)


def test_mrr() -> None:
    assert mrr(RANKED) == pytest.approx((1 + 1 / 2 + 1 / 4 + 0 + 1 / 2) / 5)


ANSWERS = [
    judged(answered=True),
    judged(answered=True),
    judged(answered=False),
    judged(wanted="", answered=True),
    judged(wanted="", answered=False),
    judged(wanted="", answered=False),
    judged(wanted="", answered=False),
]


def test_precision_recall_and_refusal() -> None:
    assert precision(ANSWERS) == pytest.approx(2 / 3)
    assert recall(ANSWERS) == pytest.approx(2 / 3)
    assert refused(ANSWERS) == pytest.approx(3 / 4)


@pytest.mark.parametrize(
    ("answerable", "not_answerable", "area"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1, 0.2], [0.9, 0.8], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.5, 0.5], [0.5, 0.5, 0.5], 0.5),
        ([0.9, 0.5], [0.5, 0.1], (1 + 1 + 0.5 + 1) / 4),
        ([0.3, 0.6], [0.4], 0.5),
        ([0.7, 0.7, 0.2], [0.7, 0.2], (0.5 + 1 + 0.5 + 1 + 0 + 0.5) / 6),
    ],
)
def test_auroc_counts_ties_by_half(answerable: list[float], not_answerable: list[float], area: float) -> None:
    rows = [judged(probability=p) for p in answerable] + [judged(wanted="", probability=p) for p in not_answerable]
    assert auroc(rows) == pytest.approx(area)


def test_intent_accuracy_counts_what_has_an_intent() -> None:
    rows = [judged(intents=pair) for pair in (("a", "a"), ("a", "b"), ("b", "b"), ("c", None), (None, "a"))]
    assert intent_accuracy(rows) == pytest.approx(2 / 3)


def test_a_form_is_recognised_or_not_whether_or_not_there_is_an_answer() -> None:
    found = [("gu", "gu", "x"), ("gu-Latn", "hi-Latn", "x"), ("th", "th", ""), ("en", None, "x")]
    rows = [judged(wanted=wanted, form=form, found=got) for form, got, wanted in found]
    assert recognised(rows) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("figure", "rows"),
    [
        (hit_at(1), [judged(wanted="")]),
        (mrr, [judged(wanted="")]),
        (recall, [judged(wanted="")]),
        (precision, [judged(answered=False)]),
        (refused, [judged()]),
        (auroc, [judged()]),
        (auroc, [judged(wanted="")]),
        (intent_accuracy, [judged()]),
        *((figure, []) for figure in FIGURES.values()),
    ],
)
def test_a_figure_of_nothing_is_none(figure: Figure, rows: list[Judged]) -> None:
    assert figure(rows) is None
    assert interval(rows, figure) is None


@pytest.mark.parametrize("name", FIGURES)
def test_the_interval_holds_the_value(name: str) -> None:
    rows = [
        judged("xab" if n % 3 else "abc", "x" if n % 4 else "", answered=n % 5 > 0, probability=(n * 7 % 10) / 10)
        for n in range(60)
    ] + [judged(intents=("a", "a" if n % 2 else "b"), found="en" if n % 3 else "hi-Latn") for n in range(20)]
    found = interval(rows, FIGURES[name])
    assert found is not None
    assert found["value"] == pytest.approx(FIGURES[name](rows), abs=1e-4)
    assert found["low"] < found["value"] < found["high"]
    assert interval(rows, FIGURES[name]) == found


def test_the_interval_narrows_as_questions_are_added() -> None:
    some = RANKED[:5]
    narrow, wide = interval(some * 20, mrr), interval(some * 2, mrr)
    assert narrow
    assert wide
    assert narrow["high"] - narrow["low"] < (wide["high"] - wide["low"]) / 2


def test_the_interval_of_certainty_is_a_point() -> None:
    assert interval([judged("x")] * 10, hit_at(1)) == {"value": 1.0, "low": 1.0, "high": 1.0}


def test_the_interval_is_that_of_the_binomial() -> None:
    """Resampling 100 questions of which 80 hit: standard error .04, so .72 to .88."""
    found = interval([judged("x")] * 80 + [judged("a")] * 20, hit_at(1))
    assert found == {"value": 0.8, "low": pytest.approx(0.72, abs=0.015), "high": pytest.approx(0.88, abs=0.015)}


def test_the_report_names_the_worst_form() -> None:
    rows = [
        judged("x" if n < hits else "a", form=form)
        for form, hits in zip(FORMS, (4, 3, 2, 4, 1, 3), strict=True)
        for n in range(4)
    ]
    found = report(rows)
    assert found["worst_language"] == "hi-Latn"
    assert list(found["by_language"]) == list(FORMS)
    assert found["by_language"]["gu"]["hit@1"]["value"] == 0.5
    assert (found["all"]["questions"], found["all"]["answerable"]) == (24, 24)
    assert found["all"]["hit@1"]["value"] == pytest.approx(17 / 24, abs=1e-4)
    assert json.loads(json.dumps(found)) == found


def test_the_report_leaves_out_forms_that_nobody_asked_in() -> None:
    found = report([judged("x", form="th"), judged("x", "", form="gu")])
    assert list(found["by_language"]) == ["gu", "th"]
    assert found["by_language"]["gu"]["hit@1"] is None
    assert found["worst_language"] == "th"


def test_the_report_of_nothing() -> None:
    found = report([])
    assert found["worst_language"] is None
    assert found["all"]["questions"] == 0
