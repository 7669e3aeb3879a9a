"""A person on Telegram or LINE asks for a human, and an officer on their own Telegram or LINE answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from actions import handover, people
from bot.dialogue import Said
from bot.drill.telegram_fake.faults import CallFault
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from records.people_tables import handovers
from records.tables import conversations, outbox
from tests.bot.channels.desk_dialogue import WAIT
from tests.bot.channels.two_platforms import Platforms, Someone, platforms, until
from tests.fakes import Asked, Clock

SPOKEN = {
    "en": ("hello, my loan was refused", "Please send me the letter."),
    "hi": ("मेरा लोन नहीं मिला 😟", "कृपया वह पत्र भेजें।"),
    "gu": ("મારી લોન ના થઈ 😟", "કૃપા કરી તે પત્ર મોકલો."),
    "th": ("กู้เงินไม่ผ่าน ทำอย่างไรดี 😟", "ส่งจดหมายมาให้ดูได้ไหม"),
    "hi-Latn": ("mujhe loan nahi mila, kya kare", "woh letter bhejiye"),
    "gu-Latn": ("mane loan na malyu, shu karvu", "te letter moklo"),
}
WAYS = [("telegram", "line"), ("line", "telegram"), ("telegram", "telegram"), ("line", "line")]
FORMS_AND_WAYS = [(form, *WAYS[number % len(WAYS)]) for number, form in enumerate(FORMS)]


async def asked(here: Platforms, form: str, asks: str, answers: str) -> tuple[Someone, Someone]:
    """The person has asked, and the officer's phone shows it."""
    officer, person = here.someone(answers, form), here.someone(asks, form)
    _, code = here.officer("Asha")
    await officer.say(code)
    await here.hears(officer, say(form, "staff-linked-officer", name="Asha"))
    await person.say(SPOKEN[form][0])
    await here.hears(person, say(form, "greet"))
    await person.press(say(form, "button-person"))
    await here.hears(person, say(form, "handover-asked", reference="M-26-0001", minutes=5))
    here.rounds()
    await here.hears(officer, SPOKEN[form][0])
    return person, officer


async def taken(here: Platforms, form: str, asks: str, answers: str) -> tuple[Someone, Someone]:
    person, officer = await asked(here, form, asks, answers)
    await officer.press(say(form, "staff-button-take"))
    await here.hears(person, say(form, "handover-taken", name="Asha"))
    return person, officer


def owned(here: Platforms, person: Someone) -> bool:
    channel, address = person.place
    with here.database.read() as connection:
        mine = sa.and_(conversations.c.channel == channel, conversations.c.address == address)
        return connection.execute(sa.select(conversations.c.owner).where(mine)).scalar() is not None


@pytest.mark.parametrize(("form", "asks", "answers"), FORMS_AND_WAYS)
async def test_the_officer_answers_and_the_bot_is_silent_until_they_are_done(
    database: Database, clock: Clock, tmp_path: Path, form: str, asks: str, answers: str
) -> None:
    problem, advice = SPOKEN[form]
    async with platforms(database, tmp_path, clock) as here:
        person, officer = await taken(here, form, asks, answers)
        bot_was_asked, said_before = len(here.dialogue.asked), len(person.heard())
        await person.say(f"{problem} 2")
        await here.hears(officer, f"💬 {problem} 2")
        await officer.say(advice)
        await here.hears(person, f"Asha: {advice}")
        await officer.say(f"{advice} 🙏")
        await here.hears(person, f"Asha: {advice} 🙏")
        assert person.heard()[said_before:] == [f"Asha: {advice}", f"Asha: {advice} 🙏"]
        assert (len(here.dialogue.asked), owned(here, person)) == (bot_was_asked, True)
        await officer.press(say(form, "staff-button-done"))
        await here.hears(person, say(form, "handover-done", name="Asha"))
        assert not owned(here, person)
        said_before = len(person.heard())
        await person.say(problem)
        await until(lambda: say(form, "greet") in person.heard()[said_before:])


