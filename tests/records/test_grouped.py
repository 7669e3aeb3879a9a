"""Transactions asked for in one moment are one; each fails alone; order is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.database import Database
from records.grouped import MOST
from records.tables import conversations
from tests.fakes import START

Job = Callable[[Connection], str]


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def commits(database: Database) -> list[str]:
    seen: list[str] = []
    sa.event.listen(database.engine, "commit", lambda connection: seen.append("commit"))
    return seen


def begin(address: str, then: Callable[[], None] = lambda: None) -> Job:
    """A job that stores a conversation."""

    def job(connection: Connection) -> str:
        values = {"id": f"c{address}", "channel": "web", "address": address, "language_chosen": False}
        connection.execute(conversations.insert().values(**values, created_at=START))
        then()
        return f"c{address}"

    return job


def fail() -> None:
    raise LookupError("ไม่พบ")


def stored(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.execute(sa.select(conversations.c.address)).scalars())


async def test_what_is_asked_for_in_one_moment_is_one_transaction(database: Database, commits: list[str]) -> None:
    jobs = (database.grouped.write(str(number), begin(f"નમસ્તે {number} 🙏")) for number in range(10))
    assert await asyncio.gather(*jobs) == [f"cનમસ્તે {number} 🙏" for number in range(10)]
    assert commits == ["commit"]
    assert len(stored(database)) == 10


async def test_nobody_waits_for_a_second_job(database: Database, commits: list[str]) -> None:
    for number in range(3):
        await database.grouped.write("", begin(str(number)))
    assert commits == ["commit"] * 3


async def test_a_job_that_fails_fails_alone(database: Database) -> None:
    jobs = [begin("one"), begin("two", fail), begin("one"), begin("three")]
    results = await asyncio.gather(*(database.grouped.write("", job) for job in jobs), return_exceptions=True)
    assert [type(result) for result in results] == [str, LookupError, sa.exc.IntegrityError, str]
    assert stored(database) == ["one", "three"]


async def test_one_job_that_fails_keeps_nothing(database: Database) -> None:
    with pytest.raises(LookupError):
        await database.grouped.write("", begin("one", fail))
    assert stored(database) == []


async def test_jobs_run_by_key_and_those_of_one_key_as_they_were_asked_for(database: Database) -> None:
    run: list[str] = []
    names = ["b1", "a1", "b2", "ก1", "a2"]
    jobs = (database.grouped.write(name[0], begin(name, lambda name=name: run.append(name))) for name in names)  # type: ignore[misc]
    await asyncio.gather(*jobs)
    assert run == ["a1", "a2", "b1", "b2", "ก1"]


async def test_nobody_stands_still_for_more_than_a_number_of_jobs(database: Database, commits: list[str]) -> None:
    await asyncio.gather(*(database.grouped.write("", begin(str(number))) for number in range(MOST + 1)))
    assert commits == ["commit"] * 2


async def test_what_is_no_longer_wanted_is_not_done(database: Database) -> None:
    waiting = asyncio.create_task(database.grouped.write("", begin("gone")))
    await asyncio.sleep(0)  # it has asked, and nothing has run
    waiting.cancel()
    assert await database.grouped.write("", begin("stays")) == "cstays"
    assert stored(database) == ["stays"]
