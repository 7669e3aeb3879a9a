"""Names that narrow a question down: places, banks, schemes of others; from knowledge/attributes/entities.yml.

"How many got PMEGP in Nashik" is about PMEGP, and no document of ours knows of Nashik.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from knowledge.questions import load_yaml
from knowledge.slots import ATTRIBUTES
from knowledge.text import fold, words

KINDS = ("place", "bank", "elsewhere")
_YEAR = regex.compile(r"(?<!\d)(?:20[2-9]\d|25[67]\d)(?!\d)")
#: Thai years count from 543 before our era.
_BUDDHIST = 543
#: Of earlier years documents tell too little to be asked for them by number.
_FIRST = 2020


@dataclass(frozen=True, kw_only=True)
class Entity:
    kind: str  #: one of KINDS
    spellings: tuple[tuple[str, ...], ...]  #: each as folded words; the first is its English name


@functools.lru_cache(1)
def _table() -> Mapping[tuple[str, ...], tuple[Entity, ...]]:
    content = load_yaml(ATTRIBUTES / "entities.yml")
    found: dict[tuple[str, ...], tuple[Entity, ...]] = {}
    for kind in KINDS:
        for row in content[kind]:
            entity = Entity(kind=kind, spellings=tuple(tuple(words(str(name))) for name in row))
            for spelling in entity.spellings:
                found[spelling] = (*found.get(spelling, ()), entity)
    return found


def named_in(terms: Sequence[str]) -> list[Entity]:
    """Entities whose name stands in these folded words, each once."""
    table = _table()
    longest = max(map(len, table))
    found: list[Entity] = []
    for start in range(len(terms)):
        for size in range(1, min(longest, len(terms) - start) + 1):
            found += [e for e in table.get(tuple(terms[start : start + size]), ()) if e not in found]
    return found


def stands_in(entity: Entity, text_words: Sequence[str]) -> bool:
    """Is the entity, in any spelling, in a text of these folded words?"""
    line = f" {' '.join(text_words)} "
    return any(f" {' '.join(spelling)} " in line for spelling in entity.spellings)


def years_in(text: str) -> set[int]:
    """Years of our era from 2020 on that a text names, Thai ones converted."""
    return {year for year in map(_year, _YEAR.findall(fold(text))) if year >= _FIRST}


def years_asked(question: str, newest: int) -> set[int]:
    """The same of a question, without those since when something has been: "I have had a shop since 2021".

    ``newest``: the newest year of the document. "From 2027" asks of a time that it knows nothing of.
    """
    begun = {_year(match["year"]) for match in _since().finditer(fold(question))}
    return {year for year in years_in(question) if year >= newest or year not in begun}


def _year(digits: str) -> int:
    year = int(digits)
    return year - _BUDDHIST if year > 2500 else year


@functools.lru_cache(1)
def _since() -> regex.Pattern[str]:
    words = load_yaml(ATTRIBUTES / "entities.yml")["since"]
    before, after = ("|".join(map(fold, words[place])) for place in ("before", "after"))
    year = rf"(?P<year>{_YEAR.pattern})"
    return regex.compile(rf"(?:{before})\s*{year}|{year}\s*(?:{after})(?!\w)")
