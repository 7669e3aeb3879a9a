"""Everything the desk says can be said in every form: whole, in its own letters, with buttons that platforms show."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
import regex

from actions import agencies, intake_fields, intake_turns
from actions.desk import CLOSINGS
from actions.intake_reading import SUMMARY
from actions.intake_spec import FIELDS
from actions.intake_turns import Question
from actions.referral_states import OPEN, TRANSITIONS
from bot import desk_words
from bot.dialogue import Said
from bot.messages import Action, Reply
from bot.replies import compose
from bot.settings import ROOT
from bot.wording import say
from knowledge.language import FORMS, native
from knowledge.questions import load_yaml
from nlu.checks.keys import COMPOSED
from nlu.checks.words import read_catalogue
from tests.fakes import Buttons

PROGRAMMES = {"in-msme": "IN-26-000001-7", "th-ssrc": "TH-26-000001-4"}
REGIONS = {"in-msme": "IN-GJ", "th-ssrc": "TH-10"}
BUTTONS, LABEL = 13, 40  # the most buttons that LINE and Telegram both show; a label on one line of a small screen
INTENTS = frozenset(
    next(iter(one)) if isinstance(one, dict) else one for one in load_yaml(ROOT / "domain.yml")["intents"]
)
#: Names and numbers that stand in Latin letters in every form; a province of the other country is one.
LATIN = regex.compile(
    r"Sahayak|MSME|SME|Rescue Center|UDYAM-(?:GJ|UP)|Udyam|Bangkok|IN-|TH-|A-\d+|https?\S+|[A-Z]{2}\d"
)

every_form = pytest.mark.parametrize("form", FORMS)
both_programmes = pytest.mark.parametrize("programme", PROGRAMMES)


def told(programme: str) -> dict[str, Any]:
    """A draft with every field given."""
    texts = {
        "name": "પ્રિયા 🙏", "enterprise": "ครัวสมชาย", "district": "मेरठ", "description": "Loan Help Traders, madad joie",
        "registration": "UDYAM-GJ-01-0000000", "phone": "+919876543210", "region": REGIONS[programme], "consent": "yes",
    }  # fmt: skip
    chosen = {name: intake_fields.choices(name, programme) for name in (one.name for one in FIELDS)}
    return {name: texts.get(name) or (list(c) if name == "needs" else c[0]) for name, c in chosen.items()}


def question(name: str, programme: str, given: Any = None, page: int = 0) -> Said:
    asked = Question(
        name=name,
        programme=programme,
        given=given if name == SUMMARY else {name: given},
        choices=() if name == SUMMARY else intake_fields.choices(name, programme),
        place=1,
    )
    return Said(key="intake-question", args={**asdict(asked), "page": page})


def one(said: Said, form: str) -> tuple[Reply, dict[str, Action]]:
    """The single reply, whole, with usable buttons."""
    made = Buttons()
    (reply,) = compose([said], form, made)
    assert reply.text.strip()
    assert reply.language == form
    assert_letters(reply.text, form)
    labels = [button.label for button in reply.buttons]
    assert len(labels) == len(set(labels)) <= BUTTONS
    assert all(0 < len(label) <= LABEL for label in labels), labels
    assert all(action.intent in INTENTS for _, action in made.made)
    return reply, dict(made.made)


def assert_letters(text: str, form: str, allowed: str = "") -> None:
    """A form with letters of its own has no English words left, besides names; a Latin one has only ASCII words."""
    if form in ("hi", "gu", "th"):
        left = LATIN.sub("", text.replace(allowed, "") if allowed else text)
        assert not regex.findall(r"\p{Latin}{2,}", left), text


# --- questions ----------------------------------------------------------------------------------------------------


@every_form
@both_programmes
@pytest.mark.parametrize("name", [field.name for field in FIELDS])
def test_every_question_is_asked_with_its_choices_and_its_reason(form: str, programme: str, name: str) -> None:
    reply, made = one(question(name, programme), form)
    assert reply.text.startswith(say(form, "intake-place", place=1, places=len(FIELDS)))
    pressed = [action.entities["value"] for action in made.values() if action.intent == "intake_choose"]
    assert tuple(pressed) == intake_fields.choices(name, programme)
    assert_letters(say(form, intake_turns._why(name)), form)
    if name != "consent":
        assert_letters(say(form, f"label-{name.replace('_', '-')}"), form)
    assert reply.ask_for == ("contact" if name == "phone" else "")


@every_form
@both_programmes
@pytest.mark.parametrize("name", [field.name for field in FIELDS])
def test_what_was_given_is_shown_when_it_is_asked_again(form: str, programme: str, name: str) -> None:
    given = told(programme)[name]
    made = Buttons()
    (reply,) = compose([question(name, programme, given)], form, made)
    shown = desk_words.value_words(name, given, programme, form)
    assert shown
    assert say(form, "intake-given", value=shown) in reply.text
    assert len(reply.buttons) <= BUTTONS
    if name == "needs":
        assert all(label.startswith("✓") for label, action in made.made if action.intent == "intake_choose")
        assert "done" in {action.entities.get("do") for _, action in made.made}


@every_form
@both_programmes
def test_the_summary_shows_every_answer_and_changes_each(form: str, programme: str) -> None:
    given = told(programme)
    changed: list[str] = []
    for page in (0, 1):
        made = Buttons()
        (reply,) = compose([question(SUMMARY, programme, given, page)], form, made)
        lines = reply.text.split("\n")
        assert (lines[0], lines[-1]) == (say(form, "intake-summary"), say(form, "intake-summary-end"))
        assert len(lines) == len(FIELDS) - 1 + 2  # all but consent, and the two around them
        assert "Loan Help Traders, madad joie" in reply.text
        does = [action.entities["do"] for _, action in made.made]
        assert does[0] == "send"
        assert ("more" in does) == (page == 0)
        assert len(made.made) <= BUTTONS
        assert all(len(label) <= LABEL for label, _ in made.made)
        changed += [action.entities["field"] for _, action in made.made if action.entities["do"] == "edit"]
    assert changed == [field.name for field in FIELDS if field.name != "consent"]


@every_form
@both_programmes
def test_what_was_skipped_is_not_shown_but_can_be_given(form: str, programme: str) -> None:
    given = {**told(programme), "district": None, "registration": None}
    reply, made = one(question(SUMMARY, programme, {name: given[name] for name in ("region", "district")}), form)
    assert len(reply.text.split("\n")) == 3
    assert {action.entities.get("field") for action in made.values()} == {None, "region", "district"}


# --- the case -----------------------------------------------------------------------------------------------------

CASE = {"days": 3, "due": "2026-11-24T09:30:00+00:00", "agencies": [], "outcome": "", "state": "referred", "step": ""}


def standing(programme: str, **changed: Any) -> Said:
    return Said(key="case-status", args={**CASE, "reference": PROGRAMMES[programme], "programme": programme, **changed})


@every_form
@both_programmes
def test_an_opened_case_names_its_number_its_agencies_and_the_day(form: str, programme: str) -> None:
    directory = agencies.load(programme)
    two = [agency.id for agency in directory.agencies][:2]
    args = {"reference": PROGRAMMES[programme], "programme": programme, "due": CASE["due"], "agencies": two, "step": ""}
    reply = compose([Said(key="case-opened", args=args)], form, Buttons())[0]
    assert PROGRAMMES[programme] in reply.text
    assert all(directory.get(agency).name(form) in reply.text for agency in two)
    assert ("24.11.2026 15:00" if programme == "in-msme" else "24.11.2026 16:30") in reply.text
    bare, made = one(Said(key="case-opened", args={**args, "due": "", "agencies": []}), form)
    assert bare.text.count("\n") == 1
    assert Action(intent="case_status") in made.values()


@every_form
@both_programmes
@pytest.mark.parametrize("state", sorted(set(OPEN) - {"proposed"}))
def test_who_has_the_case_is_told_in_every_state(form: str, programme: str, state: str) -> None:
    agency = agencies.load(programme).agencies[0]
    said = standing(programme, agencies=[{"agency": agency.id, "state": state}], step="step-agency-answers")
    reply = compose([said], form, Buttons())[0]
    assert agency.name(form) in reply.text
    assert say(form, "step-agency-answers") in reply.text
    assert_letters(reply.text, form, agency.name(form))


STEPS = ("step-officer-looks", "step-agency-answers", "step-agency-works", "step-desk-closes", "step-you-answer")


@every_form
@both_programmes
@pytest.mark.parametrize("days", [0, 1, 2, 11, 120])
def test_days_waited_and_the_next_step_are_told(form: str, programme: str, days: int) -> None:
    for step in STEPS:
        reply, _ = one(standing(programme, days=days, step=step, due=""), form)
        assert say(form, step) in reply.text
        assert str(days) in reply.text or days in (0, 1)


@every_form
@both_programmes
@pytest.mark.parametrize("outcome", CLOSINGS)
def test_a_closed_case_tells_its_outcome(form: str, programme: str, outcome: str) -> None:
    reply, _ = one(standing(programme, state="closed", outcome=outcome), form)
    assert say(form, f"outcome-{outcome}") in reply.text


@every_form
def test_a_case_that_is_not_shown_says_why(form: str) -> None:
    for reason in ("mistyped", "locked", "none"):
        one(Said(key=f"case-{reason}"), form)
    reply, _ = one(Said(key="case-unknown", args={"reference": PROGRAMMES["in-msme"]}), form)
    assert PROGRAMMES["in-msme"] in reply.text
    reply, _ = one(Said(key="case-need-phone", args={"reference": PROGRAMMES["in-msme"]}), form)
    assert PROGRAMMES["in-msme"] in reply.text


# --- notices ------------------------------------------------------------------------------------------------------

OF_REFERRALS = (
    "send", "see", "accept", "decline", "expire", "start", "progress", "complete", "fail", "recall", "bounce",
)  # fmt: skip
NOBODY_ELSE = tuple(f"{event}-nobody" for event in ("decline", "expire", "fail"))


@every_form
@both_programmes
@pytest.mark.parametrize("event", OF_REFERRALS + NOBODY_ELSE)
def test_every_hop_is_told(form: str, programme: str, event: str) -> None:
    agency = agencies.load(programme).agencies[0]
    args = {"reference": PROGRAMMES[programme], "agency": agency.id}
    reply = compose([Said(key=f"notice-{event}", args=args)], form, Buttons())[0]
    assert agency.name(form) in reply.text
    assert PROGRAMMES[programme] in reply.text
    assert_letters(reply.text, form, agency.name(form))


def test_every_event_of_a_referral_that_people_hear_of_has_words() -> None:
    assert set(OF_REFERRALS) - {"progress"} == {action for _, action in TRANSITIONS}  # progress is a note


@every_form
@pytest.mark.parametrize("event", NOBODY_ELSE)
def test_where_nobody_else_is_asked_no_next_agency_is_promised(form: str, event: str) -> None:
    promise = {
        "en": "next best agency", "hi": "अगली अच्छी संस्था", "gu": "બીજી સારી સંસ્થા", "th": "หน่วยงานถัดไป",
        "hi-Latn": "agli acchi sanstha", "gu-Latn": "biji sari sanstha",
    }[form]  # fmt: skip
    args = {"reference": "7", "agency": "7"}
    assert promise not in say(form, f"notice-{event}", **args)
    if not event.startswith("fail"):
        assert promise in say(form, f"notice-{event.removesuffix('-nobody')}", **args)


ANSWERS = {
    reference: Action(intent="case_status", entities={"do": "answer", "reference": reference})
    for reference in PROGRAMMES.values()
}


@every_form
@both_programmes
def test_the_desks_question_stands_under_the_case_and_is_answered_by_its_button(form: str, programme: str) -> None:
    said = standing(programme, state="waiting", step="step-you-answer", due="", question="१२?")
    reply, made = one(said, form)
    assert reply.text.split("\n")[-1] == say(form, "case-question", question="१२?")
    assert made == {say(form, "button-answer"): ANSWERS[PROGRAMMES[programme]]}
    _, made = one(standing(programme, question=""), form)
    assert made == {}


@every_form
def test_what_is_asked_for_in_the_message_form_depends_on_whom_it_is_for(form: str) -> None:
    for reference in PROGRAMMES.values():
        reply, made = one(Said(key="ask-person-message", args={"reference": reference}), form)
        assert reply.text == say(form, "case-answer-ask", reference=reference)
        assert made == {say(form, "button-answer-later"): Action(intent="deny")}
    reply, _ = one(Said(key="ask-person-message", args={"reference": "M-26-0001"}), form)
    assert reply.text == say(form, "ask-person-message")


@every_form
@both_programmes
def test_what_the_desk_itself_tells(form: str, programme: str) -> None:
    reference = PROGRAMMES[programme]
    for again in ("", "-again"):
        asked, made = one(Said(key=f"notice-your-turn{again}", args={"reference": reference, "question": "१२?"}), form)
        assert "१२?" in asked.text
        assert made == {say(form, "button-answer"): ANSWERS[reference]}
    one(Said(key="notice-resume", args={"reference": reference}), form)
    one(Said(key="notice-delayed", args={"reference": reference, "date": CASE["due"]}), form)
    for outcome in CLOSINGS:
        closed, _ = one(Said(key="notice-closed", args={"reference": reference, "outcome": outcome}), form)
        assert say(form, f"outcome-{outcome}") in closed.text


# --- every key ----------------------------------------------------------------------------------------------------


def of_file(form: str, name: str) -> dict[str, Any]:
    path = ROOT / "bot" / "words" / form / name
    return read_catalogue(path)[0] if path.exists() else {}


@every_form
@pytest.mark.parametrize("name", ["desk.ftl", "agency.ftl"])
def test_every_key_can_be_said_in_its_own_letters(form: str, name: str) -> None:
    messages = of_file(form, name)
    assert set(messages) == set(of_file("en", name))
    for key, message in messages.items():
        for programme in PROGRAMMES:
            given: dict[str, Any] = dict.fromkeys(message.variables, "7")
            given |= {"programme": programme} if "programme" in message.variables else {}
            given |= {"days": 2} if "days" in message.variables else {}
            said = say(form, key, **given)
            assert said.strip()
            assert "{" not in said
            assert "??" not in said
            assert_letters(said, form)


@every_form
def test_romanised_words_are_typed_in_plain_letters(form: str) -> None:
    if form == native(form) and form != "en":
        pytest.skip("has letters of its own")
    for name in ("desk.ftl", "agency.ftl"):
        assert all(message.text.isascii() for message in of_file(form, name).values())


def test_what_the_linter_takes_as_composed_is_composed_here() -> None:
    assert set(desk_words._KEYS) >= COMPOSED
    assert all(key not in of_file("en", "desk.ftl") for key in COMPOSED)
