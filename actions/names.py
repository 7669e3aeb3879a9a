"""A person's name out of the sentence that tells it: "मेरा नाम रवि है" is Ravi, in letters to agencies too."""

from __future__ import annotations

import re

_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:my name is|my name's|i am|i'm)\s+(.+)",
        r"(?:मेरा नाम|मैं)\s+(.+?)\s+(?:है|हूँ|हूं)[\s।]*",
        r"मेरा नाम\s+(.+)",
        r"(?:મારું નામ|મારુ નામ|હું)\s+(.+?)\s+(?:છે|છું|છુ)",
        r"(?:મારું નામ|મારુ નામ)\s+(.+)",
        r"(?:mera na+m|main|mai)\s+(.+?)\s+(?:hai|hain|hoon|hun|hu)",
        r"(?:maru na+m|hu)\s+(.+?)\s+(?:che|chhe|chu|chhu)",
        r"(?:mera|maru) na+m\s+(.+)",
        r"(?:ผม|ฉัน|ดิฉัน|หนู|เรา)?\s*ชื่อ\s*(.+)",
    )
)
#: Closes a polite sentence in Thai, and is no part of a name.
_PARTICLE = re.compile(r"(?<=[\u0e00-\u0e7f\s])\s*(?:ครับผม|ครับ|ค่ะ)[\s.!]*$")


def without_particle(name: str) -> str:
    return _PARTICLE.sub("", name).rstrip() or name


def of_person(typed: str) -> str:
    """As typed where nothing but a name is told."""
    name = without_particle(typed)
    told = next((found.group(1) for pattern in _TOLD if (found := pattern.fullmatch(name.strip(" .!।")))), name)
    return told.strip() or name
