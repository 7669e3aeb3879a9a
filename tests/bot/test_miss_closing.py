"""A miss is closed by a document that answers it; who asked and agreed is told once, in their words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from actions import misses, wishes
from actions.likeness import Near
from actions.misses import MissError
from actions.outcomes import Topic
from bot import miss_closing
from bot.miss_closing import Closed, Closing
from bot.wording import outcome_text, say
from knowledge.language import FORMS
from records.database import Database
from tests.bot.agreed import KEEPING, People, Replying
from tests.fakes import START, answer, no_answer, quote

QUESTIONS = {
    "en": "goat loan?",
    "hi": "बकरी पालन लोन?",
    "gu": "બકરી પાલન લોન?",
    "th": "กู้เลี้ยงแพะ",
    "hi-Latn": "bakri palan loan 🐐",
    "gu-Latn": "bakri palan mate loan",
}
WITH = Closing(document="in-cgtmse", by="Asha")


@pytest.fixture
def people(database: Database) -> People:
    return People(database)


def look(question: str, form: str | None, topic: Topic) -> Near:
    return Near(vector=np.array([1.0], np.float32), document="in-a", passage="in-a#what-it-is-1", score=0.8)


def close(database: Database, answerer: Any, closing: Closing = WITH, miss: int = 1) -> Closed:
    with database.write() as connection:
        misses.collect(connection, look, START)
    return miss_closing.close(database, answerer, KEEPING, miss, closing, START)


def knowing(form: str = "en", *questions: str) -> Replying:
    new = answer(quote("गाय और बकरी 🐐"), language=form)
    return Replying(by_question=dict.fromkeys(questions or (QUESTIONS[form],), new))


@pytest.mark.parametrize("form", FORMS)
def test_who_agreed_is_told_the_new_answer_in_their_form(database: Database, people: People, form: str) -> None:
    person = people.person("a", form)
    people.asked(person, QUESTIONS[form], no_answer(language=form), "yes")
    done = close(database, knowing(form))
    assert done == Closed(answered=1, left_open=0, told=1, left_out={})
    (reply,) = people.got(person)
    said = say(form, "miss-answered", date="2026-11-22", question=QUESTIONS[form])
    assert reply.text == f"{said}\n{outcome_text(answer(quote('गाय और बकरी 🐐'), language=form))}"
    assert reply.language == form
    assert say(form, "button-good") in [button.label for button in reply.buttons]
    assert people.keys() == [f"miss:1:{person}"]


@pytest.mark.parametrize(
    ("wish", "changes", "told", "left_out"),
    [
        ("yes", {}, 1, {}),
        ("no", {}, 0, {}),
        ("", {}, 0, {}),
        ("yes", {"owner": "officer-1"}, 0, {"a person answers there now": 1}),
        ("yes", {"blocked_at": START}, 0, {"the person blocked us": 1}),
    ],
)
def test_only_who_agreed_and_can_be_written_to_is_told(
    database: Database, people: People, wish: str, changes: dict[str, Any], told: int, left_out: dict[str, int]
) -> None:
    person = people.person("a", **changes)
    people.asked(person, QUESTIONS["en"], no_answer(), wish)
    done = close(database, knowing())
    assert (done.told, done.left_out, len(people.got(person))) == (told, left_out, told)


def test_who_stopped_messages_is_not_told(database: Database, people: People) -> None:
    person = people.person("a")
    people.asked(person, QUESTIONS["en"], no_answer(), "yes")
    with database.write() as connection:
        wishes.stop_all(connection, person, START)
    assert close(database, knowing()).told == 0


def test_one_person_with_two_questions_is_told_once(database: Database, people: People) -> None:
    person, other = people.person("a"), people.person("b")
    for conversation in (person, person, other):
        people.asked(conversation, QUESTIONS["en"], no_answer(), "yes")
    assert close(database, knowing()) == Closed(answered=3, left_open=0, told=2, left_out={})
    assert len(people.got(person)) == len(people.got(other)) == 1


# --- when the document does not answer --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (no_answer(), "does not answer it yet; the live bundle says the same"),
        (no_answer("expired", nearest=None), "does not answer it yet"),
        (answer(quote(doc_id="in-other")), "does not answer it yet"),
    ],
)
def test_a_document_that_does_not_answer_is_refused_and_nothing_changes(
    database: Database, people: People, now: Any, problem: str
) -> None:
    person = people.person("a")
    people.asked(person, "goats", no_answer(), "yes")
    with pytest.raises(MissError, match=problem):
        close(database, Replying(by_question={"goats": now}))
    with database.read() as connection:
        assert misses.find(connection, 1).status == "open"
    assert people.got(person) == []


def test_the_answer_that_got_thumbs_down_is_no_better_for_being_found_again(database: Database, people: People) -> None:
    person, bad = people.person("a"), answer(quote("Bad."))
    reference = people.asked(person, "goats", bad, "yes")
    with database.write() as connection:
        wishes.rate(connection, "r1", reference, "down", START)
    with pytest.raises(MissError, match="same"):
        close(database, Replying(by_question={"goats": bad}))
    assert close(database, Replying(by_question={"goats": answer(quote("Good."))})).told == 1


def test_questions_it_does_not_answer_become_a_miss_of_their_own(database: Database, people: People) -> None:
    person = people.person("a")
    people.asked(person, "goats", no_answer(), "yes")
    people.asked(person, "sheep", no_answer(), "yes")
    assert close(database, knowing("en", "goats")) == Closed(answered=1, left_open=1, told=1, left_out={})
    with database.read() as connection:
        assert [(miss.id, miss.question, miss.status) for miss in misses.listed(connection)] == [(2, "sheep", "open")]


def test_closing_anyway_needs_a_reason_and_tells_what_the_document_says(database: Database, people: People) -> None:
    person = people.person("a", "th")
    people.asked(person, QUESTIONS["th"], no_answer(language="th"), "yes")
    whole = answer(quote("ทั้งหมด"), language="th")
    answerer = Replying(details={("in-cgtmse", ""): whole})
    closing = Closing(document="in-cgtmse", by="Asha", anyway="asked the ministry")
    assert close(database, answerer, closing) == Closed(answered=1, left_open=0, told=1, left_out={})
    assert people.got(person)[0].text.endswith(outcome_text(whole))


@pytest.mark.parametrize(
    ("closing", "miss", "problem"),
    [
        (Closing(document="in-gone", by="Asha"), 1, "in-gone is not in the live bundle"),
        (Closing(document="in-cgtmse", by=" "), 1, "--by NAME"),
        (WITH, 9, "no miss 9"),
    ],
)
def test_what_cannot_be_closed_is_told(
    database: Database, people: People, closing: Closing, miss: int, problem: str
) -> None:
    people.asked(people.person("a"), QUESTIONS["en"], no_answer())
    with pytest.raises(MissError, match=problem):
        close(database, knowing(), closing, miss)


def test_a_miss_is_closed_once(database: Database, people: People) -> None:
    person = people.person("a")
    people.asked(person, QUESTIONS["en"], no_answer(), "yes")
    close(database, knowing())
    with pytest.raises(MissError, match="closed already"):
        close(database, knowing())
    assert len(people.got(person)) == 1
