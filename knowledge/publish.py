"""Whether a new bundle may take the place of the live one: golden questions asked of both, answers compared.

Pure but for ``prune``. Asking is the caller's: it hands in one ``Reply`` for each golden question and bundle.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from knowledge.language import FORMS
from knowledge.questions import Example
from knowledge.text import fold

Measure = Literal["recall", "refusal"]
#: recall: of what must be answered, what was answered from a right document.
#: refusal: of what must not be answered, what was not.
MEASURES: tuple[Measure, ...] = ("recall", "refusal")


@dataclass(frozen=True, kw_only=True)
class Golden(Example):
    """A question with its right outcome."""

    says: tuple[str, ...] = ()  #: what must stand in the quoted facts, such as ``90%``; digits of any script


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a bundle says to a question, as far as publishing looks at it."""

    status: str  #: answer, clarify or no_answer
    reason: str = ""  #: of a no_answer
    documents: tuple[str, ...] = ()  #: quoted, or offered to choose from
    quotes: tuple[str, ...] = ()  #: the facts as shown


@dataclass(frozen=True, kw_only=True)
class Share:
    """``right`` of ``asked`` golden questions of one form."""

    right: int
    asked: int

    @property
    def value(self) -> float:
        return self.right / self.asked if self.asked else 1.0


#: form -> measure -> share
Figures = Mapping[str, Mapping[str, Share]]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One golden question whose answer is another one now."""

    question: Golden
    old: Reply
    new: Reply
    effect: Literal["mended", "broken", "changed"]


@dataclass(frozen=True, kw_only=True)
class Worse:
    """A figure that fell by more than the margin: the reason for not publishing."""

    form: str
    measure: Measure
    old: Share
    new: Share


def is_right(question: Golden, reply: Reply) -> bool:
    """Answered, or offered, from a document that answers it, with what must be said; or rightly refused."""
    if not question.documents:
        return reply.status == "no_answer"
    if reply.status == "no_answer" or not set(question.documents) & set(reply.documents):
        return False
    said = fold(" ".join(reply.quotes))
    return all(fold(part) in said for part in question.says)


def wanted(question: Golden) -> str:
    """For people: what the question must lead to."""
    says = f" with {', '.join(question.says)}" if question.says else ""
    return f"{' or '.join(question.documents)}{says}" if question.documents else f"no answer ({question.reason})"


def figures(golden: Sequence[Golden], replies: Sequence[Reply]) -> Figures:
    """Shares of every form that has golden questions. The two lists run side by side."""
    pairs = list(zip(golden, replies, strict=True))
    found = {}
    for form in FORMS:
        mine = [(question, reply) for question, reply in pairs if question.form == form]
        if mine:
            found[form] = {
                "recall": _share([is_right(q, r) for q, r in mine if q.documents]),
                "refusal": _share([is_right(q, r) for q, r in mine if not q.documents]),
            }
    return found


def _share(values: Sequence[bool]) -> Share:
    return Share(right=sum(values), asked=len(values))


def compare(golden: Sequence[Golden], old: Sequence[Reply], new: Sequence[Reply]) -> tuple[Change, ...]:
    """Every question that is answered otherwise, broken ones first."""
    found = [
        Change(question=question, old=before, new=after, effect=_effect(question, before, after))
        for question, before, after in zip(golden, old, new, strict=True)
        if before != after
    ]
    order = ("broken", "mended", "changed")
    return tuple(sorted(found, key=lambda change: order.index(change.effect)))


def _effect(question: Golden, old: Reply, new: Reply) -> Literal["mended", "broken", "changed"]:
    was, is_now = is_right(question, old), is_right(question, new)
    if was == is_now:
        return "changed"
    return "mended" if is_now else "broken"


def gate(old: Figures, new: Figures, margin: float) -> tuple[Worse, ...]:
    """Figures that fell by more than ``margin`` (0.05: five in a hundred), form by form: no form pays for another."""
    found = []
    for form, shares in old.items():
        for measure in MEASURES:
            before, after = shares[measure], new.get(form, {}).get(measure, Share(right=0, asked=shares[measure].asked))
            if before.asked and before.value - after.value > margin + 1e-9:
                found.append(Worse(form=form, measure=measure, old=before, new=after))
    return tuple(found)


def old_enough(
    folders: Mapping[str, datetime],
    keep: Collection[str],
    cited: Collection[str] | None,
    keep_days: int,
    now: datetime,
) -> list[str]:
    """Names of bundles that may go. ``folders``: bundle -> when it was last live.

    What an answer cites stays ``keep_days``, so that the answer can be replayed. What none cites stays a day:
    somebody may be about to go back to it. ``cited`` is None when that is not known: then all stay ``keep_days``.
    """
    gone = []
    for name, last_live in folders.items():
        needed = cited is None or name in cited
        if name not in keep and now - last_live > timedelta(days=keep_days if needed else 1):
            gone.append(name)
    return sorted(gone)


def prune(
    build: Path,
    keep: Collection[str],
    last_live: Mapping[str, datetime],
    cited: Collection[str] | None,
    keep_days: int,
    now: datetime,
) -> list[str]:
    """Remove bundles that nothing needs; ``keep`` are the live one and the one before. Returns what was removed.

    A name with a dot in front is a build under way, or a killed one: it goes when nobody has touched it for a day.
    """
    bundles = build / "bundles"
    folders = {path.name: last_live.get(path.name) or _touched(path, now) for path in bundles.glob("[!.]*")}
    gone = old_enough(folders, keep, cited, keep_days, now)
    unfinished = [path for shelf in (bundles, build / "candidates") for path in shelf.glob(".*")]
    unfinished += build.glob(".encoder*")
    for path in unfinished + [bundles / name for name in gone]:
        if path.name in gone or now - _touched(path, now) > timedelta(days=1):
            shutil.rmtree(path, ignore_errors=True)
    return gone


def _touched(path: Path, now: datetime) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
