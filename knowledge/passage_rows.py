"""Rows of a corpus, curated or raw, as JSON lines: what each must hold is looked at before it is taken."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

WANTED = ("id", "doc_id", "title", "url", "lang", "text")
#: Field -> what it may be. A number is taken for an id or a year only; what is left out here is not looked at.
KINDS: dict[str, tuple[type, ...]] = {
    "id": (str, int),
    "doc_id": (str, int),
    "title": (str,),
    "url": (str, type(None)),
    "lang": (str,),
    "text": (str,),
    "date": (str, int, type(None)),
    "as_of": (str, int, type(None)),
}
#: Without words in these there is nothing to find, to show or to cite.
NEVER_EMPTY = ("id", "doc_id", "title", "lang", "text")


def rows(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each row with where it stands, ``file:line``. Raises ValueError naming the line and the field; OSError."""
    with file.open("rb") as lines:  # decoded line by line, so that the error can name the line
        for number, line in enumerate(lines, 1):
            where = f"{file}:{number}"
            try:
                row = _row(line)
            except (ValueError, TypeError, RecursionError) as problem:
                wanted = f"needs {', '.join(WANTED)}"
                raise ValueError(f"{where}: {wanted} ({type(problem).__name__}: {problem})") from problem
            yield where, row


def _row(line: bytes) -> Mapping[str, Any]:
    row = json.loads(line.decode("utf-8"))
    if not isinstance(row, dict):
        raise TypeError("this line is no JSON object; write one a line")
    if missing := [name for name in WANTED if name not in row]:
        raise ValueError(f"{', '.join(missing)} missing")
    for name in KINDS:
        if name in row:
            _check(name, row[name])
    return row


def _check(name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, KINDS[name]):
        raise TypeError(f"{name} is {json.dumps(value)[:60]}, not a text in quotes")
    if name in NEVER_EMPTY and not str(value).strip():
        raise ValueError(f"{name} is empty")
    try:
        str(value).encode("utf-8")
    except UnicodeEncodeError as problem:
        raise ValueError(f"{name} holds half a character (a lone surrogate)") from problem
