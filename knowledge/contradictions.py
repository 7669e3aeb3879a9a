"""Two documents that say different things of one scheme: another ceiling, rate, date or phone number.

Precise rather than complete. Only a sentence that names another document's scheme counts, only figures of a closed
list of attributes, and only where that scheme's own document states this attribute itself, with other figures.
What stands under Cautions tells of disagreements and old figures on purpose and accuses nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from knowledge.documents import Document
from knowledge.facts import SECTIONS, Fact
from knowledge.figures import amounts, dates, phones
from knowledge.text import words

CAUTIONS = SECTIONS[-1]
#: attribute -> what its sentences say. A sentence may state several.
ATTRIBUTES: Mapping[str, regex.Pattern[str]] = {
    name: regex.compile(pattern, regex.I)
    for name, pattern in {
        "interest": r"\binterest(?!-free| subvention)\b|profit rate",
        "interest subvention": r"interest subvention|interest subsidy",
        "guarantee": r"guarantee(?! fee| credit)|\bcovers \d",
        "subsidy": r"(?<!interest )\bsubsidy|\bgrant\b|reimburses|get back",
        "fee": r"\bfees?\b|\bcharges?\b",
        "share of purchase": r"\bpurchases?\b|\bbuy at least|\bmust come from\b",
        "outlay": r"\boutlay\b|total budget|\bapproved for\b",
        "ceiling": r"\bceiling\b|\bup to\b|\bat most\b|\bmaximum\b|credit limit|\blargest\b",
        "launched": r"\blaunched\b|\bstarted\b|\bopened\b|\bset up on\b",
        "ends": r"\buntil\b|\btill\b|\bruns to\b|\bextended\b|\bended\b|\bup to \d{1,2} \w+ \d{4}",
        "phone": r"\bphone\b|\bhotline\b|call cent|\bhelpline\b|\binformation line\b",
    }.items()
}
DATED = ("launched", "ends")
_CLAUSE = regex.compile(r"(?<=[.;]) ")


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    attribute: str
    about: str  #: the document whose own figures differ
    says: tuple[str, Fact]  #: document and fact that name it with another figure
    own: tuple[Fact, ...]  #: the facts of ``about`` that state the attribute


def contradictions(documents: Sequence[Document]) -> Iterator[Contradiction]:
    names = _names(documents)
    known = {document.id: document for document in documents}
    for document in documents:
        for fact in document.facts:
            if fact.section == CAUTIONS or fact.absent:
                continue
            for clause in _CLAUSE.split(fact.text):
                named = _named(clause, {**names, **_own_names(document)})
                for attribute in _stated(clause):
                    # "to complain about this, call the bank at …": a number belongs to who is named last.
                    about = named[-1 if attribute == "phone" else 0] if named else document.id
                    if about != document.id:
                        yield from _against(attribute, known[about], (document.id, fact), clause)


def _stated(clause: str) -> list[str]:
    return [attribute for attribute, pattern in ATTRIBUTES.items() if pattern.search(clause)]


def _against(attribute: str, about: Document, says: tuple[str, Fact], clause: str) -> Iterator[Contradiction]:
    facts = [fact for fact in about.facts if fact.section != CAUTIONS and not fact.absent]
    for unit, said in _values(attribute, clause).items():
        own = [
            fact for fact in facts if ATTRIBUTES[attribute].search(fact.text) and unit in _values(attribute, fact.text)
        ]
        everywhere = {value for fact in facts for value in _values(attribute, fact.text).get(unit, ())}
        if own and not any(_agree(value, other) for value in said for other in everywhere):
            yield Contradiction(attribute=attribute, about=about.id, says=says, own=tuple(own))


def _values(attribute: str, text: str) -> dict[str, set[str]]:
    """unit -> values, as text."""
    if attribute == "phone":
        found = {("phone", number) for number in phones(text)}
    elif attribute in DATED:
        found = {("date", value) for value in dates(text)}
    else:
        found = {(unit, f"{value:g}") for unit, value in amounts(text)}
    units: dict[str, set[str]] = {}
    for unit, value in found:
        units.setdefault(unit, set()).add(value)
    return units


def _agree(one: str, other: str) -> bool:
    """Equal, or one date is the other without its day."""
    return one == other or ("-" in one and (one.startswith(other) or other.startswith(one)))


Names = Mapping[tuple[str, ...], str]


def _names(documents: Sequence[Document]) -> Names:
    """Words of a name -> its document: names with a capital that only one document has."""
    owners: dict[tuple[str, ...], set[str]] = {}
    for document in documents:
        for name in (document.title, *document.aliases.get("en", ())):
            for spelling in {name, _plain(name)}:
                key = tuple(words(spelling))
                if key and any(map(str.isupper, spelling)):
                    owners.setdefault(key, set()).add(document.id)
    return {key: next(iter(who)) for key, who in owners.items() if len(who) == 1}


def _own_names(document: Document) -> Names:
    """All of them: whether others have the name too does not matter where the document speaks of itself."""
    spellings = (document.title, _plain(document.title), *document.aliases.get("en", ()))
    return {tuple(words(name)): document.id for name in spellings}


def _plain(name: str) -> str:
    return regex.sub(r"\s*\(.*?\)", "", name)


def _named(clause: str, names: Names) -> list[str]:
    """Documents that a sentence names, in order: it is about the first. The longest name at a place wins."""
    found, terms, place = [], words(clause), 0
    longest = max(map(len, names), default=0)
    while place < len(terms):
        sizes = range(min(longest, len(terms) - place), 0, -1)
        size = next((size for size in sizes if tuple(terms[place : place + size]) in names), 0)
        if size:
            found.append(names[tuple(terms[place : place + size])])
        place += size or 1
    return found
