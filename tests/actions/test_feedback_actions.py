"""Thumbs and wishes to be told: stored once a turn, for one's own answers alone, asked once, revoked by "stop"."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from actions import wishes
from actions.actions import AnswerQuestion
from actions.feedback_actions import OFFER, RateAnswer, TellMe
from actions.person_actions import Affirm, Deny, TakeMessage
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from records import answer_tables as tables
from records.database import Database
from tests.actions.conftest import QUESTIONS, Received
from tests.trackers import Ran, Said, run

ANSWER = "A-26-0001"


@pytest.fixture
async def answered(desk: Desk, received: Received) -> str:
    """A conversation that was given the answer A-26-0001; its next turns are t2, t3, t4."""
    conversation = received("t1")
    for turn in ("t2", "t3", "t4"):
        assert received(turn) == conversation
    await run(AnswerQuestion(desk), Said(text="What is CGTMSE?"))
    return conversation


async def rate(desk: Desk, rating: str, turn: str = "t2", answer: str = ANSWER, form: str = "en") -> Ran:
    entities = {"answer": answer, "rating": rating}
    return await run(RateAnswer(desk), Said(intent="rate_answer", entities=entities, turn=turn, form=form))


async def tell(desk: Desk, wish: str, turn: str = "t3", answer: str = ANSWER) -> Ran:
    return await run(TellMe(desk), Said(intent="tell_me", entities={"answer": answer, "wish": wish}, turn=turn))


def state(database: Database, conversation: str, subject: str) -> str | None:
    with database.read() as connection:
        return wishes.state_of(connection, conversation, subject)


def stored(database: Database) -> list[tuple[str, str]]:
    with database.read() as connection:
        rows = connection.execute(sa.select(tables.ratings).order_by(tables.ratings.c.id)).all()
    return [(row.turn_id, row.rating) for row in rows]


# --- thumbs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rating", "key", "subject"), [("up", "rated-up", wishes.UPDATES), ("down", "rated-down", ANSWER)]
)
@pytest.mark.parametrize("form", FORMS)
async def test_a_thumb_is_stored_and_one_thing_is_asked(
    desk: Desk, database: Database, answered: str, form: str, rating: str, key: str, subject: str
) -> None:
    ran = await rate(desk, rating, form=form)
    assert ran.said == [{"key": key, "args": {"answer": subject}}]
    assert ran.slots == {"offer": OFFER + subject}
    assert stored(database) == [("t2", rating)]
    assert state(database, answered, subject) == "asked"


@pytest.mark.parametrize("rating", ["up", "down"])
async def test_the_same_turn_again_stores_nothing_and_asks_the_same(
    desk: Desk, database: Database, answered: str, rating: str
) -> None:
    assert await rate(desk, rating) == await rate(desk, rating)
    assert stored(database) == [("t2", rating)]


@pytest.mark.parametrize("rating", ["up", "down"])
async def test_nobody_is_asked_twice(desk: Desk, database: Database, answered: str, rating: str) -> None:
    await rate(desk, rating, "t2")
    again = await rate(desk, rating, "t3")
    assert (again.keys, again.slots) == (["rated"], {"offer": None})
    assert stored(database) == [("t2", rating), ("t3", rating)]


@pytest.mark.parametrize("answer", ["A-26-0002", "", "A-26-9999", "updates", "' or 1=1"])
async def test_only_ones_own_answers_can_be_rated(
    desk: Desk, database: Database, answered: str, received: Received, answer: str
) -> None:
    received("o1", address="b" * 24)
    await run(AnswerQuestion(desk), Said(text="સીજીટીએમએસઈ?", form="gu", turn="o1"))
    ran = await rate(desk, "down", answer=answer)
    assert (ran.keys, stored(database)) == (["old-button"], [])


# --- to be told ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "wish", "key"),
    [
        (ANSWER, "yes", "tell-answer"),
        (ANSWER, "no", "tell-no"),
        (wishes.UPDATES, "yes", "tell-updates"),
        (wishes.UPDATES, "no", "tell-no"),
    ],
)
async def test_a_wish_is_stored_once_whether_it_was_asked_for_or_not(
    desk: Desk, database: Database, answered: str, subject: str, wish: str, key: str
) -> None:
    first, second = await tell(desk, wish, answer=subject), await tell(desk, wish, answer=subject)
    assert first == second
    assert (first.keys, first.slots) == ([key], {"offer": None})
    assert state(database, answered, subject) == wish


@pytest.mark.parametrize("answer", ["A-26-0002", "", "UPDATES"])
async def test_only_ones_own_answers_can_be_waited_for(
    desk: Desk, database: Database, answered: str, answer: str
) -> None:
    assert (await tell(desk, "yes", answer=answer)).keys == ["old-button"]
    with database.read() as connection:
        assert connection.execute(sa.select(tables.wishes)).all() == []


@pytest.mark.parametrize(
    ("action", "text", "wish"), [(Affirm, "हाँ", "yes"), (Deny, "ના", "no"), (Affirm, "ใช่", "yes"), (Deny, "nahi", "no")]
)
@pytest.mark.parametrize("subject", [ANSWER, wishes.UPDATES])
async def test_a_typed_yes_or_no_answers_the_question(
    desk: Desk, database: Database, answered: str, action: Any, text: str, wish: str, subject: str
) -> None:
    ran = await run(action(desk), Said(text=text, turn="t3"), offer=OFFER + subject)
    assert state(database, answered, subject) == wish
    assert ran.slots == {"offer": None}


async def test_the_latest_word_counts(desk: Desk, database: Database, answered: str) -> None:
    for wish, turn in (("yes", "t2"), ("no", "t3"), ("yes", "t4")):
        await tell(desk, wish, turn)
        assert state(database, answered, ANSWER) == wish


# --- stopping -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "text"), QUESTIONS.items())
async def test_stop_ends_every_wish_and_the_asking(
    desk: Desk, database: Database, answered: str, received: Received, form: str, text: str
) -> None:
    other = received("o1", address="b" * 24)
    await tell(desk, "yes", "o1", answer=wishes.UPDATES)
    await tell(desk, "yes", "t2")
    for _ in range(2):
        await run(TakeMessage(desk), Said(text=text, form=form, intent="stop_messages", turn="t3"))
    with database.read() as connection:
        assert wishes.wanting(connection, ANSWER) == set()
        assert wishes.wanting(connection, wishes.UPDATES) == {other}
    assert (await rate(desk, "up", "t4")).keys == ["rated"]


async def test_who_stopped_may_wish_again(desk: Desk, database: Database, answered: str) -> None:
    await run(TakeMessage(desk), Said(text="stop", intent="stop_messages", turn="t2"))
    await tell(desk, "yes", "t3", answer=wishes.UPDATES)
    with database.read() as connection:
        assert wishes.wanting(connection, wishes.UPDATES) == {answered}
