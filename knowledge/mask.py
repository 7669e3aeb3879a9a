"""Hides what tells who somebody is in a text that strangers read: a list of questions, a log line.

Numbers in any script's digits, Udyam, PAN and GST numbers, e-mail addresses, and a name that follows "my name is".
A name that stands elsewhere is not recognised: no list of names fits six languages.
"""

from __future__ import annotations

import regex

from knowledge.figures import ascii_digits

_START = r"(?<![\p{L}\p{N}])"
_END = r"(?![\p{L}\p{N}])"
_SEPARATOR = r"[\s.\-–()/]{0,2}"
#: Order counts: what is longer and more telling first. Matched on a copy with ASCII digits, one for one.
_PATTERNS: tuple[tuple[str, regex.Pattern[str]], ...] = (
    ("[e-mail]", regex.compile(r"[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+")),
    ("[Udyam]", regex.compile(rf"(?i)\bUDYAM{_SEPARATOR}[A-Z]{{2}}{_SEPARATOR}\d{{2}}{_SEPARATOR}\d{{5,8}}\b")),
    ("[GSTIN]", regex.compile(_START + r"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]" + _END, regex.I)),
    ("[PAN]", regex.compile(_START + r"[A-Z]{5}\d{4}[A-Z]" + _END, regex.I)),
    ("[phone]", regex.compile(rf"\+{_SEPARATOR}(?:\d{_SEPARATOR}){{7,14}}\d")),
    ("[phone]", regex.compile(rf"{_START}(?:(?:91|0){_SEPARATOR})?[6-9](?:{_SEPARATOR}\d){{9}}(?!\p{{N}})")),
    ("[phone]", regex.compile(rf"{_START}0[2-9](?:{_SEPARATOR}\d){{7,9}}(?!\p{{N}})")),
    # A Thai citizen's 13 digits, Aadhaar's 12.
    ("[id]", regex.compile(rf"{_START}(?:\d{_SEPARATOR}){{11,12}}\d(?!\p{{N}})")),
    # Accounts, cards, anything long: a sum of money of nine digits in a row is rare and no loss.
    ("[number]", regex.compile(_START + r"\d{9,}" + _END)),
)
_TIME = regex.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?")
_NAME = regex.compile(
    r"(?i)(?P<lead>\bmy name is |\bi am called |\bmera naam |\bmera nam |\bmaru naam |\bmaru nam "
    r"|मेरा नाम |मेरा शुभ नाम |મારું નામ |મારુ નામ |(?:ผม|ดิฉัน|ฉัน|หนู)ชื่อ\s*)"
    r"(?P<name>[\p{L}\p{M}.]+(?:\s+(?!(?:hai|hain|che|chhe|and|from|है|हैं|છે|aur|ane|और|અને)\b)\p{Lu}[\p{L}\p{M}]*)*"
    r"|[\p{L}\p{M}]+)"
)


def mask(text: str) -> str:
    """The text with a label in square brackets where something personal stood."""
    digits = ascii_digits(text)
    taken = [(*found.span(), "") for found in _TIME.finditer(digits)]
    for label, pattern in (*_PATTERNS, ("[name]", _NAME)):
        for found in pattern.finditer(digits):
            start, end = found.span("name") if pattern is _NAME else found.span()
            if not any(start < other[1] and other[0] < end for other in taken):
                taken.append((start, end, label))
    spans = [span for span in taken if span[2]]
    for start, end, label in sorted(spans, reverse=True):
        text = text[:start] + label + text[end:]
    return text
