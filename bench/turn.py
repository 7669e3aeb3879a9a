"""What a turn costs: message in to reply out through both real processes, beside stock Rasa in the same run.

.venv/bin/python -m bench.turn [--messages 96] [--people 20] [--json] [--without-stock]
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bench.turns import ours, processes, report, stock
from bench.turns.conversation import Conversation, Script
from bench.turns.load import Person, TookTooLong, hold
from bot.supervise import Say, StartFailed

LINES = 12
MOST_MESSAGES, MOST_PEOPLE = 480, 60
MESSAGE_TIMEOUT = 60.0


@dataclass(frozen=True, kw_only=True)
class Side:
    """A way to start one of the two, and to be a person who talks to it."""

    started: Callable[[Path, Say], AbstractContextManager[tuple[str, dict[str, int]]]]
    person: Callable[[httpx.AsyncClient, str], AbstractAsyncContextManager[Person]]


OURS = Side(started=ours.started, person=ours.person)
STOCK = Side(started=stock.started, person=stock.person)


@dataclass(frozen=True, kw_only=True)
class Work:
    """The conversations of a run: the same for both sides."""

    warm_up: list[Conversation]
    alone: list[Conversation]
    together: list[Conversation]
    people: int


def plan(messages: int, people: int) -> Work:
    script = Script()
    return Work(
        warm_up=script.take(6),
        alone=script.take(max(1, round(messages / LINES))),
        together=script.take(people),
        people=people,
    )


async def measure(side: Side, address: str, pids: dict[str, int], work: Work) -> dict[str, Any]:
    """Figures of one side; see Heard.figures."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=2 * work.people)
    async with httpx.AsyncClient(limits=limits, timeout=MESSAGE_TIMEOUT, trust_env=False) as client:
        person = functools.partial(side.person, client, address)
        await hold(person, work.warm_up, 1, pids)
        vector_times = [processes.vector_time()]
        alone = await hold(person, work.alone, 1, pids)
        together = await hold(person, work.together, work.people, pids)
        vector_times.append(processes.vector_time())
    memory = {name: processes.usage(pid) for name, pid in pids.items()}
    return {
        "alone": alone.figures(),
        "together": together.figures(),
        "memory_mb": {name: round(one.rss) for name, one in memory.items()},
        "memory_shared_once_mb": {name: round(one.shared_out) for name, one in memory.items()},
        "vector_ms": [round(value, 1) for value in vector_times],
        "load": [round(value, 2) for value in os.getloadavg()],
    }


def run(side: Side, work: Work, say: Say) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="sahayak-bench-") as folder, side.started(Path(folder), say) as started:
        return asyncio.run(measure(side, *started, work))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--messages", type=int, default=96, help="of one person, rounded to conversations of twelve")
    parser.add_argument("--people", type=int, default=20, help="who talk at once, one conversation each")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--without-stock", action="store_true", help="leave out stock Rasa")
    chosen = parser.parse_args()
    if not 1 <= chosen.messages <= MOST_MESSAGES or not 1 <= chosen.people <= MOST_PEOPLE:
        parser.error(f"--messages must be 1 to {MOST_MESSAGES}, --people 1 to {MOST_PEOPLE}")
    return chosen


def _tell(text: str) -> None:
    print(f"[bench] {text}", file=sys.stderr, flush=True)


def main() -> int:
    chosen = arguments()
    # The processes end with this one, however it is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work = plan(chosen.messages, chosen.people)
    result: dict[str, Any] = {"people": work.people, "stock_left_out": ""}
    try:
        _tell("measuring Sahayak")
        result["sahayak"] = run(OURS, work, _tell)
        if chosen.without_stock:
            result["stock_left_out"] = "it was not asked for"
        else:
            _tell("measuring stock Rasa")
            try:
                result["stock"] = run(STOCK, work, _tell)
                result["stock_examples"] = len(stock.training_examples())
            except stock.NoStock as problem:
                result["stock_left_out"] = str(problem)
    except (StartFailed, TookTooLong, ValueError) as problem:
        _tell(str(problem))
        return 1
    except KeyboardInterrupt:
        _tell("stopped")
        return 130
    print(json.dumps(result, indent=1) if chosen.json else report.table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
