"""Records from a backup: whoever had their data deleted since it was made is deleted from them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import erased_ids, erasure
from actions.erased_ids import Erased, fingerprint
from actions.events import SYSTEM
from records.case_tables import applicants, erasures
from records.database import Database, insert_once
from records.tables import conversations, inbound


def clean(
    database: Database, known: Erased, now: datetime, forget_tracker: Callable[[Sequence[str], datetime], int]
) -> int:
    """How many erasures were done again. Nobody may be using these records yet."""
    count = 0
    # As of five minutes ago: no turn is under way here that would still need anything.
    key, at = f"restored {now:%Y%m%dT%H%M%S}", now - erasure.FINISH_AFTER
    with database.write() as connection:
        before = erased_ids.every(connection)
        missed = {one for one, times in known.items() if times > before.get(one, 0)}
        # What waited for an answer when the backup was made must not be answered now.
        chats = _of(connection, conversations, "conversation", missed)
        waits = sa.and_(inbound.c.conversation_id.in_(chats), inbound.c.status.in_(("waiting", "working")))
        connection.execute(inbound.update().where(waits).values(status="dropped"))
        for applicant in _of(connection, applicants, "applicant", missed):
            erasure.erase_applicant(connection, applicant, SYSTEM, f"{key} {applicant}", at)
            count += 1
        done = erased_ids.every(connection)
        for one in chats:
            hashed = fingerprint("conversation", one)
            if done.get(hashed, 0) == before.get(hashed, 0):
                erasure.erase(connection, one, f"{key} {one}", at)
                count += 1
        erased_ids.put(connection, known)
    erasure.finish(database, now, forget_tracker)
    return count


def keep_certificates(source: Connection, target: Connection) -> None:
    """Certificates given since the backup: what was promised stays on record."""
    for row in source.execute(sa.select(erasures)).mappings():
        insert_once(target, erasures, {**row, "pending": None})


def _of(connection: Connection, table: sa.Table, kind: str, hashes: set[str]) -> list[str]:
    return [one for one in connection.execute(sa.select(table.c.id)).scalars() if fingerprint(kind, one) in hashes]
