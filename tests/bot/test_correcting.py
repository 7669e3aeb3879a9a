"""Who agreed is told once what changed, in their form, with the source; everybody else is only counted."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from bot import correcting
from bot.correcting import Plan
from bot.wording import say
from knowledge.bundle import Passage
from knowledge.language import FORMS
from records.answer_tables import corrections
from records.database import Database
from tests.bot.agreed import People
from tests.fakes import START, FakeAnswerer, answer, card, quote

TEXTS = {"en": "CGTMSE covers up to Rs 5 crore.", "hi": "5 करोड़ तक", "gu": "5 કરોડ સુધી", "th": "ถึง 5 ล้าน"}
OLD = Passage(
    id="in-cgtmse#benefits-1", document="in-cgtmse", section="Benefits", texts=TEXTS, sources=(1,), absent=False
)
NEW = replace(OLD, texts={language: text.replace("5", "10") for language, text in TEXTS.items()})


def bundle(name: str, *facts: Passage) -> Any:
    return SimpleNamespace(
        hash=name * 16,
        cards={"in-cgtmse": card("in-cgtmse", title="CGTMSE", titles={})},
        passages_of=lambda document: [one for one in facts if one.document == document],
    )


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


def told(people: People, letter: str, form: str = "en", wants: bool = True, **changes: Any) -> str:
    """A person who was told the old fact."""
    person = people.person(letter, form, **changes)
    language = form.split("-")[0]
    outcome = answer(quote(TEXTS[language], passage_id=OLD.id, language=language), language=form)
    people.asked(person, "?", outcome, answerer=FakeAnswerer(passages={OLD.id: OLD}))
    if wants:
        people.wants_updates(person)
    return person


def plan(database: Database, *after: Passage, only: tuple[str, ...] = ()) -> Plan:
    with database.read() as connection:
        return correcting.plan(connection, bundle("a", OLD), bundle("b", *after), only)


@pytest.mark.parametrize("form", FORMS)
def test_a_correction_says_before_now_and_source_in_the_persons_form(
    database: Database, people: People, form: str
) -> None:
    person = told(people, "a", form)
    assert correcting.send(database, plan(database, NEW), "Asha", START) == 1
    (reply,) = people.got(person)
    lines = reply.text.split("\n")
    assert lines[0] == say(form, "correction", date="2026-11-22", title="CGTMSE")
    assert (lines[1] + lines[2]).count("5") == 1
    assert "10" in lines[2]
    assert "A paper" in lines[3]
    assert lines[4:] == [say(form, "correction-end")]
    assert reply.language == form


def test_a_fact_that_is_gone_is_said_to_be_gone(database: Database, people: People) -> None:
    told(people, "a", "gu")
    (message,) = plan(database).messages
    assert say("gu", "correction-gone", fact=TEXTS["gu"]) in message.text
    assert "A paper" not in message.text


def test_the_form_is_the_one_the_person_writes_in_now(database: Database, people: People) -> None:
    person = told(people, "a", "hi")
    people.person("a", "th")
    (message,) = plan(database, NEW).messages
    assert (message.conversation, message.form) == (person, "th")
    assert TEXTS["th"] in message.text


@pytest.mark.parametrize(
    ("wants", "changes", "messages", "left_out"),
    [
        (True, {}, 1, {}),
        (False, {}, 0, {}),
        (True, {"owner": "officer-1"}, 0, {"a person answers there now": 1}),
        (True, {"blocked_at": START}, 0, {"the person blocked us": 1}),
    ],
)
def test_only_who_agreed_and_can_be_written_to_gets_one(
    database: Database, people: People, wants: bool, changes: dict[str, Any], messages: int, left_out: dict[str, int]
) -> None:
    told(people, "a", wants=wants, **changes)
    made = plan(database, NEW)
    assert (len(made.messages), made.left_out) == (messages, left_out)
    (row,) = made.rows
    assert (row.answers, row.people, row.agreed) == (1, 1, int(wants))


def test_planning_stores_nothing_and_sending_twice_sends_once(database: Database, people: People) -> None:
    person = told(people, "a")
    made = plan(database, NEW)
    assert people.got(person) == []
    assert [correcting.send(database, made, "Asha", START) for _ in range(2)] == [1, 0]
    assert plan(database, NEW).messages == ()
    assert len(people.got(person)) == 1
    with database.read() as connection:
        (row,) = connection.execute(sa.select(corrections)).all()
    assert (row.bundle_before, row.bundle_after, row.sent_by, row.messages) == ("a" * 16, "b" * 16, "Asha", 1)


def test_several_changed_facts_of_a_document_are_one_message(database: Database, people: People) -> None:
    second = replace(OLD, id="in-cgtmse#benefits-2", texts={"en": "The fee is 0.37% a year."})
    person = people.person("a")
    quotes = [quote(one.texts["en"], passage_id=one.id) for one in (OLD, second)]
    people.asked(person, "?", answer(*quotes), answerer=FakeAnswerer(passages={OLD.id: OLD, second.id: second}))
    people.wants_updates(person)
    after = (NEW, replace(second, texts={"en": "The fee is 0.5% a year."}))
    with database.read() as connection:
        made = correcting.plan(connection, bundle("a", OLD, second), bundle("b", *after))
    (message,) = made.messages
    assert "10 crore" in message.text
    assert "0.5%" in message.text
    assert len(message.key) <= 80


def test_only_the_facts_named_are_corrected(database: Database, people: People) -> None:
    told(people, "a")
    assert plan(database, NEW, only=("in-cgtmse#benefits-2",)).rows == ()
    assert len(plan(database, NEW, only=(OLD.id,)).messages) == 1


def test_the_next_change_of_a_corrected_fact_is_told_too(database: Database, people: People) -> None:
    person = told(people, "a")
    correcting.send(database, plan(database, NEW), "Asha", START)
    newest = replace(OLD, texts={language: text.replace("5", "20") for language, text in TEXTS.items()})
    with database.read() as connection:
        made = correcting.plan(connection, bundle("b", NEW), bundle("c", newest))
    assert correcting.send(database, made, "Asha", START) == 1
    assert "20 crore" in people.got(person)[1].text


def test_an_unchanged_bundle_corrects_nothing(database: Database, people: People) -> None:
    told(people, "a")
    assert plan(database, OLD) == Plan(before="a" * 16, after="b" * 16, rows=(), messages=(), left_out={})
