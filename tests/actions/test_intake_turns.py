"""The intake's turns without Rasa, where flows/intake.yml does not reach: corrections, needs, what words mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import drafts, intake_turns, triage_rules
from actions.intake_reading import FREE, SUMMARY, Message
from actions.intake_spec import BY_NAME, FIELDS
from actions.intake_turns import Reaction
from knowledge.language import FORMS
from records.database import Database
from tests.actions.desk import talk
from tests.actions.flows.said import ANSWERS
from tests.fakes import START

FOLDER = Path(__file__).parent
CONTROLS = yaml.safe_load((FOLDER.parents[1] / "actions" / "intake_words.yml").read_text(encoding="utf-8"))
NAMES = [field.name for field in FIELDS]


def typed(text: str, intent: str = "", confidence: float = 0.0) -> Message:
    return Message(text=text, intent=intent, confidence=confidence, entities={}, pressed=False)


def pressed(intent: str, **entities: str) -> Message:
    return Message(text="label", intent=intent, confidence=1.0, entities=entities, pressed=True)


class Talk:
    """One person's intake; every message is a turn of its own."""

    def __init__(self, database: Database, form: str) -> None:
        self.database, self.form, self.turns = database, form, 0
        programme = "th-ssrc" if form == "th" else "in-msme"
        with database.write() as connection:
            talk(connection, language=form)
            self.draft = drafts.open_draft(connection, "c1", programme, form, START).id

    @property
    def asked(self) -> str:
        return intake_turns.asked_of(self._draft())

    @property
    def fields(self) -> dict[str, Any]:
        return dict(self._draft().fields)

    def _draft(self) -> drafts.Draft:
        with self.database.read() as connection:
            return drafts.get(connection, self.draft)

    def say(self, message: Message | str, turn: str | None = None, opening: str = "") -> Reaction:
        self.turns += 1
        told = typed(message) if isinstance(message, str) else message
        with self.database.write() as connection:
            draft = drafts.get(connection, self.draft)
            reaction = intake_turns.take(connection, draft, told, turn or f"t{self.turns}", "c1", START, opening)
            if drafts.get(connection, self.draft).state == "open" and reaction.goes == "asking":
                asked = intake_turns.asked_of(drafts.get(connection, self.draft))
                drafts.ask(connection, self.draft, asked, START)
        return reaction

    def answer_until(self, name: str) -> None:
        for _ in NAMES:
            if self.asked == name:
                return
            self.say(ANSWERS[self.form][self.asked])
        assert self.asked == name, f"stuck at {self.asked}"


@pytest.fixture(params=FORMS)
def person(request: pytest.FixtureRequest, database: Database) -> Talk:
    return Talk(database, request.param)


def control(form: str, do: str) -> str:
    return str(CONTROLS[do][form][0])


def test_every_question_is_answered_and_a_case_comes_of_it(person: Talk) -> None:
    for name in NAMES:
        assert person.asked == name
        reaction = person.say(ANSWERS[person.form][name])
        assert (name, reaction.said) == (name, ())
    assert person.asked == SUMMARY
    told = person.fields
    assert told["enterprise"] == ANSWERS[person.form]["enterprise"]
    assert set(told["needs"]) == {"finance", "export"}
    assert told["phone"].startswith("+66" if person.form == "th" else "+91")
    done = person.say(control(person.form, "send"))
    assert done.goes == "submitted"
    assert done.case
    assert done.case.state == "assessed"
    assert done.proposed


@pytest.mark.parametrize("name", sorted(FREE))
@pytest.mark.parametrize("intent", ["need_help", "talk_to_human", "cancel", "skip", "deny", "change_language", "greet"])
def test_free_words_are_never_taken_for_an_intent(database: Database, name: str, intent: str) -> None:
    person = Talk(database, "en")
    person.answer_until(name)
    assert person.say(typed("Help Loan Traders", intent, 0.99)).said == ()
    assert person.fields[name] == "Help Loan Traders"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rubbish", ["😀", "", "\u200b", "ꙮꙮ", "x" * 5_000, "123"], ids=ascii)
