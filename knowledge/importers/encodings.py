"""Bytes to text: UTF-8 and UTF-16, Thai's TIS-620/Windows-874, what is declared, else a guess; garbling is refused."""

from __future__ import annotations

import codecs

import charset_normalizer
import regex

from knowledge.importers.model import FileRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Syllables and words that stand in any Thai text of a few lines.
_THAI_USUAL = regex.compile("การ|ที่|และ|ของ|เป็น|ใน|ให้|มี|ได้|ความ|ผู้|โครง|สิน|วัน")
#: Where a guess is needed only these come up in practice; a guess among all code pages is a lottery.
_GUESSES = ("cp1252", "cp874", "iso8859_1", "utf_16_le", "utf_16_be", "mac_roman")
#: UTF-8 of Devanagari, Gujarati and Thai begins with E0 A4..A5, E0 AA..AB, E0 B8..B9: read as Windows-1252.
_GARBLED = regex.compile(r"[àÃ][\u00a0 ]?[¤¥ª«¸¹]|â‚¬|â€[™œ\u009d\u0080-\u009f]|Ã[\u0080-\u00bf]Â")
_QUESTION_MARKS = regex.compile(r"\?{3,}")
SAMPLE = 400_000


def decode(data: bytes, declared: str = "") -> str:
    """Raises FileRefused: encoding, mojibake or lost_letters."""
    text = _decoded(data, declared).replace("\r\n", "\n").replace("\r", "\n")
    check_letters(text[:SAMPLE])
    return text


def _decoded(data: bytes, declared: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _by(data, name) or _refuse()
    if wide := _without_mark(data):
        return wide
    for name in ("utf-8", declared):
        if name and (text := _by(data, name)) is not None and "\x00" not in text[:SAMPLE]:
            return text
    return _thai(data) or _guess(data)


def _by(data: bytes, name: str) -> str | None:
    try:
        # Declared names come from strangers: "rot13" and the like are no text encodings and end here too.
        return data.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


#: High bytes of Latin, Devanagari, Gujarati and Thai letters in UTF-16.
_HIGH = b"\x00\x09\x0a\x0e"


def wide(data: bytes) -> str:
    """The name of UTF-16 without its mark: nearly every second byte is the high one of a letter of ours."""
    sample = data[:4096]
    if len(sample) < 8:
        return ""
    shares = [sum(byte in _HIGH for byte in half) / len(half) for half in (sample[0::2], sample[1::2])]
    if max(shares) < 0.9 or min(shares) > 0.5:
        return ""
    return "utf-16-be" if shares[0] > shares[1] else "utf-16-le"


def _without_mark(data: bytes) -> str | None:
    name = wide(data)
    return _by(data[: len(data) // 2 * 2], name) if name else None


def _thai(data: bytes) -> str | None:
    high = [byte for byte in data[:SAMPLE] if byte >= 0x80]
    if len(high) < 6 or sum(0xA1 <= byte <= 0xFB for byte in high) < 0.95 * len(high):
        return None
    text = _by(data, "cp874")
    if text is None or len(_THAI_USUAL.findall(text[:SAMPLE])) < max(1, len(high) // 60):
        return None
    return text


def _guess(data: bytes) -> str:
    if data[:SAMPLE].count(0):
        _refuse()
    best = charset_normalizer.from_bytes(data[:SAMPLE], cp_isolation=list(_GUESSES)).best()
    return (best and _by(data, best.encoding)) or _refuse()


def _refuse() -> str:
    raise FileRefused("encoding")


def check_letters(text: str) -> None:
    """Text that was saved wrongly once cannot be trusted in a single figure. Raises FileRefused."""
    garbled = _GARBLED.findall(text)
    if len(garbled) >= 3 and len(garbled) * 150 > len(text):
        raise FileRefused("mojibake", detail=f"it shows {garbled[0]!r} where a letter should be")
    lost = _QUESTION_MARKS.findall(text)
    words = len(text.split()) or 1
    if len(lost) >= 3 and len(lost) / words > 0.3:
        raise FileRefused("lost_letters", detail="question marks")
