"""What a question asks for (a phone, a fee, the age limit …) and whether a text holds an answer to it.

The errors left after scoring are plausible questions whose figure or contact is not in the sources: the right
document, and no answer in it. How people ask is in knowledge/attributes/<form>.yml, what must then stand in a
fact of record in knowledge/attributes/evidence.yml. All forms are tried: people mix them in one sentence.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import regex

from knowledge.language import FORMS
from knowledge.questions import load_yaml
from knowledge.text import fold

ATTRIBUTES = Path(__file__).parent / "attributes"
#: contact: there or not; particular: what scheme pages seldom say; rate: named figures; figure: the rest; order: of
#: several facts the one to be quoted first.
Group = Literal["contact", "particular", "rate", "figure", "order"]
#: "How much", "how many", "per cent" say only that a figure is wanted; these say of what.
MEASURES = frozenset({"amount", "count", "percent"})
MEASURED = frozenset(
    "interest fee penalty tenure waiting validity age own_share subsidy stipend tax people_helped papers banks phone "
    "email address website person hours quota credit_score education".split()
)
#: Of the first is asked where both seem to be: "the address of a site"; "by when does it come" holds "by when".
INSTEAD = {"website": "address", "waiting": "next_date"}
#: Questions whose slots are remembered: one is looked at up to five times on its way.
_REMEMBERED = 512


@dataclass(frozen=True, kw_only=True)
class Slot:
    name: str
    group: Group
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
    return _asked_for(fold(text))


@functools.lru_cache(_REMEMBERED)
def _asked_for(folded: str) -> tuple[str, ...]:
    found = [name for name, slot in slots().items() if slot.group != "order" and slot.asks.search(folded)]
    found = [name for name in found if not any(_is_part(name, other, folded) for other in found)]
    if set(found) & MEASURED:
        # "How much interest" asks for the interest, which may well be no sum of money.
        found = [name for name in found if name not in MEASURES]
    return tuple(found)


def _is_part(name: str, of: str, folded: str) -> bool:
    """Is what seems to ask for one slot only a part of asking for another?"""
    if INSTEAD.get(of) != name:
        return False
    if of == "website":
        return True
    whole = [match.span() for match in slots()[of].asks.finditer(folded)]
    parts = [match.span() for match in slots()[name].asks.finditer(folded)]
    return all(any(start <= first and last <= end for start, end in whole) for first, last in parts)


def preferred(text: str) -> tuple[str, ...]:
    """Slots that the fact quoted first should hold too, if there is one: for "the biggest" an end."""
    folded = fold(text)
    return tuple(name for name, slot in slots().items() if slot.group == "order" and slot.asks.search(folded))


def beside_what_asks(text: str, words: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Of a text's words, each with its spellings, those that are no part of asking for a slot."""
    folded, left, place = fold(text), [], 0
    spans = [match.span() for slot in slots().values() for match in slot.asks.finditer(folded)]
    for spellings in words:
        place = max(folded.find(spellings[0], place), place)
        end = place + len(spellings[0])
        if not any(start < end and place < stop for start, stop in spans):
            left.append(spellings)
        place = end
    return left


def holds(slot: str, text: str) -> bool:
    """Does the text hold a value of this slot?"""
    return bool(slots()[slot].holds.search(text))


def holds_all(wanted: Sequence[str], text: str) -> bool:
    """Does it hold every slot wanted? Of the measures one will do: "kitna" is "how much" and "how many"."""
    measures = [slot for slot in wanted if slot in MEASURES]
    others = all(holds(slot, text) for slot in wanted if slot not in MEASURES)
    return others and (not measures or any(holds(slot, text) for slot in measures))
