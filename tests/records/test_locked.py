"""SQLite's own "database is locked", wherever it is met, is an error of SQLAlchemy's like every other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from records.database import Database
from tests.locked import locked


@pytest.fixture
def away(database_file: Database) -> Iterator[Database]:
    with locked(database_file):
        yield database_file


def test_a_transaction_that_cannot_begin_says_so_like_every_other_error(away: Database) -> None:
    with pytest.raises(sa.exc.OperationalError, match="locked") as caught, away.write():
        pass
    assert isinstance(caught.value.orig, sqlite3.OperationalError)


async def test_a_group_hears_it_too(away: Database) -> None:
    with pytest.raises(sa.exc.OperationalError, match="locked"):
        await away.grouped.write("", lambda connection: None)


def test_who_reads_does_not_wait(away: Database) -> None:
    with away.read() as connection:
        assert connection.execute(sa.text("select 1")).scalar() == 1


def test_the_next_one_begins_when_it_is_free(database_file: Database) -> None:
    with locked(database_file), pytest.raises(sa.exc.OperationalError), database_file.write():
        pass
    with database_file.write() as connection:
        assert connection.execute(sa.text("select 1")).scalar() == 1
