"""No secret reaches a log, whoever writes the line."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot import secrets_in_logs
from bot.channels.base import Delivery, DeliveryFailed
from bot.channels.telegram.channel import Telegram, make
from bot.drill.fake_telegram import FakeTelegram
from bot.drill.telegram_fake.faults import CallFault
from bot.messages import Reply
from bot.settings import Settings
from tests.bot.channels.telegram_side import SECRET, TOKEN


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that any library says, at the lowest level, as a handler writes it; and all is as before at the end."""
    monkeypatch.setattr(secrets_in_logs, "_secrets", set())
    factory, written = logging.getLogRecordFactory(), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
    loggers = [logging.getLogger(name) for name in (None, *secrets_in_logs.CHATTY)]
    levels = [one.level for one in loggers]
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(factory)
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)


def loud() -> None:
    for name in (None, *secrets_in_logs.CHATTY):
        logging.getLogger(name).setLevel(logging.DEBUG)


async def talk(url: str) -> None:
    """Sends, fails to send, and fetches."""
    telegram = Telegram(TOKEN, url, "", None)
    await telegram.open()
    delivery = Delivery(id="1", address="1", replies=(Reply(text="x", language="en"),))
    for _ in range(3):
        try:
            await telegram.send(delivery)
        except DeliveryFailed:
            logging.getLogger("ours").exception("sending failed")
    await telegram.api.updates(0, 0, [])
    await telegram.close()


async def test_httpx_tells_the_token_unless_it_is_hidden(log: io.StringIO) -> None:
    """That the next test can fail."""
    loud()
    async with FakeTelegram(token=TOKEN).serve() as url:
        await talk(url)
    assert TOKEN in log.getvalue()


async def test_no_line_holds_the_token_even_at_the_lowest_level(log: io.StringIO) -> None:
    make(Settings(telegram_token=TOKEN), None)
    loud()
    fake = FakeTelegram(token=TOKEN)
    fake.faults.plan("sendMessage", CallFault("drop_before"), CallFault("server_error"))
    async with fake.serve() as url:
        await talk(url)
    assert "sendMessage" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert "/bot[hidden]/" in log.getvalue()


def test_requests_are_not_logged_at_all_unless_asked_for(log: io.StringIO) -> None:
    make(Settings(telegram_token=TOKEN), None)
    for name in secrets_in_logs.CHATTY:
        assert not logging.getLogger(f"{name}.below").isEnabledFor(logging.INFO)


def write(how: str) -> None:
    ours = logging.getLogger("ours")
    if how == "message":
        ours.warning(f"at {TOKEN}")
    elif how == "argument":
        ours.warning("at %s with %d", TOKEN, 5)
    elif how == "object":
        ours.warning("%s", ValueError(TOKEN))
    elif how == "wrong arguments":
        ours.warning("at %s and %s", TOKEN)
    else:
        try:
            try:
                raise ValueError(TOKEN)
            except ValueError as problem:
                raise RuntimeError("behind it") from problem
        except RuntimeError:
            ours.exception("failed")


@pytest.mark.parametrize("how", ["message", "argument", "object", "wrong arguments", "cause of an exception"])
def test_it_is_hidden_wherever_it_stands(log: io.StringIO, how: str) -> None:
    make(Settings(telegram_token=TOKEN, telegram_webhook="https://x.in", telegram_secret=SECRET), None)
    write(how)
    assert TOKEN not in log.getvalue()
    assert secrets_in_logs.HIDDEN in log.getvalue()


def test_other_lines_stay_as_they_are_and_hiding_twice_is_no_harm(log: io.StringIO) -> None:
    for _ in range(2):
        secrets_in_logs.hide(TOKEN, "short", "")
    logging.getLogger("ours").warning("a short %s, नमस्ते %s", "text", "ไทย")
    assert log.getvalue() == "ours WARNING a short text, नमस्ते ไทย\n"
