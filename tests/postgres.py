"""A PostgreSQL of this test run alone, and records on it: the stores are tested on both databases.

Debian's package postgresql is enough; its own cluster is not touched. Without it those tests are skipped, and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from records.database import Database

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' -c max_connections=50"
TEMPLATE = "migrated"


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def _as_user(command: list[str]) -> None:
    """PostgreSQL refuses to run as root."""
    whole = ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command
    done = subprocess.run(whole, capture_output=True, text=True, cwd="/", timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.URL]:
    """Address of the cluster's own database."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="sahayak-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    control = [str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    _as_user([str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "sahayak", "-E", "UTF8", "-N"])
    _as_user([*control, "-o", f"{FAST} -k {folder}", "-l", str(folder / "log"), "start"])
    yield sa.URL.create("postgresql+psycopg", "sahayak", database="postgres", query={"host": str(folder)})
    _as_user([*control, "-m", "immediate", "stop"])
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated(postgres: sa.URL) -> sa.URL:
    """The cluster with a database to copy: migrating takes longer than most tests."""
    _run(postgres, f"create database {TEMPLATE}")
    database = Database(_text(postgres.set(database=TEMPLATE)))
    database.migrate()
    database.close()
    return postgres


def _run(url: sa.URL, statement: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def _text(url: sa.URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def postgres_url(migrated: sa.URL) -> Iterator[str]:
    """Empty records of this test alone."""
    name = f"t{uuid.uuid4().hex}"
    _run(migrated, f"create database {name} template {TEMPLATE}")
    yield _text(migrated.set(database=name))
    _run(migrated, f"drop database {name} with (force)")


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """Empty records, on SQLite and on PostgreSQL. Use it as ``database`` of a module with a fixture of that name."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database_file")
        return
    made = Database(request.getfixturevalue("postgres_url"))
    yield made
    made.close()
