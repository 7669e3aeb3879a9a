"""The conversation both sides hold: twelve messages, six forms in turn, no question asked twice.

Questions come from knowledge/calibration, which no index holds; the rest from the training examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Literal

from bot.replies import EXAMPLE
from bot.settings import ROOT
from knowledge.language import FORMS
from knowledge.questions import load_yaml, read_examples, read_intent_examples

Kind = Literal["chat", "button", "follow-up", "question", "outside", "person"]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One message; ``payload`` is what a button means, for a side whose buttons are no tokens."""

    kind: Kind
    text: str
    payload: str = ""


@dataclass(frozen=True, kw_only=True)
class Conversation:
    form: str
    lines: tuple[Line, ...]


class Script:
    """Deals conversations; every question of the run is another one."""

    def __init__(self) -> None:
        examples = read_examples(ROOT / "knowledge" / "calibration")
        said = read_intent_examples(ROOT / "nlu")
        self._questions = {f: iter([e.text for e in examples if e.form == f and not e.reason]) for f in FORMS}
        self._outside = {
            f: cycle([e.text for e in examples if e.form == f and e.reason == "out_of_scope"]) for f in FORMS
        }
        self._said = {
            (form, intent): cycle([text for f, i, text in said if (f, i) == (form, intent)])
            for form in FORMS
            for intent in ("greet", "talk_to_human", "need_help", "thanks")
        }
        self._follow_ups = {form: cycle(_detail_phrases(form)) for form in FORMS}
        self._forms = cycle(FORMS)

    def take(self, count: int) -> list[Conversation]:
        """Raises ValueError when the questions do not reach."""
        return [self._conversation(form) for form in islice(self._forms, count)]

    def _conversation(self, form: str) -> Conversation:
        return Conversation(form=form, lines=tuple(self._lines(form)))

    def _lines(self, form: str) -> Iterator[Line]:
        document = EXAMPLE[form]
        yield self._say(form, "greet", "chat")
        yield _press(f'/choose_document{{"document": "{document}"}}')
        yield _press(f'/show_detail{{"document": "{document}", "detail": "eligibility"}}')
        yield Line(kind="follow-up", text=next(self._follow_ups[form]))
        yield self._question(form)
        yield self._question(form)
        yield Line(kind="outside", text=next(self._outside[form]))
        yield self._question(form)
        yield self._say(form, "talk_to_human", "person")
        yield self._say(form, "need_help", "person")
        yield self._question(form)
        yield self._say(form, "thanks", "chat")

    def _say(self, form: str, intent: str, kind: Kind) -> Line:
        return Line(kind=kind, text=next(self._said[form, intent]))

    def _question(self, form: str) -> Line:
        text = next(self._questions[form], None)
        if text is None:
            raise ValueError("there are not enough questions for so many messages; ask for fewer, or fewer people")
        return Line(kind="question", text=text)


def _press(payload: str) -> Line:
    return Line(kind="button", text="", payload=payload)


def _detail_phrases(form: str) -> list[str]:
    details = load_yaml(ROOT / "nlu" / form / "entities.yml")["detail"]
    return [str(phrase) for phrases in zip(*details.values(), strict=False) for phrase in phrases]
