"""Registration numbers: Udyam in India, 13 digits in Thailand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.text import fold

#: UDYAM-XX-00-0000000: state, district, serial. The number carries no check digit.
_UDYAM = re.compile(r"(?:udyam|उद्यम|ઉદ્યમ)?([a-z]{2})(\d{2})(\d{7})")
_UDYAM_STATES = frozenset(
    "an ap ar as br ch cg dd dh dl dn ga gj hp hr jh jk kl kr ka la ld mh ml mn mp mz nl od or pb pn py rj sk tn tr ts "
    "tg up uk ut wb".split()
)


@dataclass(frozen=True, kw_only=True)
class Wrong:
    why: Literal["udyam", "udyam-state", "thai-length", "thai-check"]


def read(text: str, country: str) -> str | Wrong:
    return udyam(text) if country == "IN" else thai(text)


def udyam(text: str) -> str | Wrong:
    """UDYAM-GJ-24-0012345, however it is spaced or cased."""
    plain = re.sub(r"[^\w]", "", fold(text)).replace("_", "")
    found = _UDYAM.fullmatch(plain)
    groups = re.findall(r"\d+", fold(text))
    # A digit left out of one group and put into the next makes another number that looks whole.
    if found is None or len(groups[0]) not in (2, 9):
        return Wrong(why="udyam")
    state, district, serial = found.groups()
    if state not in _UDYAM_STATES:
        return Wrong(why="udyam-state")
    return f"UDYAM-{state.upper()}-{district}-{serial}"


def thai(text: str) -> str | Wrong:
    """13 digits of a company or citizen, the last a check digit."""
    digits = re.sub(r"[\s\-]", "", fold(text))
    if not re.fullmatch(r"\d{13}", digits):
        return Wrong(why="thai-length")
    return digits if digits[-1] == thai_check_digit(digits[:12]) else Wrong(why="thai-check")


def thai_check_digit(first_twelve: str) -> str:
    """Weights 13 to 2, modulo 11 (Department of Provincial Administration; juristic numbers use the same)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_twelve, range(13, 1, -1), strict=True))
    return str((11 - total % 11) % 10)
