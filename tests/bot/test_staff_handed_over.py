"""Conversations that a person answers instead of the bot: who is called, who takes them, who speaks."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from actions import handover
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from records.people_tables import handovers, people_accounts
from records.tables import outbox as outbox_rows
from tests.bot.floor import SPOKEN, WAIT, Floor
from tests.fakes import Clock


@pytest.fixture
def floor(database: Database, clock: Clock) -> Floor:
    return Floor(database, clock)


# --- hand-over ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
async def test_both_sides_talk_in_order_and_the_bot_is_silent(floor: Floor, form: str) -> None:
    problem, advice = SPOKEN[form]
    asha = floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    await floor.say("asker", problem)
    asked = len(floor.dialogue.asked)
    assert floor.call("asker")
    floor.rounds()
    assert floor.heard("asha") == [say(form, "staff-call-asked", summary=problem)]

    assert await floor.press("asha", say(form, "staff-button-take")) == [say(form, "staff-took", summary=problem)]
    assert floor.owner("asker") == asha.id
    assert floor.heard("asker")[-1] == say(form, "handover-taken", name="asha")
    before = {who: len(floor.heard(who)) for who in ("asker", "asha")}
    await floor.say("asha", advice)
    await floor.say("asker", "👍")
    await floor.say("asha", "2 🙏")
    await floor.say("asker", problem)
    assert floor.heard("asker")[before["asker"] :] == [f"asha: {advice}", "asha: 2 🙏"]
    assert floor.heard("asha")[before["asha"] :] == ["💬 👍", f"💬 {problem}"]
    assert len(floor.dialogue.asked) == asked

    assert await floor.say("asha", "/done") == [say(form, "staff-done")]
    assert floor.heard("asker")[-1] == say(form, "handover-done", name="asha")
    assert (floor.owner("asker"), await floor.say("asker", problem)) == (None, [say(form, "greet")])
    assert [what for what, _ in floor.deeds(asha)] == ["account-linked", "/take", "taken", "/done"]


async def test_an_agents_words_carry_the_agents_name_as_author(floor: Floor) -> None:
    asha = floor.person("asha")
    floor.call("asker")
    await floor.say("asha", "/take")
    await floor.say("asha", "नमस्ते")
    with floor.database.read() as connection:
        rows = connection.execute(sa.select(outbox_rows.c.author, outbox_rows.c.body).order_by(outbox_rows.c.id)).all()
    assert [row.author for row in rows if row.body["text"] == "asha: नमस्ते"] == [f"person:{asha.id}"]


@pytest.mark.parametrize("form", FORMS)
async def test_of_two_who_take_at_once_one_wins(floor: Floor, form: str) -> None:
    asha, binod = floor.person("asha"), floor.person("binod", "officer")
    for who in ("asha", "binod"):
        floor.speaks(who, form)
    floor.call("asker")
    floor.rounds()
    await floor.press("binod", say(form, "staff-button-take"))
    assert await floor.press("asha", say(form, "staff-button-take")) == [say(form, "staff-take-gone")]
    assert floor.owner("asker") == binod.id != asha.id


def test_two_transactions_that_take_the_same_one(either_database: Database, clock: Clock) -> None:
    floor = Floor(either_database, clock)
    both = [floor.person("asha"), floor.person("binod")]
    floor.call("asker")
    with either_database.read() as connection:
        (waits,) = handover.waiting(connection)
        accounts = {row.person_id: row.conversation_id for row in connection.execute(sa.select(people_accounts))}
    results = []
    for one in both:
        with either_database.write() as connection:
            results.append(handover.take(connection, waits.id, one, accounts[one.id], clock(), WAIT))
    assert [result == "gone" for result in results] == [False, True]


async def test_one_at_a_time_and_never_ones_own(floor: Floor) -> None:
    floor.person("asha"), floor.person("binod")
    floor.call("asker"), floor.call("second")
    await floor.say("asha", "/take 1")
    assert await floor.say("asha", "/take 2") == [say("en", "staff-take-busy")]
    floor.call("binod")
    assert await floor.say("binod", "/take 3") == [say("en", "staff-take-own")]


@pytest.mark.parametrize("form", FORMS)
async def test_who_waits_is_listed_distress_first(floor: Floor, form: str) -> None:
    floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    await floor.say("second", "मदद 🙏")
    floor.call("asker")
    floor.clock.forward(120)
    floor.call("second", "distress")
    (listed,) = await floor.say("asha", "/waiting")
    lines = f"⚠ 2 · 0 min · hi\n1 · 2 min · {form}"
    assert listed == say(form, "staff-waiting", count=2, lines=lines)
    await floor.press("asha", say(form, "staff-button-take-number", number="1"))
    assert floor.owner("asker")


async def test_nobody_is_called_when_nobody_is_there(floor: Floor) -> None:
    assert not floor.call("asker")
    floor.person("asha", "admin"), floor.person("binod", linked=False)
    assert not floor.call("asker")
    floor.person("own")
    assert not floor.call("own")
    with floor.database.read() as connection:
        assert connection.execute(sa.select(handovers)).all() == []


async def test_a_repeated_turn_calls_nobody_twice(floor: Floor) -> None:
    floor.person("asha")
    assert [floor.call("asker"), floor.call("asker"), floor.call("asker", key="t9")] == [True] * 3
    floor.rounds()
    assert len(floor.heard("asha")) == 1
