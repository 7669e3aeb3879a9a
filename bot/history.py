"""What was said in a conversation, to be shown again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.tables import buttons, inbound


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
        # What was erased is empty.
        .where(inbound.c.conversation_id == conversation, inbound.c.text != "")
        .where(sa.or_(~is_button, buttons.c.label.is_not(None)))
        .order_by(inbound.c.id.desc())
        .limit(limit)
    ).all()
    return [Heard(text=row.shown, received_at=row.received_at) for row in reversed(rows)]
