"""How a conversation comes back to the bot, and what the bot says and does not say around it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
import sqlalchemy as sa

from actions import answers, erasure, handover, people
from actions.answers import Asked
from bot import outbox, outgoing
from bot.dialogue import Said
from bot.messages import Reply
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from records.people_tables import people_accounts
from records.tables import conversations, inbound
from records.tables import outbox as outbox_rows
from tests.bot.floor import SPOKEN, WAIT, Floor
from tests.fakes import KEEPING, Clock, FakeAnswerer, FakeDialogue, no_answer


@pytest.fixture
def floor(database: Database, clock: Clock) -> Floor:
    return Floor(database, clock)


# --- time -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("taken", [False, True])
async def test_who_gets_no_answer_in_time_has_the_bot_again_and_is_offered_a_call(
    floor: Floor, form: str, taken: bool
) -> None:
    floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    floor.call("asker")
    if taken:
        await floor.say("asha", "/take")
    floor.clock.forward(299)
    floor.rounds()
    assert (floor.owner("asker") is not None) == taken
    floor.clock.forward(2)
    floor.rounds()
    floor.rounds()
    key = "handover-silent" if taken else "handover-nobody"
    assert floor.heard("asker").count(say(form, key)) == 1
    assert [button.label for button in floor.replies("asker")[-1].buttons] == [say(form, "handover-button-call-back")]
    assert (floor.heard("asha")[-1] == say(form, "staff-lost-silent")) == taken
    assert await floor.say("asker", "🙏 hello") == [say(form, "greet")]
    await floor.press("asker", say(form, "handover-button-call-back"))
    action = floor.dialogue.asked[-1].action
    assert action
    assert (action.intent, action.entities) == ("talk_to_human", {"do": "callback"})


async def test_the_clock_runs_only_while_the_person_waits_for_an_answer(floor: Floor) -> None:
    floor.person("asha")
    floor.call("asker")
    await floor.say("asha", "/take")
    await floor.say("asha", "I am here")
    floor.clock.forward(3600)
    floor.rounds()
    assert floor.owner("asker")
    await floor.say("asker", "good")
    floor.clock.forward(200)
    await floor.say("asker", "are you there?")
    floor.clock.forward(101)
    floor.rounds()
    assert floor.owner("asker") is None


async def test_a_distress_that_nobody_takes_stays_in_the_list(floor: Floor) -> None:
    floor.person("asha"), floor.person("binod", "officer"), floor.person("chai", linked=False)
    floor.call("asker", "distress")
    floor.rounds()
    assert [len(floor.heard(who)) for who in ("asha", "binod")] == [1, 1]
    floor.clock.forward(24 * 3600)
    floor.rounds()
    with floor.database.read() as connection:
        assert len(handover.waiting(connection)) == 1


@pytest.mark.parametrize("form", FORMS)
async def test_the_person_may_go_back_to_the_bot(floor: Floor, form: str) -> None:
    floor.person("asha")
    for who in ("asker", "asha"):
        floor.speaks(who, form)
    floor.call("asker")
    await floor.say("asha", "/take")
    assert await floor.press("asker", say(form, "handover-button-leave")) == [say(form, "handover-left")]
    assert floor.heard("asha")[-1] == say(form, "staff-lost-left")
    assert floor.owner("asker") is None


async def test_whoever_is_disabled_gives_back_what_they_hold(floor: Floor) -> None:
    asha = floor.person("asha")
    floor.call("asker")
    await floor.say("asha", "/take")
    with floor.database.write() as connection:
        handover.disable(connection, asha.id, floor.clock())
    floor.rounds()
    assert (floor.owner("asker"), floor.heard("asker")[-1]) == (None, say("en", "handover-silent"))
    assert await floor.say("asha", "still there?") == [say("en", "greet")]


# --- silence ----------------------------------------------------------------------------------------------------------


async def test_what_the_bot_had_ready_when_somebody_took_over_is_not_said(floor: Floor) -> None:
    floor.person("asha")
    floor.call("asker")

    def taken_meanwhile(_: object) -> list[Said]:
        with floor.database.write() as connection:
            account = connection.execute(sa.select(people_accounts.c.conversation_id)).scalar_one()
            person = people.of_conversation(connection, account)
            assert person
            handover.take(connection, 1, person, account, floor.clock(), WAIT)
        return [Said(key="greet")]

    floor.dialogue = FakeDialogue(taken_meanwhile)
    assert await floor.say("asker", "hello") == []


async def test_a_reply_queued_before_is_dropped_at_the_moment_of_sending(floor: Floor) -> None:
    floor.person("asha")
    await floor.say("asker", "hello")
    floor.call("asker")
    await floor.say("asha", "/take")
    with floor.database.write() as connection:
        known = connection.execute(sa.select(conversations).where(conversations.c.address == "asker")).one()
        outbox.put(connection, known.id, "late", Reply(text="bot", language="en"), floor.clock())
        out = outgoing.claim(connection, known, 10, floor.clock())
    assert isinstance(out, outgoing.Outgoing)
    assert [reply.text for reply in out.delivery.replies] == [say("en", "handover-taken", name="asha")]


# --- three failed turns -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("agents", [True, False])
async def test_three_failed_turns_call_a_person_or_keep_the_questions(floor: Floor, form: str, agents: bool) -> None:
    floor.dialogue = FakeDialogue(failing(floor))
    floor.speaks("asker", form)
    if agents:
        floor.person("asha")
    heard = [await floor.say("asker", f"{SPOKEN[form][0]} {number}") for number in range(4)]
    called = (
        say(form, "handover-asked-failed", minutes=5)
        if agents
        else say(form, "handover-kept-failed", reference="M-26-0001")
    )
    assert [called in "\n".join(texts) for texts in heard] == [False, False, True, False]
    with floor.database.read() as connection:
        assert len(handover.waiting(connection)) == int(agents)


async def test_an_answer_in_between_begins_the_count_again(floor: Floor) -> None:
    fails = failing(floor)
    floor.person("asha")
    floor.dialogue = FakeDialogue(fails, fails, [Said(key="greet")], fails, fails, [Said(key="greet")])
    for number in range(6):
        await floor.say("asker", f"કેમ છો {number} 😟")
    with floor.database.read() as connection:
        assert handover.waiting(connection) == []


def failing(floor: Floor) -> Any:
    """A dialogue's step that keeps its "no answer" as the action does."""

    def step(asked: Any) -> list[Said]:
        outcome, turn = no_answer(), asked.message_id
        with floor.database.write() as connection:
            answers.keep(
                connection, turn, Asked(kind="answer", question="?", form="en"), outcome, FakeAnswerer(),  # type: ignore[arg-type]
                KEEPING, floor.clock(),
            )  # fmt: skip
        return [Said(key="outcome", outcome=asdict(outcome))]

    return step


# --- erasure ----------------------------------------------------------------------------------------------------------


async def test_deleting_ones_data_takes_what_an_agent_had_of_it(floor: Floor) -> None:
    floor.person("asha")
    await floor.say("asker", "secret one 😟")
    floor.call("asker")
    floor.rounds()
    await floor.say("asha", "/waiting")
    await floor.say("asha", "/take")
    await floor.say("asker", "ગુપ્ત વાત")
    await floor.say("asha", "your secret reply")
    with floor.database.write() as connection:
        mine = connection.execute(sa.select(conversations.c.id).where(conversations.c.address == "asker")).scalar_one()
        made = erasure.erase(connection, mine, "t99", floor.clock())
        assert made.deleted["handovers"] == 1
        left = [*connection.execute(sa.select(outbox_rows.c.body)).scalars(),
                *connection.execute(sa.select(inbound.c.text)).scalars()]  # fmt: skip
    assert not [one for one in map(str, left) if "secret" in one or "ગુપ્ત" in one]
    assert floor.owner("asker") is None
