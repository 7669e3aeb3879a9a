"""What two bundles hold differently: documents, facts in each language, questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from knowledge.bundle import Bundle, Card
from knowledge.documents import RECORD


@dataclass(frozen=True, kw_only=True)
class Altered:
    """One text that is there in one bundle only, or worded otherwise; None where it is missing."""

    where: str  #: ``<document>#<fact>`` of a fact or question, ``<document>`` of a line of the front matter
    what: str  #: language of a fact, form of a question, name of a front matter line
    old: str | None
    new: str | None


@dataclass(frozen=True, kw_only=True)
class Difference:
    added: tuple[str, ...]  #: documents
    removed: tuple[str, ...]
    front: tuple[Altered, ...]  #: titles, names, dates, sources of documents in both
    facts: tuple[Altered, ...]  #: of documents in both
    questions: tuple[Altered, ...] | None  #: of all documents; None: an older bundle does not hold their texts

    @property
    def changed(self) -> tuple[str, ...]:
        """Documents in both that differ in anything but questions."""
        return tuple(sorted({one.where.split("#")[0] for one in (*self.front, *self.facts)}))

    @property
    def restated(self) -> tuple[str, ...]:
        """New documents, and those whose facts of record changed: what a person must have checked."""
        return tuple(sorted({*self.added, *(one.where.split("#")[0] for one in self.facts if one.what == RECORD)}))


def difference(old: Bundle, new: Bundle) -> Difference:
    both = [name for name in old.cards if name in new.cards]
    return Difference(
        added=tuple(name for name in new.cards if name not in old.cards),
        removed=tuple(name for name in old.cards if name not in new.cards),
        front=tuple(one for name in both for one in _front(old.cards[name], new.cards[name])),
        facts=tuple(one for name in both for one in _altered(_facts(old, name), _facts(new, name))),
        questions=_both(_questions(old), _questions(new)),
    )


def _front(old: Card, new: Card) -> list[Altered]:
    before, after = asdict(old), asdict(new)
    return [
        Altered(where=old.id, what=name, old=str(before[name]), new=str(after[name]))
        for name in after
        if before.get(name) != after[name]
    ]


Texts = Mapping[tuple[str, str], str]


def _facts(bundle: Bundle, document: str) -> Texts:
    return {(p.id, language): text for p in bundle.passages_of(document) for language, text in p.texts.items()}


def _questions(bundle: Bundle) -> Texts | None:
    """None for a bundle of an older version, which does not hold their texts."""
    try:
        rows = bundle.db.execute("select fact, form, text from questions order by fact, form, text").fetchall()
    except sqlite3.OperationalError:
        return None
    # A question has no name of its own: it is itself the key, so that one more does not renumber the rest.
    return {(fact, f"{form} {text}"): text for fact, form, text in rows}


def _both(old: Texts | None, new: Texts | None) -> tuple[Altered, ...] | None:
    return None if old is None or new is None else _altered(old, new)


def _altered(old: Texts, new: Texts) -> tuple[Altered, ...]:
    names = dict.fromkeys((*old, *new))
    return tuple(
        Altered(where=where, what=what.split(" ")[0], old=old.get((where, what)), new=new.get((where, what)))
        for where, what in names
        if old.get((where, what)) != new.get((where, what))
    )


def as_lines(found: Difference) -> list[str]:
    """For people: + added, - removed, ~ changed."""
    lines = [f"+ document {name}" for name in found.added] + [f"- document {name}" for name in found.removed]
    for kind, group in (("", found.front), ("fact ", found.facts), ("question ", found.questions or ())):
        for one in group:
            mark = "+" if one.old is None else "-" if one.new is None else "~"
            lines.append(f"{mark} {kind}{one.where} [{one.what}]")
            if one.old is not None:
                lines.append(f"    old  {one.old}")
            if one.new is not None:
                lines.append(f"    new  {one.new}")
    if found.questions is None:
        lines.append("questions are not compared: one of the two is of an older version that does not hold their texts")
    return lines or ["no difference"]
