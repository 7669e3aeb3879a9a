"""Records in SQLite that somebody else writes to and does not let go of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from records.database import Database


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Somebody else writes and does not end; nobody waits for it long."""
    file = database.engine.url.database
    assert file
    assert Path(file).exists()
    sa.event.listen(database.engine, "connect", lambda raw, _: raw.execute("pragma busy_timeout=1"))
    database.engine.dispose()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("begin immediate")
    try:
        yield
    finally:
        other.execute("rollback")
        other.close()
