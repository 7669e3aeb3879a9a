"""What is hardly a name is asked back, never taken for one and never taken away, in all six forms."""

from __future__ import annotations

import pytest

from actions import intake_turns
from actions.doubts import doubtful
from actions.intake_turns import Reaction
from bot import desk_words
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.actions.flows.said import ANSWERS
from tests.actions.test_intake_turns import CONTROLS, Talk, control, pressed, typed

NAMES = ("name", "enterprise", "district")
YES_AND_NO = {
    "en": ("yes", "no"), "hi": ("हाँ जी", "नहीं"), "gu": ("હા", "ના"), "th": ("ใช่ครับ", "ไม่"),
    "hi-Latn": ("haan", "nahi"), "gu-Latn": ("ha", "na"),
}  # fmt: skip


@pytest.fixture(params=FORMS)
def person(request: pytest.FixtureRequest, database: Database) -> Talk:
    return Talk(database, request.param)


def words_of(form: str) -> list[str]:
    """Every word for sending, and one of each other kind."""
    return [*CONTROLS["send"][form], CONTROLS["small_talk"][form][0], *YES_AND_NO[form]]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_asked_back_and_kept_when_the_person_says_so(person: Talk, name: str) -> None:
    yes, no = YES_AND_NO[person.form]
    for word in words_of(person.form):
        person.answer_until(name)
        before = person.fields
        for _ in range(2):
            assert person.say(word).said in ((("intake-doubt", {"typed": word}),), ()), word
            assert (person.asked, person.fields) == (name, before)
            if word in (yes, no):
                break
        person.say(yes)
        assert person.fields[name].casefold() in word.casefold(), word
        person.say(control(person.form, "back"))


@pytest.mark.parametrize("name", NAMES)
def test_a_no_and_another_answer_leave_nothing_of_it(person: Talk, name: str) -> None:
    person.answer_until(name)
    before = person.fields
    person.say(control(person.form, "send"))
    assert person.say(YES_AND_NO[person.form][1]) == Reaction()
    assert (person.asked, person.fields) == (name, before)
    person.say(ANSWERS[person.form][name])
    assert person.fields[name] == ANSWERS[person.form][name]


@pytest.mark.parametrize("do", ["send", "skip"])
def test_a_button_says_that_the_shop_is_called_so(person: Talk, do: str) -> None:
    person.answer_until("enterprise")
    word = control(person.form, do)
    person.say(word)
    question = intake_turns.question(person._draft())
    assert question.doubted == word
    args = {"name": "enterprise", "given": {}, "choices": (), "doubted": word, "programme": "in-msme"}
    (label, action), *_ = desk_words.choices("intake-question", args, person.form)
    assert (label, action.entities) == (
        say(person.form, "button-doubted", typed=word), {"field": "enterprise", "value": word},
    )  # fmt: skip
    person.say(pressed(action.intent, **action.entities))
    assert (person.fields["enterprise"], person.asked) == (word, "region")


def test_a_yes_after_a_skip_that_cannot_be_names_no_shop(person: Talk) -> None:
    person.answer_until("enterprise")
    person.say(control(person.form, "skip"))
    yes = YES_AND_NO[person.form][0]
    assert person.say(yes).said == (("intake-doubt", {"typed": yes}),)
    assert person.asked == "enterprise"


def test_a_turn_that_comes_again_confirms_nothing(person: Talk) -> None:
    person.answer_until("name")
    yes = YES_AND_NO[person.form][0]
    for _ in range(2):
        assert person.say(yes, turn="same").said == (("intake-doubt", {"typed": yes}),)
    assert "name" not in person.fields


@pytest.mark.parametrize(
    "text",
    ["108", "1", "7-11", "OK Mart", "Send Brothers", "Help Loan Traders", "Hello Kitty Store", "जय हाँ स्टोर", "สวัสดีคาเฟ่", "Na Patel",
     "Hi Fi Electronics", "Bhejo Courier", "નમસ્તે સ્વીટ્સ", "ได้ดี การช่าง", "Jignesh", "Harish", "Naina", "OK", "😀 Ravi"],
)  # fmt: skip
def test_a_name_that_only_holds_such_a_word_is_a_name(database: Database, text: str) -> None:
    assert doubtful(text) is (text == "OK")
    person = Talk(database, "en")
    person.answer_until("enterprise")
    said = person.say(typed(text, "greet", 0.99)).said
    assert (person.fields.get("enterprise") == text) is not bool(said)


def test_the_story_and_other_questions_know_no_doubt(person: Talk) -> None:
    person.answer_until("description")
    word = CONTROLS["small_talk"][person.form][0]
    assert person.say(word).said == ()
    assert person.fields["description"] == word