@pytest.mark.parametrize(("form", "asks", "answers"), FORMS_AND_WAYS)
async def test_an_officer_who_goes_silent_gives_it_back_with_an_apology_and_the_offer_of_a_call(
    database: Database, clock: Clock, tmp_path: Path, form: str, asks: str, answers: str
) -> None:
    async with platforms(database, tmp_path, clock) as here:
        person, officer = await taken(here, form, asks, answers)
        await officer.say(SPOKEN[form][1])
        await here.hears(person, SPOKEN[form][1])
        clock.forward(WAIT.total_seconds() + 1)
        here.rounds()
        assert owned(here, person), "the person has had the last word answered"
        await person.say(SPOKEN[form][0])
        await until(lambda: officer.heard()[-1].startswith("💬"))
        clock.forward(WAIT.total_seconds() + 1)
        here.rounds()
        await here.hears(person, say(form, "handover-silent"))
        await here.hears(officer, say(form, "staff-lost-silent"))
        assert not owned(here, person)
        await person.press(say(form, "handover-button-call-back"))
        await here.hears(person, say(form, "handover-call-back", reference="M-26-0002"))
    with database.read() as connection:
        assert connection.execute(sa.select(handovers.c.ended)).scalars().all() == ["silent"]


async def test_nobody_takes_it_in_time(database: Database, clock: Clock, tmp_path: Path) -> None:
    async with platforms(database, tmp_path, clock) as here:
        person, officer = await asked(here, "gu", "line", "telegram")
        clock.forward(WAIT.total_seconds() + 1)
        here.rounds()
        await here.hears(person, say("gu", "handover-nobody"))
        await officer.press(say("gu", "staff-button-take"))
        await here.hears(officer, say("gu", "staff-take-gone"))


async def test_a_reply_of_the_bot_that_telegram_has_put_off_is_not_sent_any_more(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    """Asked again at the moment of sending: when the reply was written the bot still answered here."""
    async with platforms(database, tmp_path, clock) as here:
        person, officer = await asked(here, "th", "telegram", "line")
        here.telegram.faults.plan("sendMessage", CallFault("too_many", 1))
        await person.say("สวัสดี")
        await until(lambda: row_of(here, "rate_limited"))
        await officer.press(say("th", "staff-button-take"))
        await until(lambda: owned(here, person))
        # Time stands still until now, and with it the pause that Telegram wants.
        clock.forward(2)
        here.rounds()
        await here.hears(person, say("th", "handover-taken", name="Asha"))
        assert person.heard().count(say("th", "greet")) == 1, "the first one; the second was put off"
        dropped = row_of(here, "owner")
        assert dropped
        assert dropped.status == "dropped"


async def test_an_answer_that_was_being_worked_out_is_not_said(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    """The officer takes the conversation while the dialogue thinks about the person's next question."""
    async with platforms(database, tmp_path, clock) as here:
        person, officer = await asked(here, "hi", "telegram", "line")

        def taken_meanwhile(_: Asked) -> list[Said]:
            channel, address = officer.place
            with database.write() as connection:
                account = connection.execute(
                    sa.select(conversations.c.id).where(
                        conversations.c.channel == channel, conversations.c.address == address
                    )
                ).scalar_one()
                who = people.of_conversation(connection, account)
                assert who
                handover.take(connection, 1, who, account, clock(), WAIT)
            return [Said(key="ok")]

        here.dialogue.script = [taken_meanwhile]
        said_before = len(person.heard())
        await person.say("और क्या?")
        await until(lambda: owned(here, person) and not here.house.workers._running)
        await officer.say("नमस्ते जी")
        await here.hears(person, "Asha: नमस्ते जी")
        assert person.heard()[said_before:] == ["Asha: नमस्ते जी"]


def row_of(here: Platforms, error: str) -> Any:
    with here.database.read() as connection:
        return connection.execute(sa.select(outbox).where(outbox.c.error == error)).first()
