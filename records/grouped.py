"""Short transactions that are asked for in the same moment, committed together.

A commit and its begin cost as much as three statements on SQLite, and a flush to disk on PostgreSQL.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.engine import Connection

if TYPE_CHECKING:
    from records.database import Database

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

        ``job`` may be run twice, so all it does it must do to the connection. Jobs run in the order of ``key``, those
        of one key in the order they were asked for: two processes that lock rows in one order cannot block each other.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._run)
        self._asked.append(_Asked(key=key, job=job, answer=answer))
        return await answer

    def _run(self) -> None:
        asked, self._asked = self._asked, []
        wanted = sorted((one for one in asked if not one.answer.cancelled()), key=lambda one: one.key)
        for start in range(0, len(wanted), MOST):
            self._together(wanted[start : start + MOST])

    def _together(self, wanted: list[_Asked]) -> None:
        if len(wanted) == 1:
            return self._alone(wanted[0])
        try:
            with self._database.write() as connection:
                results = [one.job(connection) for one in wanted]
        except Exception:
            for one in wanted:
                self._alone(one)
            return None
        for one, result in zip(wanted, results, strict=True):
            one.answer.set_result(result)
        return None

    def _alone(self, one: _Asked) -> None:
        try:
            with self._database.write() as connection:
                result = one.job(connection)
        except Exception as problem:
            one.answer.set_exception(problem)
        else:
            one.answer.set_result(result)
