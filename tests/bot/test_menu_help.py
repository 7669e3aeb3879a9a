"""/help from a platform's menu, where it is listed for everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import officer_commands
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.floor import Floor
from tests.bot.office import DISPATCH
from tests.fakes import Clock, text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("role", ["officer", "agent", "admin", ""])
async def test_it_is_that_of_who_asks(database: Database, clock: Clock, form: str, role: str) -> None:
    floor = Floor(database, clock, commands=officer_commands.for_staff(DISPATCH))
    if role:
        floor.person("asha", role)
    floor.speaks("asha", form)
    asked = replace(text("/help", event="menu", address="asha"), kind="command", data={"name": "help", "argument": ""})
    (heard,) = await floor.say("asha", asked)
    assert heard.startswith(say(form, "officer-help")) == bool(role)
    assert (floor.dialogue.asked == []) == bool(role)
