"""Notices: what is to be told to a person outside a turn, stored with the change that it tells of.

A notice is a message key with arguments. bot words it in the conversation's form and moves it to the outbox.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.case_tables import applicant_conversations, applicants, notices
from records.database import insert_once, short_key
from records.tables import conversations

#: The tables hold 80 characters; in the outbox the place of the reply and of its piece stand behind the key.
LONGEST_KEY = 72


@dataclass(frozen=True, kw_only=True)
class Notice:
    id: int
    key: str
    conversation: str
    language: str
    message: str
    args: dict[str, Any]


def put(
    connection: Connection, conversation: str, key: str, message: str, args: Mapping[str, Any], now: datetime
) -> bool:
    """Queue a notice; False when it was queued before, or the person wants none."""
    if _stopped(connection, conversation):
        return False
    values = {"key": short_key(key, LONGEST_KEY), "conversation_id": conversation, "message": message}
    return insert_once(connection, notices, values | {"args": dict(args), "created_at": now})


def waiting(connection: Connection, limit: int = 100) -> list[Notice]:
    """Notices not yet in the outbox, oldest first."""
    rows = connection.execute(
        sa.select(notices, conversations.c.language)
        .join(conversations, conversations.c.id == notices.c.conversation_id)
        .where(notices.c.moved_at.is_(None))
        .order_by(notices.c.id)
        .limit(limit)
    )
    return [
        Notice(
            id=row.id,
            key=row.key,
            conversation=row.conversation_id,
            language=row.language or "en",
            message=row.message,
            args=row.args,
        )
        for row in rows
    ]


def count(connection: Connection, conversation: str) -> int:
    """How many notices this conversation was ever to get."""
    mine = sa.select(sa.func.count()).select_from(notices).where(notices.c.conversation_id == conversation)
    return int(connection.execute(mine).scalar_one())


def moved(connection: Connection, notice: int, now: datetime) -> None:
    """Mark it as being in the outbox; call it in the transaction that put it there."""
    connection.execute(notices.update().where(notices.c.id == notice).values(moved_at=now))


def stop(connection: Connection, conversation: str, now: datetime | None) -> None:
    """No more notices for this person in any of their conversations; None starts them again."""
    mine = sa.select(applicant_conversations.c.applicant_id).where(
        applicant_conversations.c.conversation_id == conversation
    )
    connection.execute(applicants.update().where(applicants.c.id.in_(mine)).values(notices_stopped_at=now))


def wanted(connection: Connection, conversation: str) -> bool:
    """Whether a notice would be queued."""
    return not _stopped(connection, conversation)


def _stopped(connection: Connection, conversation: str) -> bool:
    return (
        connection.execute(
            sa.select(applicants.c.id)
            .join(applicant_conversations, applicant_conversations.c.applicant_id == applicants.c.id)
            .where(
                applicant_conversations.c.conversation_id == conversation,
                applicants.c.notices_stopped_at.is_not(None),
            )
        ).first()
        is not None
    )
