"""Has a person checked a document since its facts changed? Three lines of its front matter tell.

``checked_on`` and ``checked_by`` say when and who, ``checked_hash`` what the facts were then. A document without
``checked_hash`` came with the project, which checked it on ``checked_on``; it needs signing once its facts change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from knowledge.documents import Document, read_document, read_front
from knowledge.facts import DocumentError
from knowledge.whole import write_whole

NAMES = ("checked_on", "checked_by", "checked_hash")


@dataclass(frozen=True, kw_only=True)
class Check:
    """Who read a document against its sources, when, and whether its facts still are what was read."""

    by: str
    on: str
    current: bool


def check_of(path: Path, document: Document) -> Check:
    head = read_front(path)
    stamped = str(head.get("checked_hash", ""))
    return Check(by=str(head.get("checked_by", "")), on=document.checked_on, current=stamped == document.content_hash)


def sign(path: Path, by: str, on: str) -> Document:
    """Write into a document that ``by`` checked it ``on`` (YYYY-MM-DD) as it stands. Raises DocumentError."""
    if not by.strip() or not regex.fullmatch(r"[^\n\"\\]{1,80}", by):
        raise DocumentError(f"a checker's name is one line without quotes, not {by!r}")
    document = read_document(path)
    opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    values = {"checked_on": on, "checked_by": by.strip(), "checked_hash": document.content_hash}
    for name in NAMES:
        head = _set(head, name, values[name])
    write_whole(path, "---\n".join((opening, head, body)).encode(), replace=True)
    return read_document(path)


def _set(head: str, name: str, value: str) -> str:
    line = f'{name}: "{value}"'
    found, count = regex.subn(rf"^{name}:.*$", lambda _: line, head, count=1, flags=regex.M)
    if count:
        return found
    return regex.sub(r"^(checked_on:.*\n)", lambda match: f"{match[1]}{line}\n", head, count=1, flags=regex.M)


def unchecked(changed: Sequence[str], checks: Mapping[str, Check]) -> list[str]:
    """Of the documents whose facts are new or changed, those that nobody has signed as they stand."""
    return [name for name in changed if (check := checks.get(name)) and not (check.current and check.by)]


def shown(check: Check) -> str:
    """Who checked it; a signature of what it was before does not count."""
    if check.by and check.current:
        return f"{check.by} on {check.on}"
    return f"nobody as it stands (last on {check.on}{f' by {check.by}' if check.by else ''})"
