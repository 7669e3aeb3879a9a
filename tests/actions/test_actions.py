"""Questions, details, languages and sessions: which key is said, which slots are set, what is asked of the desk."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from actions.actions import AnswerQuestion, ChangeLanguage, FindScheme, SessionStart, ShowDetail, all_actions
from actions.outcomes import Topic, parse_outcome
from actions.rasa_turn import CLEARLY_ANSWERED, Desk
from bot.settings import ROOT
from knowledge.language import FORMS
from knowledge.questions import REASONS, load_yaml
from records.database import Database
from records.tables import conversations
from tests.actions.conftest import QUESTIONS, Received
from tests.fakes import FakeAnswerer, answer, clarify, no_answer, quote
from tests.trackers import Said, run

# --- questions --------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("intent", ["ask_scheme", "out_of_scope"])
async def test_what_is_asked_of_two_goes_on_being_asked_of_both(
    desk: Desk, answerer: FakeAnswerer, intent: str
) -> None:
    answerer.outcome = answer(quote(doc_id="in-pmegp"), quote(doc_id="in-cgtmse"), documents=("in-pmegp", "in-cgtmse"))
    slots = {"focus_document": "in-pmegp in-cgtmse", "last_question": "PMEGP or CGTMSE?"}
    ran = await run(AnswerQuestion(desk), Said(text="and the fee?", intent=intent), **slots)
    assert answerer.asked[-1][2].question == "PMEGP or CGTMSE?"
    assert ran.slots["last_question"] == "PMEGP or CGTMSE?"
    ran = await run(AnswerQuestion(desk), Said(text="CGTMSE or PMEGP"), **slots)
    assert ran.slots["last_question"] == "CGTMSE or PMEGP"


def test_every_reason_is_in_the_table_above() -> None:
    assert set(REASONS) == {"not_in_documents", "needs_person", "ambiguous", "expired", "out_of_scope"}


@pytest.mark.parametrize("found", [clarify(), no_answer("ambiguous", nearest=None)])
async def test_find_shows_what_fits_under_its_own_key(desk: Desk, answerer: FakeAnswerer, found: Any) -> None:
    answerer.found, answerer.outcome = found, no_answer("ambiguous", nearest=None)
    ran = await run(FindScheme(desk), Said(text="मैं सिलाई करती हूँ", form="hi", intent="find_scheme"))
    assert answerer.asked[-1] == ("मैं सिलाई करती हूँ", "hi")
    assert ran.keys == ["find"]
    assert parse_outcome(ran.said[0]["outcome"]) == found


@pytest.mark.parametrize(("above", "key"), [(0.0, "outcome"), (0.01, "outcome"), (-0.01, "find")])
async def test_a_wish_that_one_document_clearly_answers_is_a_question(
    desk: Desk, answerer: FakeAnswerer, above: float, key: str
) -> None:
    answerer.outcome = answer(probability=CLEARLY_ANSWERED + above)
    ran = await run(FindScheme(desk), Said(text="which scheme gives 59 minute loans", intent="find_scheme"))
    assert ran.keys == [key]
    assert ran.slots.get("last_question") == ("which scheme gives 59 minute loans" if key == "outcome" else None)


# --- details ----------------------------------------------------------------------------------------------------------


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
    assert ran.slots["focus_document"].split()[0] == "in-cgtmse"


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


# --- language ---------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("intent", "text", "form", "wanted", "chosen"),
    [
        ("change_language", "gujarati ma bolo", "gu-Latn", "gu", "gu-Latn"),
        ("change_language", "hindi me baat karo", "hi-Latn", "hi", "hi-Latn"),
        ("change_language", "speak gujarati", "en", "gu", "gu"),
        ("change_language", "ગુજરાતીમાં બોલો", "gu", "gu", "gu"),
        ("change_language", "thai please", "hi-Latn", "th", "th"),
        ("choose_language", "Gujarati", "gu-Latn", "gu", "gu"),
    ],
)
async def test_who_asks_in_latin_letters_is_answered_in_latin_letters(
    desk: Desk, received: Received, intent: str, text: str, form: str, wanted: str, chosen: str
) -> None:
    received("t1")
    ran = await run(ChangeLanguage(desk), Said(text=text, form=form, intent=intent, entities={"language": wanted}))
    assert ran.said == [{"key": "language-set", "args": {"language": chosen}}]


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


# --- sessions ---------------------------------------------------------------------------------------------------------


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


# --- the contract with the domain -------------------------------------------------------------------------------------


def test_every_action_of_the_domain_is_there_once(desk: Desk) -> None:
    names = [action.name() for action in all_actions(desk)]
    assert sorted(names) == sorted(load_yaml(ROOT / "domain.yml")["actions"])
