"""Stand-ins for what tests must hold in their hands: time, Rasa, the language model, answers."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from actions.answers import Keeping
from actions.outcomes import Answer, Choice, Clarify, NoAnswer, Outcome, Quote, Topic
from bot.dialogue import Said
from bot.messages import Action, Button, Inbound
from knowledge.bundle import Card, Passage
from knowledge.language import LATIN_FORMS, LatinModel

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """The time of day; moves only when told."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class VirtualSleep:
    """Stands in for asyncio.sleep: a sleeper wakes when ``advance`` reaches its time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked_for: list[float] = []
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    async def __call__(self, seconds: float) -> None:
        self.asked_for.append(seconds)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, len(self.asked_for), future))
        await future

    async def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass; everything due in that time runs, in order."""
        until = self.now + seconds
        await settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            self.now, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)
            await settle()
        self.now = until


async def settle() -> None:
    """Let every task run until it waits for something."""
    for _ in range(50):
        await asyncio.sleep(0)


@dataclass(frozen=True, kw_only=True)
class Asked:
    conversation: str
    message_id: str
    text: str
    language: str
    action: Action | None


#: A step of a script that never answers.
HANG = object()


class FakeDialogue:
    """Answers from a script, one step a question; the last step goes on for ever.

    A step is a list of Said, an exception to raise, HANG, or a function of the question that gives one of these.
    """

    def __init__(self, *script: Any) -> None:
        self.script: list[Any] = list(script) or [[Said(key="greet")]]
        self.asked: list[Asked] = []
        self.standing: list[Said] | Exception = []  #: the question of an open form
        self.stood: list[tuple[str, str, str]] = []  #: conversation, turn and language that it was put again for

    async def open_question(self, conversation: str, message_id: str, language: str) -> list[Said]:
        self.stood.append((conversation, message_id, language))
        if isinstance(self.standing, Exception):
            raise self.standing
        return list(self.standing)

    async def ask(
        self, conversation: str, message_id: str, text: str, language: str, action: Action | None, data: Any = None
    ) -> list[Said]:
        asked = Asked(conversation=conversation, message_id=message_id, text=text, language=language, action=action)
        self.asked.append(asked)
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if callable(step):
            step = step(asked)
        if step is HANG:
            await asyncio.Event().wait()
        if isinstance(step, Exception):
            raise step
        return list(step)


#: Words that give a Latin-script message away; each shifts one form's score by far.
TELLTALE = {
    "en": "what the is how please loan hello for where who apply benefits".split(),
    "hi-Latn": "mujhe kya hai kaise chahiye batao kahan milega mera".split(),
    "gu-Latn": "mane shu che kem joie kyan malse maru tame".split(),
}


def latin_model() -> LatinModel:
    """A language model that knows a handful of words and is sure of them."""
    words = [(word, LATIN_FORMS.index(form)) for form, known in TELLTALE.items() for word in known]
    weights = np.zeros((len(words), len(LATIN_FORMS)), np.float32)
    for row, (_, form) in enumerate(words):
        weights[row, form] = 6.0
    vocabulary = {f"={word}": row for row, (word, _) in enumerate(words)}
    return LatinModel(vocabulary, weights, np.zeros(len(LATIN_FORMS), np.float32))


def text(words: str = "What is CGTMSE?", *, event: str = "1", address: str = "a" * 24, channel: str = "web") -> Inbound:
    return Inbound(channel=channel, event_id=f"{address}:{event}", address=address, kind="text", text=words)


def press(token: str, *, event: str = "1", address: str = "a" * 24, channel: str = "web") -> Inbound:
    return Inbound(channel=channel, event_id=f"{address}:{event}", address=address, kind="button", text=token)


def quote(words: str = "CGTMSE gives the guarantee to the lender.", **given: Any) -> Quote:
    fields: dict[str, Any] = {
        "doc_id": "in-cgtmse",
        "passage_id": "in-cgtmse#what-it-is-1",
        "title": "Credit guarantee (CGTMSE)",
        "quote": words,
        "language": "en",
        "translated": False,
        "as_of": "2025-12",
        "source_title": "Rajya Sabha unstarred question 1703",
        "source_url": "",
        "grade": "official",
        "score": 0.9,
    }
    return Quote(**fields | given)


