"""What the desk asks a person: the question stands wherever they ask, and their next message is the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from actions import cases, desk, events, people, referral_clocks, referrals, timers, waiting
from actions.cases import Case
from actions.desk_clock import tick
from actions.events import Actor
from actions.intake_actions import DRAFT
from actions.person_actions import AddToMessage, Cancel, ValidateMessageForm
from actions.rasa_turn import Desk
from actions.status_actions import CaseStatus
from bot.staffing import staff
from knowledge.language import FORMS
from records import notices
from records.database import Database
from records.tables import person_messages
from tests.actions import desk as told
from tests.actions.conftest import Received
from tests.fakes import START, Clock
from tests.trackers import DOMAIN, Ran, Said, run, tracker

OFFICER = Actor(kind="officer", id="o1")
ANSWERS = {
    "en": "No, only the GST certificate 🙏", "hi": "नहीं, सिर्फ़ जीएसटी प्रमाणपत्र", "gu": "ના, ફક્ત જીએસટી પ્રમાણપત્ર", "th": "ไม่มี มีแต่ ภ.พ.20",
    "hi-Latn": "nahi, sirf gst certificate", "gu-Latn": "na, fakt gst certificate",
}  # fmt: skip
QUESTION = "Which papers do you have?"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@dataclass
class Asked:
    """A conversation whose case waits for its person."""

    desk: Desk
    received: Received
    conversation: str
    case: Case
    turns: int = 0

    def said(self, **more: object) -> Said:
        self.turns += 1
        turn = f"t{self.turns}"
        self.received(turn, words=str(more.get("text") or "x"))
        return Said(turn=turn, **{"text": "x", **more})  # type: ignore[arg-type]

    async def presses(self, loop: str | None = None) -> Ran:
        entities = {"do": "answer", "reference": self.case.reference}
        said = self.said(intent="case_status", pressed=True, text="Answer", entities=entities)
        return await run(CaseStatus(self.desk), said, loop=loop)

    async def writes(self, text: str, form: str = "en") -> Ran:
        said = self.said(text=text, form=form)
        return await run(AddToMessage(self.desk), said, message_reference=self.case.reference)

    def now(self) -> Case:
        with self.desk.database.read() as connection:
            return cases.get(connection, self.case.id)


@pytest.fixture
def asked(desk: Desk, received: Received, database: Database) -> Asked:
    conversation = received("t0")
    with database.write() as connection:
        case = told.case(connection, conversation)
        (first, *_) = referrals.propose(connection, case, "p", START)
        referrals.act(connection, first.id, "send", OFFICER, "s", START)
        referral_clocks.pause(connection, case, OFFICER, "w", START, QUESTION)
        return Asked(desk, received, conversation, cases.get(connection, case.id))


def messages(database: Database) -> list[str]:
    with database.read() as connection:
        return [one.message for one in notices.waiting(connection)]


async def test_the_button_puts_the_question_again_and_takes_the_next_message(asked: Asked) -> None:
    ran = await asked.presses()
    assert ran.keys == ["case-question"]
    assert ran.said[0]["args"] == {"question": QUESTION}
    assert (ran.slots["message_reference"], ran.next_action) == (asked.case.reference, "message_form")


async def test_another_form_is_left_for_the_answer(asked: Asked) -> None:
    ran = await asked.presses(loop="intake_form")
    assert {"event": "active_loop", "name": None, "timestamp": None} in ran.events
    assert ran.slots.keys() == {"requested_slot", "message_reference", "person_message"}
    assert DRAFT not in ran.slots


@pytest.mark.parametrize("form", FORMS)
async def test_the_answer_is_noted_its_officer_told_and_the_clocks_go_on(
    asked: Asked, database: Database, form: str
) -> None:
    with database.write() as connection:
        owner = people.add(connection, "Asha", "officer", ["en"], START)
        people.link(connection, owner.id, told.talk(connection, "asha"), START)
        desk.assign(connection, asked.case, owner.id, OFFICER, "a", START)
    ran = await asked.writes(ANSWERS[form], form)
    assert ran.keys == ["case-answer-taken"]
    assert ran.slots["message_reference"] is None
    with database.read() as connection:
        kept = events.of_case(connection, asked.case.id)
        answered = next(one for one in kept if one.kind == "answered")
        assert events.read_note(connection, answered.data["note"]) == ANSWERS[form]
        assert answered.actor.kind == "applicant"
        assert [one.kind for one in kept][-2:] == ["answered", "resumed"]
        (first, *_) = referrals.of_case(connection, asked.case.id)
        assert timers.runs(connection, first.id)
        heard = [one for one in notices.waiting(connection) if one.conversation == "asha"]
        assert [(one.message, one.args) for one in heard] == [("officer-answered", {"reference": asked.case.reference})]
    assert asked.now().state == "referred"


async def test_an_answer_that_rasa_repeats_counts_once(asked: Asked, database: Database) -> None:
    said = asked.said(text="Yes")
    for _ in range(2):
        ran = await run(AddToMessage(asked.desk), said, message_reference=asked.case.reference)
        assert ran.keys == ["case-answer-taken"]
    with database.read() as connection:
        assert [one.kind for one in events.of_case(connection, asked.case.id)].count("answered") == 1


async def test_what_is_nobodys_case_every_officer_hears_of(asked: Asked, database: Database) -> None:
    with database.write() as connection:
        for name in ("Asha", "Bua"):
            people.add(connection, name, "officer", ["en"], START)
        left = people.add(connection, "Gone", "officer", ["en"], START)
        desk.assign(connection, asked.case, left.id, OFFICER, "a", START)
        people.disable(connection, left.id, START)
    await asked.writes("Yes")
    with database.read() as connection:
        heard = {one.name: people.kept(connection, one.id) for one in people.every(connection)}
        assert heard == {"Asha": 1, "Bua": 1, "Gone": 0}


async def test_words_for_a_case_that_was_closed_meanwhile_go_to_a_person(asked: Asked, database: Database) -> None:
    with database.write() as connection:
        desk.close(connection, asked.case, "helped", OFFICER, "c", START)
    assert (await asked.presses()).keys == ["case-answer-over"]
    assert (await asked.writes("the bank paid")).keys == ["case-answer-over"]
    with database.read() as connection:
        assert connection.execute(person_messages.select()).one().text == "the bank paid"


async def test_an_answer_after_the_officer_went_on_is_kept_too(asked: Asked, database: Database) -> None:
    with database.write() as connection:
        referral_clocks.resume(connection, asked.case, OFFICER, "r", START)
    assert (await asked.writes("late")).keys == ["case-answer-taken"]
    with database.read() as connection:
        assert "answered" in [one.kind for one in events.of_case(connection, asked.case.id)]


@pytest.mark.parametrize(
    ("intent", "text", "answer"),
    [
        ("deny", "No", True),
        ("affirm", "हाँ", True),
        ("ask_scheme", "GST certificate", True),
        ("ask_scheme", "What is a GST certificate?", False),
        ("why", "क्यों", True),
        ("cancel", "cancel", False),
        ("distress", "I want to die", False),
        ("change_language", "भाषा बदलो", False),
    ],
)
async def test_short_answers_are_answers_and_not_commands(asked: Asked, intent: str, text: str, answer: bool) -> None:
    said = asked.said(text=text, intent=intent, confidence=0.99)
    slots = {"requested_slot": "person_message", "message_reference": asked.case.reference}
    found = await ValidateMessageForm().extract_person_message(_Dispatcher(), tracker(said, **slots), DOMAIN)
    assert found == ({"person_message": text} if answer else {})


class _Dispatcher:
    def utter_message(self, **_: object) -> None:
        raise AssertionError("nothing is said here")


async def test_not_now_leaves_the_question_open(asked: Asked) -> None:
    said = asked.said(intent="deny", pressed=True)
    ran = await run(Cancel(asked.desk), said, message_reference=asked.case.reference)
    assert ran.keys == ["case-answer-later"]
    assert asked.now().state == "waiting"


async def test_where_a_case_stands_repeats_the_question(asked: Asked, database: Database) -> None:
    ran = await run(CaseStatus(asked.desk), asked.said(intent="case_status"))
    assert ran.said[0]["args"]["question"] == QUESTION
    with database.write() as connection:
        referral_clocks.resume(connection, asked.case, OFFICER, "r", START)
    ran = await run(CaseStatus(asked.desk), asked.said(intent="case_status"))
    assert ran.said[0]["args"]["question"] == ""


async def test_an_open_case_is_told_of_before_newer_closed_ones(asked: Asked, database: Database) -> None:
    with database.write() as connection:
        for number in range(4):
            newer = told.case(connection, asked.conversation)
            if number < 3:
                desk.close(connection, newer, "duplicate", OFFICER, f"c{number}", START)
    ran = await run(CaseStatus(asked.desk), asked.said(intent="case_status"))
    heard = [one["args"]["reference"] for one in ran.said if one["key"] == "case-status"]
    assert heard[:2] == [newer.reference, asked.case.reference]
    assert len(heard) == 3


def test_who_does_not_answer_is_reminded_and_then_called(asked: Asked, database: Database, clock: Clock) -> None:
    with database.write() as connection:
        owner = people.add(connection, "Asha", "officer", ["en"], START)
        desk.assign(connection, asked.case, owner.id, OFFICER, "a", START)
    for days in range(90):
        tick(database, START + timedelta(days=days), staff(clock))
    assert messages(database).count("notice-your-turn-again") == waiting.MOST_REMINDED
    with database.read() as connection:
        assert people.kept(connection, owner.id) == waiting.MOST_REMINDED + 1
        now = cases.get(connection, asked.case.id)
        assert (now.state, now.due_at is not None) == ("waiting", True)
        assert timers.due(connection, START + timedelta(days=900)) == []


@pytest.mark.parametrize("end", ["answer", "close"])
def test_nobody_is_reminded_of_what_is_over(asked: Asked, database: Database, clock: Clock, end: str) -> None:
    ending: dict[str, Callable[..., object]] = {"answer": referral_clocks.resume, "close": desk.close}
    with database.write() as connection:
        more = ("helped",) if end == "close" else ()
        ending[end](connection, asked.case, *more, OFFICER, "e", START)
    for days in range(30):
        tick(database, START + timedelta(days=days), staff(clock))
    assert "notice-your-turn-again" not in messages(database)


def test_a_second_question_is_asked_as_often_as_the_first(asked: Asked, database: Database, clock: Clock) -> None:
    for days in range(40):
        tick(database, START + timedelta(days=days), staff(clock))
    with database.write() as connection:
        referral_clocks.resume(connection, asked.case, OFFICER, "r", START)
        referral_clocks.pause(connection, asked.case, OFFICER, "w2", START + timedelta(days=40), "And now?")
        assert waiting.question(connection, cases.get(connection, asked.case.id)) == "And now?"
    for days in range(40, 90):
        tick(database, START + timedelta(days=days), staff(clock))
    assert messages(database).count("notice-your-turn-again") == 2 * waiting.MOST_REMINDED
