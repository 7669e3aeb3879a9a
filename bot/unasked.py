"""Messages that nobody asked for just now: only to those who agreed, and only where nothing speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import outbox, saying
from bot.dialogue import Said
from records.case_tables import applicant_conversations, applicants
from records.tables import conversations
from records.tables import outbox as outbox_rows


def against(connection: Connection, conversation: str) -> str:
    """Why nothing may be written to a conversation now; empty when it may."""
    row = connection.execute(sa.select(conversations).where(conversations.c.id == conversation)).first()
    if row is None:
        return "the conversation is gone"
    if row.blocked_at:
        return "the person blocked us"
    if row.owner:
        return "a person answers there now"
    stopped = (
        sa.select(applicants.c.id)
        .join(applicant_conversations, applicant_conversations.c.applicant_id == applicants.c.id)
        .where(applicant_conversations.c.conversation_id == conversation, applicants.c.notices_stopped_at.is_not(None))
    )
    return "the person wants no messages" if connection.execute(stopped).first() else ""


def language_of(connection: Connection, conversation: str, otherwise: str) -> str:
    """The form that the person writes in now."""
    found = sa.select(conversations.c.language).where(conversations.c.id == conversation)
    return connection.execute(found).scalar() or otherwise


def was_put(connection: Connection, key: str) -> bool:
    """Whether a message, or the pieces that it was cut into, is in the outbox."""
    mine = sa.or_(outbox_rows.c.key == key, outbox_rows.c.key.startswith(f"{key}.", autoescape=True))
    return connection.execute(sa.select(outbox_rows.c.id).where(mine)).first() is not None


def put(connection: Connection, conversation: str, key: str, said: Sequence[Said], form: str, now: datetime) -> bool:
    """Queue one message with its buttons; False when it was queued before."""
    if was_put(connection, key):
        return False
    replies = saying.replies(connection, conversation, said, form, now)
    assert len(replies) == 1, "only the last thing said may have buttons"
    outbox.put(connection, conversation, key, replies[0], now)
    return True
