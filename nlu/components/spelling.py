"""What is written in a message, for counting: pieces of words, and words however they are spelt.

Latin letters have no fixed spelling for Hindi and Gujarati: "nahi", "nai" and "nhi" are one word, "kharab" and
"karab" another. So a Latin word counts by its consonants alone. Words of other scripts, which nearly everybody
spells alike, were tried too: they gave nothing beside their n-grams, and took from Thai, which has no spaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from knowledge.text import fold

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LATIN = regex.compile(r"[a-z]+")
_TWICE = regex.compile(r"(.)\1+")
_VOWELS = regex.compile(r"[aeiouy]")
#: People write either; longest first, applied in this order.
_SOUNDS = (
    ("chh", "ch"), ("ph", "f"), ("ck", "k"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"),
    ("bh", "b"), ("w", "v"), ("z", "j"), ("q", "k"), ("x", "ks"),
)  # fmt: skip


def ngrams(text: str, shortest: int, longest: int) -> Iterator[str]:
    """Character n-grams inside words padded with a space (scikit-learn's ``char_wb``)."""
    for word in fold(text).split():
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            if size >= len(padded):
                yield padded
                break
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


def spellings(text: str) -> Iterator[str]:
    """Words of Latin letters by their consonants, and pairs of such neighbours."""
    words = [skeleton(word) for word in _WORD.findall(fold(text)) if _LATIN.fullmatch(word)]
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def skeleton(word: str) -> str:
    """The first letter of a word of a to z and the consonants after it."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = _TWICE.sub(r"\1", word)
    return word[0] + _VOWELS.sub("", word[1:]).rstrip("h")
