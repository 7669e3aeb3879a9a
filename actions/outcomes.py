"""What a question leads to: Answer, Clarify or NoAnswer, each a value, made of quotes with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.questions import REASONS

#: What a button or a word may ask of a document, and the sections that answer it.
DETAILS = {
    "benefits": ("Benefits",),
    "eligibility": ("Who can apply", "Who cannot"),
    "papers": ("Papers needed",),
    "apply": ("How to apply",),
    "contact": ("Contacts",),
}


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What the conversation is about."""

    document: str | None = None  #: the document just discussed; after it, with a space, the one before that
    question: str = ""  #: the question before this one
    detail: str | None = None  #: what the words of this message ask for, a key of DETAILS

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents discussed, the last one first."""
        return tuple((self.document or "").split())


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A fact as it is shown, and where it comes from."""

    doc_id: str
    passage_id: str
    title: str
    quote: str
    language: str  #: of the quote
    translated: bool  #: the quote is our translation of the text of record
    as_of: str
    source_title: str
    source_url: str
    grade: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    document: str
    title: str
    why: tuple[str, ...] = ()  #: what it may be for, keys of actions/finding.yml


@dataclass(frozen=True, kw_only=True)
class Answer:
    language: str
    quotes: tuple[Quote, ...]  #: the first answers the question; of one document, or of each that is compared
    documents: tuple[str, ...]
    probability: float
    details: tuple[str, ...]  #: what else the document can say, keys of DETAILS
    expired_on: str = ""  #: end of the scheme's stated period when it has passed
    missing: tuple[Choice, ...] = ()  #: compared documents that do not say what is asked
    status: str = "answer"

    @property
    def discussed(self) -> tuple[str, ...]:
        """The document that is quoted; the two that are compared, in the order they were named."""
        quoted = tuple(dict.fromkeys(quote.doc_id for quote in self.quotes))
        return self.documents[:2] if self.missing or len(quoted) > 1 else quoted


@dataclass(frozen=True, kw_only=True)
class Clarify:
    language: str
    choices: tuple[Choice, ...]
    documents: tuple[str, ...]
    probability: float
    status: str = "clarify"


@dataclass(frozen=True, kw_only=True)
class NoAnswer:
    language: str
    reason: str  #: one of knowledge.questions.REASONS
    nearest: Choice | None  #: what the documents do say something about
    documents: tuple[str, ...]
    probability: float
    absence: Quote | None = None  #: the document's own sentence that this could not be found
    unchecked: tuple[Quote, ...] = ()  #: of raw documents, which nobody here has checked
    status: str = "no_answer"

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"reason {self.reason!r} is not one of {', '.join(REASONS)}")


Outcome = Answer | Clarify | NoAnswer


def parse_outcome(body: Mapping[str, Any]) -> Outcome:
    """The value that was written as JSON, as it was."""
    fields = dict(body)
    status = fields["status"]
    fields["documents"] = tuple(fields["documents"])
    if status == "answer":
        quotes = tuple(Quote(**quote) for quote in fields.pop("quotes"))
        missing = tuple(map(_choice, fields.pop("missing", ())))
        return Answer(**fields | {"quotes": quotes, "details": tuple(fields["details"]), "missing": missing})
    if status == "clarify":
        return Clarify(**fields | {"choices": tuple(map(_choice, fields["choices"]))})
    nearest, absence = fields["nearest"], fields["absence"]
    fields["unchecked"] = tuple(Quote(**quote) for quote in fields.get("unchecked", ()))
    return NoAnswer(
        **fields | {"nearest": _choice(nearest) if nearest else None, "absence": Quote(**absence) if absence else None}
    )


def _choice(body: Mapping[str, Any]) -> Choice:
    return Choice(**dict(body) | {"why": tuple(body.get("why", ()))})
