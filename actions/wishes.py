"""What a person wants to be written unasked: corrections of what they were told, or a better answer later."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.answer_tables import answers, ratings, wishes

#: The wish to hear when a fact that one was told changes; any other subject is an answer's reference.
UPDATES = "updates"
Rating = Literal["up", "down"]


def state_of(connection: Connection, conversation: str, subject: str) -> str | None:
    """asked, yes, no or stopped; None when it was never asked."""
    return connection.execute(sa.select(wishes.c.state).where(*_one(conversation, subject))).scalar()


def _one(conversation: str, subject: str) -> tuple[sa.ColumnElement[bool], ...]:
    return wishes.c.conversation_id == conversation, wishes.c.subject == subject


def ask(connection: Connection, turn_id: str, conversation: str, subject: str, now: datetime) -> bool:
    """Whether to put the question: once for a subject, and again only when the same turn is run again."""
    asked_in = connection.execute(sa.select(wishes.c.asked_in_turn).where(*_one(conversation, subject))).first()
    if asked_in:
        return bool(asked_in.asked_in_turn == turn_id)
    _insert(connection, conversation, subject, "asked", now, turn_id)
    return True


def say(connection: Connection, conversation: str, subject: str, yes: bool, now: datetime) -> None:
    """A yes or no, asked for or not; the latest counts, also after a stop."""
    state = "yes" if yes else "no"
    known = state_of(connection, conversation, subject)
    if known is None:
        _insert(connection, conversation, subject, state, now)
    elif known != state:
        connection.execute(wishes.update().where(*_one(conversation, subject)).values(state=state, changed_at=now))


def _insert(
    connection: Connection, conversation: str, subject: str, state: str, now: datetime, turn_id: str | None = None
) -> None:
    values = {"conversation_id": conversation, "subject": subject, "state": state, "changed_at": now}
    connection.execute(wishes.insert().values(**values, asked_in_turn=turn_id))


def stop_all(connection: Connection, conversation: str, now: datetime) -> None:
    """Nothing more is written unasked, and the question is not put again."""
    say(connection, conversation, UPDATES, False, now)
    mine = wishes.c.conversation_id == conversation
    connection.execute(wishes.update().where(mine, wishes.c.state != "stopped").values(state="stopped", changed_at=now))


def wanting(connection: Connection, subject: str) -> set[str]:
    """Conversations that said yes to a subject."""
    said_yes = sa.select(wishes.c.conversation_id).where(wishes.c.subject == subject, wishes.c.state == "yes")
    return set(connection.execute(said_yes).scalars())


def is_theirs(connection: Connection, conversation: str, reference: str) -> bool:
    found = sa.select(answers.c.id).where(answers.c.reference == reference, answers.c.conversation_id == conversation)
    return connection.execute(found).first() is not None


def rate(connection: Connection, turn_id: str, reference: str, rating: Rating, now: datetime) -> None:
    """Store a rating, once a turn."""
    if connection.execute(sa.select(ratings.c.id).where(ratings.c.turn_id == turn_id)).first():
        return
    answer = sa.select(answers.c.id).where(answers.c.reference == reference).scalar_subquery()
    connection.execute(ratings.insert().values(answer_id=answer, turn_id=turn_id, rating=rating, created_at=now))
