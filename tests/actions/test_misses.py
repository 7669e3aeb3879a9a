"""What missed is put together by form, shown without what names a person, assigned, closed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from actions import answers, likeness, misses, wishes
from actions.answers import Asked
from actions.likeness import Near
from actions.misses import MissError
from actions.outcomes import Topic
from bot.asking import Asker
from knowledge.language import FORMS
from records import answer_tables as tables
from records.case_tables import people_data
from records.database import Database
from tests.actions.desk import case, talk
from tests.fakes import KEEPING, START, FakeAnswerer, answer, no_answer

#: Question -> (direction of its vector, the document nearest to it).
SEEN: Mapping[str, tuple[tuple[float, float, float], str]] = {
    "goat loan": ((1.0, 0.0, 0.0), "in-a"),
    "loan for goats": ((0.9, 0.4, 0.0), "in-a"),
    "goat shed": ((0.9, 0.4, 0.0), "in-b"),
    "taxes": ((0.0, 1.0, 0.0), "in-a"),
    "बकरी लोन": ((1.0, 0.0, 0.0), "in-a"),
    "બકરી લોન 🐐": ((1.0, 0.0, 0.0), "in-a"),
    "กู้เลี้ยงแพะ": ((1.0, 0.0, 0.0), "in-a"),
    "bakri loan": ((1.0, 0.0, 0.0), "in-a"),
}


def look(question: str, form: str | None, topic: Topic) -> Near:
    direction, document = SEEN.get(question, ((0.0, 0.0, 1.0), "in-z"))
    vector = np.array(direction, np.float32)
    near = vector / np.linalg.norm(vector)
    return Near(vector=near, document=document, passage=f"{document}#what-it-is-1", score=0.8)


class Asking:
    """Stores questions with their outcomes, one turn each."""

    def __init__(self, database: Database) -> None:
        self.database, self.turns = database, 0

    def __call__(self, question: str, outcome: Any = None, form: str = "en", rating: str = "", **asked: Any) -> str:
        self.turns += 1
        answerer: Any = FakeAnswerer()
        outcome = outcome or no_answer(language=form)
        given = Asked(kind=asked.pop("kind", "answer"), question=question, form=form, **asked)
        with self.database.write() as connection:
            kept = answers.keep(connection, f"t{self.turns}", given, outcome, answerer, KEEPING, START)
            if rating:
                wishes.rate(connection, f"r{self.turns}", kept.reference, rating, START)  # type: ignore[arg-type]
        return kept.reference


@pytest.fixture
def ask(database: Database) -> Asking:
    return Asking(database)


def collect(database: Database) -> int:
    with database.write() as connection:
        return misses.collect(connection, look, START)


def listed(database: Database, **given: Any) -> list[tuple[str, int]]:
    with database.read() as connection:
        return [(miss.question, miss.count) for miss in misses.listed(connection, **given)]


# --- putting together -------------------------------------------------------------------------------------------------


def test_like_questions_are_one_miss_and_the_most_asked_comes_first(database: Database, ask: Asking) -> None:
    for question in ("taxes", "goat loan", "loan for goats", "goat loan"):
        ask(question)
    assert collect(database) == 4
    assert listed(database) == [("goat loan", 3), ("taxes", 1)]


def test_a_question_nearest_to_another_document_must_be_much_more_alike(database: Database, ask: Asking) -> None:
    assert 0.9 / np.hypot(0.9, 0.4) > likeness.ANY_DOCUMENT  # the pair below is joined by likeness alone
    ask("goat loan"), ask("goat shed")
    collect(database)
    assert listed(database) == [("goat loan", 2)]
    one, other = look("goat loan", "en", Topic()), look("taxes", "en", Topic())
    between = Near(vector=(one.vector + other.vector) / np.float32(np.sqrt(2)), document="in-b", passage="", score=0.5)
    assert likeness.likeness(one, between) == pytest.approx(0.7071, abs=1e-4)
    far = Near(vector=np.array([0.5, 0, 0.866], np.float32), document="in-b", passage="", score=0.5)
    assert likeness.likeness(one, far) == 0
    assert likeness.likeness(one, Near(vector=far.vector, document="in-a", passage="", score=0)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("form", "question"),
    [
        ("hi", "बकरी लोन"),
        ("gu", "બકરી લોન 🐐"),
        ("th", "กู้เลี้ยงแพะ"),
        ("hi-Latn", "bakri loan"),
        ("gu-Latn", "bakri loan"),
    ],
)
def test_each_form_has_its_own_misses(database: Database, ask: Asking, form: str, question: str) -> None:
    ask("goat loan"), ask(question, form=form)
    collect(database)
    assert listed(database) == [("goat loan", 1), (question, 1)]
    assert listed(database, form=form) == [(question, 1)]


def test_collecting_again_adds_only_what_is_new_and_gives_the_same_misses(database: Database, ask: Asking) -> None:
    ask("goat loan")
    assert (collect(database), collect(database)) == (1, 0)
    ask("loan for goats")
    assert collect(database) == 1
    assert listed(database) == [("goat loan", 2)]


@pytest.mark.parametrize("at_once", [True, False])
def test_the_same_questions_in_order_make_the_same_misses(database: Database, ask: Asking, at_once: bool) -> None:
    for question in ("goat shed", "goat loan", "taxes", "loan for goats", "other", "taxes"):
        ask(question)
        if not at_once:
            collect(database)
    collect(database)
    assert listed(database) == [("goat shed", 3), ("taxes", 2), ("other", 1)]


@pytest.mark.parametrize(
    ("told", "district"),
    [("Surat ", "surat"), ("सूरत", "सूरत"), ("અમદાવાદ", "અમદાવાદ"), ("เมือง 0812345678", "เมือง [phone]")],
)
def test_questions_from_different_districts_are_different_misses(
    database: Database, ask: Asking, told: str, district: str
) -> None:
    with database.write() as connection:
        conversation, elsewhere = talk(connection, "c1"), talk(connection, "c2")
        number = case(connection, conversation).id
        connection.execute(people_data.update().where(people_data.c.case_id == number).values(district=told))
    for one in (conversation, elsewhere, conversation):
        reference = ask("goat loan")
        with database.write() as connection:
            mine = tables.answers.c.reference == reference
            connection.execute(tables.answers.update().where(mine).values(conversation_id=one))
    collect(database)
    with database.read() as connection:
        found = [(miss.district, miss.count) for miss in misses.listed(connection)]
    assert found == [(district, 2), (None, 1)]


# --- what counts as a miss --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "rating", "kind", "missed"),
    [
        (no_answer("not_in_documents"), "", "answer", True),
        (no_answer("expired"), "", "answer", True),
        (no_answer("out_of_scope"), "", "answer", True),
        (no_answer("ambiguous"), "", "find", True),
        (no_answer(), "", "detail", False),
        (answer(), "", "answer", False),
        (answer(), "up", "answer", False),
        (answer(), "down", "answer", True),
    ],
)
def test_no_answer_and_thumbs_down_are_misses(
    database: Database, ask: Asking, outcome: Any, rating: str, kind: str, missed: bool
) -> None:
    ask("goat loan", outcome, rating=rating, kind=kind)
    assert collect(database) == missed


def test_the_latest_thumb_counts(database: Database, ask: Asking) -> None:
    reference = ask("goat loan", answer(), rating="down")
    with database.write() as connection:
        wishes.rate(connection, "later", reference, "up", START)
    assert collect(database) == 0


def test_what_is_not_our_subject_is_only_listed_when_asked_for(database: Database, ask: Asking) -> None:
    ask("goat loan", no_answer("out_of_scope")), ask("taxes", no_answer("expired"))
    collect(database)
    assert listed(database) == [("taxes", 1)]
    assert listed(database, everything=True) == [("goat loan", 1), ("taxes", 1)]


def test_what_names_a_person_is_not_shown(database: Database, ask: Asking) -> None:
    ask("मेरा नाम सुनीता है, नंबर ९८७६५४३२१०, लोन?", form="hi")
    collect(database)
    with database.read() as connection:
        (miss,) = misses.listed(connection)
        (question,) = misses.questions(connection, miss.id)
    assert miss.question == question.text == "मेरा नाम [name] है, नंबर [phone], लोन?"


def test_a_short_follow_up_is_shown_with_the_question_before_it(database: Database, ask: Asking) -> None:
    ask("और फीस?", form="hi", topic=Topic(document="in-a", question="सीजीटीएमएसई क्या है?"))
    collect(database)
    assert listed(database) == [("सीजीटीएमएसई क्या है? और फीस?", 1)]


def test_a_forgotten_question_is_shown_no_more(database: Database, ask: Asking) -> None:
    ask("goat loan")
    collect(database)
    with database.write() as connection:
        connection.execute(tables.answers.update().values(question="", topic_question="", erased=True))
    assert listed(database, everything=True) == []
    ask("loan for goats")
    collect(database)
    assert listed(database) == [("loan for goats", 1)]


# --- assigning, closing -----------------------------------------------------------------------------------------------


def test_a_miss_is_assigned_and_closed(database: Database, ask: Asking) -> None:
    ask("goat loan")
    collect(database)
    with database.write() as connection:
        misses.assign(connection, 1, "  Asha ", START)
        assert misses.find(connection, 1).assigned_to == "Asha"
        assert [miss.status for miss in misses.listed(connection, "assigned")] == ["assigned"]
        misses.close(connection, 1, "in-a", "Asha", "", "b" * 16, START)
        assert (misses.find(connection, 1).status, misses.find(connection, 1).closed_with) == ("closed", "in-a")
        with pytest.raises(MissError, match="closed with in-a"):
            misses.assign(connection, 1, "Ravi", START)
    assert (listed(database), listed(database, everything=True)) == ([], [("goat loan", 1)])


@pytest.mark.parametrize(("miss", "name", "problem"), [(7, "Asha", "no miss 7"), (1, "  ", "--to NAME")])
def test_what_cannot_be_assigned_is_told(database: Database, ask: Asking, miss: int, name: str, problem: str) -> None:
    ask("goat loan")
    collect(database)
    with database.write() as connection, pytest.raises(MissError, match=problem):
        misses.assign(connection, miss, name, START)


def test_the_next_question_after_closing_begins_a_new_miss(database: Database, ask: Asking) -> None:
    ask("goat loan")
    collect(database)
    with database.write() as connection:
        misses.close(connection, 1, "in-a", "Asha", "", "b" * 16, START)
    ask("goat loan")
    collect(database)
    with database.read() as connection:
        assert [miss.id for miss in misses.listed(connection)] == [2]


def test_a_split_makes_an_open_miss_of_the_rest(database: Database, ask: Asking) -> None:
    first, second = ask("goat loan"), ask("loan for goats")
    collect(database)
    with database.write() as connection:
        misses.split(connection, 1, [], START)
        misses.split(connection, 1, [second], START)
        assert [one.reference for one in misses.questions(connection, 1)] == [first]
        assert [one.reference for one in misses.questions(connection, 2)] == [second]
        assert misses.find(connection, 2).status == "open"


# --- with a real bundle -----------------------------------------------------------------------------------------------


def test_looking_names_the_nearest_fact_in_every_form(tiny_bundle: Path) -> None:
    seen = likeness.look_in(Asker(tiny_bundle).search_index)
    questions = (
        "CGTMSE guarantee",
        "सीजीटीएमएसई गारंटी",
        "સીજીટીએમએસઈ ગેરંટી",
        "ค้ำประกัน",
        "cgtmse ki guarantee",
        "cgtmse ni guarantee",
    )
    for form, question in zip(FORMS, questions, strict=True):
        near = seen(question, form, Topic())
        assert near.passage.startswith(f"{near.document}#")
        assert near.document == ("th-tcg" if form == "th" else "in-cgtmse")
        assert float(np.linalg.norm(near.vector)) == pytest.approx(1, abs=1e-5)
        assert likeness.likeness(near, seen(question, form, Topic())) == pytest.approx(1, abs=1e-5)
