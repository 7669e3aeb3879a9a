"""Text in fonts from before Unicode: Gujarati and Hindi letters drawn over Latin codes; and text taken out broken.

Three signs, any of which is enough: the font's name over Latin letters; words that only such a font makes;
letters in an order or of a kind that no text has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from knowledge.importers.letters import by_script, count_native
from knowledge.importers.model import FileRefused

#: As PDF and DOCX files name them, folded: letters and digits only. The list is of what offices in
#: Gujarat and the Hindi states used; a name counts only where the letters are not in an Indian script.
_NAMES = regex.compile(
    r"krutidev|devlys|(?:walkman)?chanakya|shreedev|shreeguj|shreelipi|shree\d{3,4}|suchi(?:dev|guj)|"
    r"terafont|^varun|^lmg|^arun|saumil|(?:bhasha)?bharti|bhashabharti|aps(?:c|dv|prakash|guj|corporate)|"
    r"gopika|harikrishna|nilkanth|ghanshyam|hk(?:guj|ghan)|gujaratilys|krishnaguj|akruti|sulekh|susha|shusha|"
    r"kundli|agra(?:normal|bold|thin)?$|yogesh|dv[bw]?tt|gj[bw]?tt|isfoc|surekh(?:en|guj)|devnew|richa$|"
    r"marathikanak|kiran$|shivaji\d|ankit(?:normal)?$|amarujala|bhaskar(?:new)?$|4cgandhi|narad|millenniumvarun"
)
_SUBSET = regex.compile(r"^[A-Z]{6}\+")
_PLAIN = regex.compile(r"[^a-z0-9]")
#: How the commonest words look: Kruti Dev and DevLys (है में का के की को से और पर नहीं हैं के लिए द्वारा);
#: LMG Arun and Saumil (છે અને માટે માં ના ની ને આ); Gopika and Terafont (છે અને માં માટે).
_WORDS: Mapping[str, frozenset[str]] = {
    "Kruti Dev": frozenset(
        "gS esa dk ds dh dks ls vkSj ij ugha gSa fy, }kjk ;g fd Hkh rFkk fd;k tkrk Hkkjr ljdkj".split()
    ),
    "LMG Arun": frozenset(r"K[ K[P VG[ DF8[ DF\ GF GL G[ G]\ VF H[ ;CFI IMHGF U]HZFT TYF YL 5Z".split()),
    "Gopika/Terafont": frozenset("Au Au. yLku yÚku {kt {kxu fu Lkk Lke Lku Lkwt yk su Au, ÞkusLkk".split()),
}
#: Inside a word of Latin letters no language writes these; as glyph codes they are everyday letters.
_ODD_INSIDE = regex.compile(r"[A-Za-z][\[\]{}\\|^~`;=<>¡-¿×÷][A-Za-z\[\]{}\\]|[a-z]{1,3}[A-Z][a-z]|[a-z][A-Z]$")
_NO_VOWEL = regex.compile(r"^[b-df-hj-np-tv-xz]{3,}$", regex.I)
_ENGLISH = frozenset(
    "the of and to in is for a on by be are with as or that this from which will at it an not shall any may".split()
)
#: Vowel signs, viramas and Thai marks that never begin a word.
_STRAY_MARK = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}\u200c\u200d])[\u093e-\u094d\u0902\u0901\u0abe-\u0acd\u0a82\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)
_DOUBLE_SIGN = regex.compile(r"[\u093e-\u094c]{2}|[\u0abe-\u0acc]{2}|[\u094d\u0acd]{2}|[\u0e34-\u0e3a]{2}")
_LOST = regex.compile(r"[\ufffd\ufffe\uffff\ue000-\uf6ff\uf71b-\uf8ff\x00-\x08\x0e-\x1f]|\(cid:\d+\)")
_WORD = regex.compile(r"\S+")
_BULLETS = regex.compile(r"[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf071\uf02d\uf0e0\uf0f0]")


def is_legacy_name(font: str) -> bool:
    return bool(_NAMES.search(_PLAIN.sub("", _SUBSET.sub("", font).lower())))


def check(text: str, by_font: Mapping[str, str], unmapped: int = 0) -> None:
    """``by_font``: the letters set in each font. ``unmapped``: letters whose code leads to none.

    Raises FileRefused: legacy_font or broken_text.
    """
    names = _legacy_by_name(by_font)
    if names:
        raise FileRefused("legacy_font", detail=", ".join(names[:3]))
    if family := _legacy_by_words(text):
        raise FileRefused("legacy_font", detail=f"the words look like {family}")
    if reason := _broken(text, unmapped):
        raise FileRefused("broken_text", detail=reason)


def _legacy_by_name(by_font: Mapping[str, str]) -> list[str]:
    total = sum(len(text) for text in by_font.values()) or 1
    found = []
    for font, text in by_font.items():
        # A handful of letters is a logo or a rule; Unicode fonts of the same families carry native letters.
        if is_legacy_name(font) and len(text) >= max(20, total // 50) and count_native(text) < len(text) // 4:
            found.append(_SUBSET.sub("", font))
    return sorted(found)


def _legacy_by_words(text: str) -> str:
    """The family whose words these look like, or an empty text."""
    words = _WORD.findall(text)
    latin = [word for word in words if by_script(word)["en"] or word in ("K[", "5Z")]
    if len(latin) < 12:
        return ""
    english = sum(word.strip(".,;:()").lower() in _ENGLISH for word in latin) / len(latin)
    for family, usual in _WORDS.items():
        hits = [word for word in latin if word in usual]
        if len(hits) / len(latin) >= 0.08 and len(set(hits)) >= 3 and english < 0.08:
            return family
    odd = sum(_is_odd(word) for word in latin) / len(latin)
    return "a font of that kind" if odd >= 0.35 and english < 0.04 and len(latin) >= 30 else ""


def _is_odd(word: str) -> bool:
    if "://" in word or "@" in word or word.isupper():
        return False
    return bool(_ODD_INSIDE.search(word) or _NO_VOWEL.match(word))


def _broken(text: str, unmapped: int) -> str:
    text = _BULLETS.sub(" ", text)
    letters = sum(not letter.isspace() for letter in text) or 1
    lost = len(_LOST.findall(text)) + unmapped
    if lost >= 5 and lost / letters > 0.03:
        return f"{lost} of {letters} letters lead to no letter"
    native = count_native(text)
    stray = len(_STRAY_MARK.findall(text)) + len(_DOUBLE_SIGN.findall(text))
    if native >= 40 and stray / native > 0.03:
        return f"{stray} vowel signs stand where none can stand"
    return ""


def fonts_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """(font, text) pairs -> text by font."""
    found: dict[str, list[str]] = {}
    for font, text in pairs:
        found.setdefault(font, []).append(text)
    return {font: "".join(texts) for font, texts in found.items()}
