"""Calls, updates and webhooks of the stand-in for Telegram: what it keeps, repeats and forgets."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.serve import serving
from bot.drill.telegram_fake.faults import UpdateFault
from bot.drill.telegram_fake.phone import Phone
from bot.drill.telegram_fake.webhook import SECRET_HEADER
from tests.bot.drill.telegram_bot import Bot, refused, until

# --- 1: calls -------------------------------------------------------------------------------------------------------


async def test_json_urlencoded_and_multipart_say_the_same(bot: Bot, meena: Phone) -> None:
    markup = {"inline_keyboard": [[{"text": "ठीक", "callback_data": "t"}]]}
    address = f"{bot.url}/bot{TOKEN}/sendMessage"
    flat = {"chat_id": str(meena.chat.id), "text": "नमस्ते", "reply_markup": json.dumps(markup)}
    await bot("sendMessage", chat_id=meena.chat.id, text="नमस्ते", reply_markup=markup)
    await bot.client.post(address, data=flat)
    await bot.client.post(address, data=flat, files={"unused": b"x"})
    assert [(line.text, line.buttons) for line in meena.heard] == [("नमस्ते", [("ठीक", "t")])] * 3


async def test_a_wrong_token_and_an_unknown_method(bot: Bot) -> None:
    assert refused(await bot("getMe", token="1:x")) == (401, "Unauthorized")
    assert refused(await bot("doSomething"))[0] == 404


# --- 2, 3: updates --------------------------------------------------------------------------------------------------


async def test_what_is_confirmed_is_gone_and_what_is_not_comes_again(bot: Bot, meena: Phone) -> None:
    first, second, third = meena.say("क"), meena.say("ख"), meena.say("ग")
    assert [one["update_id"] for one in await bot.updates()] == [first, second, third]
    assert [one["update_id"] for one in await bot.updates(limit=2)] == [first, second]
    assert [one["update_id"] for one in await bot.updates(offset=second)] == [second, third]
    assert [one["update_id"] for one in await bot.updates(offset=-1)] == [third]
    assert await bot.updates(offset=third + 1) == []


async def test_a_long_poll_waits_for_news_and_a_second_one_ends_it(bot: Bot, fake: FakeTelegram, meena: Phone) -> None:
    async def poll() -> Any:
        return await bot("getUpdates", timeout=5)

    first = asyncio.create_task(poll())
    while fake.queue._poll is None:
        await asyncio.sleep(0.01)
    second = asyncio.create_task(poll())
    assert refused(await first)[0] == 409
    meena.say("ख़बर")
    assert len(await second) == 1


async def test_only_what_is_asked_for_comes_and_the_wish_is_kept(bot: Bot, meena: Phone) -> None:
    await bot.updates(allowed_updates=["message"])
    meena.say("x")
    assert meena.edit("y") == 0
    assert meena.block() == 0
    assert [one.keys() - {"update_id"} for one in await bot.updates()] == [{"message"}]


async def test_after_a_day_what_nobody_fetched_is_gone(bot: Bot, fake: FakeTelegram, meena: Phone) -> None:
    meena.say("old")
    fake.world.now.at += 24 * 3600 + 1  # type: ignore[attr-defined]
    meena.say("new")
    assert [one["message"]["text"] for one in await bot.updates()] == ["new"]


class Hook:
    """A bot's address: answers from a list, the last one for ever, and notes what came."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.came, self.secrets = list(statuses), list[dict[str, Any]](), set[str]()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.secrets.add(dict(scope["headers"]).get(SECRET_HEADER.encode(), b"").decode())
        self.came.append(json.loads((await receive())["body"]))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    def texts(self) -> list[str]:
        return [one["message"]["text"] for one in self.came]


async def test_a_webhook_is_tried_until_it_takes_the_update_and_a_chat_stays_in_order(
    bot: Bot, fake: FakeTelegram, meena: Phone
) -> None:
    hook = Hook(500, 403, 200)
    async with serving(hook) as address:
        assert await bot("setWebhook", url=address, secret_token="geheim-1", max_connections=5) is True
        assert refused(await bot("getUpdates"))[0] == 409
        meena.say("a")
        meena.say("b")
        await until(lambda: not fake.queue.pending)
        info = await bot("getWebhookInfo")
        await bot("deleteWebhook")
    assert hook.texts() == ["a", "a", "a", "b"]
    assert hook.secrets == {"geheim-1"}
    assert (info["url"], info["pending_update_count"]) == (address, 0)
    assert "403" in info["last_error_message"]


async def test_a_webhook_whose_answer_gets_lost_hears_it_again(bot: Bot, fake: FakeTelegram, meena: Phone) -> None:
    hook = Hook(200)
    fake.faults.plan_cuts(1)
    async with serving(hook) as address:
        await bot("setWebhook", url=address)
        meena.say("a")
        await until(lambda: len(hook.came) == 2 and not fake.queue.pending)
        await bot("deleteWebhook")
    assert [status for _, status in fake.webhook.attempts] == [0, 200]


async def test_what_is_on_its_way_over_a_webhook_changes_places_with_nothing(
    bot: Bot, fake: FakeTelegram, meena: Phone
) -> None:
    """Otherwise the one that came in its place is taken for delivered, and nobody ever hears it."""
    hook = Hook(500, 200)
    async with serving(hook) as address:
        await bot("setWebhook", url=address)
        meena.say("a")
        await until(lambda: hook.came)
        fake.faults.plan_updates(UpdateFault("swap"))
        meena.say("b")
        await until(lambda: not fake.queue.pending)
        await bot("deleteWebhook")
    assert hook.texts() == ["a", "a", "b"]


async def test_dropping_what_waits_must_be_asked_for(bot: Bot, fake: FakeTelegram, meena: Phone) -> None:
    meena.say("a")
    await bot("deleteWebhook")
    assert len(fake.queue.pending) == 1
    await bot("deleteWebhook", drop_pending_updates=True)
    assert not fake.queue.pending


@pytest.mark.parametrize("secret", ["space d", "ગુપ્ત", "x" * 257])
async def test_a_secret_of_other_letters_is_refused(bot: Bot, secret: str) -> None:
    assert refused(await bot("setWebhook", url="http://127.0.0.1:9", secret_token=secret))[0] == 400
