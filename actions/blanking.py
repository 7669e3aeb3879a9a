"""Messages without their words: what every way of forgetting somebody does with what was sent."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import conversations, inbound

#: A message in any of these is read no more.
OVER = inbound.c.status.in_(("done", "set_aside", "dropped", "replaced"))


def messages(connection: Connection, which: sa.ColumnElement[bool]) -> int:
    """Empty messages that are over; how many had something in them."""
    # Rows stay, empty: their number is part of what other rows are called, and a second delivery must be known.
    null = sa.null()
    values = {"text": "", "data": null, "raw": null, "reply_token": null, "error": null}
    told = sa.or_(inbound.c.text != "", inbound.c.raw.is_not(None), inbound.c.data.is_not(None))
    count = connection.execute(inbound.update().where(which, told).values(**values)).rowcount
    # Nothing is left that an operator could have answered again.
    connection.execute(inbound.update().where(which, inbound.c.status == "set_aside").values(status="dropped"))
    # Last, as they may be found by it: a case's events are called after the turns in which they came about, and the
    # rows must not lead to them.
    connection.execute(inbound.update().where(which, inbound.c.turn_id.is_not(None)).values(turn_id=null))
    return count


def times(connection: Connection, which: sa.ColumnElement[bool]) -> None:
    """Emptied messages forget when they came: a case's events tell their times."""
    began = sa.select(conversations.c.created_at).where(conversations.c.id == inbound.c.conversation_id)
    values = {"received_at": began.scalar_subquery(), "sent_at": sa.null()}
    connection.execute(inbound.update().where(which, inbound.c.text == "").values(**values))
