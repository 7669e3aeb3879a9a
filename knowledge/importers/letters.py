"""Letters of a stranger's file: made safe, and counted by script."""

from __future__ import annotations

import unicodedata
from collections import Counter

import regex

from knowledge.text import clean

#: Thai fonts of the 1990s keep shifted vowels and tones in the private use area; PDFs still carry them.
_THAI_SHIFTED = dict(zip(range(0xF700, 0xF71B), map(ord, "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู"), strict=True))
_NONCHARACTER = regex.compile(r"[\ufdd0-\ufdef\ufffe\uffff]|\p{Noncharacter_Code_Point}")
_SCRIPTS = {
    "gu": regex.compile(r"\p{Gujarati}"),
    "hi": regex.compile(r"\p{Devanagari}"),
    "th": regex.compile(r"\p{Thai}"),
    "en": regex.compile(r"\p{Latin}"),
}


def safe(text: str) -> str:
    """One line that may stand in a document: no controls, no noncharacters, Thai shifted marks put right."""
    return clean(_NONCHARACTER.sub("", text.translate(_THAI_SHIFTED)))


def by_script(text: str) -> Counter[str]:
    """Letters of each language's script; marks count as letters."""
    return Counter({code: len(pattern.findall(text)) for code, pattern in _SCRIPTS.items()})


def count_native(text: str) -> int:
    """Letters of Gujarati, Hindi and Thai script."""
    counts = by_script(text)
    return counts["gu"] + counts["hi"] + counts["th"]


def main_language(text: str) -> str:
    """gu, hi, th or en: a native script with a fifth of the letters wins, as English names stand in every text."""
    counts = by_script(text)
    total = sum(counts.values()) or 1
    native = max(("gu", "hi", "th"), key=lambda code: counts[code])
    return native if counts[native] / total >= 0.2 else "en"


def count_letters(text: str) -> int:
    return sum(unicodedata.category(letter)[0] in "LN" for letter in text)