def test_what_does_not_fit_loses_nothing(database: Database, name: str, rubbish: str) -> None:
    person = Talk(database, "hi")
    person.answer_until(name)
    before = person.fields
    reaction = person.say(rubbish)
    assert reaction.goes == "asking"
    after = person.fields
    assert {key: after[key] for key in before} == before
    assert reaction.said or name in after, "a wrong answer is neither taken nor explained"


def test_sending_twice_opens_one_case(person: Talk) -> None:
    person.answer_until(SUMMARY)
    first = person.say(control(person.form, "send"), turn="same").case
    again = person.say(control(person.form, "send"), turn="same").case
    assert first
    assert again
    assert first.reference == again.reference


@pytest.mark.parametrize("name", NAMES[1:])
def test_every_field_can_be_corrected_at_the_end(person: Talk, name: str) -> None:
    person.answer_until(SUMMARY)
    before = person.fields
    person.say(pressed("intake_do", do="edit", field=name))
    assert person.asked == name
    person.say(control(person.form, "skip"))
    assert (person.asked, person.fields) == (SUMMARY, before)
    noun, verb = CONTROLS["fields"][name][person.form][0], CONTROLS["edit"][person.form][0]
    person.say(f"{verb} {noun}" if person.form in ("en", "th") else f"{noun} {verb}")
    assert person.asked == name
    person.say(ANSWERS[person.form][name])
    assert (person.asked, person.fields) == (SUMMARY, before)


def test_refusing_consent_keeps_nothing(person: Talk) -> None:
    assert person.say({"th": "ไม่", "hi": "नहीं", "gu": "ના", "en": "no"}.get(person.form, "nahi")).goes == "refused"
    assert person.fields == {}


def test_needs_are_pressed_one_after_another(database: Database) -> None:
    person = Talk(database, "gu")
    person.answer_until("needs")
    for value in ("export", "finance", "other", "other"):
        person.say(pressed("intake_choose", field="needs", value=value))
        assert person.asked == "needs"
    person.say(pressed("intake_do", do="done"))
    assert (person.fields["needs"], person.asked) == (["export", "finance"], "description")


@pytest.mark.parametrize(
    ("text", "intent", "asked", "goes"),
    [
        ("Gujrat", "change_language", "region", "asking"),
        ("where is my case", "case_status", "loan", "aside"),
        ("मुझे किसी इंसान से बात करनी है", "talk_to_human", "phone", "aside"),
        ("ขอคุยกับเจ้าหน้าที่หน่อยครับ", "talk_to_human", "trading", "aside"),
    ],
)
def test_what_else_a_message_may_be(database: Database, text: str, intent: str, asked: str, goes: str) -> None:
    person = Talk(database, "en")
    person.answer_until(asked)
    assert person.say(typed(text, intent, 0.95)).goes == goes


def test_what_was_told_at_first_is_not_asked_again(person: Talk) -> None:
    opening = ANSWERS[person.form]["description"]
    with person.database.write() as connection:
        draft = drafts.get(connection, person.draft)
        agreed = typed(ANSWERS[person.form]["consent"])
        intake_turns.take(connection, draft, agreed, "t0", "c1", START, opening=opening)
    assert person.fields == {"consent": "yes", "description": opening}
    person.answer_until("trading")


@pytest.fixture(params=triage_rules.programmes())
def programme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_question_has_its_choices(database: Database, programme: str) -> None:
    with database.write() as connection:
        talk(connection)
        draft = drafts.open_draft(connection, "c1", programme, "en", START)
        for name in NAMES:
            drafts.ask(connection, draft.id, name, START)
            question = intake_turns.question(drafts.get(connection, draft.id))
            assert (question.name, question.place) == (name, NAMES.index(name) + 1)
            assert bool(question.choices) == (bool(BY_NAME[name].choices) or name == "turnover")
