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
#: Seconds after which a conversation that another process has is asked for once more. On PostgreSQL the other may have
#: looked for more before we stored ours and let go after we asked: then both have seen nothing, and nobody is awake.
AGAIN = 0.05


class Lease:
    """One kind of work: ``by`` names the process; rows of ``work`` are to be done while in ``states``."""

    def __init__(self, by: sa.Column[Any], work: sa.Table, states: tuple[str, ...]) -> None:
        self._by, self._work, self._open = by, work, work.c.status.in_(states)
        # Made once: building a statement costs more than running it.
        conversation = sa.bindparam("b_conversation", type_=sa.String)
        process = sa.bindparam("b_process", type_=sa.String)
        mine = conversations.c.id == conversation
        self._take = (
            conversations.update()
            .where(mine, sa.or_(by.is_(None), by == process))
            .values({by: process})
            .returning(*conversations.c)
        )
        # In one statement: what another process stores in between would wait for nobody.
        left = sa.exists().where(work.c.conversation_id == conversation, self._open)
        self._release = conversations.update().where(mine, by == process, ~left).values({by: None})

    def take(self, connection: Connection, conversation: str, process: str) -> Any:
        """Only ``process`` works on it from now on; its row, or None while another one does."""
        return connection.execute(self._take, {"b_conversation": conversation, "b_process": process}).first()

    def release(self, connection: Connection, conversation: str, process: str) -> bool:
        """Others may take it; False, and it is kept, when something is still to be done."""
        return connection.execute(self._release, {"b_conversation": conversation, "b_process": process}).rowcount == 1

    def waiting(self, process: str) -> sa.Select[Any]:
        """Conversations with something to do that no other process has taken, the longest waiting first."""
        # Its own too: a process whose records were away for a moment holds leases that nobody works on.
        free = sa.or_(self._by.is_(None), self._by == process)
        return (
            sa.select(self._work.c.conversation_id)
            .join(conversations, conversations.c.id == self._work.c.conversation_id)
            .where(self._open, free)
            .group_by(self._work.c.conversation_id)
            .order_by(sa.func.min(self._work.c.id))
        )


TURNS = Lease(conversations.c.turn_by, inbound, OPEN)


def waiting(connection: Connection, process: str = "") -> list[str]:
    """Conversations with something to answer that no other process has taken, the longest waiting first."""
    return list(connection.execute(TURNS.waiting(process)).scalars())


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
