"""A second opinion on the Bot API: the same conversations at lo-bot-api-emulator, by fetching and by webhook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.base import DeliveryFailed
from bot.dialogue import Said
from bot.drill.fake_telegram import TOKEN
from bot.wording import say
from records.database import Database
from tests.bot.channels.lo_telegram import PERSON, Lo, markup, upload
from tests.bot.channels.telegram_house import MODES, Mode, Place, place
from tests.fakes import FakeDialogue

WORDS = {
    "en": "hello what is the loan", "hi": "नमस्ते", "gu": "નમસ્તે", "th": "สวัสดี", "hi-Latn": "mujhe kya chahiye batao",
    "gu-Latn": "mane shu joie che",
}  # fmt: skip


def at(database: Database, data: Path, mode: Mode, dialogue: FakeDialogue | None = None) -> Any:
    return place(database, data, mode, dialogue or FakeDialogue(), Lo(TOKEN))


@pytest.mark.parametrize("mode", MODES)
async def test_a_conversation_in_six_forms(database: Database, tmp_path: Path, mode: Mode) -> None:
    async with at(database, tmp_path, mode) as here:
        for count, (form, words) in enumerate(WORDS.items(), 1):
            await here.fake.writes(text=words)
            said = (await here.fake.hears(count))[-1]
            assert said["text"] == say(form, "greet")
            assert (said["chat_id"], said["parse_mode"]) == ("777", "HTML")
        assert here.fake.of("sendChatAction")[0]["action"] == "typing"


@pytest.mark.parametrize("mode", MODES)
async def test_start_with_a_link_then_a_button(database: Database, tmp_path: Path, mode: Mode) -> None:
    async with at(database, tmp_path, mode) as here:
        entity = {"type": "bot_command", "offset": 0, "length": 6}
        await here.fake.writes(text="/start ref_abc", entities=[entity])
        (greeting,) = await here.fake.hears()
        buttons = markup(greeting)
        assert [one["text"] for one in buttons][-1] == say("gu", "button-language")
        assert all(1 <= len(one["callback_data"].encode()) <= 64 for one in buttons)
        await here.fake.arrives(
            callback_query={
                "id": "cb1", "from": PERSON, "chat_instance": "ci", "data": buttons[-1]["callback_data"],
                "message": {"message_id": 1, "date": 1795338000, "chat": {"id": 777, "type": "private"}, "text": "x"},
            }
        )  # fmt: skip
        await here.fake.hears(2)
        assert here.fake.of("answerCallbackQuery")[0]["callback_query_id"] == "cb1"
    assert here.house.dialogue.asked[1].action.intent == "change_language"
    assert [row.data["argument"] for row in here.house.stored() if row.kind == "command"] == ["ref_abc"]


@pytest.mark.parametrize("mode", MODES)
async def test_a_long_answer_comes_in_pieces_that_are_taken(database: Database, tmp_path: Path, mode: Mode) -> None:
    dialogue = FakeDialogue([Said(key="thanks")] * 300)
    async with at(database, tmp_path, mode, dialogue) as here:
        await here.fake.writes(text="યોજના")
        await here.fake.hears(3)
        await here.until(lambda: not here.house.sender._running)
        said = [one["text"] for one in here.fake.of("sendMessage")]
    assert "".join("".join(said).split()) == "".join(say("gu", "thanks").split()) * 300


@pytest.mark.parametrize("mode", MODES)
async def test_a_voice_note_and_a_paper(database: Database, tmp_path: Path, mode: Mode) -> None:
    async with at(database, tmp_path, mode) as here:
        identity = await upload(here.channel._url, TOKEN, b"OggS" * 9, "note.ogg")
        file = {"file_id": identity, "file_unique_id": "u1"}
        await here.fake.writes(voice=file | {"duration": 3, "mime_type": "audio/ogg"})
        await here.fake.writes(document=file | {"file_name": "लोन.pdf", "mime_type": "application/pdf"})
        said = await here.fake.hears(2)
    assert [row.data["file"] for row in here.house.stored()] == [identity] * 2
    assert len({one["text"] for one in said}) == 2


async def test_an_inline_query(database: Database, tmp_path: Path) -> None:
    async with at(database, tmp_path, "polling") as here:
        await here.fake.arrives(inline_query={"id": "iq1", "from": PERSON, "query": "cgtmse", "offset": ""})
        await here.until(lambda: here.fake.of("answerInlineQuery"))
        (offer,) = here.fake.of("answerInlineQuery")
    assert offer["inline_query_id"] == "iq1"
    assert json.loads(offer["results"]) == []
    assert str(offer["is_personal"]).lower() == "true"


async def test_a_webhook_is_told_with_its_secret_and_what_to_post(database: Database, tmp_path: Path) -> None:
    async with at(database, tmp_path, "webhook") as here:
        state = await here.channel.status()
        told = here.fake.of("setWebhook")[0]
        assert await second_poller(here) == "platform says no"
    assert told["secret_token"] == here.settings.telegram_secret
    assert "my_chat_member" in json.loads(told["allowed_updates"])
    assert str(told.get("drop_pending_updates", "false")).lower() == "false"
    assert state["webhook"].endswith("/webhooks/telegram")
    assert state["pending"] == 0


async def second_poller(here: Place) -> str:
    try:
        await here.channel.api.updates(0, 0, ["message"])
    except DeliveryFailed:
        return "platform says no"
    return "taken"
