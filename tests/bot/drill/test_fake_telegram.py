"""The stand-in for Telegram behaves as the platform is documented to: what it refuses, keeps, repeats and forgets."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.serve import serving
from bot.drill.telegram_fake.entities import parse_html
from bot.drill.telegram_fake.faults import CallFault, Faults, Rates, UpdateFault
from bot.drill.telegram_fake.phone import NotThere, Phone
from bot.drill.telegram_fake.refusals import Refused
from bot.drill.telegram_fake.webhook import SECRET_HEADER


class Moving:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.at = 1_795_338_000.0

    def __call__(self) -> float:
        return self.at


class Bot:
    """A bare client of the Bot API."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self.url, self.client = url, client

    async def __call__(self, method: str, *, token: str = TOKEN, **fields: Any) -> Any:
        answer = await self.client.post(f"{self.url}/bot{token}/{method}", json=fields)
        body = answer.json()
        assert answer.status_code == body.get("error_code", 200)
        return body.get("result", body)

    async def updates(self, **fields: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self("getUpdates", **fields)
        return found


@pytest.fixture
def fake() -> FakeTelegram:
    return FakeTelegram(now=Moving(), first_wait=0.02, longest_wait=0.1)


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    async with fake.serve() as url, httpx.AsyncClient(trust_env=False) as client:
        yield Bot(url, client)


@pytest.fixture
def meena(fake: FakeTelegram) -> Phone:
    return fake.phone("मीना", "hi")


def refused(answer: Any) -> tuple[int, str]:
    return answer["error_code"], answer["description"]


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


async def until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


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


async def test_dropping_what_waits_must_be_asked_for(bot: Bot, fake: FakeTelegram, meena: Phone) -> None:
    meena.say("a")
    await bot("deleteWebhook")
    assert len(fake.queue.pending) == 1
    await bot("deleteWebhook", drop_pending_updates=True)
    assert not fake.queue.pending


@pytest.mark.parametrize("secret", ["space d", "ગુપ્ત", "x" * 257])
async def test_a_secret_of_other_letters_is_refused(bot: Bot, secret: str) -> None:
    assert refused(await bot("setWebhook", url="http://127.0.0.1:9", secret_token=secret))[0] == 400


# --- 4: chats -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "👍" * 2049}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x" * 65}]]}}, "BUTTON_DATA"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "ગ" * 22}]]}}, "BUTTON_DATA"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "t"}]] * 101}}, "too long"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "t"}]]}}, "must not be empty"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}}, "unallowed"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "chat_id": "abc"}, "chat_id"),
    ],
)  # fmt: skip
async def test_what_the_platform_refuses(bot: Bot, meena: Phone, fields: dict[str, Any], words: str) -> None:
    code, said = refused(await bot("sendMessage", **{"chat_id": meena.chat.id} | fields))
    assert code == 400
    assert words in said
    assert meena.heard == []


@pytest.mark.parametrize("text", ["x" * 4096, "👍" * 2048, "ક" * 4096, f"<b>{'&lt;' * 4096}</b>"])
async def test_what_just_fits_is_taken(bot: Bot, meena: Phone, text: str) -> None:
    mode = {"parse_mode": "HTML"} if text.startswith("<") else {}
    assert (await bot("sendMessage", chat_id=meena.chat.id, text=text, **mode))["message_id"] == 1


@pytest.mark.parametrize(
    ("source", "plain", "kinds"),
    [
        ("a <b>b</b> &amp; <i>c</i>", "a b & c", ["bold", "italic"]),
        ('<a href="https://x.in/?a=1&amp;b=2">ગ</a>', "ગ", ["text_link"]),
        ("<b><i>x</i></b>", "x", ["bold", "italic"]),
        ("5 &lt; 6 &nbsp; &#2693;", "5 < 6 &nbsp; અ", []),
        ("<b></b>x", "x", []),
    ],
)
def test_html_is_read_as_the_platform_reads_it(source: str, plain: str, kinds: list[str]) -> None:
    text, entities = parse_html(source)
    assert (text, [one["type"] for one in entities]) == (plain, kinds)


@pytest.mark.parametrize("source", ["<b>", "</b>", "<b></i>", "a < b", "<q>x</q>", "<", "<a href=x>y</a>", "<b"])
def test_html_that_the_platform_does_not_read(source: str) -> None:
    with pytest.raises(Refused, match="can't parse entities"):
        parse_html(source)


async def test_a_message_is_edited_once_and_only_if_it_is_the_bots(bot: Bot, meena: Phone) -> None:
    meena.say("mine")
    sent = await bot("sendMessage", chat_id=meena.chat.id, text="a")
    assert (sent["date"], sent["chat"]["id"]) == (1_795_338_000, meena.chat.id)
    edit = {"chat_id": meena.chat.id, "message_id": sent["message_id"], "text": "b"}
    assert (await bot("editMessageText", **edit))["text"] == "b"
    assert "not modified" in refused(await bot("editMessageText", **edit))[1]
    for number in (1, 99):
        assert "not found" in refused(await bot("editMessageText", **edit | {"message_id": number}))[1]
    assert await bot("deleteMessage", chat_id=meena.chat.id, message_id=sent["message_id"]) is True
    assert meena.heard == []


