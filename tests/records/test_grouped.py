"""Transactions asked for in one moment are one; each fails alone; order is kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

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


async def together(database: Database, *jobs: Job) -> list[str | BaseException]:
    return await asyncio.gather(*(database.grouped.write("", job) for job in jobs), return_exceptions=True)


async def test_why_a_group_failed_is_logged_without_what_people_wrote(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        await together(database, begin("one"), begin("two", fail))
    assert caplog.messages == ["a job of 2 failed: LookupError; each is run alone"]


class Away:
    """The database goes away at ``begin`` or at ``commit``, from the ``after``-th time on."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch, at: str, after: int = 0) -> None:
        self.tries, self._write, self._at, self._after = 0, database.write, at, after
        monkeypatch.setattr(database, "write", self.write)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        self.tries += 1
        gone = self.tries > self._after
        if gone and self._at == "begin":
            raise sa.exc.OperationalError("begin", None, TimeoutError())
        with self._write() as connection:
            yield connection
        if gone:
            raise sa.exc.OperationalError("commit", None, ConnectionError())


@pytest.mark.parametrize("at", ["begin", "commit"])
async def test_a_database_that_is_away_is_waited_for_once(
    database: Database, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    run: list[str] = []
    away = Away(database, monkeypatch, at)
    names = [str(number) for number in range(MOST)]
    results = await together(database, *(begin(name, lambda name=name: run.append(name)) for name in names))  # type: ignore[misc]
    assert [type(result) for result in results] == [sa.exc.OperationalError] * MOST
    assert away.tries == 1
    assert run == ([] if at == "begin" else names), "a lost answer to COMMIT: they may be kept, and must not run again"


async def test_a_database_that_goes_away_after_a_job_failed_is_waited_for_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Away(database, monkeypatch, "begin", after=2)
    results = await together(database, begin("one"), begin("two", fail), *(begin(str(n)) for n in range(20)))
    assert [type(result) for result in results] == [str] + [sa.exc.OperationalError] * 21
    assert away.tries == 3
    assert stored(database) == ["one"]


class Ended(BaseException):
    pass


@pytest.mark.parametrize("alone", [False, True])
async def test_nobody_waits_for_ever_when_the_process_is_to_end(database: Database, alone: bool) -> None:
    told: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context["exception"]))
    tries: list[int] = []

    def end() -> None:
        tries.append(1)
        if not alone or len(tries) == 2:
            raise Ended

    more = [begin("two", fail)] if alone else []
    jobs = [begin("one"), begin("last", end), *more, begin("three")]
    results = await asyncio.wait_for(together(database, *jobs), 60)
    assert isinstance(results[1], Ended)
    assert isinstance(results[-1], Ended)
    assert [type(one) for one in told] == [Ended]
    assert stored(database) == (["one"] if alone else [])


async def test_a_job_that_raises_what_no_future_takes_is_told_too(database: Database) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await asyncio.wait_for(database.grouped.write("", begin("one", lambda: next(iter(())))), 60)
    assert stored(database) == []


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


async def test_the_loop_stands_still_for_no_more_than_a_number_of_jobs(database: Database) -> None:
    run: list[str] = []
    seen: list[int] = []

    def look() -> None:
        seen.append(len(run))
        if len(run) < 3 * MOST:
            asyncio.get_running_loop().call_soon(look)

    names = [f"{number:03d}" for number in range(3 * MOST)]
    jobs = (database.grouped.write("", begin(name, lambda name=name: run.append(name))) for name in names)  # type: ignore[misc]
    asyncio.get_running_loop().call_soon(look)
    await asyncio.gather(*jobs)
    assert run == names
    assert max(after - before for before, after in pairwise([*seen, len(run)])) <= MOST


async def test_what_was_asked_for_first_is_not_overtaken(database: Database) -> None:
    run: list[str] = []

    def job(name: str) -> Job:
        return begin(name, lambda: run.append(name))

    first = [asyncio.create_task(database.grouped.write("z", job(f"z{number:03d}"))) for number in range(MOST + 1)]
    while not run:
        await asyncio.sleep(0)
    await asyncio.gather(*(database.grouped.write("a", job(f"a{number:03d}")) for number in range(MOST)), *first)
    assert run[MOST:].index(f"z{MOST:03d}") < MOST
    assert len(run) == 2 * MOST + 1


async def test_what_is_no_longer_wanted_is_not_done(database: Database) -> None:
    waiting = asyncio.create_task(database.grouped.write("", begin("gone")))
    await asyncio.sleep(0)  # it has asked, and nothing has run
    waiting.cancel()
    assert await database.grouped.write("", begin("stays")) == "cstays"
    assert stored(database) == ["stays"]
