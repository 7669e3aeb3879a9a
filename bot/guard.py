"""Looks at a message before anything else does: is there something in it that can be answered?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from knowledge.text import clean

LIMIT = 1_000

_KNOWN_LETTER = regex.compile(r"[\p{Latin}\p{Devanagari}\p{Gujarati}\p{Thai}]")
_LETTER = regex.compile(r"\p{L}")
_DIGIT = regex.compile(r"\p{Nd}")
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]")
_BROKEN = regex.compile(r"[\ufffd\p{Co}\p{Cn}]")

Problem = Literal["empty", "emoji-only", "unreadable", "unknown-script"]


@dataclass(frozen=True, kw_only=True)
class Checked:
    text: str
    problem: Problem | None = None  #: also the key of the sentence that says so
    cut: bool = False  #: only the first LIMIT characters are kept


def check(raw: str) -> Checked:
    """What can be read of a message."""
    text = clean(raw[: 8 * LIMIT])
    if not text:
        # Only controls or invisible characters: sent by a program or a broken keyboard.
        return Checked(text="", problem="unreadable" if raw.strip() else "empty")
    letters, known = len(_LETTER.findall(text)), len(_KNOWN_LETTER.findall(text))
    broken = len(_BROKEN.findall(text))
    if broken > max(2, (letters + len(_DIGIT.findall(text))) / 2):
        return Checked(text=text[:LIMIT], problem="unreadable")
    if letters and known < letters / 3:
        return Checked(text=text[:LIMIT], problem="unknown-script")
    if not letters and not _DIGIT.search(text):
        emoji = bool(_EMOJI.search(text))
        return Checked(text=text[:LIMIT], problem="emoji-only" if emoji else "unreadable")
    return Checked(text=text[:LIMIT].strip(), cut=len(text) > LIMIT or len(raw) > 8 * LIMIT)
