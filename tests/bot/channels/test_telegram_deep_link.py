"""A link to a case opens the chat at the case: for whoever opened it at once, for others by the phone's digits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actions import cases
from actions.cases import MOST_GUESSES, Case
from actions.status_actions import CaseStatus
from bot import inbox
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.actions import desk as told
from tests.bot.channels.desk_dialogue import DeskDialogue
from tests.bot.channels.telegram_house import MODES, Mode, Place, place, real_time

NATIVE = {"hi": "०१२३४५६७८९", "gu": "૦૧૨૩૪૫૬૭૮૯", "th": "๐๑๒๓๔๕๖๗๘๙"}


def dialogue_of(database: Database) -> DeskDialogue:
    return DeskDialogue(database, real_time, {"case_status": CaseStatus})


def opened(database: Database, address: str = "somebody", channel: str = "web") -> Case:
    """By สมชาย, whose phone ends with 5678."""
    with database.write() as connection:
        return told.case(connection, inbox.conversation_of(connection, channel, address, real_time()))


def standing(reference: str, form: str, days: int = 0) -> str:
    return say(form, "case-status", reference=reference, days=days)


def somebody(database: Database, here: Place, form: str) -> Any:
    """A phone whose conversation goes on in this form."""
    person = here.fake.phone(language=form.split("-")[0])
    with database.write() as connection:
        own = inbox.conversation_of(connection, "telegram", str(person.person.id), real_time())
        inbox.remember_language(connection, own, form)
    return person


async def heard(person: Any, here: Place) -> str:
    (line,) = await person.hear()
    return str(line.text)


@pytest.mark.parametrize("mode", MODES)
async def test_who_opened_the_case_is_at_it_at_once(database: Database, tmp_path: Path, mode: Mode) -> None:
    async with place(database, tmp_path, mode, dialogue_of(database)) as here:
        for form in ("en", "hi", "gu", "th"):
            person = here.fake.phone(language=form)
            case = opened(database, str(person.person.id), "telegram")
            with database.write() as connection:
                inbox.remember_language(connection, str(case.conversation), form)
            person.say(f"/start ref_{case.reference}")
            assert standing(case.reference, form) in await heard(person, here)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("again", ["{digits}", "{reference} {digits}", " {digits}\n"])
async def test_anybody_else_is_asked_for_the_phones_last_four_digits(
    database: Database, tmp_path: Path, form: str, again: str
) -> None:
    case = opened(database)
    async with place(database, tmp_path, "polling", dialogue_of(database)) as here:
        person = somebody(database, here, form)
        person.say(f"/start ref_{case.reference}")
        assert await heard(person, here) == say(form, "case-need-phone", reference=case.reference)
        digits = "".join(NATIVE[form][int(one)] for one in "5678") if form in NATIVE else "5678"
        person.say(again.format(digits=digits, reference=case.reference))
        assert standing(case.reference, form) in await heard(person, here)


BROKEN: dict[str, tuple[Callable[[str], str], str]] = {
    "wrong digit": (lambda one: one[:-1] + str((int(one[-1]) + 1) % 10), "case-mistyped"),
    "none of ours": (lambda one: "A-1", "case-none"),
    "nothing": (lambda one: "", "case-none"),
    "underscores": (lambda one: one.replace("-", "_"), "case-need-phone"),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_link_that_is_broken_says_so(database: Database, tmp_path: Path, name: str) -> None:
    case = opened(database)
    change, key = BROKEN[name]
    args = {"reference": case.reference} if key == "case-need-phone" else {}
    async with place(database, tmp_path, "polling", dialogue_of(database)) as here:
        person = here.fake.phone(language="th")
        person.say(f"/start ref_{change(case.reference)}")
        assert await heard(person, here) == say("th", key, **args)


async def test_guesses_of_digits_are_counted_on_this_way_too(database: Database, tmp_path: Path) -> None:
    case = opened(database)
    async with place(database, tmp_path, "polling", dialogue_of(database)) as here:
        person = here.fake.phone()
        said = []
        person.say(f"/start ref_{case.reference}")
        await person.hear()
        for guess in range(MOST_GUESSES):
            person.say(f"{guess:04d}")
            said.append(await heard(person, here))
        person.say("5678")
        said.append(await heard(person, here))
        person.say(f"{case.reference} 5678")
        said.append(await heard(person, here))
    wrong, locked = say("en", "case-unknown", reference=case.reference), say("en", "case-locked")
    assert said == [wrong] * MOST_GUESSES + [locked] * 2


@pytest.mark.parametrize("form", FORMS)
async def test_after_wrong_digits_the_right_ones_alone_are_enough(
    database: Database, tmp_path: Path, form: str
) -> None:
    case = opened(database)
    async with place(database, tmp_path, "polling", dialogue_of(database)) as here:
        person = somebody(database, here, form)
        person.say(f"{case.reference} 1111")
        wrong = await heard(person, here)
        person.say("2222")
        assert [wrong, await heard(person, here)] == [say(form, "case-unknown", reference=case.reference)] * 2
        person.say("5678")
        assert standing(case.reference, form) in await heard(person, here)


async def test_four_digits_are_a_message_until_they_are_asked_for(database: Database, tmp_path: Path) -> None:
    case = opened(database)
    dialogue = dialogue_of(database)
    async with place(database, tmp_path, "polling", dialogue) as here:
        person = here.fake.phone()
        for words in ("5678", f"/start ref_{case.reference}", "thank you", "5678"):
            person.say(words)
            await person.hear()
    assert [asked.action and asked.action.intent for asked in dialogue.asked] == [
        None,
        "case_status",
        None,
        "case_status",
    ]
    with database.read() as connection:
        assert cases.by_reference(connection, case.reference) == case
