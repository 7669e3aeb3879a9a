"""One turn from the guard to the outbox: language, retries, "one moment", and what cannot be answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from bot import guard, inbox
from bot.dialogue import ActionFailed, DialogueFailed, Said
from bot.gateway import MOST_EMPTY_REPLIES, Patience
from bot.messages import Action
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from records.tables import conversations, inbound
from tests.bot.conftest import Desk
from tests.fakes import HANG, VirtualSleep, press, settle

MakeDesk = Callable[..., Desk]
GREET = [Said(key="greet")]


def state(database: Database) -> tuple[str | None, bool, list[str]]:
    """Language of the one conversation, whether it was chosen, and what became of each message."""
    with database.read() as connection:
        row = connection.execute(sa.select(conversations)).one()
        done = connection.execute(sa.select(inbound.c.status).order_by(inbound.c.id)).scalars().all()
    return row.language, row.language_chosen, list(done)


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


# --- an answer that is late or fails ------------------------------------------------------------------------------


def moments(desk: Desk) -> list[str]:
    return [reply.text for reply in desk.replies() if reply.interim]


async def test_one_moment_is_said_once_and_only_after_patience(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    answer = asyncio.Event()

    class Slow:
        asked = 0

        async def ask(self, *_: Any) -> list[Said]:
            self.asked += 1
            await answer.wait()
            return GREET

    desk = gateway_desk()
    desk.dialogue = Slow()  # type: ignore[assignment]
    turn = asyncio.create_task(desk.gateway.handle(desk.receive("मुझे लोन चाहिए")))
    await sleep.advance(2.9)
    assert desk.replies() == []
    await sleep.advance(0.2)
    assert moments(desk) == [say("hi", "one-moment")]
    assert len(desk.notified) == 1
    await sleep.advance(50)
    assert moments(desk) == [say("hi", "one-moment")]
    answer.set()
    await turn
    assert [(reply.text, reply.interim) for reply in desk.replies()] == [
        (say("hi", "one-moment"), True),
        (say("hi", "greet"), False),
    ]
    assert desk.dialogue.asked == 1


async def test_one_moment_is_not_said_again_when_the_turn_is_taken_up_again(
    gateway_desk: MakeDesk, sleep: VirtualSleep
) -> None:
    desk = gateway_desk(HANG)
    turn = desk.receive("મારે લોન જોઈએ")
    for _ in range(2):
        handling = asyncio.create_task(desk.gateway.handle(turn))
        await sleep.advance(4)
        handling.cancel()
        await asyncio.gather(handling, return_exceptions=True)
    assert moments(desk) == [say("gu", "one-moment")]
    assert state(desk.database)[2] == ["working"]


async def test_a_quick_answer_needs_no_one_moment(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(GREET)
    await desk.say("hello")
    await sleep.advance(100)
    assert moments(desk) == []


async def test_a_failed_dialogue_is_asked_again_under_the_same_id(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(*[DialogueFailed("down")] * 5, GREET)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("สวัสดี")))
    await sleep.advance(60)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == ["t1"] * 6
    # Pauses grow to a limit.
    pauses = [pause for pause in sleep.asked_for if pause != desk.patience.interim_after]
    assert pauses == [0.2, 0.4, 0.8, 1.6, 2.0]
    assert [reply.text for reply in desk.replies() if not reply.interim] == [say("th", "greet")]
    assert state(desk.database)[2] == ["done"]


@pytest.mark.parametrize("failures", range(1, MOST_EMPTY_REPLIES))
async def test_an_empty_reply_is_asked_again_under_a_new_id(
    gateway_desk: MakeDesk, sleep: VirtualSleep, failures: int
) -> None:
    """The id is used up: Rasa would answer it from its record, with nothing, for ever."""
    desk = gateway_desk(*[ActionFailed("empty")] * failures, GREET)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("नमस्ते")))
    await sleep.advance(20)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == ["t1", "t1~1", "t1~2"][: failures + 1]
    assert [reply.text for reply in desk.replies()] == [say("hi", "greet")]


async def test_empty_replies_without_end_are_set_aside_with_an_apology(
    gateway_desk: MakeDesk, sleep: VirtualSleep
) -> None:
    desk = gateway_desk(ActionFailed("empty"))
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("નમસ્તે")))
    await sleep.advance(20)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == ["t1", "t1~1", "t1~2"]
    assert [reply.text for reply in desk.replies()] == [say("gu", "trouble")]
    assert state(desk.database)[2] == ["set_aside"]


async def test_an_empty_reply_after_an_outage_keeps_counting(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(DialogueFailed("down"), ActionFailed("empty"), DialogueFailed("down"), GREET)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("hello")))
    await sleep.advance(20)
    await handling
    assert [asked.message_id for asked in desk.dialogue.asked] == ["t1", "t1", "t1~1", "t1~1"]


async def test_what_is_never_answered_is_set_aside_with_an_apology_at_the_end_of_patience(
    gateway_desk: MakeDesk,
) -> None:
    desk = gateway_desk(HANG, patience=Patience(interim_after=3.0, give_up_after=0.02))
    (reply,) = await desk.say("ช่วยด้วย")
    assert reply.text == say("th", "trouble")
    assert state(desk.database)[2] == ["set_aside"]
    assert desk.notified


async def test_an_outage_to_the_end_of_patience_is_an_apology_too(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk(DialogueFailed("down"), patience=Patience(interim_after=3.0, give_up_after=0.02))
    (reply,) = await desk.say("मदद")
    assert reply.text == say("hi", "trouble")


@pytest.mark.parametrize(
    "said",
    [
        Said(key="no-such-key"),
        Said(key="message-added"),  # its argument is missing
        Said(key="distress", args={"reference": "M-26-0001"}),
        Said(key="person-status", args={"count": 1, "lines": [{}]}),
        Said(key="language-set", args={"language": "xx"}),
        Said(key="outcome", outcome={"status": "answer"}),
        Said(key="outcome", outcome={"status": "answer", "documents": [], "quotes": [], "details": []}),
        Said(key="outcome", outcome={"status": "no_answer", "documents": [], "reason": "?", "nearest": None,
                                     "absence": None, "language": "en", "probability": 0.1}),
        Said(key="outcome", outcome={"status": "something new", "documents": []}),
        Said(key="outcome", outcome={"documents": []}),
    ],
    ids=lambda said: f"{said.key}-{sorted(said.args)}-{(said.outcome or {}).get('status')}",
)  # fmt: skip
async def test_a_reply_that_cannot_be_worded_is_set_aside_and_the_conversation_goes_on(
    gateway_desk: MakeDesk, said: Said
) -> None:
    desk = gateway_desk([Said(key="thanks"), said], GREET)
    (apology,) = await desk.say("hello")
    assert apology.text == say("en", "trouble")
    (reply,) = await desk.say("hello")
    assert reply.text == say("en", "greet")
    assert state(desk.database)[2] == ["set_aside", "done"]


async def test_a_cancelled_turn_leaves_no_sleeper_that_speaks(gateway_desk: MakeDesk, sleep: VirtualSleep) -> None:
    desk = gateway_desk(HANG)
    handling = asyncio.create_task(desk.gateway.handle(desk.receive("hello")))
    await settle()
    handling.cancel()
    await asyncio.gather(handling, return_exceptions=True)
    await sleep.advance(1000)
    assert (desk.replies(), state(desk.database)[2]) == ([], ["working"])
