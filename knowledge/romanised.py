"""Romanised Hindi and Gujarati, put into native script by dictionary; and back, by rule.

Every native word the bundle knows is romanised by rule and its spelling folded to a key (aa/a, ee/i, chh/ch …);
a typed word is looked up by the same key and the most frequent native word wins. Words of the documents'
English vocabulary are kept. Measured: recall@5 of romanised Hindi .48 -> .81 (docs/why.md).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from knowledge.questions import load_yaml

LOANWORDS = Path(__file__).parent / "loanwords.yml"

_LATIN = regex.compile(r"[a-z]+")
_NATIVE_WORD = {"hi": regex.compile(r"[\u0900-\u0963]+"), "gu": regex.compile(r"[\u0a80-\u0ae3]+")}

# Devanagari; Gujarati letters stand 0x180 higher in Unicode, in the same order.
_GUJARATI_SHIFT = 0x180
_VOWELS = dict(
    zip("अआइईउऊऋएऐओऔऑऍ", ["a", "aa", "i", "ee", "u", "oo", "ri", "e", "ai", "o", "au", "o", "e"], strict=True)
)
_SIGNS = dict(zip("ािीुूृेैोौॉॅ", "aa i ee u oo ri e ai o au o e".split(), strict=True))
_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसह",
        "k kh g gh n ch chh j jh n t th d dh n t th d dh n p f b bh m y r l l v sh sh s h".split(),
        strict=True,
    )
)
_VIRAMA, _ANUSVARA, _VISARGA = "्", "ं", "ः"

_FOLDS = (
    ("chh", "c"), ("ch", "c"), ("sh", "s"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("z", "j"),
    ("w", "v"), ("aa", "a"), ("ee", "i"), ("ii", "i"), ("oo", "u"), ("uu", "u"), ("ou", "au"), ("y", "i"),
    ("iy", "i"), ("ii", "i"), ("mb", "nb"), ("mp", "np"), ("h", ""),
)  # fmt: skip
_DOUBLED = regex.compile(r"(.)\1+")


def _devanagari(word: str) -> str:
    return "".join(chr(ord(ch) - _GUJARATI_SHIFT) if "\u0a80" <= ch <= "\u0aff" else ch for ch in word)


@dataclass
class _Syllable:
    consonant: str
    vowel: str
    inherent: bool = False  # the unwritten "a", which speech may drop
    tail: str = ""


def _syllables(word: str) -> list[_Syllable]:
    found: list[_Syllable] = []
    for letter in _devanagari(word).replace("\u093c", ""):
        if letter in _CONSONANTS:
            found.append(_Syllable(_CONSONANTS[letter], "a", inherent=True))
        elif letter in _VOWELS:
            found.append(_Syllable("", _VOWELS[letter]))
        elif letter in _SIGNS and found:
            found[-1].vowel, found[-1].inherent = _SIGNS[letter], False
        elif letter == _VIRAMA and found:
            found[-1].vowel, found[-1].inherent = "", False
        elif letter in (_ANUSVARA, "\u0901") and found:
            found[-1].tail, found[-1].inherent = "n", False
        elif letter != _VISARGA:
            found.append(_Syllable("", letter))
    return found


def _drop_silent(syllables: list[_Syllable]) -> None:
    """Schwa deletion: at the end of a word, and between two syllables that keep their vowels."""
    if len(syllables) > 1 and syllables[-1].inherent and syllables[-2].vowel:
        syllables[-1].vowel = ""
    for before, this, after in reversed(list(zip(syllables, syllables[1:], syllables[2:], strict=False))):
        if this.inherent and before.vowel and not before.tail and after.consonant and after.vowel:
            this.vowel = ""


def romanise_word(word: str, drop_silent: bool = True) -> str:
    """One Hindi or Gujarati word in Latin letters with its long vowels; silent vowels dropped as in speech."""
    syllables = _syllables(word)
    if drop_silent:
        _drop_silent(syllables)
    return "".join(part.consonant + part.vowel + part.tail for part in syllables)


_RUN = regex.compile(r"[\u0900-\u0963\u0a80-\u0ae3]+")
_EVERYDAY = (("aa", "a"), ("ee", "i"), ("oo", "u"))
_FOLDED = "~"


def romanise(text: str) -> str:
    """Native-script words of a sentence as people type them in Latin letters; all else stays as it was."""
    table = loanwords()
    return _RUN.sub(lambda match: table.get(match.group()) or _everyday(match.group()), text).replace("।", ".")


@functools.lru_cache(1)
def loanwords() -> Mapping[str, str]:
    """Native words that people type otherwise than the rules would: लोन loan, पीएमईजीपी PMEGP, में mein."""
    content = load_yaml(LOANWORDS)
    return {str(word): str(typed) for words in content.values() for word, typed in words.items()}


def _everyday(word: str) -> str:
    return _everyday_letters(romanise_word(word))


def _everyday_letters(spelt: str) -> str:
    for long, short in _EVERYDAY:
        spelt = spelt.replace(long, short)
    return spelt


def key(word: str) -> str:
    """The folded spelling under which variants of one word meet: ``chahiye``, ``chaiye``, ``caahie``."""
    for spelt, folded in _FOLDS:
        word = word.replace(spelt, folded)
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("a") else word


@dataclass(frozen=True)
class Transliterator:
    """Latin words to native words of one language; ``kept`` are words of the documents' English."""

    native: Mapping[str, str]  #: everyday spelling, or folded key -> most frequent native word
    kept: frozenset[str]

    @classmethod
    def learn(cls, language: str, frequencies: Mapping[str, float], kept: Iterable[str]) -> Transliterator:
        best: dict[str, tuple[float, str]] = {}
        for word, frequency in frequencies.items():
            if _NATIVE_WORD[language].fullmatch(word):
                for spelling in _spellings(word):
                    if best.get(spelling, (0.0, ""))[0] < frequency:
                        best[spelling] = (frequency, word)
        return cls({spelling: word for spelling, (_, word) in sorted(best.items())}, frozenset(kept))

    def __call__(self, text: str) -> str:
        return _LATIN.sub(lambda match: self._word(match.group()), text.lower())

    def _word(self, word: str) -> str:
        if len(word) > 2 and word in self.kept:
            return word
        return self.native.get(word) or self.native.get(_FOLDED + key(word), word)


def _spellings(word: str) -> set[str]:
    """An everyday spelling beats a folded key: ``kya`` is not ``kiya``, though both fold to one key."""
    spoken, written = romanise_word(word), romanise_word(word, drop_silent=False)
    return {_everyday(word), _everyday_letters(written), _FOLDED + key(spoken), _FOLDED + key(written)}
