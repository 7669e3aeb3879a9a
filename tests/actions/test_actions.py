"""Each action: which key it says, which slots it sets, what it asks of the desk."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
import sqlalchemy as sa

from actions.actions import (
    Affirm,
    AnswerQuestion,
    Cancel,
    CaseStatus,
    ChangeLanguage,
    Deny,
    Desk,
    Distress,
    FindScheme,
    SessionStart,
    ShowDetail,
    all_actions,
    turn_of,
)  # fmt: skip
from actions.outcomes import Topic
from bot.replies import parse_outcome
from knowledge.language import FORMS
from knowledge.questions import REASONS
from knowledge.romanised import romanise
from records.database import Database
from records.tables import conversations
from tests.actions.conftest import Received
from tests.fakes import Clock, FakeAnswerer, answer, clarify, no_answer, quote
from tests.trackers import Said, run, tracker

QUESTIONS = {
    "en": "What is CGTMSE?",
    "hi": "सीजीटीएमएसई क्या है?",
    "gu": "સીજીટીએમએસઈ શું છે?",
    "th": "บสย. คืออะไร",
    "hi-Latn": "cgtmse kya hai",
    "gu-Latn": "cgtmse shu che 🙏",
}


# --- reading the tracker ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "text"), QUESTIONS.items())
def test_a_turn_is_read_from_what_the_gateway_sent(form: str, text: str) -> None:
    turn = turn_of(tracker(Said(text=text, form=form, intent="greet", confidence=0.5, entities={"detail": "papers"})))
    assert (turn.id, turn.text, turn.form) == ("t1", text, form)
    assert (turn.intent, turn.confidence, turn.entities) == ("greet", 0.5, {"detail": "papers"})


def test_a_repeated_attempt_belongs_to_the_same_turn() -> None:
    assert turn_of(tracker(Said(turn="t7~2"))).id == "t7"


@pytest.mark.parametrize("form", [None, "xx", "EN", ""])
def test_an_unknown_form_is_english(form: str | None) -> None:
    assert turn_of(tracker(Said(form=form))).form == "en"


def test_a_tracker_without_a_message_is_an_empty_turn() -> None:
    turn = turn_of(tracker(None))
    assert (turn.id, turn.text, turn.form, turn.intent, turn.confidence) == ("", "", "en", "", 0.0)


# --- questions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "text"), QUESTIONS.items())
async def test_a_question_goes_to_the_answerer_as_it_was_written(
    desk: Desk, answerer: FakeAnswerer, form: str, text: str
) -> None:
    ran = await run(AnswerQuestion(desk), Said(text=text, form=form))
    assert [asked[:2] for asked in answerer.asked] == [(text, form)]
    assert ran.keys == ["outcome"]


@pytest.mark.parametrize(
    ("intent", "entities", "topic"),
    [
        ("ask_scheme", {}, Topic(document="in-pmegp", question="What is PMEGP?")),
        ("nlu_fallback", {}, Topic(document="in-pmegp", question="What is PMEGP?")),
        ("ask_scheme", {"detail": "papers"}, Topic(document="in-pmegp", question="What is PMEGP?", detail="papers")),
        ("out_of_scope", {}, Topic()),
    ],
)
async def test_only_a_question_may_follow_up_the_last_document(
    desk: Desk, answerer: FakeAnswerer, intent: str, entities: dict[str, str], topic: Topic
) -> None:
    said = Said(text="कागज?", form="hi", intent=intent, entities=entities)
    await run(AnswerQuestion(desk), said, focus_document="in-pmegp", last_question="What is PMEGP?")
    assert answerer.asked == [("कागज?", "hi", topic)]


@pytest.mark.parametrize(
    ("outcome", "slots"),
    [
        (answer(quote(doc_id="th-tcg", title="บสย.")), {"focus_document": "th-tcg", "offer": None}),
        (clarify(), {"offer": None}),
        (no_answer("not_in_documents"), {"offer": "person"}),
        (no_answer("needs_person"), {"offer": "person"}),
        (no_answer("ambiguous"), {"offer": "person"}),
        (no_answer("expired"), {"offer": "person"}),
        (no_answer("out_of_scope"), {"offer": None}),
    ],
)
async def test_an_outcome_travels_whole_and_sets_what_a_yes_would_mean(
    desk: Desk, answerer: FakeAnswerer, outcome: Any, slots: dict[str, Any]
) -> None:
    answerer.outcome = outcome
    ran = await run(AnswerQuestion(desk), Said(text="?"))
    assert ran.slots == slots | {"last_question": "?"}
    # Rasa carries it as JSON.
    assert parse_outcome(json.loads(json.dumps(ran.said[0]["outcome"]))) == outcome


def test_every_reason_is_in_the_table_above() -> None:
    assert set(REASONS) == {"not_in_documents", "needs_person", "ambiguous", "expired", "out_of_scope"}


@pytest.mark.parametrize("found", [clarify(), no_answer("ambiguous", nearest=None)])
async def test_find_shows_what_fits_under_its_own_key(desk: Desk, answerer: FakeAnswerer, found: Any) -> None:
    answerer.found, answerer.outcome = found, no_answer("ambiguous", nearest=None)
    ran = await run(FindScheme(desk), Said(text="मैं सिलाई करती हूँ", form="hi", intent="find_scheme"))
    assert answerer.asked[-1] == ("मैं सिलाई करती हूँ", "hi")
    assert ran.keys == ["find"]
    assert parse_outcome(ran.said[0]["outcome"]) == found


async def test_a_wish_that_one_document_clearly_answers_is_answered(desk: Desk, answerer: FakeAnswerer) -> None:
    answerer.outcome = dataclasses.replace(answer(), probability=0.95)
    ran = await run(FindScheme(desk), Said(text="which scheme gives 59 minute loans", intent="find_scheme"))
    assert ran.keys == ["outcome"]
    assert ran.slots["last_question"] == "which scheme gives 59 minute loans"


# --- details ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entities", "focus", "asked"),
    [
        ({"document": "in-cgtmse", "detail": "papers"}, None, ("in-cgtmse", "papers", "en")),
        ({"detail": "papers"}, "in-cgtmse", ("in-cgtmse", "papers", "en")),
        ({"document": "in-cgtmse"}, "in-pmegp", ("in-cgtmse", "", "en")),
        ({"document": "in-cgtmse", "detail": "something else"}, None, ("in-cgtmse", "", "en")),
    ],
)
async def test_a_detail_of_the_named_or_the_last_document(
    desk: Desk, answerer: FakeAnswerer, entities: dict[str, str], focus: str | None, asked: tuple[str, ...]
) -> None:
    answerer.details = {(asked[0], asked[1]): answer()}
    ran = await run(ShowDetail(desk), Said(intent="show_detail", entities=entities), focus_document=focus)
    assert answerer.asked == [asked]
    assert ran.keys == ["outcome"]
    assert ran.slots["focus_document"] == "in-cgtmse"


@pytest.mark.parametrize("document", [None, "in-gone"])
async def test_a_detail_of_nothing_known_is_an_old_button(
    desk: Desk, answerer: FakeAnswerer, document: str | None
) -> None:
    entities = {"document": document} if document else {}
    ran = await run(ShowDetail(desk), Said(intent="show_detail", entities=entities))
    assert ran.keys == ["old-button"]
    assert (ran.events, answerer.asked) == ([], [])


async def test_a_detail_the_document_lacks_is_said_and_the_document_stays_in_focus(desk: Desk) -> None:
    said = Said(intent="show_detail", entities={"document": "in-cgtmse", "detail": "papers"})
    ran = await run(ShowDetail(desk), said)
    assert ran.said == [{"key": "detail-missing", "args": {"title": "CGTMSE", "document": "in-cgtmse"}}]
    assert ran.slots == {"focus_document": "in-cgtmse"}


# --- language -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
async def test_a_chosen_language_is_kept_in_the_records(
    desk: Desk, database: Database, received: Received, form: str
) -> None:
    conversation = received("t1")
    ran = await run(ChangeLanguage(desk), Said(intent="choose_language", entities={"language": form}))
    assert ran.said == [{"key": "language-set", "args": {"language": form}}]
    with database.read() as connection:
        row = connection.execute(sa.select(conversations)).one()
    assert (row.id, row.language, row.language_chosen) == (conversation, form, True)


@pytest.mark.parametrize("entities", [{}, {"language": "ta"}, {"language": ""}])
async def test_without_a_known_language_the_person_is_asked(
    desk: Desk, database: Database, received: Received, entities: dict[str, str]
) -> None:
    received("t1", language="gu")
    ran = await run(ChangeLanguage(desk), Said(intent="change_language", entities=entities))
    assert ran.keys == ["language-ask"]
    with database.read() as connection:
        row = connection.execute(sa.select(conversations)).one()
    assert (row.language, row.language_chosen) == ("gu", False)


async def test_one_conversations_choice_leaves_the_others_alone(
    desk: Desk, database: Database, received: Received
) -> None:
    received("t1", address="a" * 24)
    other = received("t2", address="b" * 24)
    await run(ChangeLanguage(desk), Said(intent="choose_language", turn="t1", entities={"language": "th"}))
    with database.read() as connection:
        row = connection.execute(sa.select(conversations).where(conversations.c.id == other)).one()
    assert (row.language, row.language_chosen) == (None, False)


# --- small talk and state -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intent", "reference", "key"),
    [("cancel", "M-26-0001", "cancelled"), ("deny", "M-26-0001", "message-kept"), ("skip", "M-26-0001", "message-kept"),
     ("cancel", None, "nothing-to-cancel"), ("deny", None, "nothing-to-cancel")],
)  # fmt: skip
async def test_cancel_tells_what_becomes_of_what_was_sent(
    desk: Desk, intent: str, reference: str | None, key: str
) -> None:
    ran = await run(Cancel(desk), Said(intent=intent), message_reference=reference, offer="person")
    assert ran.said == [{"key": key, "args": {"reference": reference} if reference else {}}]
    assert ran.slots == {"message_reference": None, "person_message": None, "requested_slot": None, "offer": None}


async def test_no_withdraws_the_offer(desk: Desk) -> None:
    ran = await run(Deny(desk), Said(intent="deny"), offer="person")
    assert (ran.keys, ran.slots) == (["ok"], {"offer": None})


@pytest.mark.parametrize("offer", [None, "something"])
async def test_a_yes_to_nothing_stores_nothing(desk: Desk, stored: Any, offer: str | None) -> None:
    ran = await run(Affirm(desk), Said(intent="affirm", text="હા"), offer=offer)
    assert (ran.keys, ran.events, stored()) == (["affirm-nothing"], [], [])


async def test_a_session_keeps_what_is_open() -> None:
    ran = await run(
        SessionStart(), loop="message_form", message_reference="M-26-0001", requested_slot="person_message", other="x"
    )
    assert ran.events[0]["event"] == "session_started"
    assert ran.slots == {"message_reference": "M-26-0001", "requested_slot": "person_message"}
    assert [event.get("name") for event in ran.events if event["event"] == "active_loop"] == ["message_form"]
    assert (ran.events[-1]["event"], ran.events[-1]["name"]) == ("action", "action_listen")


async def test_a_stale_requested_slot_does_not_swallow_the_next_message() -> None:
    ran = await run(SessionStart(), requested_slot="person_message", focus_document="in-cgtmse")
    assert ran.slots == {"focus_document": "in-cgtmse"}
    assert not [event for event in ran.events if event["event"] == "active_loop"]


# --- a matter's standing and distress -----------------------------------------------------------------------------


async def test_status_lists_this_conversations_messages_newest_first(
    desk: Desk, received: Received, clock: Clock
) -> None:
    from actions.person_actions import TakeMessage

    for number, address in enumerate(["a" * 24, "b" * 24, "a" * 24], 1):
        received(f"t{number}", address=address)
        await run(TakeMessage(desk), Said(intent="talk_to_human", text="ช่วยด้วย", turn=f"t{number}"))
        clock.forward(24 * 3600)
    received("t4", address="a" * 24)
    ran = await run(CaseStatus(desk), Said(intent="case_status", turn="t4"))
    lines = [{"reference": "M-26-0003", "date": "2026-11-24"}, {"reference": "M-26-0001", "date": "2026-11-22"}]
    assert ran.said == [{"key": "person-status", "args": {"count": 2, "lines": lines}}]
    assert ran.slots == {"offer": "person"}


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


# --- the contract with the domain ---------------------------------------------------------------------------------


def test_every_action_of_the_domain_is_there_once(desk: Desk) -> None:
    from bot.settings import ROOT
    from knowledge.questions import load_yaml

    names = [action.name() for action in all_actions(desk)]
    assert sorted(names) == sorted(load_yaml(ROOT / "domain.yml")["actions"])
