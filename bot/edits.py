"""A message that its writer changed: read as it now stands, or too late for that. Decided once, when the edit comes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import handover
from bot.messages import Inbound
from records.tables import inbound

#: Named, so that the index on status and conversation is used: an edit must not read the whole inbox.
_ALL = ("waiting", "working", "done", "set_aside", "dropped", "replaced")


def settle(connection: Connection, conversation: str, edit: Inbound) -> None:
    """Before its message was read, the edit takes its place. Afterwards it stays "edited", a turn that says so:
    answered like a new message, a corrected old answer would be taken for the answer to the question now open."""
    before = _same_message(connection, conversation, edit)
    if not before:
        # All that ever came of it.
        _set(connection, edit.event_id, edit.channel, kind="text")
        return
    original = before[0]
    if original.status == "waiting":
        _reword(connection, original, edit)
        _set(connection, edit.event_id, edit.channel, status="replaced")
    elif before[-1].text == edit.text or (_was_told(before) and not handover.is_owned(connection, conversation)):
        # Platforms report as edits what nobody sees, such as the preview of a link. Whom a person answers, that person
        # reads every one.
        _set(connection, edit.event_id, edit.channel, status="replaced")


def _same_message(connection: Connection, conversation: str, edit: Inbound) -> list[Any]:
    """What came of the message until now, the original first."""
    name = str(edit.data.get("message", ""))
    return list(
        connection.execute(
            sa.select(inbound)
            .where(inbound.c.conversation_id == conversation, inbound.c.status.in_(_ALL))
            .where(inbound.c.data["message"].as_string() == name, inbound.c.event_id != edit.event_id)
            .where(inbound.c.kind != "button")  # names the message that it stands under
            .order_by(inbound.c.id)
        )
    )


def _was_told(rows: list[Any]) -> bool:
    return any(row.kind == "edited" and row.status != "replaced" for row in rows)


def _reword(connection: Connection, original: Any, edit: Inbound) -> None:
    values: dict[str, Any] = {"text": edit.text}
    if original.kind == "command":
        values |= {"kind": "text", "data": edit.data}
    connection.execute(inbound.update().where(inbound.c.id == original.id).values(**values))


def _set(connection: Connection, event: str, channel: str, **values: str) -> None:
    mine = sa.and_(inbound.c.channel == channel, inbound.c.event_id == event)
    connection.execute(inbound.update().where(mine).values(**values))
