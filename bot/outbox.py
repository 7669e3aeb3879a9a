"""What is to be said, one row a reply, with a key so that nothing is written twice."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import secret_links
from bot.channels.base import LIMITS, SHORT
from bot.messages import Action, Button, Reply
from bot.render import parts, utf16
from records.database import insert_once
from records.tables import buttons, conversations, outbox


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A reply with its place in the order of its conversation."""

    id: int
    reply: Reply
    created_at: datetime


def put(connection: Connection, conversation: str, key: str, reply: Reply, now: datetime, author: str = "bot") -> None:
    """Queue a reply, cut to what its platform takes; a second one under the same key is dropped.

    ``author`` "bot": not sent once a person owns the conversation. "notice", or the id of who wrote it: always sent.
    """
    pieces = _pieces(connection, conversation, reply)
    for place, piece in enumerate(pieces):
        values = {
            "conversation_id": conversation,
            "key": key if len(pieces) == 1 else f"{key}.{place}",
            "body": piece.to_json(),
            "status": "waiting",
            "created_at": now,
            "author": author,
        }
        insert_once(connection, outbox, values)


def _pieces(connection: Connection, conversation: str, reply: Reply) -> list[Reply]:
    if utf16(reply.text) <= SHORT:
        return [reply]
    channel = connection.execute(sa.select(conversations.c.channel).where(conversations.c.id == conversation)).scalar()
    limits = LIMITS.get(str(channel))
    return list(parts(reply, limits)) if limits else [reply]


def make_button(connection: Connection, conversation: str, label: str, action: Action, now: datetime) -> Button:
    """A button whose token means something only here: typed text can never become its action."""
    token = secrets.token_urlsafe(12)
    connection.execute(
        buttons.insert().values(
            token=token,
            conversation_id=conversation,
            intent=action.intent,
            entities=action.entities,
            label=label,
            created_at=now,
        )
    )
    return Button(label=label, token=token)


def after(connection: Connection, conversation: str, last: int) -> list[Sent]:
    """Replies of a conversation that came after row ``last``, in order; not what was dropped."""
    rows = connection.execute(
        sa.select(outbox.c.id, outbox.c.body, outbox.c.created_at)
        .where(outbox.c.conversation_id == conversation, outbox.c.id > last, outbox.c.status != "dropped")
        .order_by(outbox.c.id)
    )
    return [Sent(id=row.id, reply=Reply.from_json(row.body), created_at=row.created_at) for row in rows]


def mark_sent(connection: Connection, conversation: str, up_to: int) -> None:
    waiting = sa.and_(outbox.c.conversation_id == conversation, outbox.c.id <= up_to, outbox.c.status == "waiting")
    has_link = sa.cast(outbox.c.body, sa.Text).contains(secret_links.PATH, autoescape=True)
    for row in connection.execute(sa.select(outbox.c.id, outbox.c.body).where(waiting, has_link)).all():
        secret_links.forget_in(connection, row.id, Reply.from_json(row.body))
    connection.execute(outbox.update().where(waiting).values(status="sent"))


def find_conversation(connection: Connection, channel: str, address: str) -> str | None:
    row = connection.execute(
        sa.select(conversations.c.id).where(conversations.c.channel == channel, conversations.c.address == address)
    ).first()
    return str(row.id) if row else None
