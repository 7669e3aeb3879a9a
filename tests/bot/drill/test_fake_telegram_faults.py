"""Faults on demand, and phones, of the stand-in for Telegram."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import httpx
import pytest
from starlette.requests import ClientDisconnect

from bot.drill.fake_telegram import FakeTelegram
from bot.drill.telegram_fake.faults import CallFault, Faults, Rates, UpdateFault
from bot.drill.telegram_fake.phone import Phone
from tests.bot.drill.telegram_bot import Bot, until

# --- 8: faults ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "status", "heard"),
    [
        (CallFault("too_many", 3), 429, 0), (CallFault("server_error", status=503), 503, 0),
        (CallFault("drop_before"), None, 0), (CallFault("drop_after"), None, 1), (CallFault("hang", 0.05), None, 0),
    ],
    ids=lambda value: getattr(value, "kind", None),
)  # fmt: skip
async def test_faults_on_demand(
    bot: Bot, fake: FakeTelegram, meena: Phone, fault: CallFault, status: int | None, heard: int
) -> None:
    fake.faults.plan("sendMessage", fault)
    if status is None:
        with pytest.raises(httpx.TransportError):
            await bot("sendMessage", chat_id=meena.chat.id, text="x")
    else:
        answer = await bot("sendMessage", chat_id=meena.chat.id, text="x")
        assert answer["error_code"] == status
        assert answer.get("parameters") == ({"retry_after": 3} if status == 429 else None)
    assert len(meena.heard) == heard
    assert fake.calls[-1].fault == fault.kind
    assert fake.calls[-1].unheard == (fault.kind == "drop_after")
    await bot("sendMessage", chat_id=meena.chat.id, text="y")
    assert len(meena.heard) == heard + 1


async def test_a_caller_killed_while_it_speaks_is_no_call_that_was_done(fake: FakeTelegram) -> None:
    """As a SIGKILL in the middle of a request: the drill counts what was done without the caller knowing."""
    fake.faults.plan("sendMessage", CallFault("drop_after"))
    scope = {"type": "http", "method": "POST", "path": f"/bot{fake.token}/sendMessage", "query_string": b"",
             "headers": [(b"content-type", b"application/json")]}  # fmt: skip
    coming = iter([{"type": "http.request", "body": b'{"chat', "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> dict[str, Any]:
        return next(coming)

    async def send(_: Any) -> None:
        return

    with suppress(ClientDisconnect):
        await fake(scope, receive, send)
    (call,) = fake.called("sendMessage")
    assert (call.fault, call.values, call.unheard) == ("drop_after", {}, False)


async def test_it_goes_away_and_comes_back(bot: Bot, fake: FakeTelegram) -> None:
    fake.faults.away = True
    with suppress(httpx.TransportError):
        pytest.fail(str(await bot("getMe")))
    fake.faults.away = False
    assert (await bot("getMe"))["is_bot"] is True


async def test_updates_come_twice_late_or_in_another_order(bot: Bot, fake: FakeTelegram, meena: Phone) -> None:
    def texts(found: list[dict[str, Any]]) -> list[str]:
        return [one["message"]["text"] for one in found]

    fake.faults.plan_updates(UpdateFault("late", 0.05))
    for one in "abc":
        if one == "c":
            fake.faults.plan_updates(UpdateFault("duplicate"))
        meena.say(one)
    assert texts(await bot.updates()) == ["b", "c", "c"]
    await until(lambda: len(fake.queue.pending) == 4)
    fake.faults.plan_updates(UpdateFault("swap"))
    meena.say("d")
    assert texts(await bot.updates()) == ["b", "c", "c", "d", "a"]


def test_chance_follows_the_seed() -> None:
    def course(seed: int) -> list[Any]:
        faults = Faults(Rates(too_many=0.2, drop_after=0.2, duplicate=0.3), random.Random(seed))
        return [faults.of_call("sendMessage") for _ in range(50)] + [faults.of_update() for _ in range(50)]

    assert course(1) == course(1)
    assert course(1) != course(2)
    assert {getattr(one, "kind", None) for one in course(1)} == {None, "too_many", "drop_after", "duplicate"}


# --- 9: phones ------------------------------------------------------------------------------------------------------


async def test_a_chat_reads_as_on_the_screen(bot: Bot, meena: Phone) -> None:
    meena.say("नमस्ते")
    meena.send_voice()
    markup = {"inline_keyboard": [[{"text": "ठीक", "callback_data": "t"}]]}
    await bot("sendMessage", chat_id=meena.chat.id, text="जी", reply_markup=markup)
    meena.press("ठीक")
    assert meena.transcript() == "> नमस्ते\n> (voice)\nजी\n    [ठीक]\n> [ठीक]"
    meena.edit("नमस्कार")
    assert meena.transcript().startswith("> नमस्कार\n")


async def test_a_text_too_long_for_one_message_is_cut_by_the_app(bot: Bot, meena: Phone) -> None:
    meena.say("👍" * 5000)
    sizes = [len(one["message"]["text"]) for one in await bot.updates()]
    assert sum(sizes) == 5000
    assert max(sizes) <= 2048
