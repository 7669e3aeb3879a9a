"""Questions without a good answer, put together with those like them; assigned, and closed with a document.

Leader clustering: questions are taken in the order in which they came; each joins the most alike open miss of its
language form and district, or begins one of its own. The same questions in the same order give the same misses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions.likeness import Look, Near, in_context, nearest
from actions.outcomes import Topic
from knowledge.mask import mask
from knowledge.text import fold, shorten
from records.answer_tables import answers, missed_answers, misses, ratings
from records.case_tables import applicant_conversations, cases, people_data

#: A district is typed as people like.
DISTRICT_LENGTH = 60
#: A question that is about nothing we do is no gap of the documents.
NOT_OURS = "out_of_scope"


class MissError(ValueError):
    """A miss cannot be assigned or closed so; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question that missed, as it is shown: without what names a person."""

    answer_id: int
    reference: str
    text: str  #: masked
    why: str  #: the reason of a no, or thumbs-down
    asked_at: datetime


@dataclass(frozen=True, kw_only=True)
class Miss:
    id: int
    form: str
    district: str | None
    question: str  #: masked; the first of them
    count: int
    whys: tuple[str, ...]
    passage: str  #: the nearest fact when it was collected
    score: float
    status: str
    assigned_to: str
    closed_with: str | None
    created_at: datetime


def collect(connection: Connection, look: Look, now: datetime) -> int:
    """Put every question that missed since the last time into a miss; how many there were."""
    new = _uncollected(connection)
    known: dict[tuple[str, str | None], tuple[list[int], list[Near]]] = {}
    for row in new:
        near = look(row.question, row.language, _topic(row))
        place = (row.language, district_of(connection, row.conversation_id))
        if place not in known:
            known[place] = _open_leaders(connection, look, *place)
        numbers, leaders = known[place]
        joined, alike = nearest(leaders, near)
        if joined < 0:
            joined, alike = len(numbers), 1.0
            numbers.append(_begin(connection, row, place[1], near, now))
            leaders.append(near)
        values = {"answer_id": row.id, "miss_id": numbers[joined], "likeness": round(alike, 6)}
        connection.execute(missed_answers.insert().values(**values))
    return len(new)


def has_new(connection: Connection) -> bool:
    return bool(_uncollected(connection))


def _uncollected(connection: Connection) -> Sequence[Any]:
    missed = sa.or_(answers.c.status == "no_answer", answers.c.id.in_(_thumbs_down()))
    return connection.execute(
        sa.select(answers)
        .outerjoin(missed_answers, missed_answers.c.answer_id == answers.c.id)
        .where(missed, missed_answers.c.answer_id.is_(None), answers.c.erased.is_(False), answers.c.kind != "detail")
        .order_by(answers.c.id)
    ).all()


def district_of(connection: Connection, conversation: str | None) -> str | None:
    """As the latest case of the person says, folded; a person without a case has told none."""
    theirs = sa.select(applicant_conversations.c.applicant_id).where(
        applicant_conversations.c.conversation_id == conversation
    )
    district = connection.execute(
        sa.select(people_data.c.district)
        .join(cases, cases.c.id == people_data.c.case_id)
        .where(sa.or_(cases.c.conversation_id == conversation, cases.c.applicant_id.in_(theirs)))
        .order_by(cases.c.id.desc())
        .limit(1)
    ).scalar()
    return shorten(fold(mask(district)), DISTRICT_LENGTH) if district else None


def _thumbs_down() -> Any:
    """Answers whose latest rating is thumbs down."""
    latest = sa.select(sa.func.max(ratings.c.id)).group_by(ratings.c.answer_id)
    return sa.select(ratings.c.answer_id).where(ratings.c.id.in_(latest), ratings.c.rating == "down")


def _topic(row: Any) -> Topic:
    return Topic(document=row.topic_document, question=row.topic_question, detail=row.topic_detail)


def _open_leaders(connection: Connection, look: Look, form: str, district: str | None) -> tuple[list[int], list[Near]]:
    rows = connection.execute(
        sa.select(misses.c.id.label("miss"), answers)
        .join(answers, answers.c.id == misses.c.leader_id)
        .where(misses.c.form == form, misses.c.district.is_not_distinct_from(district), misses.c.status != "closed")
        .where(answers.c.erased.is_(False))
        .order_by(misses.c.id)
    ).all()
    return [row.miss for row in rows], [look(row.question, row.language, _topic(row)) for row in rows]


def _begin(connection: Connection, row: Any, district: str | None, near: Near, now: datetime) -> int:
    inserted = connection.execute(
        misses.insert().values(
            form=row.language, district=district, leader_id=row.id, passage=near.passage,
            score=round(near.score, 6), status="open", assigned_to="", created_at=now, changed_at=now,
        )
    )  # fmt: skip
    (miss,) = inserted.inserted_primary_key or (0,)
    return int(miss)


def listed(connection: Connection, status: str = "", form: str = "", everything: bool = False) -> list[Miss]:
    """The most asked first; closed ones, and those about nothing we do, only with ``everything``."""
    found = []
    for row in connection.execute(sa.select(misses).order_by(misses.c.id)).all():
        miss = _miss(connection, row)
        ours = everything or (row.status != "closed" and set(miss.whys) != {NOT_OURS})
        if miss.question and (row.status == status if status else ours) and form in ("", row.form):
            found.append(miss)
    return sorted(found, key=lambda miss: (-miss.count, miss.id))


def find(connection: Connection, miss: int) -> Miss:
    """Raises MissError."""
    row = connection.execute(sa.select(misses).where(misses.c.id == miss)).first()
    if row is None:
        raise MissError(f"there is no miss {miss}; see: sahayak misses list")
    return _miss(connection, row)


def _miss(connection: Connection, row: Any) -> Miss:
    asked = questions(connection, row.id)
    # The leader's own words first; another's when those were erased.
    asked.sort(key=lambda one: (one.answer_id != row.leader_id, one.answer_id))
    return Miss(
        id=row.id,
        form=row.form,
        district=row.district,
        question=next((one.text for one in asked if one.text.strip()), ""),
        count=len(asked),
        whys=tuple(sorted({one.why for one in asked})),
        passage=row.passage,
        score=row.score,
        status=row.status,
        assigned_to=row.assigned_to,
        closed_with=row.closed_with,
        created_at=row.created_at,
    )


def questions(connection: Connection, miss: int) -> list[Question]:
    rows = connection.execute(
        sa.select(answers)
        .join(missed_answers, missed_answers.c.answer_id == answers.c.id)
        .where(missed_answers.c.miss_id == miss)
        .order_by(answers.c.id)
    ).all()
    return [
        Question(
            answer_id=row.id,
            reference=row.reference,
            text=mask(in_context(row.question, _topic(row))),
            why=row.reason or "thumbs-down",
            asked_at=row.created_at,
        )
        for row in rows
    ]


def assign(connection: Connection, miss: int, name: str, now: datetime) -> None:
    """Raises MissError for no name and for a closed miss."""
    known = find(connection, miss)
    if not name.strip():
        raise MissError("say to whom: sahayak misses assign ID --to NAME")
    if known.status == "closed":
        raise MissError(f"miss {miss} is closed with {known.closed_with}; the next such question begins a new one")
    changed = {"assigned_to": name.strip(), "status": "assigned", "changed_at": now}
    connection.execute(misses.update().where(misses.c.id == miss).values(**changed))


def close(
    connection: Connection, miss: int, document: str, by: str, why: str, bundle: str, now: datetime
) -> None:  # fmt: skip
    """Mark it closed; whether the document answers it is the caller's to check."""
    values = {"status": "closed", "closed_with": document, "closed_by": by, "closed_why": why}
    connection.execute(
        misses.update().where(misses.c.id == miss).values(**values, closed_bundle=bundle, changed_at=now)
    )


def split(connection: Connection, miss: int, references: Sequence[str], now: datetime) -> None:
    """Take questions out of a miss into a new, open one; nothing happens when there are none."""
    rows = connection.execute(
        sa.select(answers).where(answers.c.reference.in_(references)).order_by(answers.c.id)
    ).all()
    if not rows:
        return
    known = connection.execute(sa.select(misses).where(misses.c.id == miss)).one()
    near = Near(vector=np.zeros(0, np.float32), document="", passage=known.passage, score=known.score)
    new = _begin(connection, rows[0], known.district, near, now)
    mine = missed_answers.c.answer_id.in_([row.id for row in rows])
    connection.execute(missed_answers.update().where(mine).values(miss_id=new))
