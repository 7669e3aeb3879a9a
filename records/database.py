"""The one relational store: SQLite in WAL mode by default, PostgreSQL when the URL says so."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from records.grouped import Grouped

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 7206291  # any number, the same in every process


class Database:
    """An engine, and transactions on it. One per process; safe for threads."""

    def __init__(self, url: str) -> None:
        # What people wrote stands in the parameters, and an error's text goes into the log.
        self.engine: Engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_immediate)
        self.grouped = Grouped(self)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it or nothing."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(read_only=True) as connection:
            yield connection

    def migrate(self) -> None:
        """Bring the tables to the newest version; safe to run at every start."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        # Several processes may start together. Without a transaction of ours around them all, Alembic commits each
        # migration by itself on SQLite, and another process does the next one in between.
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # SQLite's immediate transaction does the same.
                connection.exec_driver_sql(f"select pg_advisory_xact_lock({MIGRATION_LOCK})")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def compact(self) -> bool:
        """Rewrite the file, so that nothing deleted is left in it. PostgreSQL does so by itself, in its own time.

        False: somebody was reading all the while, and what was deleted still stands in the log beside the file.
        """
        return self.engine.dialect.name != "sqlite" or compact(self.engine)

    def close(self) -> None:
        self.engine.dispose()


def compact(engine: Engine) -> bool:
    """What was deleted still stands in SQLite's free pages and in the log beside the file until both are rewritten."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("vacuum")
        (busy, *_) = cursor.execute("pragma wal_checkpoint(truncate)").fetchone()
        cursor.close()
        return not busy
    finally:
        raw.close()


def short_key(key: str, longest: int) -> str:
    """The key, or one made from it where a column does not hold it: PostgreSQL refuses what is too long, SQLite not."""
    return key if len(key) <= longest else f"{key[:20]}~{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def insert_once(connection: Connection, table: sa.Table, values: dict[str, Any]) -> bool:
    """Insert a row unless one of the same unique key is there, also when both come at once; whether it was inserted."""
    # Not the row count, which the driver leaves open here.
    return connection.execute(_insert_once(table, connection.dialect.name), values).first() is not None


@cache
def _insert_once(table: sa.Table, dialect: str) -> sa.sql.dml.ReturningInsert[Any]:
    """Made once: building a statement costs more than running it."""
    made = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    once: sa.sql.dml.ReturningInsert[Any] = made.on_conflict_do_nothing().returning(*table.primary_key)
    return once


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own transaction handling begins too late for an immediate lock; ours is in _begin_immediate.
    connection.isolation_level = None
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"pragma {pragma}")


def _begin_immediate(connection: Connection) -> None:
    # Two deferred transactions that both read and then write fail with "database is locked"; an immediate one waits.
    reading = connection.get_execution_options().get("read_only")
    # Past SQLAlchemy, whose own way to the driver costs a tenth of a short transaction.
    try:
        connection.connection.cursor().execute("begin" if reading else "begin immediate")
    except sqlite3.Error as problem:
        # Who watches for a database that is away watches for SQLAlchemy's errors.
        raise sa.exc.OperationalError("begin", None, problem) from problem
