"""What a question asks for (a phone, a fee, the age limit …) and whether a text holds an answer to it.

The errors left after scoring are plausible questions whose figure or contact is not in the sources: the right
document, and no answer in it. How people ask is in knowledge/attributes/<form>.yml, what must then stand in a
fact of record in knowledge/attributes/evidence.yml. All forms are tried: people mix them in one sentence.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import regex

from knowledge.language import FORMS
from knowledge.questions import load_yaml
from knowledge.text import fold

ATTRIBUTES = Path(__file__).parent / "attributes"
Group = Literal["contact", "particular", "rate", "figure"]
#: "How much", "how many", "per cent" say only that a figure is wanted; these say of what.
MEASURES = frozenset({"amount", "count", "percent"})
MEASURED = frozenset(
    "interest fee penalty tenure waiting validity age own_share subsidy stipend tax people_helped".split()
)


@dataclass(frozen=True, kw_only=True)
class Slot:
    name: str
    group: (
        Group  #: contact: there or not; particular: what scheme pages seldom say; rate: named figures; figure: the rest
    )
    asks: regex.Pattern[str]
    holds: regex.Pattern[str]


@functools.lru_cache(1)
def slots() -> Mapping[str, Slot]:
    """Every slot, in the order of evidence.yml."""
    evidence = _read("evidence")
    asked = {form: _read(form) for form in FORMS}
    return {
        name: Slot(
            name=name,
            group=cast("Group", row["group"]),
            asks=regex.compile("|".join(fold(p) for form in FORMS for p in asked[form].get(name, ())), regex.V0),
            holds=regex.compile(row["holds"], regex.I),
        )
        for name, row in evidence.items()
    }


def _read(name: str) -> dict[str, dict[str, str]]:
    return cast("dict[str, dict[str, str]]", load_yaml(ATTRIBUTES / f"{name}.yml"))


def asked_for(text: str, form: str) -> tuple[str, ...]:
    """The slots a question asks for, in a fixed order; usually none, one or two."""
    folded = fold(text)
    found = [name for name, slot in slots().items() if slot.asks.search(folded)]
    if "website" in found and "address" in found:
        found.remove("address")  # the address of a site
    if set(found) & MEASURED:
        # "How much interest" asks for the interest, which may well be no sum of money.
        found = [name for name in found if name not in MEASURES]
    return tuple(found)


def words_that_ask(text: str) -> list[tuple[int, int]]:
    """Where, in the folded text, stand the words by which a slot is asked for: (start, end) of each."""
    return [match.span() for slot in slots().values() for match in slot.asks.finditer(fold(text))]


def holds(slot: str, text: str) -> bool:
    """Does the text hold a value of this slot?"""
    return bool(slots()[slot].holds.search(text))
