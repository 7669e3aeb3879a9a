"""A message that its writer changed: read as it now stands, or too late for that. Decided once, when either comes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import handover
from bot.messages import Inbound
from records.database import insert_once
from records.tables import conversations, inbound

#: Named, so that the index on status and conversation is used: an edit must not read the whole inbox.
ALL = ("waiting", "working", "done", "set_aside", "dropped", "replaced")


def wait_for_others(connection: Connection, conversation: str) -> None:
    """To be called before an edit is stored. Its message may be stored by another process in this moment: what comes
    second must see what came first. Who stores a message holds its conversation's row by the foreign key."""
    connection.execute(sa.select(conversations.c.id).where(conversations.c.id == conversation).with_for_update())


def settle(connection: Connection, conversation: str, edit: Inbound) -> None:
    """Before its message was read, the edit takes its place. Afterwards it stays "edited", a turn that says so:
    answered like a new message, a corrected old answer would be taken for the answer to the question now open."""
    before = _same_message(connection, conversation, edit)
    original = next((row for row in before if row.kind != "edited" and row.status != "replaced"), None)
    edits = [row for row in before if row.kind == "edited"]
    if original is None:
        _stand_in(connection, conversation, edit)
    # Platforms report as edits what nobody sees, such as the preview of a link.
    elif (edits or [original])[-1].text == edit.text or _is_older(edit, edits):
        pass
    # Whom a person answers, that person reads every one.
    elif not _reword(connection, original, edit) and (
        not _was_told(edits) or handover.is_owned(connection, conversation)
    ):
        return
    _set(connection, edit.event_id, edit.channel, status="replaced")


def overtaken(connection: Connection, conversation: str, message: Inbound) -> None:
    """A message whose edit came first: its words were, or will be, read as they are now. Only a file is still new."""
    name = str(message.data.get("message", ""))
    if not name or message.sent_at is None or message.kind in ("button", "edited"):
        return
    known = {"b_channel": message.channel, "b_event": _name_of(conversation, name)}
    stands = connection.execute(_STAND_IN, known).first()
    # A bot with another token counts its messages from the beginning again: those are new ones.
    if stands is None or stands.sent_at is None or stands.sent_at < message.sent_at:
        return
    if message.kind in ("text", "command"):
        _set(connection, message.event_id, message.channel, status="replaced")
        return
    _set(connection, message.event_id, message.channel, text=stands.text)
    if stands.status == "waiting":
        unread = inbound.update().where(inbound.c.id == stands.id, inbound.c.status == "waiting")
        connection.execute(unread.values(status="replaced"))


def _stand_in(connection: Connection, conversation: str, edit: Inbound) -> None:
    """The message itself, under a name by which it is known when it comes after all: all there is of it until then."""
    edited = sa.select(inbound).where(inbound.c.channel == edit.channel, inbound.c.event_id == edit.event_id)
    row = dict(connection.execute(edited).mappings().one())
    del row["id"]
    event = _name_of(conversation, str(edit.data.get("message", "")))
    insert_once(connection, inbound, row | {"event_id": event, "kind": "text", "raw": None})


def _name_of(conversation: str, message: str) -> str:
    return f"{conversation}:edited:{message}"


def _same_message(connection: Connection, conversation: str, edit: Inbound) -> list[Any]:
    """What came of the message until now, the oldest first."""
    name = str(edit.data.get("message", ""))
    return list(
        connection.execute(
            sa.select(inbound)
            .where(inbound.c.conversation_id == conversation, inbound.c.status.in_(ALL))
            .where(inbound.c.data["message"].as_string() == name, inbound.c.event_id != edit.event_id)
            .where(inbound.c.kind != "button")  # names the message that it stands under
            .order_by(inbound.c.id)
        )
    )


def _is_older(edit: Inbound, edits: list[Any]) -> bool:
    return edit.sent_at is not None and any(row.sent_at and row.sent_at > edit.sent_at for row in edits)


def _was_told(edits: list[Any]) -> bool:
    return any(row.status != "replaced" for row in edits)


def _reword(connection: Connection, original: Any, edit: Inbound) -> bool:
    """False when it is read already, or another process has begun to meanwhile."""
    values: dict[str, Any] = {"text": edit.text}
    if original.kind == "command":
        values |= {"kind": "text", "data": edit.data}
    unread = inbound.update().where(inbound.c.id == original.id, inbound.c.status == "waiting")
    return connection.execute(unread.values(**values)).rowcount == 1


def _set(connection: Connection, event: str, channel: str, **values: str) -> None:
    mine = sa.and_(inbound.c.channel == channel, inbound.c.event_id == event)
    connection.execute(inbound.update().where(mine).values(**values))


# Made once: every message that a platform has numbered is looked up.
_STAND_IN = sa.select(inbound.c.id, inbound.c.status, inbound.c.text, inbound.c.sent_at).where(
    inbound.c.channel == sa.bindparam("b_channel"), inbound.c.event_id == sa.bindparam("b_event")
)
