"""Amounts, percentages, dates and phone numbers in a text of any language, in one spelling, so that they compare."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

import regex

#: What stands after a number and changes what it means; one name for all languages.
SCALES: Mapping[str, str] = {
    "crore": r"crores?|करोड़|કરોડ",
    "lakh": r"lakhs?|lacs?|लाख|લાખ",
    "million": r"million|ล้าน",
    "billion": r"billion|अरब|અબજ",
    "thousand": r"thousand|हजार|हज़ार|હજાર",
    "%": r"%|per ?cent|प्रतिशत|फीसदी|फ़ीसदी|ટકા|เปอร์เซ็นต์",
}
_SCALE = "|".join(rf"(?P<{'percent' if name == '%' else name}>{words})" for name, words in SCALES.items())
_NUMBER = regex.compile(rf"(?P<number>\d+(?:[.,]\d+)*)(?:[ \u00a0-]?(?:{_SCALE}))?", regex.I)
_PERCENT_FIRST = regex.compile(r"ร้อยละ\s*(\d+(?:\.\d+)?)")
MONTHS = (
    "january february march april may june july august september october november december",
    "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
)
_SPELT_OTHERWISE = {"सितम्बर": 9, "दिसम्बर": 12, "नवम्बर": 11, "अक्तूबर": 10, "ઓગસ્ટ": 8, "ઓક્ટોબર": 10, "ફેબ્રુ": 2}
_MONTH = {word: place for row in MONTHS for place, word in enumerate(row.split(), 1)} | _SPELT_OTHERWISE
_THAI = "|".join(MONTHS[3].split())
_SPACED = "|".join(regex.escape(word) for word in _MONTH if word not in MONTHS[3].split())
#: Thai runs its words together; elsewhere a month is a word of its own ("અમે 2" names no May).
_WORD = rf"(?P<month>{_THAI}|(?<![\p{{L}}\p{{M}}])(?:{_SPACED})(?![\p{{L}}\p{{M}}]))"
#: A month counts only beside a day or a year: "may" and "march" are words, too.
_DATED = regex.compile(rf"(?:\d{{1,2}}|\d{{4}})[ ,]*{_WORD}|{_WORD}[ ,]*\d", regex.I)


def ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def figures(text: str) -> Counter[str]:
    """``10 crore``, ``85 %``, ``2025``: every number with the scale after it; without the commas of lakhs."""
    text = _PERCENT_FIRST.sub(r"\1 %", ascii_digits(text))
    return Counter(_one(match) for match in _NUMBER.finditer(text))


def _one(match: regex.Match[str]) -> str:
    scale = next((name for name, found in match.groupdict().items() if name != "number" and found), "")
    number = match["number"].replace(",", "")
    return f"{number} {'%' if scale == 'percent' else scale}".strip()


def months(text: str) -> Counter[int]:
    """Months of the year that a date names: 1 to 12."""
    return Counter(_MONTH[match["month"].lower()] for match in _DATED.finditer(ascii_digits(text)))


_PHONE = regex.compile(r"(?<![\d.])\d[\d -]{2,14}\d(?![\d.]*\d)")


def phones(text: str) -> set[str]:
    """Digits of what is written like a phone number; the caller knows that the text is about one."""
    return {regex.sub(r"\D", "", found) for found in _PHONE.findall(ascii_digits(text))}


#: Rupees, baht or a percentage; what else a number counts is not compared across documents.
_AMOUNT = regex.compile(
    r"(?:Rs ?)?(?P<number>\d+(?:[.,]\d+)*)[ -]?(?P<scale>crore|lakh crore|lakh|million baht|baht|%)"
    r"|Rs ?(?P<rupees>\d[\d,]*)",
    regex.I,
)
_WORTH = {"crore": 1e7, "lakh crore": 1e12, "lakh": 1e5, "million baht": 1e6, "baht": 1.0}


def amounts(text: str) -> set[tuple[str, float]]:
    """(unit, value) with unit ``Rs``, ``baht`` or ``%``: Rs 1 crore and Rs 100 lakh are the same. English only."""
    found = set()
    for match in _AMOUNT.finditer(text):
        if match["rupees"]:
            found.add(("Rs", float(match["rupees"].replace(",", ""))))
            continue
        scale = match["scale"].lower()
        value = float(match["number"].replace(",", ""))
        unit = "%" if scale == "%" else "baht" if "baht" in scale else "Rs"
        found.add((unit, value * _WORTH.get(scale, 1.0)))
    return found


_DATE = regex.compile(
    rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{MONTHS[0].replace(' ', '|')}) (?P<year>(?:19|20)\d\d)", regex.I
)


def dates(text: str) -> set[str]:
    """``2025-04-01`` or ``2025-04``. English only."""
    found = set()
    for match in _DATE.finditer(text):
        day = f"-{int(match['day']):02}" if match["day"] else ""
        found.add(f"{match['year']}-{_MONTH[match['month'].lower()]:02}{day}")
    return found
