"""Who was erased, as hashes of our own ids: a backup of before still knows them, and is cleaned by this list."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.database import insert_once
from records.erased_tables import erased_ids

#: Hash -> how often: who writes again may be erased again.
Erased = Mapping[str, int]


def fingerprint(kind: str, number: str) -> str:
    return hashlib.sha256(f"erased {kind} {number}".encode()).hexdigest()


def note(connection: Connection, applicant: str | None, conversations: Sequence[str]) -> None:
    hashes = [fingerprint("conversation", one) for one in conversations]
    for one in [*hashes, *([fingerprint("applicant", applicant)] if applicant else [])]:
        insert_once(connection, erased_ids, {"hash": one, "times": 0})
        connection.execute(erased_ids.update().where(erased_ids.c.hash == one).values(times=erased_ids.c.times + 1))


def every(connection: Connection) -> Erased:
    return {row.hash: row.times for row in connection.execute(sa.select(erased_ids))}


def put(connection: Connection, known: Erased) -> None:
    for one, times in known.items():
        insert_once(connection, erased_ids, {"hash": one, "times": times})
        connection.execute(erased_ids.update().where(erased_ids.c.hash == one).values(times=times))
