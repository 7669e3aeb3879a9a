"""What is no answer at all leaves the question of an open form standing, in the person's language."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
import sqlalchemy as sa

from bot.dialogue import Dialogue, DialogueFailed, Said
from bot.messages import Inbound
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from records.tables import conversations
from tests.bot.desk import MakeDesk
from tests.fakes import press, text

CONSENT = {"name": "consent", "programme": "in-msme", "given": {}, "choices": ["yes", "no"], "place": 1, "places": 9}
#: The open form's question -> the message key whose words it has.
QUESTIONS = {
    "intake": Said(key="intake-question", args=CONSENT | {"page": 0}),
    "message": Said(key="ask-person-message", args={"reference": "M-26-0001"}),
    "listing": Said(key="ask-listing-text"),
}
MENU = "button-find"


def sticker(event: str) -> Inbound:
    return replace(text("", event=event), kind="sticker", data={"emoji": "🙏"})


def voice(event: str) -> Inbound:
    return replace(text("", event=event), kind="voice", data={"file": "f1", "seconds": 4})


def in_form(database: Database, form: str) -> None:
    with database.write() as connection:
        connection.execute(sa.update(conversations).values(language=form, language_chosen=True))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize(
    ("message", "key"),
    [("🙂", "emoji-only-here"), (sticker("s1"), "emoji-only-here"), ("", "empty-here"),
     ("\x00\x01", "unreadable-here"), (press("what-was-the-token", event="p1"), "old-button-here")],
)  # fmt: skip
async def test_the_open_question_stands_again(
    gateway_desk: MakeDesk, form: str, name: str, message: Inbound | str, key: str
) -> None:
    desk = gateway_desk([QUESTIONS[name]])
    (asked,) = await desk.say("hello")
    in_form(desk.database, form)
    desk.dialogue.standing = [QUESTIONS[name]]
    (reply,) = await desk.say(message)
    with_words, question = reply.text.split("\n", 1)
    assert (with_words, reply.language) == (say(form, key), form)
    if asked.language == form:
        assert (question, [one.label for one in reply.buttons]) == (asked.text, [one.label for one in asked.buttons])
    assert len(reply.buttons) == len(asked.buttons)
    assert say(form, MENU) not in [one.label for one in reply.buttons]
    assert len(desk.dialogue.asked) == 1, "no message of the person's is made of it"
    assert [(turn, language) for _, turn, language in desk.dialogue.stood] == [("t2", form)]


@pytest.mark.parametrize("form", FORMS)
async def test_a_voice_note_is_put_before_a_person_and_the_question_stands(gateway_desk: MakeDesk, form: str) -> None:
    desk = gateway_desk([QUESTIONS["intake"]])
    await desk.say("hello")
    in_form(desk.database, form)
    desk.dialogue.standing = [QUESTIONS["message"]]
    (reply,) = await desk.say(voice("v1"))
    assert reply.text.startswith(say(form, "file-for-person", reference="@").split("@")[0])
    assert reply.text.endswith(say(form, "ask-person-message"))
    assert [one.label for one in reply.buttons] == [say(form, "button-that-is-all")]


async def test_where_no_form_is_open_the_menu_is_offered(gateway_desk: MakeDesk) -> None:
    (reply,) = await gateway_desk().say("🙂")
    assert reply.text == say("en", "emoji-only")
    assert say("en", MENU) in [one.label for one in reply.buttons]


async def test_without_the_dialogue_the_person_is_answered_all_the_same(gateway_desk: MakeDesk) -> None:
    desk = gateway_desk()
    desk.dialogue.standing = DialogueFailed("gone")
    (reply,) = await desk.say("🙂")
    assert reply.text == say("en", "emoji-only")


@pytest.mark.parametrize(
    ("replied", "question"),
    [([{"key": "help"}], []),
     ([{"key": "ask-listing-text"}], [Said(key="ask-listing-text")]),
     ([{"key": "help"}, {"key": "ask-listing-text"}], [Said(key="help"), Said(key="ask-listing-text")])],
)  # fmt: skip
async def test_the_dialogue_tells_whether_a_form_is_open(replied: list[dict[str, str]], question: list[Said]) -> None:
    body = {"replies": [{"custom": one} for one in replied]}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=body))
    async with httpx.AsyncClient(transport=transport) as client:
        assert await Dialogue(client, "http://127.0.0.1:5005/", "s").open_question("c1", "t1", "gu") == question
