"""What people sent, stored before it is answered; given back when the process that took it dies."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.messages import Action, Inbound
from knowledge.text import fold
from records.tables import buttons, conversations, inbound, outbox

#: Texts of one burst are one turn; a button is a turn of its own.
MOST_MERGED = 100


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One or more messages of one person, read together and answered once."""

    id: str
    conversation: str
    channel: str
    language: str | None
    language_chosen: bool
    text: str
    action: Action | None = None  #: what a button meant
    old_button: bool = False  #: a button this conversation does not hold (any more)


def accept(connection: Connection, message: Inbound, now: datetime) -> str | None:
    """Store a message; the conversation's id, or None when this event was stored before."""
    seen = sa.select(inbound.c.id).where(inbound.c.channel == message.channel, inbound.c.event_id == message.event_id)
    if connection.execute(seen).first():
        return None
    conversation = conversation_of(connection, message.channel, message.address, now)
    connection.execute(
        inbound.insert().values(
            channel=message.channel,
            event_id=message.event_id,
            conversation_id=conversation,
            kind=message.kind,
            # PostgreSQL and JSON refuse NUL and lone surrogates; nothing readable is lost without them.
            text=message.text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8"),
            received_at=now,
            status="waiting",
        )
    )
    return conversation


def conversation_of(connection: Connection, channel: str, address: str, now: datetime) -> str:
    """The conversation with this address, begun when there is none."""
    row = connection.execute(
        sa.select(conversations.c.id).where(conversations.c.channel == channel, conversations.c.address == address)
    ).first()
    if row:
        return str(row.id)
    conversation = uuid.uuid4().hex
    connection.execute(
        conversations.insert().values(
            id=conversation, channel=channel, address=address, language_chosen=False, created_at=now
        )
    )
    return conversation


def waiting(connection: Connection) -> list[str]:
    """Conversations with something to answer, the longest waiting first."""
    rows = connection.execute(
        sa.select(inbound.c.conversation_id)
        .where(inbound.c.status.in_(("waiting", "working")))
        .group_by(inbound.c.conversation_id)
        .order_by(sa.func.min(inbound.c.id))
    )
    return [str(row.conversation_id) for row in rows]


def new_turn_id() -> str:
    """Never given twice, even when a lost row's number is given out again after a power cut or a restore."""
    return f"t{secrets.token_hex(8)}"


def is_open(connection: Connection, conversation: str) -> bool:
    """Whether a message of the conversation is still to be answered."""
    mine = inbound.c.conversation_id == conversation
    found = sa.select(inbound.c.id).where(mine, inbound.c.status.in_(("waiting", "working"))).limit(1)
    return connection.execute(found).first() is not None


def claim(connection: Connection, conversation: str, new_id: Callable[[], str] = new_turn_id) -> Turn | None:
    """The conversation's next turn. One begun before a crash comes first, the same as it was."""
    mine = inbound.c.conversation_id == conversation
    rows = connection.execute(
        sa.select(inbound).where(mine, inbound.c.status == "working").order_by(inbound.c.id)
    ).all()
    if not rows:
        rows = connection.execute(
            sa.select(inbound).where(mine, inbound.c.status == "waiting").order_by(inbound.c.id).limit(MOST_MERGED)
        ).all()
        rows = _first_turn(list(rows))
        if not rows:
            return None
        ids = [row.id for row in rows]
        turn_id = new_id()
        connection.execute(inbound.update().where(inbound.c.id.in_(ids)).values(status="working", turn_id=turn_id))
    else:
        turn_id = rows[0].turn_id
    return _turn(connection, conversation, turn_id, list(rows))


def _first_turn(rows: list[Any]) -> list[Any]:
    taken: list[Any] = []
    for row in rows:
        if taken and (row.kind == "button" or taken[0].kind == "button"):
            break
        taken.append(row)
    return taken


def _turn(connection: Connection, conversation: str, turn_id: str, rows: list[Any]) -> Turn:
    known = connection.execute(sa.select(conversations).where(conversations.c.id == conversation)).one()
    is_button = rows[0].kind == "button"
    token = rows[0].text if is_button else _token_of_label(connection, conversation, turn_id, rows)
    pressed = connection.execute(
        sa.select(buttons).where(buttons.c.token == token, buttons.c.conversation_id == conversation)
    ).first()
    typed = "" if is_button else "\n".join(dict.fromkeys(row.text for row in rows))
    return Turn(
        id=turn_id,
        conversation=conversation,
        channel=known.channel,
        language=known.language,
        language_chosen=known.language_chosen,
        text=pressed.label if pressed else typed,
        action=Action(intent=pressed.intent, entities=pressed.entities) if pressed else None,
        old_button=is_button and pressed is None,
    )


def _token_of_label(connection: Connection, conversation: str, turn_id: str, rows: list[Any]) -> str | None:
    """Who types the very words of a button under the last reply has pressed it."""
    # "One moment" may already stand there when the turn is taken up again after a crash.
    own = outbox.c.key == f"{turn_id}:moment"
    last = connection.execute(
        sa.select(outbox.c.body)
        .where(outbox.c.conversation_id == conversation, ~own)
        .order_by(outbox.c.id.desc())
        .limit(1)
    ).first()
    if len(rows) != 1 or last is None:
        return None
    typed = fold(rows[0].text)
    return next((button["token"] for button in last.body["buttons"] if fold(button["label"]) == typed), None)


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A message of the person as it is shown again: what was typed, or the label of the button."""

    text: str
    received_at: datetime


def heard(connection: Connection, conversation: str, limit: int) -> list[Heard]:
    """The latest messages of a conversation, oldest first; the press of a button it does not hold is left out."""
    is_button = inbound.c.kind == "button"
    own = sa.and_(is_button, buttons.c.token == inbound.c.text, buttons.c.conversation_id == conversation)
    rows = connection.execute(
        sa.select(sa.func.coalesce(buttons.c.label, inbound.c.text).label("shown"), inbound.c.received_at)
        .outerjoin(buttons, own)
        .where(inbound.c.conversation_id == conversation, sa.or_(~is_button, buttons.c.label.is_not(None)))
        .order_by(inbound.c.id.desc())
        .limit(limit)
    ).all()
    return [Heard(text=row.shown, received_at=row.received_at) for row in reversed(rows)]


def remember_language(connection: Connection, conversation: str, language: str) -> None:
    connection.execute(conversations.update().where(conversations.c.id == conversation).values(language=language))


def finish(connection: Connection, turn: Turn, status: str = "done") -> None:
    """Mark the turn's messages; in the same transaction as its replies."""
    connection.execute(inbound.update().where(inbound.c.turn_id == turn.id).values(status=status))
