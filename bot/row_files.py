"""Files of JSON rows, one a line, as other programs write them: what is wrong is named with its line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.problems import UserProblem


def read(path: Path, wanted: Sequence[str], texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Objects that have ``wanted``; those of ``texts`` are strings, or left out where not wanted. Raises UserProblem.

    Only a line feed ends a row: U+2028 and U+0085 may stand raw inside a JSON string. Blank lines are passed over.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as problem:
        raise UserProblem(f"{path} cannot be read: {problem}") from problem
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _row(line, wanted, texts)
            except ValueError as problem:
                needs = ", ".join(wanted)
                raise UserProblem(f"{path}:{number}: needs a JSON object in UTF-8 with {needs}: {problem}") from problem


def _row(line: bytes, wanted: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    row = json.loads(line.decode("utf-8"))
    if not isinstance(row, dict):
        raise ValueError("this is no object")
    if missing := [name for name in wanted if name not in row]:
        raise ValueError(f"{', '.join(missing)} missing")
    for name in texts:
        if name in row and not isinstance(row[name], str):
            raise ValueError(f"{name} is {json.dumps(row[name])}, not a text in quotes")
    return row
