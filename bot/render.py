"""Text as platforms count, cut and escape it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import replace

import regex

from bot.channels.base import Limits
from bot.messages import Reply

#: Where a text may be cut, best first: between paragraphs, lines, sentences, words. Thai ends sentences with a space.
_PLACES = tuple(regex.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?।॥…])[\"'”’)\]]*\s+", r"\s+"))
_GRAPHEME = regex.compile(r"\X")
#: A cut nearer to the beginning than this leaves too short a message.
_LEAST = 0.4
ELLIPSIS = "…"


def utf16(text: str) -> int:
    """Length in UTF-16 code units, as Telegram and LINE count."""
    return len(text) + sum(character > "\uffff" for character in text)


def split(text: str, limit: int) -> list[str]:
    """The text in pieces of at most ``limit`` UTF-16 units, whitespace around the cuts left out; one piece at least."""
    pieces, rest = [], text.strip()
    while utf16(rest) > limit:
        room = _fitting(rest, limit)
        cut = _place(rest, room)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [piece for piece in (*pieces, rest) if piece] or [rest]


def _fitting(text: str, limit: int) -> int:
    """How many characters from the beginning fit, whole graphemes; a grapheme that is too long by itself is cut."""
    used = end = 0
    for found in _GRAPHEME.finditer(text):
        used += utf16(found[0])
        if used > limit:
            break
        end = found.end()
    return end or _characters(text, limit)


def _characters(text: str, limit: int) -> int:
    used = 0
    for place, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > limit:
            return max(place, 1)
    return len(text)


def _place(text: str, room: int) -> int:
    """The best place to cut before ``room``."""
    if text[room : room + 1].isspace():
        return room
    for pattern in _PLACES:
        last = max((found.end() for found in pattern.finditer(text, 0, room)), default=0)
        if last >= room * _LEAST:
            return last
    return room


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` UTF-16 units, for labels; an ellipsis says that something is missing."""
    if utf16(text) <= limit:
        return text
    kept = text[: _fitting(text, limit - 1)].rstrip()
    return (kept if utf16(kept) < limit else "") + ELLIPSIS


def as_html(text: str) -> str:
    """For Telegram's parse mode HTML, whose limit counts the text before escaping."""
    return html.escape(text, quote=False)


def parts(reply: Reply, limits: Limits) -> Iterator[Reply]:
    """The messages of the platform that make up a reply, in order; what is pressed stands under the last one."""
    pieces = split(reply.text, limits.text)
    for piece in pieces[:-1]:
        yield replace(reply, text=piece, buttons=(), card=None, ask_for="")
    card = reply.card if len(pieces) == 1 else None
    yield replace(reply, text=pieces[-1], buttons=reply.buttons[: limits.buttons], card=card)
