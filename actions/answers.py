"""Answers as they were given: stored once a turn, with all that is needed to work them out again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions.answer import Answerer
from actions.consulting import consult
from actions.outcomes import Answer, NoAnswer, Outcome, Quote, Topic, parse_outcome
from knowledge.bundle import Passage
from records.answer_tables import answers, told_facts
from records.tables import inbound

Kind = Literal["answer", "find", "detail", "consult"]
#: Says an outcome in a form as people are shown it: (message key, outcome, form) -> text.
Word = Callable[[str, Outcome, str], str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an answer is worked out from, beside the bundle, the settings, the day and the program."""

    kind: Kind
    question: str
    form: str | None  #: None: to be detected
    topic: Topic = Topic()
    document: str = ""  #: of kind detail; of kind consult the country whose places are meant
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How this process words answers, and what marks its settings and its program."""

    word: Word
    settings: Mapping[str, Any]  #: only those that change an answer
    code: str  #: hash of the program and its words


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An answer as stored."""

    reference: str
    asked: Asked
    outcome: Outcome
    text: str
    today: str
    bundle: str
    settings: str
    code: str
    conversation: str | None
    created_at: datetime
    erased: bool

    @property
    def key(self) -> str:
        return key_of(self.asked.kind, self.outcome)


def work_out(answerer: Answerer, asked: Asked) -> Outcome:
    """The same for a person's turn and for its replay."""
    if asked.kind == "find":
        return answerer.find(asked.question, asked.form)
    if asked.kind == "detail":
        return answerer.detail(asked.document, asked.detail, asked.form or "en")
    if asked.kind == "consult":
        return consult(answerer, asked.question, asked.document, asked.form or "en")
    return answerer.answer(asked.question, asked.form, asked.topic)


def key_of(kind: str, outcome: Outcome) -> str:
    """The message key that the outcome is said under."""
    if kind == "detail" and isinstance(outcome, NoAnswer):
        return "detail-missing"
    return "find" if kind == "find" else "outcome"


def canonical(value: Any) -> str:
    """One text for one value, on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def outcome_json(outcome: Outcome) -> str:
    """Scores to six places: the last bits of a sum of floats are the machine's."""
    return canonical(_rounded(asdict(outcome)))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list | tuple) else value


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def code_hash(paths: Iterable[Path]) -> str:
    """Of files, whatever the order in which they are given."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def settings_hash(keeping: Keeping, answerer: Answerer) -> str:
    return short_hash(canonical({**keeping.settings, "search": answerer.settings}))


def keep(
    connection: Connection, turn_id: str, asked: Asked, outcome: Outcome, answerer: Answerer, keeping: Keeping,
    now: datetime, conversation: str | None = None,
) -> Kept:  # fmt: skip
    """Store an answer; a repeated turn gets what the first one stored."""
    known = connection.execute(sa.select(answers).where(answers.c.turn_id == turn_id)).first()
    if known:
        return _kept(known)
    conversation = conversation or _conversation_of(connection, turn_id)
    text = keeping.word(key_of(asked.kind, outcome), outcome, asked.form or outcome.language)
    inserted = connection.execute(
        answers.insert().values(
            reference=turn_id,  # until the row has its number
            turn_id=turn_id,
            conversation_id=conversation,
            kind=asked.kind,
            form=asked.form,
            question=asked.question,
            topic_document=asked.topic.document,
            topic_question=asked.topic.question,
            topic_detail=asked.topic.detail,
            document=asked.document,
            detail=asked.detail,
            today=answerer.today.isoformat(),
            bundle=answerer.bundle_hash,
            settings=settings_hash(keeping, answerer),
            code=keeping.code,
            status=outcome.status,
            reason=outcome.reason if isinstance(outcome, NoAnswer) else None,
            probability=outcome.probability,
            language=outcome.language,
            outcome=outcome_json(outcome),
            text=text,
            text_hash=short_hash(text),
            erased=False,
            created_at=now,
        )
    )
    (serial,) = inserted.inserted_primary_key or (0,)
    reference = f"A-{now.year % 100:02d}-{serial:04d}"
    connection.execute(answers.update().where(answers.c.id == serial).values(reference=reference))
    remember_told(connection, reference, conversation, quotes_of(outcome), answerer.passage, now)
    return _kept(connection.execute(sa.select(answers).where(answers.c.id == serial)).one())


def _conversation_of(connection: Connection, turn_id: str) -> str | None:
    found = sa.select(inbound.c.conversation_id).where(inbound.c.turn_id == turn_id).limit(1)
    return connection.execute(found).scalar()


def quotes_of(outcome: Outcome) -> tuple[Quote, ...]:
    if isinstance(outcome, Answer):
        return outcome.quotes
    return (outcome.absence,) if isinstance(outcome, NoAnswer) and outcome.absence else ()


def remember_told(
    connection: Connection, source: str, conversation: str | None, quotes: Sequence[Quote],
    passage_of: Callable[[str, str], Passage | None], now: datetime,
) -> None:  # fmt: skip
    """Note which facts somebody was told, so that they are found when a fact changes."""
    for quote in quotes:
        passage = passage_of(quote.doc_id, quote.passage_id)
        if passage is not None:
            note_told(connection, source, conversation, passage, quote.language, now)


def note_told(
    connection: Connection, source: str, conversation: str | None, passage: Passage, language: str, now: datetime
) -> None:
    record, quoted = fact_hashes(passage, language)
    connection.execute(
        told_facts.insert().values(
            source=source, conversation_id=conversation, passage=passage.id, language=language,
            record_hash=record, quoted_hash=quoted, told_at=now,
        )
    )  # fmt: skip


def fact_hashes(passage: Passage, language: str) -> tuple[str, str]:
    """Of the text of record, and of the text in ``language``; both the record's where there is no translation."""
    return short_hash(passage.record), short_hash(passage.texts.get(language, passage.record))


def find(connection: Connection, reference: str) -> Kept | None:
    row = connection.execute(sa.select(answers).where(answers.c.reference == reference.strip().upper())).first()
    return _kept(row) if row else None


def latest(connection: Connection, limit: int) -> list[Kept]:
    """The newest first."""
    rows = connection.execute(sa.select(answers).order_by(answers.c.id.desc()).limit(limit)).all()
    return [_kept(row) for row in rows]


def _kept(row: Any) -> Kept:
    topic = Topic(document=row.topic_document, question=row.topic_question, detail=row.topic_detail)
    return Kept(
        reference=row.reference,
        asked=Asked(
            kind=row.kind, question=row.question, form=row.form, topic=topic, document=row.document, detail=row.detail
        ),
        outcome=parse_outcome(json.loads(row.outcome)),
        text=row.text,
        today=row.today,
        bundle=row.bundle,
        settings=row.settings,
        code=row.code,
        conversation=row.conversation_id,
        created_at=row.created_at,
        erased=row.erased,
    )


def cited_bundles(connection: Connection) -> frozenset[str]:
    """Hashes of the bundles that answers were given from: to be kept for their replay."""
    return frozenset(connection.scalars(sa.select(answers.c.bundle).distinct()))


def forget(connection: Connection, conversation: str) -> int:
    """Empty what a person asked; what they were answered from stays countable. The number of answers."""
    mine = answers.c.conversation_id == conversation
    connection.execute(
        told_facts.update().where(told_facts.c.conversation_id == conversation).values(conversation_id=None)
    )
    done = connection.execute(
        answers.update().where(mine).values(question="", topic_question="", erased=True, conversation_id=None)
    )
    return done.rowcount
