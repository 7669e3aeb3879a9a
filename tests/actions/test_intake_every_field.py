"""Every disturbance at every field, in all six forms: the field asked stays asked, and nothing given is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from actions import cases
from actions.intake_fields import LONGEST_NAME, LONGEST_TEXT
from actions.intake_reading import FREE, SUMMARY
from actions.rasa_turn import Desk
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.actions.conftest import Received
from tests.actions.intake_chat import Chat
from tests.actions.test_intake_turns import ANSWERS, NAMES, Talk, control
from tests.fakes import FakeAnswerer, no_answer

#: A wish for another language, as it is typed.
SPEAK = {
    "en": "speak in Hindi please",
    "hi": "अंग्रेज़ी में बोलो",
    "gu": "હિન્દીમાં બોલો",
    "th": "เปลี่ยนเป็นภาษาอังกฤษหน่อยครับ",
    "hi-Latn": "english mein baat karo",
    "gu-Latn": "hindi ma lakho",
}
#: What no phone of the programme can be -> what is said of it.
WRONG_PHONES = {
    "12345": "bad-phone-length",
    "१२३४५": "bad-phone-length",
    "98250 12345 98250 12345": "bad-phone",
    "+99 123": "bad-phone",
    "call me": "bad-phone",
    "नहीं बताऊँगा": "bad-phone",
    "ไม่มีโทรศัพท์": "bad-phone",
    "📞": "bad-phone",
}
WRONG_NUMBERS = {
    "in-msme": {
        "UDYAM-GJ-01-012345": "udyam",
        "UDYAM-GJ-1-01234567": "udyam",
        "UDYAM GJ 001 012345": "udyam",
        "UDYAM-XX-01-0123456": "udyam-state",
        "UDYAM-XX-०१-०१२३४५६": "udyam-state",
        "ઉદ્યમ નંબર ખબર નથી": "udyam",
        "12345": "udyam",
        "😀": "udyam",
    },
    "th-ssrc": {
        "010553600001": "thai-length",
        "01055360000112": "thai-length",
        "0105536000012": "thai-check",
        "๐๑๐๕๕๓๖๐๐๐๐๑๒": "thai-check",
        "ไม่รู้เลข": "thai-length",
        "😀": "thai-length",
    },
}


@pytest.fixture(params=FORMS)
def chat(request: pytest.FixtureRequest, desk: Desk, answerer: FakeAnswerer, received: Received) -> Chat:
    answerer.outcome = no_answer(nearest=None)
    return Chat(desk, received, request.param)


async def test_cancel_and_come_back(chat: Chat) -> None:
    await chat.open()
    for name in [*NAMES, SUMMARY]:
        before = chat.fields
        assert (await chat.says(control(chat.form, "cancel"))).keys == ["intake-cancel"], name
        assert (chat.ended, chat.fields) == ("paused", before)
        assert await chat.open() == ["intake-again" if before else "intake-opening", "intake-question"]
        assert (chat.asked, chat.fields) == (name, before)
        if name != SUMMARY:
            await chat.answers()


async def test_another_language_is_chosen(chat: Chat) -> None:
    """By a button, which a rule handles, and by simply writing in it: the same question comes in the new form."""
    await chat.open()
    mine = chat.form
    for place, name in enumerate([*NAMES, SUMMARY]):
        before = chat.fields
        chat.form = FORMS[(FORMS.index(mine) + 1 + place % 5) % 6]
        ran = await chat.says("", "choose_language", 1.0, entities={"language": chat.form}, pressed=True)
        assert (ran.events, ran.said) == ([], []), name
        assert (await chat.asks_again(), chat.fields) == (name, before)
        await chat.says("🙏", data={"unread": "yes"})
        assert (chat.asked, chat.draft.language, chat.fields) == (name, chat.form, before)
        assert say(chat.form, "intake-summary" if name == SUMMARY else f"ask-{name.replace('_', '-')}", programme="")
        chat.form = mine
        if name != SUMMARY:
            await chat.answers()
            assert chat.draft.language == mine


async def test_another_language_is_wished_for(chat: Chat) -> None:
    await chat.open()
    for name in [*NAMES, SUMMARY]:
        before = chat.fields
        ran = await chat.says(SPEAK[chat.form], "change_language", 0.95, entities={"language": "hi"})
        assert (ran.events, ran.said) == ([], []), name
        assert (await chat.asks_again(), chat.fields) == (name, before)
        if name != SUMMARY:
            await chat.answers()


@pytest.mark.parametrize("words", ["😀", "🙏🙏", "", " \u200b", "…"], ids=ascii)
async def test_no_words_at_all(chat: Chat, words: str) -> None:
    await chat.open()
    for name in [*NAMES, SUMMARY]:
        before = chat.fields
        ran = await chat.says(words)
        assert (len(ran.keys), chat.asked, chat.fields) == (1, name, before), name
        assert ran.keys[0].startswith("bad-"), name
        assert say(chat.form, ran.keys[0])
        if name != SUMMARY:
            await chat.answers()


async def test_stickers_voice_and_pictures(chat: Chat) -> None:
    """The gateway has answered them; the dialogue is only to put its question again."""
    await chat.open()
    for name in [*NAMES, SUMMARY]:
        before = chat.fields
        ran = await chat.says("", "help", 1.0, data={"unread": "yes"}, pressed=True)
        assert (ran.said, chat.asked, chat.fields) == ([], name, before), name
        if name != SUMMARY:
            await chat.answers()


async def test_five_thousand_characters(chat: Chat) -> None:
    """Free words are kept as far as there is room; elsewhere it is said that they do not fit."""
    await chat.open()
    long = (ANSWERS[chat.form]["name"] + " 😟 ") * 5_000
    for name in [*NAMES, SUMMARY]:
        before = chat.fields
        ran = await chat.says(long[:5_000])
        if name in FREE:
            limit = LONGEST_TEXT if name == "description" else LONGEST_NAME
            assert (ran.keys, chat.fields[name]) == (["answer-cut"], long[:limit].rstrip()), name
            await chat.says(control(chat.form, "back"))
        elif name == "consent":
            assert (ran.keys, ran.slots["intake_opening"]) == (["intake-heard"], long[:5_000].strip())
        else:
            assert ran.keys, name
            assert {**before, "description": ""} == {**chat.fields, "description": ""}
        assert chat.asked == name
        if name != SUMMARY:
            await chat.answers()


async def test_wrong_phones(chat: Chat) -> None:
    await chat.open()
    while chat.asked != "phone":
        await chat.answers()
    before = chat.fields
    for wrong, key in WRONG_PHONES.items():
        ran = await chat.says(wrong)
        assert (ran.keys, chat.asked, chat.fields) == ([key], "phone", before), wrong
        assert say(chat.form, key)
    await chat.answers()
    assert chat.fields["phone"].startswith("+66" if chat.form == "th" else "+91")


async def test_wrong_registration_numbers(chat: Chat) -> None:
    await chat.open()
    while chat.asked != "registration":
        await chat.answers()
    before = chat.fields
    for wrong, why in WRONG_NUMBERS[chat.programme].items():
        ran = await chat.says(wrong)
        key = f"bad-registration-{why}"
        assert (ran.keys, chat.asked, chat.fields) == ([key], "registration", before), wrong
        assert say(chat.form, key)
    await chat.answers()


async def test_the_same_message_twice(chat: Chat) -> None:
    """A turn that is done again after a crash, whatever was answered in it: it counts once."""
    await chat.open()
    for name in NAMES:
        turn = chat.turn("x")
        for _ in range(2):
            await chat.says(ANSWERS[chat.form][name], turn=turn)
            after = [*NAMES, SUMMARY][NAMES.index(name) + 1]
            assert (chat.asked, name in chat.fields) == (after, True)
    turn = chat.turn("x")
    for _ in range(2):
        assert (await chat.says(control(chat.form, "send"), turn=turn)).keys == ["case-opened"]
    with chat.desk.database.read() as connection:
        assert len(cases.of_conversation(connection, chat.conversation)) == 1


@pytest.mark.parametrize("do", ["resume", "another", "start"])
async def test_an_old_button_only_puts_the_question_again(chat: Chat, do: str) -> None:
    """ "Continue" and "Open a case" from before: neither an answer, nor a Send."""
    await chat.open()
    for name in [*NAMES, SUMMARY]:
        before = chat.fields
        intent, entities = ("start_intake", {}) if do == "start" else ("intake_do", {"do": do})
        ran = await chat.says("label", intent, 1.0, entities=entities, pressed=True)
        assert (ran.keys, chat.asked, chat.fields) == ([], name, before), name
        if name != SUMMARY:
            await chat.answers()


async def test_delete_my_answers_deletes_them_wherever_it_is_pressed(chat: Chat) -> None:
    await chat.open()
    for name in ("consent", "region", SUMMARY):
        while chat.asked != name:
            await chat.answers()
        ran = await chat.says("label", "intake_do", 1.0, entities={"do": "forget"}, pressed=True)
        assert (ran.keys, chat.ended, chat.fields, chat.draft.state) == (
            ["intake-forgotten"], "forgotten", {}, "cancelled",
        )  # fmt: skip
        assert await chat.open() == ["intake-opening", "intake-question"]


@pytest.mark.parametrize("form", FORMS)
def test_two_messages_at_once(database_file: Database, form: str) -> None:
    """Both are taken, one after the other, each for the question that then is asked; neither overwrites the other."""
    person = Talk(database_file, form)
    while (name := person.asked) != SUMMARY:
        answer, before = ANSWERS[form][name], person.fields
        with ThreadPoolExecutor(2) as both:
            said = list(both.map(person.say, (answer, answer), (f"one-{name}", f"two-{name}")))
        after = person.fields
        assert {key: after[key] for key in before} == before
        assert name in after
        # The second met the next question, and was taken for its answer or told that it is none.
        new = [key for key in NAMES if key in after and key not in before]
        assert len(new) == 2 or any(one.said for one in said) or name == NAMES[-1], (name, new, said)
