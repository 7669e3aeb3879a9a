"""Mutated webhook bodies against the whole app: never 5xx, never an effect without the secret.

python -m tests.bot.channels.fuzz_telegram 100000 [SEED]
"""

from __future__ import annotations

from collections import Counter
from random import Random
from types import SimpleNamespace
from typing import Any

from bot.channels.base import Pacing
from bot.channels.telegram.channel import SECRET_HEADER, Telegram
from records.database import Database
from tests.bot.channels.fuzz import Door, Report, knock, main, mutated
from tests.bot.channels.telegram_side import CHAT, DATE, GROUP, MEENA, SECRET, TOKEN, bytes_of, message, update

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


def body(random: Random, number: int) -> bytes:
    """Its update is a new one."""
    return mutated(random, SEEDS).replace(str(NUMBER).encode(), str(10**9 + number).encode())


def guessed(random: Random, body: bytes) -> dict[str, str]:
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


async def run(count: int, database: Database, seed: int = 1) -> Report:
    quiet = Quiet()
    channel = Telegram(TOKEN, "http://127.0.0.1:9", SECRET, None)
    channel._api, channel.pacing = quiet, Pacing()  # type: ignore[assignment]
    door = Door(
        channel=channel, body=body, right=lambda _: {SECRET_HEADER: SECRET}, wrong=guessed, refused=401,
        names=("with secret", "without secret"),
    )  # fmt: skip
    report = await knock(door, count, database, seed)
    report.calls = quiet.calls
    return report


if __name__ == "__main__":
    main(run)
