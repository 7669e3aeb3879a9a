"""Where somebody who tells of a trouble may turn at once, whatever becomes of their case: facts of one document."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from actions.outcomes import Answer, NoAnswer
from actions.quoting import expired, quote
from knowledge.questions import load_yaml
from knowledge.text import fold

if TYPE_CHECKING:
    from actions.answer import Answerer

TABLE = Path(__file__).parent / "consulting.yml"
OTHER, DEBT = "other", "debt"


@dataclass(frozen=True, kw_only=True)
class Table:
    says: Sequence[tuple[str, regex.Pattern[str]]]  #: trouble -> how people tell of it, in this order
    places: Mapping[str, Mapping[str, Sequence[str]]]  #: country -> trouble -> facts


@functools.lru_cache(1)
def table() -> Table:
    content: dict[str, Any] = load_yaml(TABLE)
    says = [(row["of"], regex.compile("|".join(map(fold, row["when"])), regex.V0)) for row in content["says"]]
    return Table(says=says, places=content["places"])


def trouble(told: str) -> str:
    """What somebody tells of, a key of the table; OTHER when nothing fits."""
    text = fold(told)
    return next((name for name, says in table().says if says.search(text)), OTHER)


def facts(told: str, country: str) -> Sequence[str]:
    """The facts to show, best first."""
    places, found = table().places[country], trouble(told)
    # Who owes a moneylender is in debt, where nobody is there for that alone.
    return places.get(found) or places.get(DEBT if found == "moneylender" else OTHER) or places[OTHER]


def place_of(told: str, country: str) -> str:
    """The document that tells where to turn; empty when the trouble is none of the table's."""
    return facts(told, country)[0].partition("#")[0] if trouble(told) != OTHER else ""


def consult(answerer: Answerer, told: str, country: str, form: str) -> Answer | NoAnswer:
    """As any answer from the documents; NoAnswer when the bundle does not hold them."""
    names = facts(told, country)
    document = names[0].partition("#")[0]
    shown = [passage for name in names if (passage := answerer.passage(document, name))]
    known = answerer.first_fact(document, shown[0].section) if shown else None
    if known is None:
        return NoAnswer(language=form, reason="needs_person", nearest=None, documents=(), probability=0.0)
    card, _ = known
    return Answer(
        language=form,
        quotes=tuple(quote(passage, card, form, 1.0) for passage in shown),
        documents=(document,),
        probability=1.0,
        details=tuple(answerer.details_of(document)),
        expired_on=expired(card, answerer.today),
    )
