"""People who are called: for a wish to talk, for a yes to the offer, and at once in distress."""

from __future__ import annotations

from typing import Any

import pytest

from actions import people
from actions.person_actions import (
    Affirm,
    Distress,
    TakeMessage,
)
from actions.rasa_turn import Desk
from bot import inbox
from knowledge.romanised import romanise
from records import notices
from tests.actions.conftest import Received
from tests.actions.test_person_actions import TEXTS
from tests.fakes import START
from tests.trackers import Said, run


@pytest.mark.parametrize(
    ("form", "helplines"),
    [
        ("en", ["Call 14416.", "Phone 1323."]),
        ("hi", ["14416 पर फोन करें।"]),
        ("gu", ["14416 પર ફોન કરો."]),
        ("th", ["โทร 1323"]),
        ("hi-Latn", [romanise("14416 पर फोन करें।")]),
        ("gu-Latn", [romanise("14416 પર ફોન કરો.")]),
    ],
)
async def test_distress_gives_the_helpline_of_the_country_in_the_form_written(
    desk: Desk, received: Received, stored: Any, form: str, helplines: list[str]
) -> None:
    received("t1", language=form)
    ran = await run(Distress(desk), Said(intent="distress", text="मैं जीना नहीं चाहता", form=form))
    assert ran.said == [{"key": "distress", "args": {"reference": "M-26-0001", "helplines": helplines}}]
    assert [(row.urgent, row.intent, row.text) for row in stored()] == [(True, "distress", "मैं जीना नहीं चाहता")]


# --- people who may take the conversation over ----------------------------------------------------------------------


def agent(desk: Desk, name: str = "Asha") -> None:
    with desk.database.write() as connection:
        made = people.add(connection, name, "agent", ["en"], START)
        account = inbox.conversation_of(connection, "telegram", name, START)
        people.link(connection, made.id, account, START)


def called(desk: Desk) -> list[tuple[str, str]]:
    """What waits, and what whoever is called is told."""
    with desk.database.read() as connection:
        return [(one.message, one.args["summary"]) for one in notices.waiting(connection)]


@pytest.mark.parametrize("text", TEXTS)
async def test_who_asks_for_a_person_is_told_how_long_it_may_take(desk: Desk, received: Received, text: str) -> None:
    agent(desk)
    agent(desk, "Binod")
    received("t1", words=text)
    for _ in range(2):
        ran = await run(TakeMessage(desk), Said(intent="talk_to_human", text=text))
        assert ran.said == [{"key": "handover-asked", "args": {"reference": "M-26-0001", "minutes": 5}}]
        assert ran.next_action == "message_form"
    assert called(desk) == [("staff-call-asked", text)] * 2


async def test_a_yes_to_the_offer_calls_too(desk: Desk, received: Received) -> None:
    agent(desk)
    received("t1", words="હા")
    ran = await run(Affirm(desk), Said(intent="affirm", text="હા"), offer="person")
    assert ran.keys == ["handover-asked"]


async def test_the_wish_for_a_call_after_nobody_came_calls_nobody(desk: Desk, received: Received) -> None:
    agent(desk)
    received("t1")
    said = Said(intent="talk_to_human", text="โทรหาฉัน", entities={"do": "callback"})
    ran = await run(TakeMessage(desk), said)
    assert ran.said == [{"key": "handover-call-back", "args": {"reference": "M-26-0001"}}]
    assert (called(desk), ran.next_action) == ([], "message_form")


@pytest.mark.parametrize("text", TEXTS)
async def test_distress_alerts_everybody_at_once_and_once(desk: Desk, received: Received, text: str) -> None:
    agent(desk)
    agent(desk, "Binod")
    received("t1", words=text)
    for _ in range(2):
        ran = await run(Distress(desk), Said(intent="distress", text=text))
        assert ran.keys == ["distress"]
    assert called(desk) == [("staff-urgent", text)] * 2


async def test_distress_is_kept_for_who_has_no_account_yet(desk: Desk, received: Received) -> None:
    with desk.database.write() as connection:
        asha = people.add(connection, "Asha", "officer", ["hi"], START)
    received("t1")
    for _ in range(2):
        await run(Distress(desk), Said(intent="distress", text="नहीं जीना"))
    with desk.database.read() as connection:
        assert people.kept(connection, asha.id) == 1
