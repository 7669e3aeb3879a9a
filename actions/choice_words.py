"""What people type for a choice instead of pressing its button."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.questions import load_yaml
from knowledge.text import fold

WORDS = Path(__file__).parent / "choice_words.yml"
#: Longer is no place on a list; and Python refuses to read some thousands of digits.
_MOST_DIGITS = 3
#: A yes is not longer.
_MOST_WORDS = 12
_ENDS = " .,!।?🙏👍"
_CLAUSES = re.compile(r"[.,!;।\n]")
_SPLIT = re.compile(r"[,;/&+\n]|\band\b|\baur\b|\bane\b|और|અને|และ|กับ")


def chosen(name: str, text: str, choices: Sequence[str], *, numbers: bool = True) -> str | None:
    """The one choice meant: its id, its number on the list, or a word for it; None when none or more are meant."""
    plain = fold(text).strip(_ENDS)
    if plain in choices:
        return plain
    if plain.isdecimal():
        return _numbered(plain, choices) if numbers else None
    exact = [choice for choice in choices if plain in _words(name, choice)]
    found = exact or _meant(name, plain, choices)
    return found[0] if len(found) == 1 else None


def plainly(name: str, text: str, choices: Sequence[str]) -> str | None:
    """The choice that every word of the text stands for: nothing but a yes is a yes."""
    plain = fold(text).strip(_ENDS)
    if plain.isdecimal():
        return _numbered(plain, choices)
    clauses = [clause for part in _CLAUSES.split(plain) if (clause := part.strip(_ENDS))]
    for choice in choices if clauses else ():  # "🙏" or "…" agrees to nothing
        known = _words(name, choice) | _words(f"{name}-plain", choice) | {choice}
        if all(clause in known or _is_made_of(clause, known) for clause in clauses):
            return choice
    return None


def _is_made_of(clause: str, known: frozenset[str]) -> bool:
    """Known words and phrases one after the other: "haan ji theek hai"."""
    bare = [without_courtesy(word) for word in clause.split()]
    kept = [word for word in bare if word and word not in _words("courtesy", "any")] or [word for word in bare if word]
    if not 0 < len(kept) <= _MOST_WORDS:
        return False
    reached = {0}
    for end in range(1, len(kept) + 1):
        if any(start in reached and " ".join(kept[start:end]) in known for start in range(end)):
            reached.add(end)
    return len(kept) in reached


def without_courtesy(told: str) -> str:
    """A folded message without the polite words around it; Thai writes them without a space."""
    before, polite = "", sorted(_words("courtesy", "any"), key=len, reverse=True)
    while told != before:
        before = told
        for word in polite:
            space = "" if is_thai(word) else " "
            told = told.removeprefix(word + space).removesuffix(space + word).strip(_ENDS)
    return told


def is_thai(text: str) -> bool:
    """Whether it begins in Thai, which has no spaces to cut at; a dictionary may cut a word of it apart."""
    return "\u0e00" <= text[:1] <= "\u0e7f"


def several(name: str, text: str, choices: Sequence[str]) -> list[str]:
    """Every choice meant, in the order of the list: "1, 3", "loan and export", or a sentence with their words."""
    parts = [part.strip(_ENDS) for part in _SPLIT.split(fold(text))]
    typed = " ".join(parts).split()
    if typed and all(part.isdecimal() for part in typed):
        numbered = {_numbered(part, choices) for part in typed}
        return [choice for choice in choices if choice in numbered]
    meant = {
        choice for part in parts if part for choice in ([part] if part in choices else _meant(name, part, choices))
    }
    return [choice for choice in choices if choice in meant]


@functools.cache
def number_words() -> Mapping[int, str]:
    """Numbers in words, as patterns; the longer words of a number first."""
    counts = {int(count): sorted(map(fold, words), key=len, reverse=True) for count, words in _read()["count"].items()}
    return {count: "|".join(map(re.escape, words)) for count, words in counts.items()}


def unsure(text: str) -> bool:
    """Who does not know, or did not understand, chooses nothing, though a word for "no" stands in it."""
    plain = fold(text)
    return any(_pattern(word).search(plain) for word in _words("unsure", "any"))


def has_none(text: str) -> bool:
    """Whether somebody says that there is no such thing, without a number of any kind."""
    plain = fold(text)
    said = any(_pattern(word).search(plain) for word in _words("have-none", "any"))
    # Who does not know theirs has one all the same.
    return said and not unsure(text) and not any(letter.isdecimal() for letter in plain)


def _numbered(digits: str, choices: Sequence[str]) -> str | None:
    """The choice at this place of the list, counted from 1."""
    place = int(digits) if len(digits) <= _MOST_DIGITS else 0
    return choices[place - 1] if 1 <= place <= len(choices) else None


def _meant(name: str, plain: str, choices: Sequence[str]) -> list[str]:
    """Choices one of whose words stands in the text; a word inside a longer one that matched does not count."""
    hits = [
        (match.start(), match.end(), choice)
        for choice in choices
        for word in _words(name, choice)
        for match in _pattern(word).finditer(plain)
    ]
    outer = [
        one for one in hits
        if not any(other[0] <= one[0] and one[1] <= other[1] and other[:2] != one[:2] for other in hits)
    ]  # fmt: skip
    return [choice for choice in choices if any(one[2] == choice for one in outer)]


@functools.cache
def _pattern(word: str) -> re.Pattern[str]:
    # Thai writes no spaces, and Indian words take endings; Latin words stand alone.
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word))


@functools.cache
def _words(name: str, choice: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _read().get(name, {}).get(choice, ()))


@functools.cache
def _read() -> Mapping[str, Mapping[str, Sequence[str]]]:
    body: Mapping[str, Mapping[str, Sequence[str]]] = load_yaml(WORDS)
    return body
