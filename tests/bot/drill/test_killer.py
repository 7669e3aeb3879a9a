"""When the drill kills is noted as it kills: copies of answers are explained by it."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace
from typing import Any

from bot.drill.run import VICTIMS, Killer


class Processes:
    """Each is found after a while, or never; the time is that of the kill."""

    def __init__(self, times: dict[str, float | None]) -> None:
        self.times, self.asked = times, list[str]()

    async def kill(self, name: str) -> float | None:
        self.asked.append(name)
        return self.times[name]


async def killed(times: dict[str, float | None]) -> tuple[Killer, Processes]:
    processes = Processes(times)
    crowd: Any = SimpleNamespace(said=range(1000))
    killer = Killer(processes, crowd, Random(1))  # type: ignore[arg-type]
    await killer.run(len(VICTIMS), 1000)
    return killer, processes


async def test_the_time_is_the_kills_own_and_only_of_what_sends() -> None:
    killer, processes = await killed({"app": 70.0, "dialogue": 80.0, "supervisor": 90.0})
    assert sorted(processes.asked) == sorted(VICTIMS)
    assert (sorted(killer.at), killer.done) == ([70.0, 90.0], 3)


async def test_what_was_not_there_was_not_killed() -> None:
    killer, _ = await killed({"app": None, "dialogue": None, "supervisor": 90.0})
    assert (killer.at, killer.done) == ([90.0], 1)
