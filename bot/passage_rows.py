"""Rows of a corpus for `kb build --from` and `--raw`: each is looked at before any is taken."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from bot.problems import UserProblem

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


def check(path: Path, leave_out: Collection[str] = ()) -> None:
    """Of a JSONL file, or every one in a folder but those of the stems ``leave_out``.

    Raises UserProblem naming the line and the field.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    for file in files:
        if file.stem not in leave_out:
            _check_file(file)


def _check_file(file: Path) -> None:
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if problem := _problem(line):
                    raise UserProblem(f"{file}:{number}: needs {', '.join(WANTED)}: {problem}")
    except OSError as problem:
        raise UserProblem(f"{file} cannot be read: {problem.strerror}") from problem


def _problem(line: bytes) -> str:
    """What is wrong with a row, in words; empty when nothing is."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return "this line is not in UTF-8; save the file as UTF-8"
    except (ValueError, RecursionError) as problem:
        return f"this line is no JSON object ({problem}); write one a line"
    if not isinstance(row, dict):
        return "this line is no JSON object; write one a line"
    if missing := [name for name in WANTED if name not in row]:
        return f"{', '.join(missing)} missing"
    return next(filter(None, (_wrong(name, row[name]) for name in KINDS if name in row)), "")


def _wrong(name: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, KINDS[name]):
        return f"{name} is {json.dumps(value)[:60]}, not a text in quotes"
    if name in NEVER_EMPTY and not str(value).strip():
        return f"{name} is empty"
    try:
        str(value).encode("utf-8")
    except UnicodeEncodeError:
        return f"{name} holds half a character (a lone surrogate)"
    return ""
