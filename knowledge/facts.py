"""The facts of a document: its `## section` and `- fact [1]` lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import regex

SECTIONS = (
    "What it is",
    "Benefits",
    "Who can apply",
    "Who cannot",
    "How to apply",
    "Papers needed",
    "Contacts",
    "Cautions",
)

#: A source's number, and where in it where that is known: [1], [2, p. 4], [1, pp. 4-5, Fees].
_MARK = regex.compile(r"\[(?P<number>\d+)(?:, (?P<place>[^\[\]]{1,100}))?\]")
_CITED = regex.compile(r"^(?P<text>.*?)\s*(?P<marks>(?:\[\d+(?:, [^\[\]]{1,100})?\])+)$")
# How our documents word "nobody could find this": such a fact is a reason not to answer, never an answer.
_ABSENCE = regex.compile(r"\bwe did not find\b|\bwas not found\b|\bwere not found\b|\bis not known to us\b", regex.I)


class DocumentError(ValueError):
    """A document cannot be read; the message names the file and what to write there."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    key: str  #: section slug and place in it, the same in every language: ``benefits-2``
    section: str  #: one of SECTIONS
    text: str
    sources: tuple[int, ...]
    absent: bool = False  #: says that something could not be found
    places: tuple[str, ...] = ()  #: where in each of ``sources``, side by side: "p. 4", or "" where not told


def slug(section: str) -> str:
    return section.lower().replace(" ", "-")


def read_facts(path: Path, body: str, cited: set[int] | None) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    section, place = "", 0
    for line in filter(str.strip, body.splitlines()):
        if line.startswith("## "):
            section, place = line[3:].strip(), 0
            if any(fact.section == section for fact in facts):
                raise DocumentError(f"{path}: section {section!r} stands twice; put its facts under one heading")
            if section not in SECTIONS:
                raise DocumentError(f"{path}: section {section!r} is not one of {', '.join(SECTIONS)}")
        elif line.startswith("- ") and section:
            place += 1
            facts.append(_fact(path, section, place, line[2:].strip(), cited))
        else:
            raise DocumentError(f"{path}: only `## section` and `- fact [1]` lines may stand here: {line[:60]!r}")
    if not facts:
        raise DocumentError(f"{path}: no facts; write at least one line such as `- fact [1]` under `## {SECTIONS[0]}`")
    return tuple(facts)


def _fact(path: Path, section: str, place: int, line: str, cited: set[int] | None) -> Fact:
    match = _CITED.match(line)
    marks = list(_MARK.finditer(match["marks"])) if match else []
    numbers = tuple(int(mark["number"]) for mark in marks)
    if not match or not match["text"] or (cited is not None and not set(numbers) <= cited):
        raise DocumentError(f"{path}: write the fact and end it with its source's number, such as [1]: {line[:60]!r}")
    text = match["text"]
    return Fact(
        key=f"{slug(section)}-{place}",
        section=section,
        text=text,
        sources=numbers,
        absent=bool(_ABSENCE.search(text)),
        places=tuple(mark["place"] or "" for mark in marks),
    )


def hash_of(facts: Iterable[Fact]) -> str:
    # Without the places: a page number added later makes no translation stale.
    text = "\n".join(f"{fact.key} {fact.text} {fact.sources}" for fact in facts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
