"""What an operator looks at and mends at night: messages set aside, deliveries that failed, how the channels are."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.channels.base import Channel, DeliveryFailed
from bot.errors import ERRORS, Code
from records.database import Database
from records.tables import conversations, inbound, outbox

Row = dict[str, Any]

STUCK_IN = sa.or_(inbound.c.status == "set_aside", sa.and_(inbound.c.status == "working", inbound.c.error.is_not(None)))
#: Nobody can do anything about these: the person wants nothing, or is gone.
LEFT_ALONE = (Code.BLOCKED, Code.NO_SUCH_CHAT)
STUCK_OUT = sa.or_(outbox.c.status == "failed", sa.and_(outbox.c.status == "sending", outbox.c.error.is_not(None)))


def list_inbox(database: Database, limit: int = 100, with_text: bool = False) -> list[Row]:
    """Messages set aside, and those that failed and are tried again; the oldest first. Their words only on demand."""
    return [
        _common(row) | {"kind": row.kind, "at": _time(row.received_at), "error": row.error}
        | ({"text": row.text} if with_text else {})
        for row in _stuck(database, inbound, STUCK_IN, limit)
    ]  # fmt: skip


def list_outbox(database: Database, limit: int = 100, with_text: bool = False) -> list[Row]:
    """Replies that could not be sent, and those that failed and are tried again; the oldest first."""
    return [
        _common(row) | {"at": _time(row.created_at), "error": row.error, "means": _means(row.error)}
        | ({"text": row.body["text"]} if with_text else {})
        for row in _stuck(database, outbox, STUCK_OUT, limit)
    ]  # fmt: skip


def unanswered(database: Database) -> tuple[int, int]:
    """How many messages are set aside, and how many replies failed of which something can still be made."""
    failed = sa.and_(outbox.c.status == "failed", outbox.c.error.not_in(LEFT_ALONE))
    with database.read() as connection:
        messages, replies = (
            connection.execute(sa.select(sa.func.count()).select_from(table).where(which)).scalar_one()
            for table, which in ((inbound, inbound.c.status == "set_aside"), (outbox, failed))
        )
    return messages, replies


def _stuck(database: Database, table: sa.Table, which: sa.ColumnElement[bool], limit: int) -> Sequence[Any]:
    query = (
        sa.select(table, conversations.c.channel.label("on"))
        .join(conversations, conversations.c.id == table.c.conversation_id)
        .where(which)
        .order_by(table.c.id)
        .limit(limit)
    )
    with database.read() as connection:
        return connection.execute(query).all()


def _common(row: Any) -> Row:
    next_at = _time(row.next_at) if row.next_at else None
    return {"id": row.id, "channel": row.on, "conversation": row.conversation_id, "status": row.status,
            "attempts": row.attempts, "next_at": next_at}  # fmt: skip


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _means(code: str | None) -> str:
    return ERRORS[code].sentence if code in ERRORS else ""  # type: ignore[index]


def retry_inbox(database: Database, ids: Sequence[int]) -> int:
    """Handle these turns again, under the names they had, so that what they did before is not done twice."""
    with database.write() as connection:
        turns = _turns(connection, ids)
        for turn in turns:
            # The apology has taken the key of the answer.
            own = outbox.c.key.like(f"{turn}:%")
            rows = connection.execute(sa.select(outbox.c.id, outbox.c.key).where(own)).all()
            for row in rows:
                new = f"{turn}!{row.id}:{row.key.partition(':')[2]}"
                connection.execute(outbox.update().where(outbox.c.id == row.id).values(key=new))
        again = {"status": "working", "attempts": 0, "next_at": None}
        return connection.execute(inbound.update().where(inbound.c.turn_id.in_(turns)).values(**again)).rowcount


def drop_inbox(database: Database, ids: Sequence[int]) -> int:
    """Leave these turns unanswered for good."""
    with database.write() as connection:
        own = inbound.update().where(inbound.c.turn_id.in_(_turns(connection, ids)))
        return connection.execute(own.values(status="dropped", next_at=None)).rowcount


def _turns(connection: Connection, ids: Sequence[int]) -> list[str]:
    """Turns of these messages that are set aside or failing; all such turns when none are named."""
    chosen = inbound.c.id.in_(ids) if ids else sa.true()
    return list(connection.execute(sa.select(inbound.c.turn_id).where(STUCK_IN, chosen).distinct()).scalars())


def retry_outbox(database: Database, ids: Sequence[int]) -> int:
    """Send these again, all that failed when none are named; the running app takes them up within seconds."""
    chosen = outbox.c.id.in_(ids) if ids else sa.true()
    again: Row = {"status": "waiting", "attempts": 0, "next_at": None, "error": None, "batch": None}
    with database.write() as connection:
        connection.execute(outbox.update().where(outbox.c.status == "sending", STUCK_OUT, chosen).values(next_at=None))
        own = outbox.update().where(outbox.c.status == "failed", chosen)
        return connection.execute(own.values(**again)).rowcount


def channel_rows(database: Database, channels: Mapping[str, Channel], ask: bool = True) -> list[Row]:
    """One row per channel served: what waits, what failed, who has blocked us, and what the platform says."""
    with database.read() as connection:
        counted: list[Row] = [{"channel": name} | _counts(connection, name) for name in channels]
    if ask:
        said = asyncio.run(_ask(channels))
        counted = [row | {"platform": said[row["channel"]]} for row in counted]
    return counted


def _counts(connection: Connection, channel: str) -> Row:
    mine = conversations.c.channel == channel
    joined = outbox.join(conversations, conversations.c.id == outbox.c.conversation_id)
    found = connection.execute(
        sa.select(outbox.c.status, sa.func.count().label("number"))
        .select_from(joined)
        .where(mine)
        .group_by(outbox.c.status)
    )
    by_status: dict[str, int] = {row.status: row.number for row in found}
    last = connection.execute(sa.select(sa.func.max(outbox.c.sent_at)).select_from(joined).where(mine)).scalar()
    blocked = sa.select(sa.func.count()).select_from(conversations).where(mine, conversations.c.blocked_at.is_not(None))
    return {
        "waiting": by_status.get("waiting", 0) + by_status.get("sending", 0),
        "sent": by_status.get("sent", 0),
        "failed": by_status.get("failed", 0),
        "dropped": by_status.get("dropped", 0),
        "blocked_us": connection.execute(blocked).scalar(),
        "last_sent": _time(last) if last else None,
    }


async def _ask(channels: Mapping[str, Channel]) -> dict[str, Row]:
    return {name: await status(channel) for name, channel in channels.items()}


async def status(channel: Channel) -> Row:
    """What its platform says, or why it says nothing: error, and what that means."""
    await channel.open()
    try:
        return await channel.status()
    except DeliveryFailed as problem:
        return {"error": problem.error.code.value, "means": problem.error.sentence}
    finally:
        await channel.close()
