"""Closing a miss: does the document answer it now, and who wants to hear so."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from actions import answers, misses, wishes
from actions.answer import Answerer
from actions.answers import Asked, Keeping, Kept, work_out
from actions.misses import Miss, MissError
from actions.outcomes import Answer, Outcome
from bot import unasked
from bot.dialogue import Said
from bot.wording import outcome_text
from knowledge.text import shorten
from records.database import Database

#: Of the person's own question, when it is quoted back to them.
QUESTION_LENGTH = 80


@dataclass(frozen=True, kw_only=True)
class Closing:
    """Who closes a miss, with what, and why where the document does not show it."""

    document: str
    by: str
    anyway: str = ""  #: the reason for closing what the document does not answer


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A question of the miss, and what the live bundle says to it now."""

    kept: Kept
    asked: Asked
    outcome: Outcome
    answered: bool


@dataclass(frozen=True, kw_only=True)
class Closed:
    answered: int
    left_open: int  #: questions that the document does not answer: a miss of their own now
    told: int
    left_out: dict[str, int]  #: reason -> people who agreed and could not be told


def close(
    database: Database, answerer: Answerer, keeping: Keeping, miss_id: int, closing: Closing, now: datetime
) -> Closed:
    """Raises MissError when the document does not answer the miss and no reason is given."""
    if not closing.by.strip():
        raise MissError("say who closes it: --by NAME")
    if not answerer.knows(closing.document):
        raise MissError(f"{closing.document} is not in the live bundle; publish it first: sahayak kb publish")
    with database.read() as connection:
        miss = misses.find(connection, miss_id)
        if miss.status == "closed":
            raise MissError(f"miss {miss_id} is closed already, with {miss.closed_with}")
        tried = [_try(answerer, kept, closing) for kept in _kept(connection, miss)]
    if not tried:
        raise MissError(f"the questions of miss {miss_id} were erased; nothing is left to answer")
    if not (closing.anyway or tried[0].answered):
        raise MissError(_refusal(tried[0], closing.document))
    done = [one for one in tried if one.answered or closing.anyway]
    rest = [one.kept.reference for one in tried if one not in done]
    with database.write() as connection:
        misses.close(connection, miss_id, closing.document, closing.by, closing.anyway, answerer.bundle_hash, now)
        misses.split(connection, miss_id, rest, now)
        told, left_out = _tell(connection, answerer, keeping, miss_id, done, now)
    return Closed(answered=len(done), left_open=len(rest), told=told, left_out=dict(left_out))


def _kept(connection: Connection, miss: Miss) -> list[Kept]:
    found = [answers.find(connection, one.reference) for one in misses.questions(connection, miss.id)]
    return [kept for kept in found if kept and not kept.erased]


def _try(answerer: Answerer, kept: Kept, closing: Closing) -> Tried:
    outcome = work_out(answerer, kept.asked)
    # What got thumbs down is no better for being found again.
    answered = (
        isinstance(outcome, Answer)
        and outcome.quotes[0].doc_id == closing.document
        and outcome_text(outcome) != kept.text
    )
    asked = kept.asked
    if not answered and closing.anyway:
        asked = Asked(kind="detail", question=asked.question, form=kept.outcome.language, document=closing.document)
        outcome = work_out(answerer, asked)
    return Tried(kept=kept, asked=asked, outcome=outcome, answered=answered)


def _refusal(first: Tried, document: str) -> str:
    said = "the same answer as before" if outcome_text(first.outcome) == first.kept.text else "this"
    shown = outcome_text(first.outcome).replace("\n", "\n    ")
    return (
        f"{document} does not answer it yet; the live bundle says {said}:\n    {shown}\n"
        "Nothing was changed. Add the fact or a question for it and publish, or close it with --anyway REASON"
    )


def _tell(
    connection: Connection, answerer: Answerer, keeping: Keeping, miss_id: int, done: list[Tried], now: datetime
) -> tuple[int, Counter[str]]:
    told, left_out = 0, Counter[str]()
    wanted = [one for one in done if one.kept.conversation in wishes.wanting(connection, one.kept.reference)]
    # The latest question of each conversation: one message a person.
    for conversation, one in {str(one.kept.conversation): one for one in wanted}.items():
        if reason := unasked.against(connection, conversation):
            left_out[reason] += 1
            continue
        key = f"miss:{miss_id}:{conversation}"
        new = answers.keep(connection, key, one.asked, one.outcome, answerer, keeping, now, conversation)
        told += unasked.put(connection, conversation, key, _said(one.kept, new), one.outcome.language, now)
    return told, left_out


def _said(old: Kept, new: Kept) -> list[Said]:
    date, question = old.created_at.date().isoformat(), shorten(old.asked.question, QUESTION_LENGTH)
    return [
        Said(key="miss-answered", args={"date": date, "question": question}),
        Said(key=new.key, args={"answer": new.reference}, outcome=asdict(new.outcome)),
    ]
