"""A case's history: who did what, when and why. Appended once per key; the database refuses changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.case_tables import case_events, case_notes
from records.database import insert_once, short_key

LONGEST_KEY = 120
ActorKind = Literal["applicant", "officer", "agency", "system"]


@dataclass(frozen=True, kw_only=True)
class Actor:
    kind: ActorKind
    id: str  #: an id of ours, never a name


SYSTEM = Actor(kind="system", id="desk")


@dataclass(frozen=True, kw_only=True)
class Event:
    id: int
    case: int
    kind: str
    actor: Actor
    why: str | None  #: a code
    data: Mapping[str, Any]  #: ids, codes and numbers only
    at: datetime


def append(
    connection: Connection,
    case: int,
    kind: str,
    actor: Actor,
    key: str,
    now: datetime,
    *,
    why: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> bool:
    """False when an event with this key stands there already: then the change it tells of was made before."""
    return insert_once(
        connection,
        case_events,
        {
            "case_id": case,
            "key": short_key(key, LONGEST_KEY),
            "kind": kind,
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "why": why,
            "data": dict(data or {}),
            "at": now,
        },
    )


def of_case(connection: Connection, case: int) -> list[Event]:
    rows = connection.execute(sa.select(case_events).where(case_events.c.case_id == case).order_by(case_events.c.id))
    return [
        Event(
            id=row.id,
            case=row.case_id,
            kind=row.kind,
            actor=Actor(kind=row.actor_kind, id=row.actor_id),
            why=row.why,
            data=row.data,
            at=row.at,
        )
        for row in rows
    ]


def note(connection: Connection, case: int, text: str, now: datetime) -> int:
    """Keep a hand-written text apart from the events; its number goes into them."""
    inserted = connection.execute(case_notes.insert().values(case_id=case, text=text, created_at=now))
    (number,) = inserted.inserted_primary_key or (0,)
    return int(number)


def read_note(connection: Connection, number: int) -> str | None:
    found = connection.execute(sa.select(case_notes.c.text).where(case_notes.c.id == number)).scalar()
    return str(found) if found is not None else None


def known(connection: Connection, key: str) -> bool:
    """Something was done under this key before."""
    return (
        connection.execute(sa.select(case_events.c.id).where(case_events.c.key == short_key(key, LONGEST_KEY))).first()
        is not None
    )
