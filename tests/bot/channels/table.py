"""One row for each channel that is pushed to; tests/bot/channels/test_every_channel.py tries them all.

A row says how the platform posts a text, an event of a kind that nobody knows, and that somebody blocked the bot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.channels.base import Channel
from bot.channels.line import Line
from tests.bot.channels import line_side, telegram_side

Request = tuple[Mapping[str, str], bytes]


@dataclass(frozen=True, kw_only=True)
class Row:
    make: Callable[[], Channel]  #: on a platform that is not there
    text: Callable[[str, int], Request]  #: words, and the number of the event
    unknown: Request
    blocked: Request
    secrets: tuple[str, ...]


def _telegram(body: object) -> Request:
    return {telegram_side.SECRET_HEADER: telegram_side.SECRET}, telegram_side.bytes_of(body)


def _line(*events: object) -> Request:
    body = line_side.body_of(*events)
    return line_side.signed(body), body


_MEMBER = {"user": {"id": int(telegram_side.BOT), "is_bot": True, "first_name": "S", "username": "s_bot"}}
CHANNELS: dict[str, Row] = {
    "telegram": Row(
        make=telegram_side.channel,
        text=lambda words, number: _telegram(telegram_side.message(number, text=words)),
        unknown=_telegram({"update_id": 99, "something_new": {"from": telegram_side.MEENA}}),
        blocked=_telegram(
            telegram_side.update(
                "my_chat_member",
                98,
                chat=telegram_side.CHAT,
                date=telegram_side.DATE,
                old_chat_member=_MEMBER | {"status": "member"},
                new_chat_member=_MEMBER | {"status": "kicked", "until_date": 0},
                **{"from": telegram_side.MEENA},
            )
        ),
        secrets=(telegram_side.SECRET, telegram_side.TOKEN),
    ),
    "line": Row(
        make=lambda: Line(line_side.SECRET, line_side.TOKEN, "http://127.0.0.1:9"),
        text=lambda words, number: _line(
            line_side.text_event(words, webhookEventId=f"{line_side.EVENT_ID[:-3]}{number:03}")
        ),
        unknown=_line(line_side.event("something_new", webhookEventId=f"{line_side.EVENT_ID[:-3]}999")),
        blocked=_line(line_side.event("unfollow", webhookEventId=f"{line_side.EVENT_ID[:-3]}998")),
        secrets=(line_side.SECRET, line_side.TOKEN),
    ),
}
