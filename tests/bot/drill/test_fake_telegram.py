"""The stand-in for Telegram behaves in chats as the platform is documented to: what it takes and what it refuses."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.drill.fake_telegram import TOKEN, FakeTelegram
from bot.drill.telegram_fake.entities import parse_html
from bot.drill.telegram_fake.phone import NotThere, Phone
from bot.drill.telegram_fake.refusals import Refused
from tests.bot.drill.telegram_bot import Bot, refused

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