# --- 5 to 7: presses, inline queries, files, membership ---------------------------------------------------------------


async def test_a_press_is_answered_once_and_in_time(bot: Bot, fake: FakeTelegram, meena: Phone) -> None:
    markup = {"inline_keyboard": [[{"text": "હા", "callback_data": "t1"}]]}
    await bot("sendMessage", chat_id=meena.chat.id, text="?", reply_markup=markup)
    press = meena.press("હા")
    (update,) = await bot.updates()
    assert (update["callback_query"]["data"], update["callback_query"]["id"]) == ("t1", press)
    assert await bot("answerCallbackQuery", callback_query_id=press) is True
    assert "too old" in refused(await bot("answerCallbackQuery", callback_query_id=press))[1]
    late = meena.press("હા")
    fake.world.now.at += 3600  # type: ignore[attr-defined]
    assert "too old" in refused(await bot("answerCallbackQuery", callback_query_id=late))[1]
    with pytest.raises(NotThere, match="no button"):
        meena.press("ના")


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([{"type": "article", "id": str(n), "title": "t", "input_message_content": {"message_text": "x"}} for n in range(51)],
         "TOO_MUCH"),
        ([{"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "x"}}] * 2, "DUPLICATE"),
        ([{"type": "article", "id": "x" * 65, "title": "t", "input_message_content": {"message_text": "x"}}], "ID_INVALID"),
        ([{"type": "article", "id": "1", "title": "", "input_message_content": {"message_text": "x"}}], "non-empty"),
        ([{"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": ""}}], "EMPTY"),
        ([{"type": "article", "id": "1", "title": "t",
           "input_message_content": {"message_text": "<b>", "parse_mode": "HTML"}}], "entities"),
    ],
    ids=["many", "twice", "long id", "no title", "no text", "html"],
)  # fmt: skip
async def test_inline_answers_that_the_platform_refuses(bot: Bot, meena: Phone, results: Any, words: str) -> None:
    asking = asyncio.create_task(meena.ask_inline("x"))
    (update,) = await bot.updates(timeout=2)
    identity = update["inline_query"]["id"]
    assert words in refused(await bot("answerInlineQuery", inline_query_id=identity, results=results))[1]
    await bot("answerInlineQuery", inline_query_id=identity, results=[])
    assert (await asking)["cache_time"] == 300


async def test_files_go_up_and_down_within_the_limits(bot: Bot, meena: Phone) -> None:
    meena.send_document("योजना.pdf", b"%PDF-1")
    meena.send_document("big.pdf", b"x", size=20_000_001)
    small, big = [one["message"]["document"]["file_id"] for one in await bot.updates()]
    path = (await bot("getFile", file_id=small))["file_path"]
    assert (await bot.client.get(f"{bot.url}/file/bot{TOKEN}/{path}")).content == b"%PDF-1"
    assert (await bot.client.get(f"{bot.url}/file/bot1:x/{path}")).status_code == 404
    assert "too big" in refused(await bot("getFile", file_id=big))[1]
    assert "wrong file" in refused(await bot("getFile", file_id="none"))[1]
    sent = await bot.client.post(
        f"{bot.url}/bot{TOKEN}/sendDocument", data={"chat_id": meena.chat.id}, files={"document": ("a.txt", b"abc")}
    )
    assert sent.json()["result"]["document"]["file_size"] == 3


async def test_who_blocks_the_bot_is_out_of_its_reach(bot: Bot, meena: Phone) -> None:
    meena.block()
    assert refused(await bot("sendMessage", chat_id=meena.chat.id, text="x")) == (
        403, "Forbidden: bot was blocked by the user",
    )  # fmt: skip
    meena.unblock()
    await bot("sendMessage", chat_id=meena.chat.id, text="x")
    states = [one["my_chat_member"]["new_chat_member"]["status"] for one in await bot.updates()]
    assert states == ["kicked", "member"]


async def test_commands_are_kept_per_scope_and_language(bot: Bot) -> None:
    thai = [{"command": "help", "description": "ช่วย"}]
    await bot("setMyCommands", commands=thai, language_code="th")
    assert await bot("getMyCommands", language_code="th") == thai
    assert await bot("getMyCommands") == []
    assert refused(await bot("setMyCommands", commands=[{"command": "Help!", "description": "x"}]))[0] == 400


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
    await bot("sendMessage", chat_id=meena.chat.id, text="y")
    assert len(meena.heard) == heard + 1


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
