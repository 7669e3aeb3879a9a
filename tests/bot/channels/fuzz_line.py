"""Mutated webhook bodies against the whole app: never 5xx, never an effect without a valid signature.

python -m tests.bot.channels.fuzz_line 100000 [SEED]
"""

from __future__ import annotations

from random import Random
from typing import Any

from bot.channels.line import Line
from records.database import Database
from tests.bot.channels.fuzz import Door, Report, knock, main, mutated
from tests.bot.channels.line_side import EVENT_ID, SECRET, TOKEN, body_of, event, signed, text_event

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


def body(random: Random, number: int) -> bytes:
    """Its events are new ones."""
    return mutated(random, SEEDS).replace(EVENT_ID.encode(), f"{number:026d}".encode())


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


async def run(count: int, database: Database, seed: int = 1) -> Report:
    channel = Line(SECRET, TOKEN)
    channel.client = Quiet()  # type: ignore[assignment]
    door = Door(channel=channel, body=body, right=signed, wrong=unsigned, refused=403, names=("signed", "unsigned"))
    return await knock(door, count, database, seed)


if __name__ == "__main__":
    main(run)
