"""The radar: what in the documents contradicts itself, has ended, is too old, or does not find what it should.

Each finding has a key that stays the same while its cause does. Findings that are known and right as they are stand
with their reason in ``watch.yml``; an entry there that matches nothing any more is a finding itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from knowledge.contradictions import contradictions
from knowledge.documents import Document, Translation
from knowledge.facts import DocumentError
from knowledge.figures import MONTHS, figures, months
from knowledge.questions import load_yaml
from knowledge.review import Check
from knowledge.text import fold

KINDS = {
    "contradiction": "two documents give one scheme different figures",
    "translation": "a translation has other figures, units or months than the text of record",
    "expired": "valid_until has passed",
    "expiring": "valid_until is near",
    "old_check": "checked_on is older than the setting",
    "unsigned": "the facts have changed since somebody signed them",
    "stale": "a translation or question file was written for other facts",
    "alias_shared": "two documents have the same name",
    "alias_dead": "a name finds another document first",
    "exception": "an entry of watch.yml matches nothing any more",
}
MONTH_NAMES = MONTHS[0].split()
#: Days before valid_until.
NEAR = 60


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A passage, or a line of the front matter, as it stands."""

    where: str  #: ``<document>#<fact>``, with the language in front of a translation's
    text: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    kind: str  #: of KINDS
    key: str
    what: str
    passages: tuple[Seen, ...] = ()
    reason: str = ""  #: why it is right as it is; from watch.yml


#: A name in a form -> the document that a search for it brings first; empty when nothing.
First = Callable[[str, str], str]


def watch(
    documents: Sequence[Document],
    translations: Sequence[Translation],
    checks: Mapping[str, Check],
    stale: Sequence[str],
    today: date,
    check_after_days: int,
    first: First | None = None,
) -> list[Finding]:
    """Every finding in the order of KINDS. ``stale``: names of stale files. ``first``: None leaves dead names out."""
    found = [*_contradictions(documents), *_translations(documents, translations)]
    found += [*_dates(documents, today, check_after_days), *_unsigned(documents, checks)]
    found += [_stale(name) for name in stale]
    found += [*_shared(documents), *(_dead(documents, first) if first else ())]
    order = list(KINDS)
    return sorted({one.key: one for one in reversed(found)}.values(), key=lambda f: (order.index(f.kind), f.key))


def _contradictions(documents: Sequence[Document]) -> Iterator[Finding]:
    for one in contradictions(documents):
        document, fact = one.says
        own = tuple(Seen(where=f"{one.about}#{mine.key}", text=mine.text) for mine in one.own)
        yield Finding(
            kind="contradiction",
            key=f"contradiction:{document}#{fact.key}:{one.about}:{one.attribute}",
            what=f"{document} gives another {one.attribute} for {one.about} than {one.about} itself",
            passages=(Seen(where=f"{document}#{fact.key}", text=fact.text), *own),
        )


def _translations(documents: Sequence[Document], translations: Sequence[Translation]) -> Iterator[Finding]:
    known = {document.id: document for document in documents}
    for translation in translations:
        document = known[translation.id]
        if not translation.is_current(document):
            continue
        for theirs, record in zip(translation.facts, document.facts, strict=True):
            wrong = _differ(record.text, theirs.text)
            if wrong:
                place = f"{translation.language}:{document.id}#{record.key}"
                passages = (
                    Seen(where=f"{document.id}#{record.key}", text=record.text),
                    Seen(where=place, text=theirs.text),
                )
                yield Finding(kind="translation", key=f"translation:{place}", what=wrong, passages=passages)


def _differ(record: str, theirs: str) -> str:
    """What the translation lacks or adds; empty when the figures are the same."""
    for name, mine, other in (
        ("figures", figures(record), figures(theirs)),
        ("months", figures_of_months(record), figures_of_months(theirs)),
    ):
        if mine != other:
            lost, added = (", ".join((a - b).elements()) or "nothing" for a, b in ((mine, other), (other, mine)))
            return f"{name}: has {added} where the text of record has {lost}"
    return ""


