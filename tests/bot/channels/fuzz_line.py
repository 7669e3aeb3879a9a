"""Mutated webhook bodies against the whole app: never 5xx, never an effect without a valid signature.

python -m tests.bot.channels.fuzz_line 100000 [SEED]
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
import sqlalchemy as sa

from bot.channels.line import Line
from bot.dialogue import Said
from records.database import Database
from records.tables import inbound
from tests.bot.channels.line_side import EVENT_ID, SECRET, TOKEN, body_of, event, signed, text_event
from tests.bot.house import House
from tests.fakes import Clock, FakeDialogue

HOSTILE: list[Any] = [
    None, True, -1, 0, 2**63, 10**400, 1e308, float("nan"), float("inf"), "", " ", "x" * 5_000, "\x00", "\ud800", "ไทย" * 99,
    "👩🏽‍🌾", "મારે લોન", "../../etc/passwd", "'; drop table inbound; --", [], {}, [[[[[]]]]], {"type": "user"}, "menu:", "menu:find",
    {"userId": "U" * 201}, "group", "standby", "unfollow", "postback", "message", "sticker", "\u202e",
]  # fmt: skip
SEEDS: list[bytes] = [
    body_of(),
    body_of(text_event("ขอสินเชื่อ SME 🙏")),
    body_of(text_event("મારે લોન જોઈએ"), event("follow", follow={"isUnblocked": True})),
    body_of(event("unfollow")),
    body_of(event("postback", postback={"data": "tOk-en_1", "params": {"date": "2026-11-22"}})),
    body_of(event(message={"type": "sticker", "id": "1", "packageId": "1", "stickerId": "2", "keywords": ["ดี"]})),
    body_of(event(message={"type": "audio", "id": "2", "duration": 3000, "contentProvider": {"type": "line"}})),
    body_of(event(message={"type": "image", "id": "3", "contentProvider": {"type": "line"}})),
    body_of(event(message={"type": "file", "id": "4", "fileName": "แผน.pdf", "fileSize": 2138})),
    body_of(event(message={"type": "location", "id": "5", "title": "ร้าน", "latitude": 13.7, "longitude": 100.5})),
    body_of(event("join", source={"type": "group", "groupId": "C1"})),
    body_of(event("unsend", unsend={"messageId": "1"})),
]


def mutated(random: Random, number: int) -> bytes:
    """A body that LINE would hardly send; its events are new ones."""
    body = random.choice(SEEDS)
    for _ in range(random.choice((1, 1, 2, 4))):
        body = random.choice(MUTATIONS)(random, body)
    return body.replace(EVENT_ID.encode(), f"{number:026d}".encode())


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


def unsigned(random: Random, body: bytes) -> dict[str, str]:
    """Headers that LINE's would never be."""
    right = signed(body)["x-line-signature"]
    wrong = [
        {}, {"x-line-signature": ""}, signed(body, "guessed"), signed(body + b" "), {"x-line-signature": right[::-1]},
        {"x-line-signature": right[:-1]}, {"x-line-signature": right.swapcase()}, {"x-signature": right},
        {"x-line-signature": f" {right}=,"}, {"x-line-signature": "\x7f" * 44}, {"x-line-signature": random.choice("AB") * 4_000},
    ]  # fmt: skip
    return random.choice(wrong)


class Quiet:
    """LINE's side of the channel: takes everything, says nothing."""

    async def open(self) -> None: ...
    async def close(self) -> None: ...
    async def show_loading(self, *given: Any) -> None: ...
    async def reply(self, *given: Any) -> tuple[str, ...]:
        return ()

    async def push(self, *given: Any) -> tuple[str, ...]:
        return ()


@dataclass
class Report:
    statuses: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)  #: bodies after which a rule did not hold


async def run(count: int, database: Database, seed: int = 1) -> Report:
    random, report = Random(seed), Report()
    channel = Line(SECRET, TOKEN)
    channel.client = Quiet()  # type: ignore[assignment]
    house = House(database, Clock(), FakeDialogue([Said(key="help")]), channel)
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for number in range(count):
            body, honest = mutated(random, number), random.random() < 0.5
            headers = signed(body) if honest else unsigned(random, body)
            before = _events(database)
            answer = await client.post("/webhooks/line", content=body, headers=headers)
            report.statuses[f"{'signed' if honest else 'unsigned'} {answer.status_code}"] += 1
            allowed = (200, 400) if honest else (403,)
            if answer.status_code not in allowed or (not honest and _events(database) != before):
                report.broken.append(f"{answer.status_code} {headers} {body!r}"[:2_000])
        await house.workers.stop()
        await house.sender.stop()
    return report


def _events(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(inbound)).scalar_one())


def main() -> None:
    count, seed = int(sys.argv[1]), int((sys.argv[2:] or ["1"])[0])
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'records.sqlite'}")
        database.migrate()
        report = asyncio.run(run(count, database, seed))
        stored = _events(database)
        database.close()
    print(json.dumps({"bodies": count, "stored": stored, "broken": len(report.broken), **report.statuses}))
    print(*report.broken[:10], sep="\n", end="")
    raise SystemExit(bool(report.broken))


if __name__ == "__main__":
    main()
