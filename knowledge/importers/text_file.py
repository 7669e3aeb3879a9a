"""Plain text and Markdown."""

from __future__ import annotations

from itertools import takewhile

import regex

from knowledge.importers import encodings, legacy_fonts
from knowledge.importers.collect import Blocks
from knowledge.importers.model import Extract, Limits, Parsed

_HEADING = regex.compile(r"^ {0,3}(#{1,6})\s+(.+?)\s*#*$")
_UNDERLINE = regex.compile(r"^\s{0,3}(=+|-{3,})\s*$")
_BULLET = regex.compile(r"^\s*(?:[-*+•▪◦‣●○■–]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+")
_TABLE_RULE = regex.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FRONT = regex.compile(r"\A---\n(.{0,20000}?)\n---\n", regex.S)
_LINK = regex.compile(r"!?\[([^\]\n]{0,500})\]\([^)\s]{0,2000}(?:\s+\"[^\"\n]{0,200}\")?\)")
_MARKS = regex.compile(
    r"(\*\*|__|~~|`)(?=\S)|(?<=\S)(\*\*|__|~~|`)|<!--.{0,5000}?-->|</?[a-zA-Z](?![^>\n]*://)[^>\n]{0,300}>", regex.S
)
_TERMINAL = (".", "।", "!", "?", ";", ",", ":", "…", "”", '"')


def read(data: bytes, charset: str, limits: Limits, markdown: bool) -> Parsed:
    """Raises FileRefused."""
    text = encodings.decode(data, charset)
    legacy_fonts.check(text, {})
    blocks = Blocks(limits)
    title = ""
    if markdown:
        front = _FRONT.match(text)
        if front:
            title = _front_title(front[1])
            text = text[front.end() :]
        text = _MARKS.sub("", _LINK.sub(r"\1", text))
    _walk(text.split("\n"), blocks, markdown)
    return Parsed(kind="markdown" if markdown else "text", extracts=[Extract(title=title, blocks=blocks.found)])


def _front_title(front: str) -> str:
    found = regex.search(r"^title:\s*[\"']?(.{1,200}?)[\"']?\s*$", front, regex.M)
    return found[1] if found else ""


def _walk(lines: list[str], blocks: Blocks, markdown: bool) -> None:
    place = 0
    while place < len(lines):
        place += _step(lines, place, blocks, markdown)


def _step(lines: list[str], place: int, blocks: Blocks, markdown: bool) -> int:
    """One block from ``lines[place]`` on; how many lines it took."""
    line = lines[place]
    blocks.count()
    if not line.strip():
        return 1
    if markdown and (heading := _HEADING.match(line)):
        blocks.add("heading", heading[2])
        return 1
    if markdown and line.count("|") > 1 and place + 1 < len(lines) and _TABLE_RULE.match(lines[place + 1]):
        rows = list(takewhile(lambda row: "|" in row, lines[place : place + 5_000]))
        blocks.table([_cells(row) for row in rows if not _TABLE_RULE.match(row)])
        return len(rows)
    under = place + 1 < len(lines) and _UNDERLINE.match(lines[place + 1])
    if under and len(line) <= 120:
        blocks.add("heading", line)
        return 2
    if is_heading(line) and (place + 1 == len(lines) or not lines[place + 1].strip() or line.strip().endswith(":")):
        blocks.add("heading", line.strip().rstrip(":"))
        return 1
    taken = [line, *takewhile(lambda more: _goes_on(more, markdown), lines[place + 1 : place + 2_000])]
    blocks.add("text", _BULLET.sub("", " ".join(taken), count=1))
    return len(taken)


def _goes_on(line: str, markdown: bool) -> bool:
    return bool(line.strip()) and not _BULLET.match(line) and not (markdown and _HEADING.match(line))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def is_heading(line: str) -> bool:
    """A short line of its own that ends no sentence."""
    line = line.strip()
    if not 3 <= len(line) <= 90 or _BULLET.match(line) or "://" in line or "www." in line:
        return False
    letters = [letter for letter in line if letter.isalnum()]
    if sum(letter.isdigit() for letter in letters) * 2 >= len(letters):
        return False  # a date, a telephone, a page
    if line.endswith(":"):
        return len(line) <= 60
    return not line.endswith(_TERMINAL) and len(line.split()) <= 12
