"""People on Telegram and the real app between them and a scripted dialogue, by fetching and by webhook."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.dialogue import Said
from bot.drill.fake_telegram import FakeTelegram
from bot.drill.telegram_fake.faults import Faults, Rates, UpdateFault
from bot.drill.telegram_fake.phone import Phone
from bot.wording import say
from records.database import Database
from records.tables import conversations, person_messages
from tests.bot.channels.telegram_house import MODES, Mode, place
from tests.fakes import Asked, FakeDialogue

SENTENCES = {
    "en": "hello what is the loan", "hi": "नमस्ते", "gu": "નમસ્તે", "th": "สวัสดี", "hi-Latn": "mujhe kya chahiye batao",
    "gu-Latn": "mane shu joie che",
}  # fmt: skip
GREETS = FakeDialogue


@pytest.mark.parametrize("mode", MODES)
async def test_a_conversation_in_each_form(database: Database, tmp_path: Path, mode: Mode) -> None:
    async with place(database, tmp_path, mode, GREETS()) as here:
        for form, words in SENTENCES.items():
            person = here.fake.phone(form)
            person.say(words)
            (heard,) = await person.hear()
            assert heard.text == say(form, "greet")
            assert {call.values["parse_mode"] for call in here.fake.called("sendMessage")} == {"HTML"}
            assert "typing" in person.chat.actions


@pytest.mark.parametrize("mode", MODES)
async def test_a_button_is_pressed_and_the_press_answered(database: Database, tmp_path: Path, mode: Mode) -> None:
    dialogue = FakeDialogue([Said(key="greet")], [Said(key="ask-person-message")])
    async with place(database, tmp_path, mode, dialogue) as here:
        person = here.fake.phone(language="gu")
        person.say("/start")
        await person.hear()
        press = person.press(say("gu", "button-person"))
        (heard,) = await person.hear()
        assert heard.text == say("gu", "ask-person-message")
        assert here.fake.world.presses[press].answer is not None
    assert dialogue.asked[1].action
    assert dialogue.asked[1].action.intent == "talk_to_human"


async def test_a_forged_press_and_a_typed_payload_are_no_action(database: Database, tmp_path: Path) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone(language="th")
        for number, forged in enumerate(("/talk_to_human", "x" * 64, "' or 1=1 --")):
            person.press_data(forged)
            (heard,) = await person.hear()
            assert heard.text == say("th", "old-button"), number
        person.say('/talk_to_human{"a": 1}')
        await person.hear()
    assert [asked.action for asked in dialogue.asked] == [None]


@pytest.mark.parametrize("mode", MODES)
async def test_trouble_of_every_kind_loses_nothing_and_repeats_no_effect(
    database: Database, tmp_path: Path, mode: Mode
) -> None:
    """Duplicates, swaps, delays, lost answers, 429, 5xx, dropped connections: every message is taken once."""
    rates = Rates(too_many=0.02, server_error=0.05, drop_before=0.05, duplicate=0.2, late=0.1, swap=0.1, cut=0.1)
    fake = FakeTelegram(faults=Faults(rates=rates), first_wait=0.05)
    dialogue = FakeDialogue(lambda asked: [Said(key="one-moment")])
    async with place(database, tmp_path, mode, dialogue, fake) as here:
        people = [fake.phone(str(number)) for number in range(8)]
        sent = [f"message {round} of {person.person.name}" for round in range(5) for person in people]
        for words in sent:
            people[int(words[-1])].say(words)
        await here.until(lambda: {one.text for one in here.house.stored()} == set(sent), 30)
        await here.until(lambda: not fake.queue.pending and not here.house.sender._running, 30)
        stored = here.house.stored()
    assert len(stored) == len(sent) == 40
    heard = sorted(re.findall(r"message \d of \d", " ".join(asked.text for asked in dialogue.asked)))
    assert heard == sorted(sent)


@pytest.mark.parametrize("mode", MODES)
async def test_what_was_sent_while_we_were_away_is_answered(database: Database, tmp_path: Path, mode: Mode) -> None:
    fake = FakeTelegram(first_wait=0.05)
    person = fake.phone()
    person.say("નમસ્તે")
    async with place(database, tmp_path, mode, GREETS(), fake):
        (heard,) = await person.hear()
    assert heard.text == say("gu", "greet")


async def test_a_swapped_pair_is_not_lost(database: Database, tmp_path: Path) -> None:
    fake = FakeTelegram(first_wait=0.05)
    fake.faults.plan_updates(UpdateFault("late", 0.3), UpdateFault("duplicate"))
    fake.faults.plan_cuts(1)
    async with place(database, tmp_path, "webhook", GREETS(), fake) as here:
        person = fake.phone()
        person.say("one")
        person.say("two")
        await here.until(lambda: len(here.house.stored()) == 2)
    assert sorted(row.text for row in here.house.stored()) == ["one", "two"]


async def test_telegram_goes_away_and_comes_back(database: Database, tmp_path: Path) -> None:
    fake = FakeTelegram(first_wait=0.05)

    def leave(asked: Asked) -> list[Said]:
        fake.faults.away = asked.text == "first"
        return [Said(key="ok")]

    async with place(database, tmp_path, "webhook", FakeDialogue(leave), fake) as here:
        person = fake.phone()
        person.say("first")
        await here.until(lambda: fake.faults.away)
        person.say("second")
        fake.faults.away = False
        heard = await person.hear(2)
    assert [one.text for one in heard] == [say("en", "ok")] * 2


async def test_a_blocked_bot_leaves_the_person_alone_until_they_write_again(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        person = here.fake.phone(language="hi")
        person.say("नमस्ते")
        await person.hear()
        person.block()

        def blocked_at() -> Any:
            with database.read() as connection:
                return connection.scalar(sa.select(conversations.c.blocked_at))

        await here.until(blocked_at)
        person.unblock()
        await here.until(lambda: not blocked_at())
        person.say("नमस्ते 🙏")
        (heard,) = await person.hear()
        assert heard.text == say("hi", "greet")
    assert {call.status for call in here.fake.called("sendMessage")} == {200}


FILES: dict[str, Callable[[Phone], Any]] = {
    "voice": lambda person: person.send_voice(),
    "image": lambda person: person.send_photo(),
    "document": lambda person: person.send_document("नोटिस.pdf", b"%PDF"),
}


async def test_voice_notes_photos_and_papers_are_put_before_a_person(database: Database, tmp_path: Path) -> None:
    said = []
    async with place(database, tmp_path, "polling", GREETS()) as here:
        for form in ("hi", "gu", "th", "en"):
            for send in FILES.values():
                person = here.fake.phone(language=form)
                send(person)
                said.append((form, (await person.hear())[0].text))
        stored = here.house.stored()
    with database.read() as connection:
        kept = connection.execute(sa.select(person_messages).order_by(person_messages.c.id)).all()
    assert said == [
        (form, say(form, "file-for-person", reference=one.reference)) for (form, _), one in zip(said, kept, strict=True)
    ]
    assert [one.text.split("]")[0][1:] for one in kept] == [*FILES] * 4
    assert all(row.data["file"] in here.fake.world.files for row in stored)


async def test_a_shared_number_and_place_reach_the_dialogue(database: Database, tmp_path: Path) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone()
        person.share_contact("919876543210")
        await person.hear()
        person.share_location(23.03, 72.58)
        await person.hear()
        rows = here.house.stored()
    assert [asked.text for asked in dialogue.asked] == ["+919876543210", "23.03, 72.58"]
    assert [row.data for row in rows] == [
        {"phone": "+919876543210", "own": True, "message": "1"},
        {"latitude": 23.03, "longitude": 72.58, "message": "3"},
    ]


async def test_a_deep_link_arrives_with_what_it_carries(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "webhook", GREETS()) as here:
        person = here.fake.phone(language="th")
        person.say("/start ref_A-1")
        (heard,) = await person.hear()
        (row,) = here.house.stored()
    assert (row.kind, row.data) == ("command", {"name": "start", "argument": "ref_A-1", "message": "1"})
    assert heard.text == say("th", "greet")


@pytest.mark.parametrize("form", SENTENCES)
async def test_an_edit_of_what_was_read_is_told_of_once_and_changes_nothing(
    database: Database, tmp_path: Path, form: str
) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone(language=form)
        person.say(SENTENCES[form])
        await person.hear()
        person.edit(f"{SENTENCES[form]} 🙏")
        (heard,) = await person.hear()
        person.edit(f"{SENTENCES[form]} 🙏🏽")
        await here.until(lambda: [row.status for row in here.house.stored()] == ["done", "done", "replaced"])
        said = [line.text for line in person.heard]
    assert heard.text == say(form, "edited-too-late")
    assert said.count(heard.text) == 1
    assert [asked.text for asked in dialogue.asked] == [SENTENCES[form]]


async def test_in_a_group_it_only_says_where_to_write(database: Database, tmp_path: Path) -> None:
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person, group = here.fake.phone(language="gu"), here.fake.group()
        person.say("what about my loan?", group)
        person.say("/help@sahayak_test_bot", group)
        await here.until(lambda: [line for line in group.lines if line.who == "bot"])
        said = [line.text for line in group.lines if line.who == "bot"]
    assert said == [say("gu", "telegram-group")]
    assert here.house.stored() == []
    assert dialogue.asked == []


async def test_in_a_group_commands_for_other_bots_are_theirs_and_one_answer_a_minute_is_enough(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        person, group, other = here.fake.phone(), here.fake.group(), here.fake.group("Potters")
        person.say("/help@another_bot", group)
        person.say("/HELP@Sahayak_Test_Bot", group)
        person.say("/start", group)
        person.say("/start", other)
        await here.until(lambda: [line for line in other.lines if line.who == "bot"])
        await here.until(lambda: not here.house.backstage.reception._tasks)
        assert [line.text for line in group.lines if line.who == "bot"] == [say("en", "telegram-group")]
        monkeypatch.setattr("bot.channels.telegram.channel.GROUP_PAUSE", 0.0)
        person.say("/help@another_bot", group)
        person.say("/start", group)
        await here.until(lambda: len([line for line in group.lines if line.who == "bot"]) == 2)
        await here.until(lambda: not here.house.backstage.reception._tasks)
    assert len([line for line in group.lines if line.who == "bot"]) == 2


async def test_who_restarts_the_bot_is_greeted_once(database: Database, tmp_path: Path) -> None:
    """Telegram's button sends the change of membership and /start."""
    dialogue = GREETS()
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone()
        person.say("/start")
        await person.hear()
        person.block()
        await here.until(lambda: len(here.house.stored()) == 2)
        person.unblock()
        person.say("/start")
        await person.hear()
        await here.until(lambda: [row.status for row in here.house.stored()] == ["done"] * 4)
    assert len(dialogue.asked) == 2
    assert len(person.heard) == 2


async def test_inline_mode_is_for_officers_and_others_are_shown_the_way(database: Database, tmp_path: Path) -> None:
    async with place(database, tmp_path, "polling", GREETS()) as here:
        offers = {form: await here.fake.phone(language=form).ask_inline("cgtmse") for form in ("en", "hi", "gu", "th")}
    for form, offer in offers.items():
        assert offer["results"] == []
        assert offer["button"] == {"text": say(form, "telegram-inline-hint"), "start_parameter": "inline"}
        assert (offer["is_personal"], offer["cache_time"] <= 10) == (True, True)
