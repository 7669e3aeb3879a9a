"""`sahayak agent`: a terminal that answers people straight on the records."""

from __future__ import annotations

import io

import pytest

from actions import handover, people
from actions.people import PeopleError
from bot.channels.staff_terminal import StaffTerminal
from bot.staff_turns import StaffTurns
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.floor import WAIT, Floor
from tests.fakes import Clock


@pytest.fixture
def floor(database: Database, clock: Clock) -> Floor:
    return Floor(database, clock)


def sit_down(floor: Floor, form: str = "en") -> tuple[StaffTerminal, list[str]]:
    shown: list[str] = []
    person = floor.person("Asha", linked=False)
    return StaffTerminal(floor.database, StaffTurns(WAIT), person.id, floor.clock, shown.append, form), shown


@pytest.mark.parametrize("form", FORMS)
async def test_a_conversation_from_the_list_to_the_end(floor: Floor, form: str) -> None:
    terminal, shown = sit_down(floor, form)
    floor.speaks("asker", form)
    await floor.say("asker", "🙏 ?")
    assert floor.call("asker"), "whoever sits at a terminal can be reached"
    floor.rounds()
    for line in ("/waiting", "/take 1", "नमस्ते 🙏", "/done"):
        terminal.say(line)
        terminal.look()
    assert shown == [
        say(form, "staff-call-asked", summary="🙏 ?"),
        say(form, "staff-waiting", count=1, lines=f"1 · 0 min · {form}"),
        say(form, "staff-took", summary="🙏 ?"),
        say(form, "staff-done"),
    ]
    assert floor.heard("asker")[-3:] == [
        say(form, "handover-taken", name="Asha"),
        "Asha: नमस्ते 🙏",
        say(form, "handover-done", name="Asha"),
    ]


async def test_what_the_person_writes_is_shown_once(floor: Floor) -> None:
    terminal, shown = sit_down(floor)
    floor.call("asker")
    terminal.say("/take")
    await floor.say("asker", "ขอบคุณ")
    terminal.look()
    terminal.look()
    assert shown[-1:] == ["💬 ขอบคุณ"]
    assert shown.count("💬 ขอบคุณ") == 1


def test_who_left_the_terminal_is_no_longer_called(floor: Floor) -> None:
    sit_down(floor)
    floor.clock.forward(61)
    assert not floor.call("asker")


def test_words_to_nobody_get_the_list_of_commands(floor: Floor) -> None:
    terminal, shown = sit_down(floor)
    terminal.run(io.StringIO("hello\n\n"))
    assert shown == [say("en", "staff-waiting-none"), say("en", "staff-commands")]


def test_who_may_not_is_told_why(floor: Floor) -> None:
    person = floor.person("Asha", linked=False)
    with floor.database.write() as connection:
        handover.disable(connection, person.id, floor.clock())
    for wrong, form, cure in (
        ("p0", "", "people list"), (person.id, "", "disabled"), (person.id, "fr", "hi-Latn"),
    ):  # fmt: skip
        with pytest.raises(PeopleError, match=cure):
            StaffTerminal(floor.database, StaffTurns(WAIT), wrong, floor.clock, print, form)


def test_everything_typed_is_recorded(floor: Floor) -> None:
    terminal, _ = sit_down(floor)
    terminal.say("/waiting")
    with floor.database.read() as connection:
        assert people.deeds_of(connection)[0].what == "/waiting"
