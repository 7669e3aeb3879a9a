"""JSON lines: rows with ``text`` and, where known, doc_id, title, url, date, section and page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from knowledge.importers import encodings, legacy_fonts
from knowledge.importers.collect import Blocks
from knowledge.importers.model import Extract, FileRefused, Limits, Parsed

DOCUMENTS = 500


def read(data: bytes, charset: str, limits: Limits) -> Parsed:
    """One extract for each doc_id. Raises FileRefused naming the line."""
    text = encodings.decode(data, charset)
    found: dict[str, tuple[Extract, Blocks]] = {}
    total = Blocks(limits)
    for number, line in enumerate(text.split("\n"), 1):
        total.count()
        if line.strip():
            _row(_object(number, line), number, found, limits)
    for _, blocks in found.values():
        legacy_fonts.check(blocks.text, {})
    return Parsed(kind="jsonl", extracts=[extract for extract, _ in found.values()])


def _object(number: int, line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise FileRefused("bad_line", line=number, detail="is no JSON; write one object a line") from problem
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise FileRefused("bad_line", line=number, detail='needs {"text": "…"}, and doc_id, title and url where known')
    return row


def _row(row: Mapping[str, Any], number: int, found: dict[str, tuple[Extract, Blocks]], limits: Limits) -> None:
    name = _word(row, "doc_id") or _word(row, "title") or ""
    if name not in found:
        if len(found) >= DOCUMENTS:
            raise FileRefused("bad_line", line=number, detail=f"begins document {DOCUMENTS + 1}; split the file")
        blocks = Blocks(limits)
        title, url, date = (_word(row, field) for field in ("title", "url", "date"))
        found[name] = Extract(title=title, url=url, date=date[:10], blocks=blocks.found), blocks
    _, blocks = found[name]
    if section := _word(row, "section"):
        blocks.add("heading", section)
    page = row.get("page")
    for part in row["text"].split("\n"):
        blocks.add(
            "text", part, page=page if isinstance(page, int) and 0 < page < 100_000 else 0, place=f"line {number}"
        )


def _word(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return str(value)[:500] if isinstance(value, str | int) else ""
