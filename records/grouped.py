"""Short transactions that are asked for in the same moment, committed together.

A commit and its begin cost as much as three statements on SQLite, and a flush to disk on PostgreSQL.

What may still go wrong, and whose business it is:
- Who is cancelled after the commit hears CancelledError although the rows are kept; before it, nothing is done.
- Who hears that the database failed knows nothing: the answer to a COMMIT may be lost on its way. Nothing is run again
  here, so a caller that tries again must find what it did the first time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.engine import Connection

if TYPE_CHECKING:
    from records.database import Database

log = logging.getLogger("sahayak.records")

T = TypeVar("T")

#: Jobs in one transaction; the event loop stands still meanwhile.
MOST = 64


@dataclass(frozen=True, kw_only=True)
class _Asked:
    key: str
    job: Callable[[Connection], Any]
    answer: asyncio.Future[Any]


class Grouped:
    """Of one event loop. A job that fails fails alone: those beside it are then run each in its own transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asked: list[_Asked] = []

    async def write(self, key: str, job: Callable[[Connection], T]) -> T:
        """What ``job`` returns, once it is committed; raises what it raises, with nothing of it kept.

        ``job`` may be run twice, so all it does it must do to the connection. Jobs of one transaction run in the order
        of ``key``, those of one key in the order they were asked for: two processes cannot block each other as long as
        a job locks only what its key names. Otherwise PostgreSQL ends one of them after a second.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._run)
        self._asked.append(_Asked(key=key, job=job, answer=answer))
        return await answer

    def _run(self) -> None:
        # The rest stays in front of what is asked for meanwhile, and everybody else gets a turn in between.
        asked, self._asked = self._asked[:MOST], self._asked[MOST:]
        if self._asked:
            asyncio.get_running_loop().call_soon(self._run)
        wanted = sorted((one for one in asked if not one.answer.cancelled()), key=lambda one: one.key)
        try:
            if wanted and self._failed_together(wanted):
                self._one_by_one(wanted)
        except BaseException as problem:
            # The process is to end; who waits must not wait for ever.
            _tell(wanted, problem)
            raise

    def _one_by_one(self, wanted: list[_Asked]) -> None:
        for place, one in enumerate(wanted):
            if (problem := self._transact([one])) and not problem.by_job:
                # A database that is away or locked is so for all, and each would stand still for as long.
                return _tell(wanted[place:], problem.what)
            if problem:
                _tell([one], problem.what)
        return None

    def _failed_together(self, wanted: list[_Asked]) -> bool:
        """Whether a job of several failed, so that nobody knows yet; what else there is to tell is told."""
        problem = self._transact(wanted)
        if problem and problem.by_job and len(wanted) > 1:
            log.warning("a job of %d failed: %s; each is run alone", len(wanted), type(problem.what).__name__)
            return True
        if problem:
            _tell(wanted, problem.what)
        return False

    def _transact(self, wanted: list[_Asked]) -> _Problem | None:
        """Run the jobs in one transaction, and tell their results once it is committed."""
        at_work = False
        try:
            with self._database.write() as connection:
                at_work = True
                results = [one.job(connection) for one in wanted]
                at_work = False
        except Exception as problem:
            if not at_work:
                log.warning("a transaction of %d failed: %s", len(wanted), type(problem).__name__)
            return _Problem(problem, by_job=at_work)
        for one, result in zip(wanted, results, strict=True):
            one.answer.set_result(result)
        return None


@dataclass(frozen=True)
class _Problem:
    what: Exception
    by_job: bool  #: otherwise the transaction could not be begun or committed


def _tell(wanted: list[_Asked], problem: BaseException) -> None:
    if isinstance(problem, StopIteration):
        # A future takes any other.
        problem = RuntimeError("a job raised StopIteration")
    for one in wanted:
        if not one.answer.done():
            one.answer.set_exception(problem)
