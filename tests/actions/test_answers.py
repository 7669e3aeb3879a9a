"""Answers are stored once a turn with all that they came from, found again, and forgotten on wish."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from actions import answers
from actions.actions import AnswerQuestion, FindScheme, ShowDetail
from actions.answers import Asked, Keeping, Kept
from actions.outcomes import Topic
from actions.person_actions import TakeMessage
from actions.rasa_turn import Desk
from records import answer_tables as tables
from records.database import Database
from tests.actions.conftest import QUESTIONS, Received
from tests.fakes import KEEPING, START, FakeAnswerer, answer, clarify, no_answer, passage, quote
from tests.trackers import Said, run

OUTCOMES = {
    "answer": answer(quote("पहला"), quote("ที่สอง", passage_id="in-cgtmse#benefits-1"), expired_on="2026-03-31"),
    "clarify": clarify(language="th"),
    "no_answer": no_answer("expired", nearest=None, documents=()),
    "absence": no_answer(absence=quote("મળ્યું નથી 🙏")),
}


def keep(database: Database, turn: str, asked: Asked, outcome: Any, **given: Any) -> Kept:
    answerer: Any = FakeAnswerer(**given)
    with database.write() as connection:
        return answers.keep(connection, turn, asked, outcome, answerer, KEEPING, START)


def rows(database: Database, table: sa.Table = tables.answers) -> list[Any]:
    with database.read() as connection:
        return list(connection.execute(sa.select(table).order_by(*table.primary_key)).all())


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
@pytest.mark.parametrize(("form", "question"), QUESTIONS.items())
def test_an_answer_comes_back_as_it_was(database: Database, form: str, question: str, outcome: Any) -> None:
    topic = Topic(document="in-pmegp", question="PMEGP क्या है?", detail="papers")
    asked = Asked(kind="answer", question=question, form=form, topic=topic)
    kept = keep(database, "t1", asked, outcome)
    with database.read() as connection:
        assert answers.find(connection, f" {kept.reference.lower()} ") == kept
    assert (kept.reference, kept.asked, kept.outcome) == ("A-26-0001", asked, outcome)
    assert kept.text == f"outcome {outcome.status} {form}"
    assert (kept.today, kept.bundle, kept.code) == ("2026-11-22", "b" * 16, "c" * 16)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_a_repeated_turn_keeps_and_tells_what_the_first_one_did(database: Database, outcome: Any) -> None:
    asked = Asked(kind="answer", question="?", form="en")
    first = keep(database, "t1", asked, outcome, passages={"in-cgtmse#what-it-is-1": passage("in-cgtmse")})
    second = keep(database, "t1", asked, no_answer("out_of_scope"))
    assert second == first
    assert len(rows(database)) == 1


def test_ids_count_up_and_only_the_outcomes_json_is_canonical(database: Database) -> None:
    asked = Asked(kind="answer", question="?", form="gu")
    made = [keep(database, f"t{n}", asked, answer(quote(score=0.1 + 0.2))) for n in range(3)]
    assert [kept.reference for kept in made] == ["A-26-0001", "A-26-0002", "A-26-0003"]
    text = rows(database)[0].outcome
    assert json.loads(text)["quotes"][0]["score"] == 0.3
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    ("kind", "outcome", "key"),
    [
        ("answer", answer(), "outcome"),
        ("answer", no_answer(), "outcome"),
        ("find", clarify(), "find"),
        ("find", no_answer("ambiguous"), "find"),
        ("detail", answer(), "outcome"),
        ("detail", no_answer(), "detail-missing"),
    ],
)
def test_the_message_key_follows_from_kind_and_outcome(kind: str, outcome: Any, key: str) -> None:
    assert answers.key_of(kind, outcome) == key


def test_settings_and_code_are_told_apart_by_their_hashes(tmp_path: Path) -> None:
    answerer: Any = FakeAnswerer(settings={"weights": {"name": 0.1}})
    other: Any = FakeAnswerer(settings={"weights": {"name": 0.2}})
    more = Keeping(word=KEEPING.word, settings={"raw": True}, code="")
    hashes = {answers.settings_hash(*pair) for pair in ((KEEPING, answerer), (KEEPING, other), (more, answerer))}
    assert len(hashes) == 3
    one, two = tmp_path / "a.py", tmp_path / "b.py"
    one.write_text("1"), two.write_text("2")
    before = answers.code_hash([one, two])
    assert answers.code_hash([two, one]) == before
    two.write_text("3")
    assert answers.code_hash([one, two]) != before


# --- what was told ------------------------------------------------------------------------------------------------


def test_the_facts_of_an_answer_are_noted_with_the_text_that_was_shown(database: Database) -> None:
    facts = {"in-cgtmse#what-it-is-1": passage("in-cgtmse", en="Rs 10 crore", hi="10 करोड़")}
    told = quote("10 करोड़", language="hi")
    keep(database, "t1", Asked(kind="answer", question="?", form="hi"), answer(told), passages=facts)
    (row,) = rows(database, tables.told_facts)
    assert (row.source, row.passage, row.language) == ("A-26-0001", "in-cgtmse#contacts-1", "hi")
    assert (row.record_hash, row.quoted_hash) == (answers.short_hash("Rs 10 crore"), answers.short_hash("10 करोड़"))


def test_a_language_without_its_own_text_is_hashed_as_the_record() -> None:
    fact = passage(en="English only")
    assert answers.fact_hashes(fact, "gu") == (answers.short_hash("English only"),) * 2


def test_bundles_of_answers_are_still_needed(database: Database) -> None:
    asked = Asked(kind="answer", question="?", form="en")
    with database.read() as connection:
        assert answers.cited_bundles(connection) == set()
    for turn, bundle in (("t1", "old"), ("t2", "new"), ("t3", "old")):
        keep(database, turn, asked, answer(), bundle_hash=bundle)
    with database.read() as connection:
        assert answers.cited_bundles(connection) == {"new", "old"}


# --- through the actions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "question"), QUESTIONS.items())
async def test_an_action_run_twice_stores_once_and_says_the_same(
    desk: Desk, database: Database, answerer: FakeAnswerer, received: Received, form: str, question: str
) -> None:
    conversation = received("t1", words=question)
    said = Said(text=question, form=form)
    first = await run(AnswerQuestion(desk), said, focus_document="in-pmegp", last_question="PMEGP?")
    answerer.outcome = no_answer("out_of_scope")
    second = await run(AnswerQuestion(desk), said, focus_document="in-pmegp", last_question="PMEGP?")
    assert second == first
    assert first.said[0]["args"] == {"answer": "A-26-0001"}
    (row,) = rows(database)
    assert (row.conversation_id, row.question, row.form) == (conversation, question, form)
    assert (row.topic_document, row.topic_question, row.kind) == ("in-pmegp", "PMEGP?", "answer")


@pytest.mark.parametrize(
    ("action", "intent", "entities", "kind", "status"),
    [
        (FindScheme, "find_scheme", {}, "find", "clarify"),
        (ShowDetail, "show_detail", {"document": "in-cgtmse", "detail": "papers"}, "detail", "no_answer"),
        (TakeMessage, "complaint", {}, "answer", "answer"),
    ],
)
async def test_whatever_answers_is_stored(
    desk: Desk, database: Database, answerer: FakeAnswerer, received: Received,
    action: Any, intent: str, entities: dict[str, str], kind: str, status: str,
) -> None:  # fmt: skip
    received("t1")
    answerer.outcome = answer(probability=0.5)
    for _ in range(2):
        await run(action(desk), Said(text="मदद 🙏", form="hi", intent=intent, entities=entities))
    (row,) = rows(database)
    assert (row.kind, row.status, row.turn_id) == (kind, status, "t1")


async def test_a_trouble_that_no_document_answers_is_not_an_answer_given(
    desk: Desk, database: Database, answerer: FakeAnswerer, received: Received
) -> None:
    received("t1")
    answerer.outcome = no_answer()
    await run(TakeMessage(desk), Said(text="મદદ કરો", form="gu", intent="complaint"))
    assert rows(database) == []


# --- forgetting ---------------------------------------------------------------------------------------------------


async def test_forgetting_empties_what_one_person_asked_and_nobody_elses(
    desk: Desk, database: Database, answerer: FakeAnswerer, received: Received
) -> None:
    answerer.passages = {"in-cgtmse#what-it-is-1": passage("in-cgtmse")}
    mine, theirs = received("t1", address="a" * 24), received("t2", address="b" * 24)
    for turn in ("t1", "t2"):
        await run(AnswerQuestion(desk), Said(text="मेरा नंबर 9876543210", form="hi", turn=turn))
    with database.write() as connection:
        assert answers.forget(connection, mine) == 1
    first, second = rows(database)
    assert (first.question, first.topic_question, first.conversation_id, first.erased) == ("", "", None, True)
    assert (second.question, second.conversation_id) == ("मेरा नंबर 9876543210", theirs)
    assert [row.conversation_id for row in rows(database, tables.told_facts)] == [None, theirs]
    assert "9876543210" not in json.dumps([str(value) for value in first])


def test_kept_answers_hold_no_more_than_they_say() -> None:
    """Guards erasure: a new text of the person's must be added to ``forget``."""
    texts = {column.name for column in tables.answers.columns if isinstance(column.type, sa.Text)}
    assert texts == {"question", "topic_question", "outcome", "text"}
    assert set(asdict(OUTCOMES["answer"])) >= {"quotes", "documents"}
