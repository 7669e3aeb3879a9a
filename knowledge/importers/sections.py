"""Which of our sections a heading of a stranger's document begins, and what else its words give away."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import regex
import yaml

from knowledge.importers.letters import by_script

_WORDS = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
_SECTIONS = [(section, regex.compile(words, regex.I)) for section, words in _WORDS["sections"]]
_NEEDS = {need: regex.compile(words, regex.I) for need, words in _WORDS["needs"].items()}
_KINDS = [(kind, regex.compile(words, regex.I)) for kind, words in _WORDS["kinds"]]
_COUNTRIES = {country: regex.compile(words, regex.I) for country, words in _WORDS["countries"].items()}
_SAID = regex.compile(
    r"(?:as (?:on|of)|dated?|updated(?: on)?|w\.?e\.?f\.?|दिनांक|તારીખ)\s*:?\s*"
    r"(?:(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:19|20)\d{2})|(?P<y2>(?:19|20)\d{2})-(?P<m2>\d{2})-(?P<d2>\d{2}))",
    regex.I,
)


def section_of(heading: str) -> str:
    """One of our sections, or an empty text when the words say none."""
    return next((section for section, words in _SECTIONS if words.search(heading)), "")


def needs_of(text: str) -> list[str]:
    """At most three, the most spoken of first; empty when nothing says any."""
    counts = Counter({need: len(words.findall(text)) for need, words in _NEEDS.items()})
    most = counts.most_common(1)[0][1]
    return [need for need, times in counts.most_common(3) if times and times * 3 >= most]


def kind_of(title: str) -> str:
    return next((kind for kind, words in _KINDS if words.search(title)), "scheme")


def country_of(text: str, url: str) -> str:
    """IN, TH or an empty text when nothing tells."""
    host = urlsplit(url).hostname or ""
    if host.endswith((".in", ".th")):
        return host[-2:].upper()
    letters = by_script(text)
    india = len(_COUNTRIES["IN"].findall(text)) + (letters["hi"] + letters["gu"]) // 20
    thailand = len(_COUNTRIES["TH"].findall(text)) + letters["th"] // 20
    if india == thailand:
        return ""
    return "IN" if india > thailand else "TH"


def date_said(text: str) -> str:
    """The last date that the text gives as its own, YYYY-MM-DD, or an empty text."""
    found = ""
    for match in _SAID.finditer(text):
        year, month, day = (
            match["y"] or match["y2"],
            int(match["m"] or match["m2"]),
            int(match["d"] or match["d2"]),
        )
        if 1 <= month <= 12 and 1 <= day <= 31:
            found = max(found, f"{year}-{month:02d}-{day:02d}")
    return found
