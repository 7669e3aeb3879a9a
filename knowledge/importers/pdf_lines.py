"""Lines of a PDF page put together: headings, paragraphs, bullets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from knowledge.importers.text_file import is_heading

_BULLET = regex.compile(
    r"^\s*(?:[•▪◦‣●○■❖➢✓➤\uf0a7\uf0b7\uf0d8\uf0fc–*-]\s*|\(?(?:\p{Nd}{1,2}|[a-zA-Z]|[ivx]{1,5})[.)]\s+)"
)
#: Of a heading: "3.", "2.1", "IV.". Items of a list have such numbers too, but no size or weight of their own.
_NUMBERED = regex.compile(r"^\s*(?:\p{Nd}{1,2}(?:\.\p{Nd}{1,2})*[.):]?|[IVX]{1,5}[.)])\s+(?=\p{L})")
#: A heading that goes on in the next line is seldom longer.
LONGEST_HEADING = 150
_PAGE_NUMBER = regex.compile(r"^\W*(?:page|पृष्ठ|પાનું|หน้า)?\W*\p{Nd}{1,4}(?:\s*(?:of|/)\s*\p{Nd}{1,4})?\W*$", regex.I)


@dataclass(kw_only=True)
class Line:
    """One line as printed; measures in points, from the page's lower left corner."""

    text: str
    font: str
    size: float
    left: float
    right: float
    top: float


def paragraphs(lines: Sequence[Line], body: float) -> Iterator[tuple[Literal["heading", "text"], str]]:
    """``body``: the size that most letters of the document have."""
    gathered: list[Line] = []
    ends = column_ends(lines)
    for line in whole_headings(lines, body):
        if _PAGE_NUMBER.match(line.text):
            continue
        if looks_like_heading(line, body):
            yield from _flush(gathered)
            yield "heading", line.text
            continue
        if gathered and not _continues(gathered[-1], line, ends[round(gathered[-1].left)]):
            yield from _flush(gathered)
        gathered.append(line)
    yield from _flush(gathered)


def looks_like_heading(line: Line, body: float) -> bool:
    if not is_heading(_NUMBERED.sub("", line.text, count=1)):
        return False
    return _is_large(line, body) or "bold" in line.font.lower() or "black" in line.font.lower()


def _is_large(line: Line, body: float) -> bool:
    return line.size >= body * 1.15


def whole_headings(lines: Sequence[Line], body: float) -> Iterator[Line]:
    """The same lines, with each large heading that was too long for one line put together again."""
    last: Line | None = None
    for line in lines:
        if last and _goes_on(last, line, body):
            last = replace(last, text=joined([last.text, line.text]), top=line.top, right=max(last.right, line.right))
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _goes_on(before: Line, line: Line, body: float) -> bool:
    if not (_is_large(line, body) and (before.font, before.size) == (line.font, line.size)):
        return False
    if _BULLET.match(line.text) or _NUMBERED.match(line.text) or len(before.text) + len(line.text) > LONGEST_HEADING:
        return False
    near = 0.5 * line.size < before.top - line.top < 1.6 * line.size
    return near and looks_like_heading(before, body) and looks_like_heading(line, body)


def column_ends(lines: Sequence[Line]) -> dict[int, float]:
    """Left edge in whole points -> how far to the right the lines of that column go."""
    ends: dict[int, float] = {}
    for line in lines:
        for near in range(round(line.left) - 3, round(line.left) + 4):
            ends[near] = max(ends.get(near, 0.0), line.right)
    return ends


def _continues(before: Line, line: Line, end: float) -> bool:
    if _BULLET.match(line.text) or abs(before.size - line.size) > 0.15 * max(before.size, 1):
        return False
    gap = before.top - line.top
    if not 0.3 * before.size < gap <= 2.1 * max(before.size, 1):
        return False  # beside it, another column, or air between
    # A line that ends early ends its paragraph: so do items of a list whose bullets are drawn, not written.
    return before.right - before.left >= 0.75 * (end - before.left)


def _flush(gathered: list[Line]) -> Iterator[tuple[Literal["heading", "text"], str]]:
    if gathered:
        yield "text", _BULLET.sub("", joined([line.text for line in gathered]), count=1)
        gathered.clear()


def joined(lines: Sequence[str]) -> str:
    """A word cut by a hyphen at the line's end is put together again."""
    text = ""
    for line in lines:
        # PDFium marks such a hyphen with U+0002.
        if text.endswith(("\x02", "\ufffe")) or (regex.search(r"\p{Ll}-$", text) and regex.match(r"\p{Ll}", line)):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text
