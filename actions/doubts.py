"""Where a name is asked, "ok", "hello" and "submit" hardly are one: they are asked back, taken when confirmed. Pure.

Nobody's name is taken away: a button says that it is one, and so does a typed yes.
"""

from __future__ import annotations

from dataclasses import dataclass

from actions.choice_words import plainly
from actions.intake_words import command, is_small_talk
from knowledge.text import words

#: Longer is no mere word.
MOST_WORDS = 3
#: Words for these buttons, which are not there while a name is asked.
_BUTTONS = ("send", "done")


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something given that is hardly a name."""

    typed: str
    turn: str


def doubtful(typed: str) -> bool:
    if typed.strip().isdecimal() or len(words(typed)) > MOST_WORDS:
        return False  # "108" is a shop
    agrees = plainly("consent", typed, ("yes", "no")) is not None
    return agrees or is_small_talk(typed) or command(typed) in _BUTTONS


def confirmed(typed: str, before: Doubt | None, turn: str) -> str | None:
    """What was doubted, when this is a yes to it; a refused "skip" was no question that a yes answers."""
    if before is None or before.turn == turn or not doubtful(before.typed):
        return None
    return before.typed if plainly("consent", typed, ("yes",)) else None


def denied(typed: str, before: Doubt | None) -> bool:
    return before is not None and plainly("consent", typed, ("no",)) is not None
