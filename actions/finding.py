"""Which schemes may fit somebody who tells of themselves: what they say of themselves against what schemes are for."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from knowledge.questions import load_yaml
from knowledge.text import fold

TABLE = Path(__file__).parent / "finding.yml"
#: The best document of the search counts as much as this many facets.
SEARCH = 1.0
MOST = 3
#: What a document is mainly for weighs so much more.
MAINLY = 1.5
MONEY = "finance"
#: Reasons shown for one document.
MOST_REASONS = 3


@dataclass(frozen=True, kw_only=True)
class Fit:
    document: str
    score: float
    why: tuple[str, ...]  #: facets it shares with the person, the most telling first


@dataclass(frozen=True, kw_only=True)
class Table:
    says: Mapping[str, regex.Pattern[str]]
    fits: Mapping[str, tuple[str, ...]]
    only: Mapping[str, tuple[frozenset[str], ...]]  #: of each set one must be said
    home: Mapping[str, str]
    needs: frozenset[str]
    weights: Mapping[str, float]


@functools.lru_cache(1)
def table() -> Table:
    content: dict[str, Any] = load_yaml(TABLE)
    return Table(
        says={name: regex.compile("|".join(map(fold, rows)), regex.V0) for name, rows in content["says"].items()},
        fits={document: tuple(row["for"]) for document, row in content["fits"].items()},
        only={
            document: tuple(frozenset(one) for one in row.get("only", ())) for document, row in content["fits"].items()
        },
        home=content["home"],
        needs=frozenset(content["needs"]),
        weights=content["weights"],
    )


def told(wish: str, form: str) -> frozenset[str]:
    """Facets that a person names, and the state their language suggests where they name none."""
    text = fold(wish)
    found = {name for name, says in table().says.items() if says.search(text)}
    if not found & {"gujarat", "up"} and form in table().home:
        found.add(table().home[form])
    if found and not found & table().needs:
        found.add(MONEY)
    return frozenset(found)


def fitting(
    facets: frozenset[str], documents: Sequence[str], scores: Sequence[float], country: str, known: Collection[str]
) -> tuple[Fit, ...]:
    """At most MOST of the ``known`` documents of a country, best first.

    ``documents`` and ``scores`` are the search's, best first.
    """
    near = _near(documents, scores)
    found = []
    for document, purposes in table().fits.items():
        if document not in known or not document.startswith(f"{country.lower()}-"):
            continue
        if not all(one & facets for one in table().only[document]):
            continue
        shared = [facet for facet in purposes if facet in facets]
        mainly = {purposes[0]: MAINLY}
        score = sum(_weight(facet) * mainly.get(facet, 1.0) for facet in shared) + SEARCH * near.get(document, 0.0)
        if any(facet not in table().home.values() for facet in shared):
            why = sorted(shared, key=lambda facet: -_weight(facet))[:MOST_REASONS]
            found.append(Fit(document=document, score=round(score, 4), why=tuple(why)))
    return tuple(sorted(found, key=lambda fit: -fit.score)[:MOST])


def _weight(facet: str) -> float:
    return table().weights.get(facet, 1.0)


def _near(documents: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """The search's scores on a scale from 0, the last, to 1, the first."""
    if not scores:
        return {}
    top, bottom = max(scores), min(scores)
    spread = max(top - bottom, 1e-9)
    return {document: (score - bottom) / spread for document, score in zip(documents, scores, strict=True)}