def figures_of_months(text: str) -> Counter[str]:
    return Counter({MONTH_NAMES[month - 1]: count for month, count in months(text).items()})


def _dates(documents: Sequence[Document], today: date, check_after_days: int) -> Iterator[Finding]:
    oldest = (today - timedelta(days=check_after_days)).isoformat()
    near = (today + timedelta(days=NEAR)).isoformat()
    for document in documents:
        name, until = document.id, document.valid_until
        if until and until < today.isoformat():
            yield _front("expired", name, f"{name} ended on {until}", f"valid_until: {until}")
        elif until and until <= near:
            yield _front("expiring", name, f"{name} ends on {until}", f"valid_until: {until}")
        if document.checked_on < oldest:
            what = f"{name} was last checked on {document.checked_on}, more than {check_after_days} days ago"
            yield _front("old_check", name, what, f"checked_on: {document.checked_on}")


def _front(kind: str, name: str, what: str, line: str) -> Finding:
    # The date is part of the key: a new end date is a new finding, whatever was known of the old one.
    return Finding(
        kind=kind, key=f"{kind}:{name}:{line.split(': ')[1]}", what=what, passages=(Seen(where=name, text=line),)
    )


def _unsigned(documents: Sequence[Document], checks: Mapping[str, Check]) -> Iterator[Finding]:
    for document in documents:
        check = checks.get(document.id)
        if check and check.by and not check.current:
            what = f"{document.id} has changed since {check.by} signed it on {check.on}: sahayak kb sign {document.id}"
            yield Finding(kind="unsigned", key=f"unsigned:{document.id}", what=what)


def _stale(name: str) -> Finding:
    what = f"{name} was written for facts that have changed since: read it against them, then: sahayak kb stale --stamp"
    return Finding(kind="stale", key=f"stale:{name}", what=what)


def _aliases(documents: Sequence[Document]) -> dict[tuple[str, str], dict[str, str]]:
    """(form, folded name) -> document -> the name as written."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for document in documents:
        for form, names in document.aliases.items():
            for name in names:
                found.setdefault((form, fold(name)), {})[document.id] = name
    return found


def _shared(documents: Sequence[Document]) -> Iterator[Finding]:
    for (form, name), owners in _aliases(documents).items():
        if len(owners) > 1:
            yield Finding(
                kind="alias_shared",
                key=f"alias_shared:{form}:{name}",
                what=f"{name!r} ({form}) is a name of {' and '.join(sorted(owners))}",
                passages=tuple(Seen(where=where, text=f"aliases.{form}: {text}") for where, text in owners.items()),
            )


def _dead(documents: Sequence[Document], first: First) -> Iterator[Finding]:
    for (form, name), owners in _aliases(documents).items():
        got = first(next(iter(owners.values())), form)
        if got not in owners:
            what = f"{name!r} ({form}) is a name of {', '.join(sorted(owners))} but finds {got or 'nothing'} first"
            yield Finding(kind="alias_dead", key=f"alias_dead:{form}:{name}", what=what)


def read_known(path: Path) -> dict[str, str]:
    """key -> reason, of watch.yml. Raises DocumentError."""
    if not path.exists():
        return {}
    content = load_yaml(path) or {}
    rows = content.get("known") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not all(isinstance(r, dict) and r.get("key") and r.get("reason") for r in rows):
        raise DocumentError(f"{path}: needs `known:`, a list of rows with a key and a reason")
    return {str(row["key"]): str(row["reason"]) for row in rows}


def explained(
    found: Sequence[Finding], known: Mapping[str, str], searched: bool
) -> tuple[list[Finding], list[Finding]]:
    """(what is to be looked at, what is known), each with its reason. ``searched``: dead names were looked for."""
    open_ = [one for one in found if one.key not in known]
    keys = {one.key for one in found}
    for key in known:
        if key not in keys and (searched or not key.startswith("alias_dead:")):
            what = f"watch.yml explains {key}, which is no finding any more: delete the entry"
            open_.append(Finding(kind="exception", key=f"exception:{key}", what=what))
    answered = [replace(one, reason=known[one.key]) for one in found if one.key in known]
    return open_, answered
