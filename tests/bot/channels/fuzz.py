"""What fuzzing a webhook is made of: bodies that were changed at random, and a door that must bear them."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
import sqlalchemy as sa

from bot.channels.base import Channel
from bot.dialogue import Said
from records.database import Database
from records.tables import inbound
from tests.bot.house import House
from tests.fakes import Clock, FakeDialogue

HOSTILE: list[Any] = [
    None, True, -1, 0, 2**63, 10**400, 1e308, float("nan"), float("inf"), "", " ", "x" * 5_000, "\x00", "\ud800", "ไทย" * 99,
    "👩🏽‍🌾", "મારે લોન", "../../etc/passwd", "'; drop table inbound; --", [], {}, [[[[[]]]]], {"type": "user"}, "menu:", "menu:find",
    {"userId": "U" * 201}, "group", "standby", "unfollow", "postback", "message", "sticker", "\u202e",
]  # fmt: skip


def mutated(random: Random, seeds: Sequence[bytes]) -> bytes:
    """One of the bodies, as the platform would hardly send it."""
    body = random.choice(seeds)
    for _ in range(random.choice((1, 1, 2, 4))):
        body = random.choice(MUTATIONS)(random, body)
    return body


def _flip(random: Random, body: bytes) -> bytes:
    if not body:
        return body
    place = random.randrange(len(body))
    return body[:place] + bytes([body[place] ^ 1 << random.randrange(8)]) + body[place + 1 :]


def _cut(random: Random, body: bytes) -> bytes:
    start, end = sorted((random.randint(0, len(body)), random.randint(0, len(body))))
    return body[:start] + body[end:]


def _repeat(random: Random, body: bytes) -> bytes:
    start, end = sorted((random.randint(0, len(body)), random.randint(0, len(body))))
    return body[:end] + body[start:end] + body[end:]


def _insert(random: Random, body: bytes) -> bytes:
    place = random.randint(0, len(body))
    return body[:place] + random.randbytes(random.randint(1, 8)) + body[place:]


def _change(random: Random, body: bytes) -> bytes:
    """Another value, a missing or a new name, somewhere in the JSON."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return body
    places = list(_places(content))
    if not places:
        return json.dumps(random.choice(HOSTILE)).encode()
    holder, key = random.choice(places)
    wish = random.randrange(4)
    if wish == 0 and isinstance(holder, dict):
        del holder[key]
    elif wish == 1 and isinstance(holder, dict):
        holder[random.choice(["type", "mode", "x", "text", "id", "userId"])] = random.choice(HOSTILE)
    elif wish == 2 and isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[key] = random.choice(HOSTILE)
    return json.dumps(content).encode()


def _places(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _places(inner)


MUTATIONS: list[Callable[[Random, bytes], bytes]] = [_flip, _cut, _repeat, _insert, *[_change] * 8]


@dataclass
class Report:
    bodies: int = 0  #: posted and judged; fewer than asked for when the run was ended early
    statuses: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)  #: bodies after which a rule did not hold
    calls: Counter[str] = field(default_factory=Counter)  #: of the platform


@dataclass(frozen=True, kw_only=True)
class Door:
    """A channel's webhook: what is posted to it, and how the platform is told from everybody else."""

    channel: Channel
    body: Callable[[Random, int], bytes]
    right: Callable[[bytes], dict[str, str]]  #: headers that the platform sends with a body
    wrong: Callable[[Random, bytes], dict[str, str]]  #: headers that it would never send
    refused: int  #: status of those
    names: tuple[str, str]  #: of the two in the report


async def knock(door: Door, count: int, database: Database, seed: int) -> Report:
    """``count`` bodies, one after the other; cancelled, it reports what it has seen until then."""
    random, report = Random(seed), Report()
    house = House(database, Clock(), FakeDialogue([Said(key="help")]), door.channel)
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    with suppress(asyncio.CancelledError):
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            for number in range(count):
                await _post(door, door.body(random, number), random, client, database, report)
    await house.workers.stop()
    await house.sender.stop()
    await house.backstage.reception.stop()
    return report


async def _post(
    door: Door, body: bytes, random: Random, client: httpx.AsyncClient, database: Database, report: Report
) -> None:
    honest = random.random() < 0.5
    headers = door.right(body) if honest else door.wrong(random, body)
    before = _last(database)
    answer = await client.post(f"/webhooks/{door.channel.name}", content=body, headers=headers)
    report.bodies += 1
    report.statuses[f"{door.names[not honest]} {answer.status_code}"] += 1
    allowed = (200, 400) if honest else (door.refused,)
    if answer.status_code not in allowed or (not honest and _last(database) != before):
        report.broken.append(f"{answer.status_code} {headers} {body!r}"[:2_000])


def _last(database: Database) -> int:
    """Number of the newest event; counting all of them each time would take longer than everything else."""
    with database.read() as connection:
        return int(connection.execute(sa.select(sa.func.max(inbound.c.id))).scalar() or 0)


def events(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(inbound)).scalar_one())


def main(run: Callable[[int, Database, int], Coroutine[Any, Any, Report]]) -> None:
    """COUNT [SEED]; ended early with Ctrl-C or SIGTERM, it reports what it has seen until then."""
    count, seed = int(sys.argv[1]), int((sys.argv[2:] or ["1"])[0])
    logging.disable(logging.ERROR)

    async def whole(database: Database) -> Report:
        running = asyncio.create_task(run(count, database, seed))
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
        return await running

    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'records.sqlite'}")
        database.migrate()
        report = asyncio.run(whole(database))
        stored = events(database)
        database.close()
    found = {"bodies": report.bodies, "asked for": count, "stored": stored, "broken": len(report.broken)}
    print(json.dumps(found | report.statuses | report.calls))
    print(*report.broken[:10], sep="\n", end="")
    raise SystemExit(bool(report.broken))
