"""Messages without their words: what every way of forgetting somebody does with what was sent."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import inbound

#: A message in any of these is read no more.
OVER = inbound.c.status.in_(("done", "set_aside", "dropped", "replaced"))


def messages(connection: Connection, which: sa.ColumnElement[bool]) -> int:
    """Empty messages; how many had something in them."""
    # Rows stay, empty: their number is part of what other rows are called, and a second delivery must be known.
    null = sa.null()
    values = {"text": "", "data": null, "raw": null, "reply_token": null, "error": null}
    told = sa.or_(inbound.c.text != "", inbound.c.raw.is_not(None), inbound.c.data.is_not(None))
    return connection.execute(inbound.update().where(which, told).values(**values)).rowcount
