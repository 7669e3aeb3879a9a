"""Somebody who asks for help, known by their conversations and by nothing else."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.case_tables import applicant_conversations, applicants


def of(connection: Connection, conversation: str) -> str | None:
    """The applicant's id; None when this conversation asked for nothing yet."""
    table = applicant_conversations
    found = connection.execute(sa.select(table.c.applicant_id).where(table.c.conversation_id == conversation)).scalar()
    return str(found) if found else None


def make(connection: Connection, conversation: str, now: datetime) -> str:
    """The applicant of this conversation, new if need be."""
    known = of(connection, conversation)
    if known:
        return known
    made = without_conversation(connection, now)
    connection.execute(
        applicant_conversations.insert().values(conversation_id=conversation, applicant_id=made, linked_at=now)
    )
    return made


def without_conversation(connection: Connection, now: datetime) -> str:
    """An applicant who came by letter, phone or in person."""
    made = secrets.token_hex(8)
    connection.execute(applicants.insert().values(id=made, created_at=now))
    return made


def conversations(connection: Connection, conversation: str) -> list[str]:
    """Every conversation of whoever talks here, this one among them."""
    applicant = of(connection, conversation)
    return (conversations_of(connection, applicant) if applicant else []) or [conversation]


def conversations_of(connection: Connection, applicant: str) -> list[str]:
    """None for who came by letter, phone or in person."""
    table = applicant_conversations
    rows = connection.execute(
        sa.select(table.c.conversation_id).where(table.c.applicant_id == applicant).order_by(table.c.linked_at)
    )
    return [row.conversation_id for row in rows]
