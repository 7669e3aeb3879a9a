"""Link codes, and commands of people with roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
import sqlalchemy as sa

from actions import handover, link_codes
from bot.dialogue import Said
from bot.roles import Speaker
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.floor import Floor
from tests.fakes import Clock


@pytest.fixture
def floor(database: Database, clock: Clock) -> Floor:
    return Floor(database, clock)


# --- link codes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("role", ["officer", "agent", "admin"])
async def test_a_typed_code_links_the_account(floor: Floor, form: str, role: str) -> None:
    person = floor.person("Asha", role, linked=False)
    floor.speaks("asha", form)
    assert await floor.say("asha", floor.code(person)) == [say(form, f"staff-linked-{role}", name="Asha")]
    assert floor.dialogue.asked == []
    assert ("account-linked") in [what for what, _ in floor.deeds(person)]


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"])
async def test_a_code_may_be_typed_carelessly(floor: Floor, change: Callable[[str], str]) -> None:
    person = floor.person("Asha", linked=False)
    assert "Asha" in (await floor.say("asha", change(floor.code(person))))[0]


async def test_a_code_may_begin_with_the_letter_before_it(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    person = floor.person("Asha", linked=False)
    monkeypatch.setattr(link_codes, "ALPHABET", "P")
    assert floor.code(person) == "P-PPPP-PPPP"
    assert "Asha" in (await floor.say("asha", "P-PPPP-PPPP"))[0]


async def test_without_a_language_the_account_speaks_the_persons_first(floor: Floor) -> None:
    person = floor.person("สมหญิง", languages=("th", "en"), linked=False)
    await floor.say("somying", floor.code(person))
    assert (await floor.say("somying", "/waiting")) == [say("th", "staff-waiting-none")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("how", ["wrong", "used", "expired", "replaced", "disabled"])
async def test_a_code_that_does_not_work(floor: Floor, form: str, how: str) -> None:
    person = floor.person("Asha", linked=False)
    code = floor.code(person)
    floor.speaks("other", form)
    if how == "wrong":
        code = "P-2222-2222"
    elif how == "used":
        await floor.say("asha", code)
    elif how == "expired":
        floor.clock.forward(24 * 3600 + 1)
    elif how == "replaced":
        floor.code(person)
    else:
        with floor.database.write() as connection:
            handover.disable(connection, person.id, floor.clock())
    assert await floor.say("other", code) == [say(form, "staff-code-wrong")]
    assert await floor.say("other", "/waiting") != [say(form, "staff-waiting-none")]


# --- commands and roles -------------------------------------------------------------------------------------------


async def test_an_entrepreneurs_slash_is_the_dialogues(floor: Floor) -> None:
    assert await floor.say("asker", "/take 1") == [say("en", "greet")]


@pytest.mark.parametrize("form", FORMS)
async def test_who_was_disabled_is_refused_and_that_is_kept(floor: Floor, form: str) -> None:
    person = floor.person("asha", "officer")
    floor.speaks("asha", form)
    with floor.database.write() as connection:
        handover.disable(connection, person.id, floor.clock())
    assert await floor.say("asha", "/take 1") == [say(form, "staff-refused")]
    assert floor.deeds(person)[-1] == ("refused", "/take")
    assert await floor.say("asha", "hello") == [say(form, "greet")]


async def test_the_desks_commands_get_who_speaks_and_are_recorded(floor: Floor) -> None:
    given: list[tuple[str, str, str, str]] = []

    def commands(connection: sa.Connection, speaker: Speaker, text: str, now: datetime, key: str) -> list[Said] | None:
        given.append((speaker.id, speaker.language, text, key))
        return [Said(key="ok")] if text.startswith(("/queue", "/take", "/done", "/note")) else None

    floor.commands = commands
    person = floor.person("asha", "officer")
    floor.speaks("asha", "gu")
    texts = ["/queue", "/take TH-26-000001-1", "/done TH-26-000001-1", "/note TH-26-000001-1 નોંધ 🙏\nબીજી લીટી"]
    for text in texts:
        assert await floor.say("asha", text) == [say("gu", "ok")]
    assert [(who, form, text) for who, form, text, _ in given] == [(person.id, "gu", text) for text in texts]
    assert len({key for *_, key in given}) == len(texts)
    assert await floor.say("asha", "/nonsense") == [say("gu", "staff-commands")]
    reference = "TH-26-000001-1"
    assert floor.deeds(person)[1:] == [
        ("/queue", ""), ("/take", reference), ("/done", reference), ("/note", reference), ("/nonsense", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
async def test_an_admin_takes_no_conversation(floor: Floor, form: str) -> None:
    floor.person("asha", "admin")
    floor.speaks("asha", form)
    assert await floor.say("asha", "/waiting") == [say(form, "staff-not-yours")]
