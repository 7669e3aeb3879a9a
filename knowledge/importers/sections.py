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
#: Months as releases of the ministries write them; Thai ones in full.
_MONTHS = {name: number for number, names in enumerate(_WORDS["months"], 1) for name in names.split()}
_SAID = regex.compile(
    r"(?P<d>\d{1,2})\s*[./-]\s*(?P<m>\d{1,2})\s*[./-]\s*(?P<y>(?:19|20)\d{2})\b"
    r"|\b(?P<y2>(?:19|20)\d{2})-(?P<m2>\d{2})-(?P<d2>\d{2})\b"
    r"|(?P<d3>\d{1,2})\s*(?P<name>\L<months>)\p{L}{0,6}[.,]?\s*(?:พ\.ศ\.\s*)?(?P<y3>(?:19|20|25)\d{2})\b",
    regex.I,
    months=list(_MONTHS),
)
#: Figures as Thai, Hindi and Gujarati write them.
_DIGITS = {ord(zero) + value: ord("0") + value for zero in "०૦๐" for value in range(10)}
#: A release says its date at its head; later dates are of other things.
_HEAD = 1_500
_BUDDHIST = 543


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


def date_said(text: str, today: str = "9999") -> str:
    """The latest date until ``today`` that the head of the text gives, YYYY-MM-DD, or an empty text."""
    found = [_iso(match) for match in _SAID.finditer(text[:_HEAD].translate(_DIGITS))]
    return max((day for day in found if day <= today), default="")


def _iso(match: regex.Match[str]) -> str:
    year = int(match["y"] or match["y2"] or match["y3"])
    month = _MONTHS[match["name"].lower()] if match["name"] else int(match["m"] or match["m2"])
    day = int(match["d"] or match["d2"] or match["d3"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{year - _BUDDHIST if year > 2400 else year}-{month:02d}-{day:02d}"
