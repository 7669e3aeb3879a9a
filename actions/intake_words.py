"""Words that steer the intake, in every form: whole commands, "change my phone", and what makes a question. Pure.

The words are data in intake_words.yml.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from actions.choice_words import is_thai, without_courtesy
from actions.intake_spec import BY_NAME
from knowledge.questions import load_yaml
from knowledge.text import fold, words

Do = Literal[
    "skip",
    "back",
    "why",
    "cancel",
    "restart",
    "later",
    "code",
    "send",
    "done",
    "edit",
    "more",
    "resume",
    "forget",
    "another",
]
_STEERING: tuple[Do, ...] = ("skip", "back", "why", "cancel", "restart", "later", "code", "send", "done")
#: "Correct?" sends nothing.
_NEVER_ASKED = ("send", "done")
#: Fields that "wrong" is said of when the answer is; a wrong order or loan may be the story.
FACTS = frozenset({"name", "region", "district", "age", "registration", "phone", "contact_time"})


def command(text: str) -> Do | None:
    """What the whole message tells the intake to do."""
    told = _plain(text)
    do = _whole_messages().get(told) or _whole_messages().get(without_courtesy(told))
    return None if do in _NEVER_ASKED and _has_mark(text) else do


def is_small_talk(text: str) -> bool:
    """Whether the whole message is a greeting, thanks or the like."""
    told = _plain(text)
    return bool({told, without_courtesy(told)} & _small_talk())


def resumes(text: str) -> bool:
    """The words that we tell people to write when they are ready to go on."""
    told = _plain(text)
    return not _has_mark(text) and bool({told, without_courtesy(told)} & _resume_words())


def field_alone(text: str) -> str | None:
    """The field that the whole message wants changed: a name or a story may hold the same words."""
    nouns = dict(_edit_words()[1])
    for key, fields in (("edit_alone", frozenset(BY_NAME)), ("wrong_alone", FACTS)):
        found = [nouns[held] for held in _held(key, text) if nouns.get(held) in fields]
        if found:
            return found[0]
    return None


def language_alone(text: str) -> bool:
    """Whether the whole message may be a wish for another language; "Gujarati" alone is a family's name, too."""
    return any(len(words(held)) <= 1 for held in _held("language_alone", text))


def _held(key: str, text: str) -> list[str]:
    """What stands in the place of "_", for each pattern that the whole message is."""
    told = without_courtesy(_plain(text))
    told = told.replace(" ", "") if is_thai(told) else told
    return [
        told[len(before) : len(told) - len(after)]
        for before, after in _alone(key)
        if len(told) >= len(before) + len(after) and told.startswith(before) and told.endswith(after)
    ]


def field_named(text: str, most_words: int) -> str | None:
    """The field named together with a word for changing, in a message of a few words."""
    found = words(text)
    if not 2 <= len(found) <= most_words:
        return None
    told = f" {' '.join(found)} {_plain(text)} "
    verbs, nouns = _edit_words()
    if not any(_holds(told, verb) for verb in verbs):
        return None
    named = {field: len(noun) for noun, field in nouns if _holds(told, noun)}
    if "enterprise" in named:
        named.pop("name", None)  # "change the name of my shop"
    return max(named, key=lambda field: (named[field], field)) if named else None


def asks(text: str) -> bool:
    """Whether a message is put as a question."""
    told, known = fold(text), set(words(text))
    return _has_mark(text) or any(word in told if is_thai(word) else word in known for word in _asking_words())


def despairs(text: str) -> bool:
    """Whether a word that nobody is called speaks of death."""
    told = fold(text)
    return any(word in told for word in _despair_words())


def _has_mark(text: str) -> bool:
    return "?" in text or "？" in text


def _plain(text: str) -> str:
    return fold(text).strip(" .!?।,…\"'")


def _holds(told: str, phrase: str) -> bool:
    return phrase in told if is_thai(phrase) else f" {phrase} " in told


@functools.lru_cache(1)
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load_yaml(Path(__file__).parent / "intake_words.yml")
    return found


@functools.lru_cache(1)
def _whole_messages() -> Mapping[str, Do]:
    return {_plain(text): do for do in _STEERING for texts in _data()[do].values() for text in texts}


@functools.lru_cache(1)
def _resume_words() -> frozenset[str]:
    return frozenset(_plain(text) for texts in _data()["resume"].values() for text in texts)


@functools.lru_cache(1)
def _small_talk() -> frozenset[str]:
    return frozenset(_plain(text) for texts in _data()["small_talk"].values() for text in texts)


@functools.lru_cache(1)
def _despair_words() -> frozenset[str]:
    return frozenset(fold(text) for texts in _data()["despair"].values() for text in texts)


@functools.lru_cache(1)
def _edit_words() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    verbs = frozenset(fold(text) for texts in _data()["edit"].values() for text in texts)
    nouns = {
        (fold(text), field) for field, forms in _data()["fields"].items() for texts in forms.values() for text in texts
    }
    assert {field for _, field in nouns} < set(BY_NAME), "intake_words.yml names a field that there is not"
    return verbs, tuple(sorted(nouns))


@functools.cache
def _alone(key: str) -> tuple[tuple[str, str], ...]:
    """What stands before and after "_"; a pattern without it is a whole message."""
    around = [fold(text).partition("_") for texts in _data()[key].values() for text in texts]
    return tuple((before, after) for before, _, after in around)


@functools.lru_cache(1)
def _asking_words() -> frozenset[str]:
    return frozenset(fold(text) for texts in _data()["asking"].values() for text in texts)
