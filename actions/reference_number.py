"""Case references that can be read out over the phone: TH-26-000123-4.

Programme prefix, year, serial, check digit. The check digit is Damm's: it catches every single wrong digit and
every swap of neighbours (H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004). The serial has an even
number of digits (6, then 8, ...), so that a digit left out or typed twice is caught too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Programme -> its prefix; the order gives the digit that stands for the prefix under the check digit.
PREFIXES = {"in-msme": "IN", "th-ssrc": "TH"}
_PROGRAMMES = {prefix: programme for programme, prefix in PREFIXES.items()}
_CODES = {prefix: code for code, prefix in enumerate(_PROGRAMMES, start=1)}

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_YEAR, _SERIAL = 2, 6
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212_./,:#]+")
#: Letters that are typed for digits, and digits for the letters of a prefix.
_AS_DIGITS = str.maketrans("OQIL", "0011")
_AS_LETTERS = str.maketrans("01", "OI")
_IN_TEXT = re.compile(
    r"(?<!\w)[A-Za-z01]{2}[\s\-\u2010-\u2015_./]*\d{2}(?:[\s\-\u2010-\u2015_./]*[\dOoQIl]){5,12}(?!\w)"
)

#: Phone digits behind a reference, as people are asked to write them; nothing between but a gap.
_PHONE_END = re.compile(r"[\s\-\u2010-\u2015_./]+\d{4}$")


@dataclass(frozen=True, kw_only=True)
class Reference:
    programme: str
    year: int  #: two digits
    serial: int

    def __str__(self) -> str:
        prefix = PREFIXES[self.programme]
        width = _width(self.serial)
        body = f"{self.year:02d}{self.serial:0{width}d}"
        return f"{prefix}-{body[:2]}-{body[2:]}-{check_digit(prefix, body)}"


@dataclass(frozen=True, kw_only=True)
class Mistyped:
    """Looks like a reference and cannot be one: a digit is wrong, missing, added or swapped."""

    typed: str


def make(programme: str, year: int, serial: int) -> str:
    """The reference of a new case; ``year`` may have four digits. Raises ValueError for what no case can have."""
    if programme not in PREFIXES:
        raise ValueError(f"programme {programme!r} has no prefix; add it to PREFIXES in actions/reference_number.py")
    if serial < 1:
        raise ValueError(f"serials begin at 1, not {serial}")
    return str(Reference(programme=programme, year=year % 100, serial=serial))


def parse(typed: str) -> Reference | Mistyped:
    """Read what a person typed or an officer heard: any spacing, case, native digits, O for 0."""
    plain = _SEPARATORS.sub("", ascii_digits(typed)).upper()
    prefix, body = plain[:2].translate(_AS_LETTERS), plain[2:].translate(_AS_DIGITS)
    digits, check = body[:-1], body[-1:]
    serial = digits[_YEAR:]
    usable = prefix in _PROGRAMMES and body.isascii() and body.isdigit() and len(serial) >= _SERIAL
    if not usable or int(serial) == 0 or len(serial) != _width(int(serial)) or check_digit(prefix, digits) != check:
        return Mistyped(typed=typed)
    return Reference(programme=_PROGRAMMES[prefix], year=int(digits[:_YEAR]), serial=int(serial))


def find(text: str) -> Reference | Mistyped | None:
    """The first thing in a message that is meant as a case reference; None when there is none."""
    plain = ascii_digits(text)
    meant = [m.group() for m in _IN_TEXT.finditer(plain) if m.group()[:2].upper().translate(_AS_LETTERS) in _PROGRAMMES]
    read = [_parse_before_phone(one) for one in meant]
    return next((one for one in read if isinstance(one, Reference)), read[0] if read else None)


def every(text: str) -> set[str]:
    """All references of a text that can be right."""
    found = {m.group() for m in _IN_TEXT.finditer(ascii_digits(text))} | set(text.split())
    return {str(read) for one in found if isinstance(read := _parse_before_phone(one), Reference)}


def is_alone(text: str) -> bool:
    """Nothing else is written but one reference, with the phone's digits or without; it may be mistyped."""
    found = _IN_TEXT.fullmatch(ascii_digits(text).strip(" .,!?।"))
    return found is not None and found.group()[:2].upper().translate(_AS_LETTERS) in _PROGRAMMES


def _parse_before_phone(found: str) -> Reference | Mistyped:
    whole = parse(found)
    shorter = parse(_PHONE_END.sub("", found)) if isinstance(whole, Mistyped) else whole
    return shorter if isinstance(shorter, Reference) else whole


def check_digit(prefix: str, digits: str) -> str:
    row = 0
    for digit in f"{_CODES[prefix]}{digits}":
        row = int(_DAMM[row][int(digit)])
    return str(row)


def _width(serial: int) -> int:
    length = len(str(serial))
    return max(_SERIAL, length + length % 2)


def ascii_digits(text: str) -> str:
    """NFKC, and the digits of every script as 0-9."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in plain)
