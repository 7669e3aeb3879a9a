"""Messages a second through the channels' path without Rasa: webhook in, stored, answered, sent, settled, on SQLite.

    .venv/bin/python -m bench.channels [--messages 3000] [--people 200] [--json] [--with-rasa-ms 70]

The assistant is an echo: everything else is the app's own code, in one process as it is in life. The channel has no
pacing and its platform accepts at once, in memory; webhooks come as ASGI requests, several events in each as LINE
sends them (--batch 1 for one in each). ``ratio``: how many times the path takes in of what a turn of Rasa lets through,
given in CPU milliseconds a message (bench.turn measures it).
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import sqlalchemy as sa

from bot.backstage import Backstage
from bot.channels.base import Channel, Delivered, Delivery, Limits, Pacing
from bot.delivery import Sender
from bot.dialogue import Dialogue, Said
from bot.feed import Feed
from bot.gateway import Gateway, Patience
from bot.messages import Action, Inbound
from bot.processes import Processes
from bot.server import Parts, create
from bot.workers import IN_HAND, Burst, Workers
from knowledge.language import LATIN_FORMS, LatinModel
from records.database import Database
from records.tables import inbound, outbox


@dataclass(frozen=True, kw_only=True)
class Result:
    messages: int
    people: int
    seconds: float
    per_second: float
    turns: int
    cpu_ms: float  #: of the whole process, a message
    rasa_per_second: float  #: what one core lets through with Rasa, from --with-rasa-ms
    ratio: float
    load: float


class Echo(Dialogue):
    """Stands where Rasa does."""

    def __init__(self) -> None:
        """Needs no connection."""

    async def ask(
        self, conversation: str, message_id: str, text: str, language: str, action: Action | None, data: Any = None
    ) -> list[Said]:
        return [Said(key="thanks")]


class Bench(Channel):
    name = "bench"
    limits = Limits(text=5000)
    pacing = Pacing(at_once=64)
    bursts = False

    def __init__(self) -> None:
        self.sent = 0

    def parse(self, headers: Mapping[str, str], body: bytes) -> list[Inbound]:
        return [
            Inbound(channel="bench", event_id=one["id"], address=one["from"], kind="text", text=one["text"], raw="{}")
            for one in json.loads(body)
        ]

    async def send(self, delivery: Delivery) -> Delivered:
        self.sent += len(delivery.replies)
        return Delivered(platform_ids=("1",))


def now() -> datetime:
    return datetime.now(UTC)


def app_of(database: Database, channel: Bench) -> tuple[Any, Backstage]:
    """The app's own parts around an echo."""
    feed, processes = Feed(), Processes(database, now)
    sender = Sender(database, {channel.name: channel}, now, processes.id)
    model = LatinModel({}, np.zeros((0, len(LATIN_FORMS)), np.float32), np.zeros(len(LATIN_FORMS), np.float32))
    gateway = Gateway(
        database,
        Echo(),
        lambda: model,
        now,
        Patience(interim_after=60, give_up_after=120),
        sender.wake,
    )
    workers = Workers(database, gateway.handle, Burst(pause=0, limit=0), IN_HAND, feed.set_busy, processes.id, now)
    backstage = Backstage.of(database, workers, sender, processes, now)
    return create(Parts(database, backstage, feed, now, lambda: {"ok": True})), backstage


def open_rows(database: Database) -> int:
    """Messages not handled yet, and replies not sent yet."""
    with database.read() as connection:
        waiting = sa.select(sa.func.count()).select_from(inbound).where(inbound.c.status != "done")
        unsent = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.status != "sent")
        return int(connection.scalar(waiting) or 0) + int(connection.scalar(unsent) or 0)


async def measure(messages: int, people: int, batch: int, rasa_ms: float) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'records.sqlite'}")
        database.migrate()
        channel = Bench()
        app, _ = app_of(database, channel)
        bodies = requests(messages, people, batch)
        async with app.router.lifespan_context(app):
            gc.collect()
            began, cpu = time.perf_counter(), time.process_time()
            await post(app, bodies)
            # Not a reply for each message: two that wait together are one turn.
            async with asyncio.timeout(120):
                while open_rows(database):
                    await asyncio.sleep(0.02)
            seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        turns = check(database, messages)
        database.close()
    rate, with_rasa = messages / seconds, 1000 / rasa_ms
    return Result(
        messages=messages, people=people, seconds=round(seconds, 2), per_second=round(rate, 1), turns=turns,
        cpu_ms=round(cpu / messages * 1000, 2), rasa_per_second=round(with_rasa, 1), ratio=round(rate / with_rasa, 1),
        load=round(os.getloadavg()[0], 1),
    )  # fmt: skip


def requests(messages: int, people: int, batch: int) -> list[bytes]:
    events = [
        {"id": f"e{number}", "from": f"p{number % people}", "text": f"નમસ્તે {number}"} for number in range(messages)
    ]
    return [json.dumps(events[at : at + batch]).encode() for at in range(0, messages, batch)]


async def post(app: Any, bodies: Sequence[bytes]) -> None:
    """A few connections side by side, each waiting for its 200 before the next."""
    waiting = iter(bodies)

    async def connection() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bench") as client:
            for body in waiting:
                (await client.post("/webhooks/bench", content=body)).raise_for_status()

    await asyncio.gather(*(connection() for _ in range(8)))


def check(database: Database, messages: int) -> int:
    """Everything came in once, was done, and went out; the number of turns."""
    with database.read() as connection:
        done = connection.execute(sa.select(sa.func.count()).where(inbound.c.status == "done")).scalar()
        turns = connection.execute(sa.select(sa.func.count(inbound.c.turn_id.distinct()))).scalar()
        sent = connection.execute(sa.select(sa.func.count()).where(outbox.c.status == "sent")).scalar()
    assert (done, sent) == (messages, turns), f"{messages} in, {done} done, {turns} turns, {sent} sent"
    return int(turns or 0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Messages a second without Rasa, as a ratio of those with it.")
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--with-rasa-ms", type=float, default=70.0, help="CPU milliseconds a message with Rasa")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    result = asyncio.run(measure(options.messages, options.people, options.batch, options.with_rasa_ms))
    if options.json:
        print(json.dumps(asdict(result)))
        return
    print(f"{result.messages} messages of {result.people} people in {result.seconds} s, load {result.load}")
    print(f"without Rasa {result.per_second}/s in and out, {result.cpu_ms} ms of CPU a message, {result.turns} turns")
    print(f"with Rasa {result.rasa_per_second}/s on a core: {result.ratio} times as many without it")


if __name__ == "__main__":
    main()
