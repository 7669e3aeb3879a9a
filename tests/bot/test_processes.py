"""What a dead process had taken is given back: at once on this machine, after a while from elsewhere."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from typing import Any

import pytest
import sqlalchemy as sa

from bot.processes import LEASE, Processes, machine, started
from records.database import Database
from records.tables import conversations, processes
from tests.bot.pigeon import talk
from tests.fakes import START, Clock
from tests.locked import locked

ELSEWHERE = "another-host:pid:[1]:boot"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def enter(database: Database, name: str, **given: Any) -> None:
    values = {"id": name, "machine": machine(), "pid": os.getpid(), "pid_started": started(os.getpid()),
              "started_at": START, "seen_at": START}  # fmt: skip
    with database.write() as connection:
        connection.execute(processes.insert().values(values | given))


def hold(database: Database, process: str) -> None:
    conversation = talk(database)
    with database.write() as connection:
        values = {"turn_by": process, "send_by": process}
        connection.execute(conversations.update().where(conversations.c.id == conversation).values(values))


def held(database: Database) -> tuple[str | None, str | None]:
    with database.read() as connection:
        row = connection.execute(sa.select(conversations.c.turn_by, conversations.c.send_by)).one()
    return row.turn_by, row.send_by


@pytest.fixture
def ended() -> tuple[int, str]:
    """Pid and start of a process that is over."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        begun = started(process.pid)
        assert begun
        process.communicate(b"\n")
    return process.pid, begun


def test_what_a_killed_process_of_this_machine_held_is_free_at_once(
    database: Database, clock: Clock, ended: tuple[int, str]
) -> None:
    enter(database, "dead", pid=ended[0], pid_started=ended[1])
    hold(database, "dead")
    assert Processes(database, clock, "me").beat() == 1
    assert held(database) == (None, None)


def test_a_pid_that_was_given_again_is_another_process(database: Database, clock: Clock) -> None:
    enter(database, "dead", pid_started="1")
    hold(database, "dead")
    assert Processes(database, clock, "me").beat() == 1
    assert held(database) == (None, None)


def test_a_living_neighbour_keeps_what_it_has(database: Database, clock: Clock) -> None:
    enter(database, "alive")
    hold(database, "alive")
    me = Processes(database, clock, "me")
    clock.forward(10 * LEASE)
    assert (me.beat(), me.alive) == (0, 2)
    assert held(database) == ("alive", "alive")


@pytest.mark.parametrize(("silent", "dead"), [(LEASE - 1, 0), (LEASE + 1, 1)])
def test_a_process_elsewhere_is_believed_for_a_while(
    database: Database, clock: Clock, silent: float, dead: int
) -> None:
    enter(database, "far", machine=ELSEWHERE)
    hold(database, "far")
    clock.forward(silent)
    assert Processes(database, clock, "me").beat() == dead
    assert held(database) == ((None, None) if dead else ("far", "far"))


def test_what_a_process_holds_that_nobody_knows_is_freed_at_a_start(database: Database, clock: Clock) -> None:
    hold(database, "from a backup")
    Processes(database, clock, "me").beat()
    assert held(database) == (None, None)


def test_a_process_is_seen_again_at_each_beat_and_leaves_nothing_behind(database: Database, clock: Clock) -> None:
    me = Processes(database, clock, "me")
    for _ in range(3):
        clock.forward(LEASE - 1)
        assert me.beat() == 0
        assert Processes(database, clock, "you").beat() == 0
    hold(database, "me")
    me.leave()
    assert held(database) == (None, None)
    with database.read() as connection:
        assert connection.execute(sa.select(processes.c.id)).scalars().all() == ["you"]


@pytest.mark.parametrize(
    "problem",
    [sa.exc.OperationalError("begin", None, Exception()), sqlite3.OperationalError("locked"), KeyError("new")],
)
async def test_whatever_befalls_a_beat_the_next_one_comes(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    monkeypatch.setattr("bot.processes.BEAT", 0.0)
    me, beats, heard = Processes(database, clock, "me"), [problem, problem, 0, 1], asyncio.Event()

    def beat() -> int:
        step = beats.pop(0) if beats else 0
        if isinstance(step, Exception):
            raise step
        return step

    monkeypatch.setattr(me, "beat", beat)
    task = asyncio.create_task(me.keep_beating(heard.set))
    await asyncio.wait_for(heard.wait(), 60)
    task.cancel()


def test_leaving_while_the_records_are_locked_raises_nothing(database_file: Database, clock: Clock) -> None:
    me = Processes(database_file, clock, "me")
    me.beat()
    with locked(database_file):
        me.leave()
    assert me.beat() == 0
