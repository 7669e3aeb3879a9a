"""Durable clocks: rows that fire once, whatever crashes. ``actions.desk_clock`` runs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.case_tables import timers
from records.database import insert_once, short_key

#: Clocks start clocks, each key with its forerunner's in front; what a clock does is named by its key and some more.
LONGEST_KEY = 80


@dataclass(frozen=True, kw_only=True)
class Timer:
    id: int
    key: str
    case: int
    referral: str | None
    kind: str
    due_at: datetime


def start(
    connection: Connection, key: str, case: int, kind: str, due_at: datetime, referral: str | None = None
) -> None:
    """A timer under a key that was used before is left as it is."""
    values = {"case_id": case, "referral_id": referral, "kind": kind, "due_at": due_at}
    insert_once(connection, timers, values | {"key": short_key(key, LONGEST_KEY)})


def cancel(
    connection: Connection, now: datetime, *, case: int | None = None, referral: str | None = None,
    kind: str | None = None,
) -> None:  # fmt: skip
    """Stop what has not fired yet, of a case or of one referral."""
    wanted: list[sa.ColumnElement[bool]] = [timers.c.fired_at.is_(None), timers.c.cancelled_at.is_(None)]
    if referral is not None:
        wanted.append(timers.c.referral_id == referral)
    elif case is not None:
        wanted.append(timers.c.case_id == case)
    else:
        raise ValueError("name a case or a referral: stopping every timer is never meant")
    if kind:
        wanted.append(timers.c.kind == kind)
    connection.execute(timers.update().where(*wanted).values(cancelled_at=now))


def runs(connection: Connection, referral: str) -> bool:
    """Some timer of the referral is still to fire."""
    live = (timers.c.referral_id == referral, timers.c.fired_at.is_(None), timers.c.cancelled_at.is_(None))
    return connection.execute(sa.select(timers.c.id).where(*live)).first() is not None


def due(connection: Connection, now: datetime, limit: int = 100) -> list[Timer]:
    rows = connection.execute(
        sa.select(timers)
        .where(timers.c.due_at <= now, timers.c.fired_at.is_(None), timers.c.cancelled_at.is_(None))
        .order_by(timers.c.due_at, timers.c.id)
        .limit(limit)
    )
    return [
        Timer(id=row.id, key=row.key, case=row.case_id, referral=row.referral_id, kind=row.kind, due_at=row.due_at)
        for row in rows
    ]


def claim(connection: Connection, timer: int, now: datetime) -> bool:
    """Mark it fired, in the transaction of what it does; False when somebody else was first."""
    claimed = connection.execute(
        timers.update()
        .where(timers.c.id == timer, timers.c.fired_at.is_(None), timers.c.cancelled_at.is_(None))
        .values(fired_at=now)
    )
    return claimed.rowcount == 1
