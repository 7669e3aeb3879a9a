"""What runs beside the requests: workers, the sender, channels that fetch, and the watch over other processes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.channels.base import Channel
from bot.delivery import Sender
from bot.processes import Processes
from bot.reception import Reception
from bot.workers import Workers, name_of
from records.database import Database

log = logging.getLogger("sahayak.backstage")

#: What another process stored, or what became due, is seen this often.
SWEEP_EVERY = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0


@dataclass
class Backstage:
    workers: Workers
    sender: Sender
    processes: Processes
    reception: Reception
    channels: Mapping[str, Channel]
    rounds: Callable[[], object] = lambda: None  #: the desk's clocks and notices
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    def of(
        cls, database: Database, workers: Workers, sender: Sender, processes: Processes, now: Callable[[], datetime],
        rounds: Callable[[], object] = lambda: None,
    ) -> Backstage:  # fmt: skip
        return cls(workers, sender, processes, Reception(database, workers, now), sender.channels, rounds)

    async def start(self) -> None:
        """What a process that died had left is taken up before anything new comes in."""
        self.processes.beat()
        for channel in self.channels.values():
            await channel.open()
        self._take_up()
        self._tasks = [
            asyncio.create_task(self.processes.keep_beating(self._take_up)),
            asyncio.create_task(self._sweep()),
            *(asyncio.create_task(self._keep_running(channel)) for channel in self.channels.values()),
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.workers.stop()
        await self.sender.stop()
        await self.reception.stop()
        for channel in self.channels.values():
            await channel.close()
        self.processes.leave()

    def _take_up(self) -> None:
        self.workers.recover()
        self.sender.sweep()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_EVERY)
            for job, what in ((self._take_up, "what is left over"), (self.rounds, "clocks and notices")):
                try:
                    job()
                except Exception as problem:
                    # Whatever it was: without the sweep nothing that failed would be tried again. Only what kind: the
                    # text may hold what people wrote.
                    log.error("%s could not be looked at: %s", what, name_of(problem))

    async def _keep_running(self, channel: Channel) -> None:
        """Start ``run`` again when it breaks; one that simply returns has nothing to do."""
        pause = FIRST_PAUSE
        while True:
            began = time.monotonic()
            try:
                return await channel.run(partial(self.reception.take, channel))
            except Exception as problem:
                if time.monotonic() - began > LONGEST_PAUSE:
                    pause = FIRST_PAUSE
                # Only what kind: the text may hold a token.
                log.error("fetching on %s broke: %s; again in %.0f s", channel.name, type(problem).__name__, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
