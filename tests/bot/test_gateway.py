"""One turn from the guard to the outbox: language, retries, "one moment", and what cannot be answered."""

from __future__ import annotations

from typing import Any

import pytest

from bot import guard, inbox
from bot.dialogue import Said
from bot.messages import Action
from bot.wording import say
from knowledge.language import FORMS
from records.tables import conversations
from tests.bot.desk import MakeDesk, state
from tests.fakes import press

GREET = [Said(key="greet")]


# --- the plain path -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "text"),
    [("en", "hello what is the loan"), ("hi", "नमस्ते"), ("gu", "નમસ્તે 🙏"), ("th", "สวัสดี"),
     ("hi-Latn", "mujhe kya chahiye batao"), ("gu-Latn", "mane shu joie che")],
)  # fmt: skip
async def test_a_message_is_answered_in_the_form_it_is_written_in(gateway_desk: MakeDesk, form: str, text: str) -> None:
    desk = gateway_desk(GREET)
    (reply,) = await desk.say(text)
    assert (reply.text, reply.language, reply.interim) == (say(form, "greet"), form, False)
    (asked,) = desk.dialogue.asked
    assert (asked.text, asked.language, asked.message_id, asked.action) == (text, form, "t1", None)
    assert state(desk.database) == (form, False, ["done"])
    assert desk.notified == [asked.conversation]


async def test_the_reply_and_done_are_one_transaction(gateway_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process killed between the two would say it twice or never."""
    desk = gateway_desk(GREET)
    turn = desk.receive("नमस्ते")

    def killed(*_: Any) -> None:
        raise MemoryError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "finish", killed)
        with pytest.raises(MemoryError):
            await desk.gateway.handle(turn)
    assert (desk.replies(), state(desk.database)) == ([], (None, False, ["working"]))
    await desk.gateway.handle(turn)
    assert [reply.text for reply in desk.replies()] == [say("hi", "greet")]


async def test_a_turn_handled_twice_is_answered_once(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(GREET)
    turn = desk.receive("สวัสดี")
    await desk.gateway.handle(turn)
    with pytest.raises(inbox.TurnLost):
        await desk.gateway.handle(turn)
    assert [reply.text for reply in desk.replies()] == [say("th", "greet")]
    assert {asked.message_id for asked in desk.dialogue.asked} == {turn.id}


async def test_no_transaction_is_open_while_the_dialogue_is_asked(gateway_desk: MakeDesk) -> None:
    def write_meanwhile(_: Any) -> list[Said]:
        with desk.database.write() as connection:
            connection.execute(conversations.update().values(language="gu"))
        return GREET

    desk = gateway_desk(write_meanwhile)
    assert await desk.say("હેલો") == desk.replies()


# --- language -----------------------------------------------------------------------------------------------------


async def test_the_language_sticks_until_a_message_clearly_speaks_another(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(GREET)
    for text, form in [
        ("mujhe loan kaise milega batao", "hi-Latn"),
        ("CGTMSE", "hi-Latn"),  # nothing speaks for another form
        ("hello", "hi-Latn"),  # one word is too little
        ("14416", "hi-Latn"),
        ("what is the benefits please", "en"),
        ("ok", "en"),
        ("ઓકે ચાલશે", "gu"),
        ("CGTMSE", "gu"),
        ("บสย. คืออะไร", "th"),
    ]:
        (reply,) = await desk.say(text)
        assert (text, reply.language) == (text, form)
        assert state(desk.database)[0] == form


@pytest.mark.parametrize("opening", ["🙏🏽", "", "14416", "?!", "கடன் வேண்டும்", "\ufffd" * 9])
async def test_an_opening_without_words_teaches_no_language(gateway_desk: MakeDesk, opening: str) -> None:
    """Else its English reply would weigh on a few romanised words that follow."""
    desk = gateway_desk(GREET)
    (reply,) = await desk.say(opening)
    assert reply.language == "en"
    assert state(desk.database)[0] is None
    (reply,) = await desk.say("mane joie")
    assert (reply.language, state(desk.database)[0]) == ("gu-Latn", "gu-Latn")


@pytest.mark.parametrize("form", FORMS)
async def test_an_explicit_choice_always_wins(gateway_desk: MakeDesk, form: str) -> None:
    desk = gateway_desk(GREET)
    await desk.say("hello")
    with desk.database.write() as connection:
        connection.execute(conversations.update().values(language=form, language_chosen=True))
    for text in ("what is the loan please", "मुझे लोन चाहिए", "મારે લોન જોઈએ", "ขอสินเชื่อ", "🙂"):
        (reply,) = await desk.say(text)
        assert reply.language == form
    assert state(desk.database)[:2] == (form, True)


@pytest.mark.parametrize("form", FORMS)
async def test_a_choice_made_in_this_turn_is_the_language_from_here_on(gateway_desk: MakeDesk, form: str) -> None:
    """Rasa's action writes the choice while the turn runs; the turn itself began without it."""
    desk = gateway_desk([Said(key="language-set", args={"language": form})], GREET)
    (reply,) = await desk.say("change the language please")
    assert (reply.text, reply.language) == (say(form, "language-set"), form)
    assert state(desk.database)[0] == form


# --- what does not reach the dialogue -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "empty"), ("  ", "empty"), ("🙏🏽🇮🇳", "emoji-only"), ("\x00\x01", "unreadable"), ("கடன்", "unknown-script"),
     ("\ufffd" * 9, "unreadable")],
)  # fmt: skip
async def test_what_cannot_be_read_is_said_so_in_the_conversations_language(
    gateway_desk: MakeDesk, text: str, key: str
) -> None:
    desk = gateway_desk(GREET)
    await desk.say("ฉันต้องการสินเชื่อ")
    (reply,) = await desk.say(text)
    assert (reply.text, reply.language) == (say("th", key), "th")
    assert len(desk.dialogue.asked) == 1
    assert state(desk.database) == ("th", False, ["done", "done"])


async def test_an_old_button_is_answered_without_the_dialogue(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(GREET)
    await desk.say("નમસ્તે")
    (reply,) = await desk.say(press("what-was-the-the-the-token", event="e9"))
    assert (reply.text, reply.language) == (say("gu", "old-button"), "gu")
    assert len(desk.dialogue.asked) == 1
    assert state(desk.database)[2] == ["done", "done"]


async def test_a_buttons_meaning_goes_along_and_keeps_the_language(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(GREET)
    (greeting,) = await desk.say("สวัสดี")
    button = next(button for button in greeting.buttons if button.label == say("th", "button-person"))
    (reply,) = await desk.say(press(button.token, event="e2"))
    asked = desk.dialogue.asked[-1]
    assert (asked.action, asked.text, asked.language) == (Action(intent="talk_to_human"), button.label, "th")
    assert reply.language == "th"


@pytest.mark.parametrize("letters", ["loan what is the ", "ลงทุน", "મારે લોન ", "मुझे लोन "])
async def test_a_very_long_message_is_read_to_the_limit_and_told(gateway_desk: MakeDesk, letters: str) -> None:
    desk = gateway_desk(GREET)
    (reply,) = await desk.say((letters * 10_000)[:10_000])
    form = reply.language
    assert reply.text == say(form, "too-long", limit=guard.LIMIT) + "\n" + say(form, "greet")
    assert guard.LIMIT - 20 <= len(desk.dialogue.asked[0].text) <= guard.LIMIT
