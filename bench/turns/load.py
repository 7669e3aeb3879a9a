"""People who talk, one after another or at once, and what was measured on them."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any, Protocol

from bench.turns import processes
from bench.turns.conversation import Conversation, Line

#: Seconds.
MESSAGE_LIMIT, PHASE_LIMIT = 30.0, 300.0


class Person(Protocol):
    """Somebody in a conversation of their own."""

    async def say(self, line: Line) -> float:
        """Seconds until the whole reply was there; raises NoReply."""
        ...


class NoReply(RuntimeError):
    """The assistant said nothing to a message."""


class TookTooLong(RuntimeError):
    """A phase did not end in time."""


NewPerson = Callable[[], AbstractAsyncContextManager[Person]]


@dataclass
class Heard:
    """What a phase measured; times in seconds."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    unanswered: int = 0
    elapsed: float = 0.0
    cpu: dict[str, float] = field(default_factory=dict)

    @property
    def all_times(self) -> list[float]:
        return [seconds for kind in self.times.values() for seconds in kind]

    def figures(self) -> dict[str, Any]:
        """Times in milliseconds; CPU in milliseconds a message, for each process."""
        times = self.all_times
        count = len(times) + self.unanswered
        return {
            "messages": count,
            "unanswered": self.unanswered,
            "p50_ms": round(median(times) * 1000, 1),
            "p95_ms": round(quantiles(times, n=20, method="inclusive")[-1] * 1000, 1),
            "messages_per_second": round(count / self.elapsed, 1),
            "cpu_ms": {name: round(seconds * 1000 / count, 1) for name, seconds in self.cpu.items()},
            "p50_ms_by_kind": {kind: round(median(some) * 1000, 1) for kind, some in sorted(self.times.items())},
        }


async def hold(
    new_person: NewPerson, conversations: Sequence[Conversation], people: int, pids: dict[str, int]
) -> Heard:
    """Hold all conversations, ``people`` of them at once; each person reads the reply before going on."""
    heard, left = Heard(), list(reversed(conversations))
    before = {name: processes.usage(pid).cpu for name, pid in pids.items()}
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PHASE_LIMIT), asyncio.TaskGroup() as group:
            for _ in range(people):
                group.create_task(_talk(new_person, left, heard))
    except TimeoutError as problem:
        said = f"{len(heard.all_times)} messages were answered and {heard.unanswered} were not"
        raise TookTooLong(f"{said} within {PHASE_LIMIT:.0f} s; it was given up") from problem
    heard.elapsed = time.perf_counter() - began
    heard.cpu = {name: processes.usage(pid).cpu - before[name] for name, pid in pids.items()}
    return heard


async def _talk(new_person: NewPerson, left: list[Conversation], heard: Heard) -> None:
    while left:
        conversation = left.pop()
        async with new_person() as person:
            for line in conversation.lines:
                try:
                    async with asyncio.timeout(MESSAGE_LIMIT):
                        heard.times[line.kind].append(await person.say(line))
                except (TimeoutError, NoReply):
                    heard.unanswered += 1
