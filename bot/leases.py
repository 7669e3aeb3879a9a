"""Who works on a conversation: one process handles its turns, one sends to it, and no other meanwhile.

A lease is the process's id on the conversation; bot/processes.py clears those of processes that are gone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import conversations, inbound

#: What an inbound message is until it is answered, or set aside.
OPEN = ("waiting", "working")


def waiting(connection: Connection, process: str = "") -> list[str]:
    """Conversations with something to answer that no other process has taken, the longest waiting first."""
    # Its own too: a process whose records were away for a moment holds leases that nobody works on.
    free = sa.or_(conversations.c.turn_by.is_(None), conversations.c.turn_by == process)
    rows = connection.execute(
        sa.select(inbound.c.conversation_id)
        .join(conversations, conversations.c.id == inbound.c.conversation_id)
        .where(inbound.c.status.in_(OPEN), free)
        .group_by(inbound.c.conversation_id)
        .order_by(sa.func.min(inbound.c.id))
    )
    return [str(row.conversation_id) for row in rows]


def take(connection: Connection, conversation: str, process: str) -> Any:
    """Only ``process`` handles turns of it from now on; its row, or None while another one does."""
    return connection.execute(_TAKE, {"b_conversation": conversation, "b_process": process}).first()


def release(connection: Connection, conversation: str, process: str) -> bool:
    """Others may take it; False, and it is kept, when something is still to be answered."""
    return connection.execute(_RELEASE, {"b_conversation": conversation, "b_process": process}).rowcount == 1


def is_open(connection: Connection, conversation: str) -> bool:
    """Whether a message of the conversation is still to be answered."""
    waiting = sa.exists().where(inbound.c.conversation_id == conversation, inbound.c.status.in_(OPEN))
    return connection.execute(sa.select(waiting)).scalar() is True


def due(connection: Connection, conversation: str) -> datetime | None:
    """When the turn that failed may be tried again; None: nothing holds the next turn up."""
    row = connection.execute(
        sa.select(inbound.c.next_at).where(inbound.c.conversation_id == conversation, inbound.c.status == "working")
    ).first()
    return row.next_at if row else None


# Made once: building a statement costs more than running it.
_MINE = conversations.c.id == sa.bindparam("b_conversation")
_PROCESS = sa.bindparam("b_process", type_=sa.String)
_TAKE = (
    conversations.update()
    .where(_MINE, sa.or_(conversations.c.turn_by.is_(None), conversations.c.turn_by == _PROCESS))
    .values(turn_by=_PROCESS)
    .returning(*conversations.c)
)
# In one statement: a message stored by another process in between would wait for nobody.
_RELEASE = (
    conversations.update()
    .where(_MINE, conversations.c.turn_by == _PROCESS)
    .where(~sa.exists().where(inbound.c.conversation_id == sa.bindparam("b_conversation"), inbound.c.status.in_(OPEN)))
    .values(turn_by=None)
)
