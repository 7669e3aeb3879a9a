"""Mutated webhook bodies against the whole app: never 5xx, never an effect without the secret.

python -m tests.bot.channels.fuzz_telegram 100000 [SEED]
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import httpx
import sqlalchemy as sa

from bot.channels.base import Pacing
from bot.channels.telegram.channel import SECRET_HEADER, Telegram
from bot.dialogue import Said
from records.database import Database
from records.tables import inbound
from tests.bot.channels.fuzz_line import MUTATIONS
from tests.bot.channels.telegram_side import CHAT, DATE, GROUP, MEENA, SECRET, TOKEN, bytes_of, message, update
from tests.bot.house import House
from tests.fakes import Clock, FakeDialogue

FILE = {"file_id": "AwACAgUAAx", "file_unique_id": "u1", "file_size": 800}
MEMBER = {"user": {"id": 123456, "is_bot": True, "first_name": "Sahayak"}, "status": "member"}
NUMBER = 700_000_007
SEEDS: list[bytes] = [
    bytes_of(one)
    for one in (
        message(NUMBER, text="મારે લોન જોઈએ 🙏"),
        message(NUMBER, text="/start ref_1", entities=[{"type": "bot_command", "offset": 0, "length": 6}]),
        message(NUMBER, voice=FILE | {"duration": 3, "mime_type": "audio/ogg"}),
        message(NUMBER, photo=[FILE | {"width": 9, "height": 9}], caption="ร้าน"),
        message(NUMBER, document=FILE | {"file_name": "योजना.pdf", "mime_type": "application/pdf"}),
        message(NUMBER, location={"latitude": 23.03, "longitude": 72.58}),
        message(NUMBER, venue={"location": {"latitude": 1, "longitude": 2}, "title": "a", "address": "b"}),
        message(NUMBER, contact={"phone_number": "919876543210", "first_name": "M", "user_id": 777}),
        message(NUMBER, sticker=FILE | {"width": 5, "height": 5, "is_animated": False, "is_video": False,
                                        "type": "regular", "emoji": "🙏"}),
        message(NUMBER, chat=GROUP, text="/help@bot"),
        update("edited_message", NUMBER, message_id=5, date=DATE, edit_date=DATE, **{"from": MEENA}, chat=CHAT, text="x"),
        update("callback_query", NUMBER, id="1", **{"from": MEENA}, chat_instance="c", data="t",
               message={"message_id": 9, "date": DATE, "chat": CHAT, "text": "x"}),
        update("my_chat_member", NUMBER, chat=CHAT, date=DATE, **{"from": MEENA}, old_chat_member=MEMBER,
               new_chat_member=MEMBER | {"status": "kicked", "until_date": 0}),
        update("inline_query", NUMBER, id="1", **{"from": MEENA}, query="cgtmse", offset=""),
        update("poll", NUMBER, id="1"),
    )
]  # fmt: skip


def mutated(random: Random, number: int) -> bytes:
    """A body that Telegram would hardly send; its update is a new one."""
    body = random.choice(SEEDS)
    for _ in range(random.choice((1, 1, 2, 4))):
        body = random.choice(MUTATIONS)(random, body)
    return body.replace(str(NUMBER).encode(), str(10**9 + number).encode())


def guessed(random: Random) -> dict[str, str]:
    """Headers without the secret."""
    wrong = ["", "guess", SECRET[:-1], SECRET + "x", SECRET.swapcase(), SECRET[::-1], f" {SECRET},", "\x7f" * 40]
    return random.choice([{}, {"authorization": SECRET}, *({SECRET_HEADER: one} for one in wrong)])


class Quiet:
    """Telegram's side of the channel: takes everything, and counts."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.bot = self

    def __getattr__(self, method: str) -> Any:
        async def call(*given: Any, **named: Any) -> Any:
            self.calls[method] += 1
            return SimpleNamespace(message_id=1)

        return call

    async def close(self) -> None: ...


@dataclass
class Report:
    statuses: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)  #: bodies after which a rule did not hold
    calls: Counter[str] = field(default_factory=Counter)


async def run(count: int, database: Database, seed: int = 1) -> Report:
    random, quiet = Random(seed), Quiet()
    report = Report(calls=quiet.calls)
    channel = Telegram(TOKEN, "http://127.0.0.1:9", SECRET, None)
    channel._api, channel.pacing = quiet, Pacing()  # type: ignore[assignment]
    house = House(database, Clock(), FakeDialogue([Said(key="help")]), channel)
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for number in range(count):
            body, honest = mutated(random, number), random.random() < 0.5
            headers = {SECRET_HEADER: SECRET} if honest else guessed(random)
            before = _last(database)
            answer = await client.post("/webhooks/telegram", content=body, headers=headers)
            report.statuses[f"{'with' if honest else 'without'} secret {answer.status_code}"] += 1
            allowed = (200, 400) if honest else (401,)
            if answer.status_code not in allowed or (not honest and _last(database) != before):
                report.broken.append(f"{answer.status_code} {headers} {body!r}"[:2_000])
        await house.workers.stop()
        await house.sender.stop()
        await house.backstage.reception.stop()
    return report


def _last(database: Database) -> int:
    """Number of the newest event; counting all of them each time would take longer than everything else."""
    with database.read() as connection:
        return int(connection.execute(sa.select(sa.func.max(inbound.c.id))).scalar() or 0)


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
    print(json.dumps({"bodies": count, "stored": stored, "broken": len(report.broken), **report.statuses,
                      **report.calls}))  # fmt: skip
    print(*report.broken[:10], sep="\n", end="")
    raise SystemExit(bool(report.broken))


if __name__ == "__main__":
    main()
