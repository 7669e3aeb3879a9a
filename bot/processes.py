"""Which processes are alive, and what they had taken: one that is gone gives it back.

What a process takes (``conversations.turn_by``, ``send_by``) carries its id, new at every start. A process on this
machine is gone when its pid is; one elsewhere when it was not seen for ``LEASE`` seconds.
"""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.database import Database, insert_once
from records.tables import conversations, processes

log = logging.getLogger("sahayak.processes")

BEAT, LEASE = 5.0, 30.0


def machine() -> str:
    """Where pids of one name space mean one thing: host, its boot, and the container's own pids."""
    parts = [platform.node()]
    if Path("/proc/self/ns/pid").exists():
        parts += [
            str(Path("/proc/self/ns/pid").readlink()),
            Path("/proc/sys/kernel/random/boot_id").read_text().strip(),
        ]
    return ":".join(parts)[:200]


def started(pid: int) -> str | None:
    """When a process of this machine started, in the kernel's ticks; None when there is none of that pid."""
    try:
        # After the name, which may hold spaces and brackets; field 22 of proc(5).
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


class Processes:
    """This process among the others."""

    def __init__(self, database: Database, now: Callable[[], datetime], identity: str = "") -> None:
        self._database, self._now = database, now
        self.id = identity or uuid.uuid4().hex
        self.alive = 1  #: processes that share the work, this one among them

    def beat(self) -> int:
        """Say that this one lives, take back what dead ones had; how many were dead."""
        now = self._now()
        with self._database.write() as connection:
            self._register(connection, now)
            others = connection.execute(sa.select(processes).where(processes.c.id != self.id)).all()
            dead = [row.id for row in others if self._is_dead(row, now)]
            for gone in dead:
                give_back(connection, gone)
        self.alive = 1 + len(others) - len(dead)
        return len(dead)

    def _register(self, connection: Connection, now: datetime) -> None:
        mine = processes.update().where(processes.c.id == self.id).values(seen_at=now)
        if connection.execute(mine).rowcount:
            return
        values = {"id": self.id, "machine": machine(), "pid": os.getpid(), "pid_started": started(os.getpid()) or ""}
        insert_once(connection, processes, values | {"started_at": now, "seen_at": now})
        # Of a restored backup, or of one that was taken for dead, came back, and then died.
        for column in (conversations.c.turn_by, conversations.c.send_by):
            nobody = sa.and_(column.is_not(None), column.not_in(sa.select(processes.c.id)))
            connection.execute(conversations.update().where(nobody).values({column.name: None}))

    def _is_dead(self, row: Any, now: datetime) -> bool:
        if row.machine == machine() and row.pid_started:
            return started(int(row.pid)) != str(row.pid_started)
        seen: datetime = row.seen_at
        return now - seen > timedelta(seconds=LEASE)

    def leave(self) -> None:
        """At a clean end: others need not wait until it counts as dead."""
        try:
            with self._database.write() as connection:
                give_back(connection, self.id)
        except sa.exc.SQLAlchemyError as problem:
            log.error("what this process held is given back later: %s", type(problem).__name__)

    async def keep_beating(self, on_dead: Callable[[], object]) -> None:
        """Until cancelled; ``on_dead`` is called when there is work to take up."""
        while True:
            await asyncio.sleep(BEAT)
            try:
                if self.beat():
                    on_dead()
            except Exception as problem:
                # The database may be away for a while; what this process holds stays held until it is back. Whatever
                # it was, the next beat comes: without beats, others would take what this one is at work on.
                log.error("could not tell the others that this process lives: %s", type(problem).__name__)


def give_back(connection: Connection, process: str) -> None:
    for column in (conversations.c.turn_by, conversations.c.send_by):
        connection.execute(conversations.update().where(column == process).values({column.name: None}))
    connection.execute(processes.delete().where(processes.c.id == process))