def answer(*quotes: Quote, **given: Any) -> Answer:
    fields: dict[str, Any] = {
        "language": "en",
        "quotes": quotes or (quote(),),
        "documents": ("in-cgtmse",),
        "probability": 0.9,
        "details": ("benefits", "apply"),
    }
    return Answer(**fields | given)


def clarify(**given: Any) -> Clarify:
    choices = (Choice(document="in-cgtmse", title="CGTMSE"), Choice(document="th-tcg", title="บสย."))
    fields = {"language": "en", "choices": choices, "documents": ("in-cgtmse", "th-tcg"), "probability": 0.6}
    return Clarify(**fields | given)


def no_answer(reason: str = "not_in_documents", **given: Any) -> NoAnswer:
    fields: dict[str, Any] = {
        "language": "en",
        "reason": reason,
        "nearest": Choice(document="in-cgtmse", title="CGTMSE"),
        "documents": ("in-cgtmse",),
        "probability": 0.1,
    }
    return NoAnswer(**fields | given)


@dataclass
class FakeAnswerer:
    """Gives the outcomes it was made with and remembers what it was asked."""

    outcome: Outcome = field(default_factory=answer)
    found: Clarify | NoAnswer = field(default_factory=clarify)
    details: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=lambda: {"in-cgtmse": "CGTMSE"})
    facts: Mapping[tuple[str, str], tuple[Card, Passage]] = field(default_factory=dict)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    bundle_hash: str = "b" * 16
    today: date = START.date()
    settings: Mapping[str, Any] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def passage(self, document: str, passage_id: str) -> Passage | None:
        return self.passages.get(passage_id)

    def answer(self, question: str, form: str | None = None, topic: Topic = Topic()) -> Outcome:
        self.asked.append((question, form, topic))
        return self.outcome

    def find(self, wish: str, form: str | None = None) -> Clarify | NoAnswer:
        self.asked.append((wish, form))
        return self.found

    def detail(self, document: str, detail: str, form: str) -> Answer | NoAnswer:
        self.asked.append((document, detail, form))
        return self.details.get((document, detail), no_answer())

    def knows(self, document: str) -> bool:
        return document in self.titles

    def details_of(self, document: str) -> tuple[str, ...]:
        return ("contact",)

    def title(self, document: str, form: str) -> str:
        return self.titles[document]

    def first_fact(self, document: str, section: str) -> tuple[Card, Passage] | None:
        return self.facts.get((document, section))


def card(document: str = "in-tele-manas", **given: Any) -> Card:
    source = {"number": 1, "title": "A paper", "url": "", "date": "2025", "grade": "official"}
    fields: dict[str, Any] = {
        "id": document,
        "title": document,
        "titles": {"en": document},
        "aliases": {},
        "country": "IN",
        "kind": "scheme",
        "needs": ("finance",),
        "audience": "",
        "language": "en",
        "as_of": "2025-12",
        "checked_on": "2026-11-21",
        "valid_until": "",
        "sources": (source,),
    }
    return Card(**fields | given)


def passage(document: str = "in-tele-manas", section: str = "Contacts", **texts: str) -> Passage:
    return Passage(
        id=f"{document}#contacts-1",
        document=document,
        section=section,
        texts=texts or {"en": "Call 14416, free, day and night."},
        sources=(1,),
        absent=False,
    )


class Buttons:
    """Makes buttons without a database and keeps what each would do."""

    def __init__(self) -> None:
        self.made: list[tuple[str, Action]] = []

    def __call__(self, label: str, action: Action) -> Button:
        self.made.append((label, action))
        return Button(label=label, token=f"token-{len(self.made)}")


def never(*_: Any) -> Any:
    """For a part that must not be used."""
    raise AssertionError("this must not be called")


Later = Callable[[], Any]


#: Stands in for bot/replies.py, which actions may not know.
KEEPING = Keeping(word=lambda key, outcome, form: f"{key} {outcome.status} {form}", settings={}, code="c" * 16)
