"""Messages that a person will read: what works today where a feature is still to come.

Each is stored once per turn, whatever crashes; the reference can be read out over the phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import conversations, inbound, person_messages


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Who sent the turn, from the records and never from slots."""

    conversation: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Stored:
    reference: str
    intent: str
    text: str
    created_at: datetime


def speaker_of(connection: Connection, turn_id: str) -> Speaker:
    """Raises LookupError when no message of this turn was ever received."""
    row = connection.execute(
        sa.select(conversations.c.id, conversations.c.language)
        .join(inbound, inbound.c.conversation_id == conversations.c.id)
        .where(inbound.c.turn_id == turn_id)
        .limit(1)
    ).first()
    if row is None:
        raise LookupError(f"turn {turn_id} is not in the inbox")
    return Speaker(conversation=row.id, language=row.language or "en")


def store(connection: Connection, turn_id: str, intent: str, text: str, now: datetime, urgent: bool = False) -> Stored:
    """Store a message for a person; a repeated turn returns what the first one stored."""
    known = connection.execute(sa.select(person_messages).where(person_messages.c.turn_id == turn_id)).first()
    if known:
        return Stored(reference=known.reference, intent=known.intent, text=known.text, created_at=known.created_at)
    who = speaker_of(connection, turn_id)
    inserted = connection.execute(
        person_messages.insert().values(
            reference=turn_id,  # until the row has its number
            conversation_id=who.conversation,
            turn_id=turn_id,
            intent=intent,
            language=who.language,
            text=text,
            urgent=urgent,
            created_at=now,
        )
    )
    (serial,) = inserted.inserted_primary_key or (0,)
    reference = make_reference(now.year, serial)
    connection.execute(person_messages.update().where(person_messages.c.id == serial).values(reference=reference))
    return Stored(reference=reference, intent=intent, text=text, created_at=now)


def make_reference(year: int, serial: int) -> str:
    """M-<two digits of the year>-<serial>."""
    return f"M-{year % 100:02d}-{serial:04d}"


def add(connection: Connection, turn_id: str, reference: str, text: str) -> bool:
    """Append to a message of the same conversation, once per turn; False when there is no such message."""
    who = speaker_of(connection, turn_id)
    table = person_messages
    row = connection.execute(
        sa.select(table).where(table.c.reference == reference, table.c.conversation_id == who.conversation)
    ).first()
    if row is None:
        return False
    if row.added_in_turn != turn_id:
        connection.execute(
            table.update().where(table.c.id == row.id).values(text=f"{row.text}\n{text}", added_in_turn=turn_id)
        )
    return True


def of_conversation(connection: Connection, conversation: str) -> list[Stored]:
    rows = connection.execute(
        sa.select(person_messages).where(person_messages.c.conversation_id == conversation)
        .order_by(person_messages.c.id.desc()).limit(5)
    )  # fmt: skip
    return [Stored(reference=r.reference, intent=r.intent, text=r.text, created_at=r.created_at) for r in rows]


def urgent_since(connection: Connection, conversations: list[str], since: datetime) -> bool:
    """Whether somebody in distress wrote from one of them."""
    table = person_messages
    wanted = sa.select(table.c.id).where(
        table.c.conversation_id.in_(conversations), table.c.urgent, table.c.created_at >= since
    )
    return connection.execute(wanted.limit(1)).first() is not None


def latest(connection: Connection, limit: int) -> list[sa.Row[Any]]:
    """Of everybody, urgent ones first; what was deleted is left out."""
    wanted = sa.select(person_messages).where(person_messages.c.text != "")
    order = (person_messages.c.urgent.desc(), person_messages.c.id.desc())
    return list(connection.execute(wanted.order_by(*order).limit(limit)))
