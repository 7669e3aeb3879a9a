"""What the dialogue wants said becomes replies with the right buttons, in every form."""

from __future__ import annotations

import ast
import json
from dataclasses import asdict
from typing import Any

import pytest

from actions.outcomes import DETAILS, Choice, parse_outcome
from bot.dialogue import Said
from bot.messages import Action, Reply
from bot.replies import EXAMPLE, LANGUAGE_NAMES, compose
from bot.settings import ROOT
from bot.wording import outcome_text, say
from knowledge.language import FORMS, by_script, native
from knowledge.questions import REASONS, load_yaml
from tests.fakes import Buttons, answer, clarify, no_answer, quote

DOMAIN = load_yaml(ROOT / "domain.yml")
#: Everything actions and the gateway say beside outcomes, with arguments as they come through Rasa.
SAID: dict[str, dict[str, Any]] = {
    "intake-consult": {},
    **{f"person-{intent}": {"reference": "M-26-0001"} for intent in (
        "talk_to_human", "complaint", "stop_messages", "feedback")},
    **{key: {"reference": "M-26-0001"} for key in ("message-added", "message-kept", "cancelled")},
    **{key: {} for key in (
        "old-button", "language-ask", "nothing-to-cancel", "affirm-nothing", "ok", "one-moment", "trouble",
        "empty", "emoji-only", "unreadable", "unknown-script",
        "empty-here", "emoji-only-here", "unreadable-here", "old-button-here")},
    **{key: {} for key in ("rated", "tell-answer", "tell-updates", "tell-no")},
    **{key: {"answer": "A-26-0001"} for key in ("rated-up", "rated-down")},
    "erase-ask": {},
    **{key: {} for key in (
        "shared-contact", "shared-location", "intake-which-desk", "intake-opening", "intake-again", "intake-kept", "intake-forgotten", "intake-gone",
        "intake-moved", "intake-moved-away",
        "intake-wrong-code", "case-mistyped", "case-none", "case-locked")},
    **{key: {} for key in (
        "listing-which", "listing-dropped", "listing-gone", "listing-needs-case", "listing-closed", "match-waiting",
        "match-agreed", "match-declined", "match-over", "ask-listing-text")},
    "listing-paused": {"listing": 7},
    "listing-open": {"reference": "IN-26-000001-7", "listing": 7},
    "listing-consent": {"listing": 7, "text": "हथकरघा 🧵", "days": 180},
    "case-question": {"question": "कौन से काग़ज़? 🧵"},
    "case-answer-taken": {"reference": "IN-26-000001-7"},
    "case-answer-over": {"reference": "IN-26-000001-7"},
    "case-answer-later": {"reference": "IN-26-000001-7"},
    "case-need-phone": {"reference": "IN-26-000001-7"},
    "case-unknown": {"reference": "IN-26-000001-7"},
    "detail-missing": {"title": "CGTMSE", "document": "in-cgtmse"},
    "distress": {"reference": "M-26-0001", "helplines": ["14416", "1323"]},
    "person-status": {"count": 2, "lines": [{"reference": "M-26-0002", "date": "2026-11-23"},
                                            {"reference": "M-26-0001", "date": "2026-11-22"}]},
    "too-long": {"limit": 1000},
}  # fmt: skip


def one(said: Said, form: str) -> tuple[Reply, dict[str, Action]]:
    """The single reply to what is said, and what each of its buttons does by label."""
    buttons = Buttons()
    (reply,) = compose([said], form, buttons)
    return reply, dict(buttons.made)


def domain_keys() -> list[tuple[str, dict[str, Any]]]:
    """Message keys of Rasa's own responses, their arguments filled in as Rasa fills them."""
    found = []
    for variants in DOMAIN["responses"].values():
        custom = variants[0]["custom"]
        found.append((custom["key"], dict.fromkeys(custom.get("args", {}), "M-26-0001")))
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("key", "args"), [*SAID.items(), *domain_keys()])
def test_every_key_that_is_ever_said_is_a_reply_in_every_form(form: str, key: str, args: dict[str, Any]) -> None:
    reply, made = one(Said(key=key, args=args), form)
    assert reply.language == form
    assert reply.text.strip()
    assert {button.label for button in reply.buttons} == set(made)
    assert all(action.intent in DOMAIN["intents"] for action in made.values())
    if key in SAID and "reference" in args:
        assert args["reference"] in reply.text


def keys_in_actions() -> set[str]:
    """Message keys that stand in the actions' source, so that the table above cannot fall behind."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "actions").glob("*.py")]
    calls = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "send"
    ]
    constants = [node for call in calls for node in ast.walk(call.args[1]) if isinstance(node, ast.Constant)]
    return {str(node.value) for node in constants}


def test_the_table_of_keys_is_whole() -> None:
    # Prefixes and an intent; one tested below, the others in tests/bot/test_desk_words.py and test_erasing.py.
    elsewhere = {"language-set", "intake-question", "case-opened", "case-status", "erase-certificate"}
    elsewhere |= {key for key, _ in domain_keys()}
    found = keys_in_actions() - {"person-", "case-", "shared-", "match-", "gone", "over", "cancel"} - elsewhere
    assert "message-added" in found
    assert found <= set(SAID)


@pytest.mark.parametrize("form", FORMS)
def test_distress_names_every_helpline_and_offers_nothing_else(form: str) -> None:
    reply, made = one(Said(key="distress", args=SAID["distress"]), form)
    assert "14416\n1323" in reply.text
    assert made == {}


@pytest.mark.parametrize("form", FORMS)
def test_a_standing_lists_each_message(form: str) -> None:
    reply, _ = one(Said(key="person-status", args=SAID["person-status"]), form)
    lines = reply.text.split("\n")
    assert "M-26-0002" in lines[1]
    assert "M-26-0001" in lines[2]
    assert lines[-1] == say(form, "person-status-end")


# --- buttons ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", ["greet", "help", "emoji-only", "empty", "unreadable", "old-button"])
def test_who_does_not_know_what_to_say_gets_a_first_step(form: str, key: str) -> None:
    _, made = one(Said(key=key), form)
    assert made == {
        say(form, "button-ask-example"): Action(intent="choose_document", entities={"document": EXAMPLE[form]}),
        say(form, "button-find"): Action(intent="find_scheme"),
        say(form, "button-case"): Action(intent="start_intake"),
        say(form, "button-person"): Action(intent="talk_to_human"),
        say(form, "button-language"): Action(intent="change_language"),
    }
    assert (ROOT / "knowledge" / "documents" / "en" / f"{EXAMPLE[form]}.md").exists()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", ["language-ask", "unknown-script"])
def test_every_language_is_offered_by_its_own_name(form: str, key: str) -> None:
    _, made = one(Said(key=key), form)
    assert made == {
        LANGUAGE_NAMES[other]: Action(intent="choose_language", entities={"language": other}) for other in FORMS
    }
    assert all(by_script(LANGUAGE_NAMES[form]) in (form, "Latn") for form in FORMS)


@pytest.mark.parametrize("before", FORMS)
@pytest.mark.parametrize("chosen", FORMS)
def test_a_choice_is_confirmed_in_the_language_chosen(before: str, chosen: str) -> None:
    reply, made = one(Said(key="language-set", args={"language": chosen}), before)
    assert (reply.text, reply.language) == (say(chosen, "language-set"), chosen)
    # The same language in other letters is one button away.
    others = {other for other in FORMS if other != chosen and native(other) == native(chosen)}
    assert {action.entities["language"] for action in made.values()} == others


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_offers_what_else_its_document_says(form: str) -> None:
    outcome = answer(quote(doc_id="th-tcg"), language=form, details=tuple(DETAILS))
    _, made = one(Said(key="outcome", outcome=asdict(outcome)), form)
    assert made == {
        say(form, f"button-{detail}"): Action(intent="show_detail", entities={"document": "th-tcg", "detail": detail})
        for detail in DETAILS
    }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("reason", REASONS)
def test_no_answer_offers_the_nearest_and_a_person(form: str, reason: str) -> None:
    person = {say(form, "button-person"): Action(intent="talk_to_human")}
    nearest = {"બેંક": Action(intent="choose_document", entities={"document": "in-sidbi"})}
    bare = no_answer(reason, language=form, nearest=None)
    near = no_answer(reason, language=form, nearest=Choice(document="in-sidbi", title="બેંક"))
    assert one(Said(key="outcome", outcome=asdict(bare)), form)[1] == person
    assert one(Said(key="outcome", outcome=asdict(near)), form)[1] == nearest | person


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", ["outcome", "find"])
def test_what_may_be_meant_can_be_pressed(form: str, key: str) -> None:
    reply, made = one(Said(key=key, outcome=asdict(clarify(language=form))), form)
    assert made == {
        "CGTMSE": Action(intent="choose_document", entities={"document": "in-cgtmse"}),
        "บสย.": Action(intent="choose_document", entities={"document": "th-tcg"}),
    }
    assert reply.text.split("\n") == [
        say(form, "clarify" if key == "outcome" else "find-scheme"), "• CGTMSE", "• บสย.",
    ]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_nothing_found_asks_for_more_and_offers_a_person(form: str) -> None:
    nothing = no_answer("ambiguous", language=form, nearest=None, documents=())
    reply, made = one(Said(key="find", outcome=asdict(nothing)), form)
    assert reply.text == say(form, "find-nothing")
    assert made == {say(form, "button-person"): Action(intent="talk_to_human")}


# --- thumbs and wishes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_thumbs_stand_last_under_a_kept_answer(form: str) -> None:
    outcome = answer(language=form, details=("papers",))
    reply, made = one(Said(key="outcome", args={"answer": "A-26-0007"}, outcome=asdict(outcome)), form)
    assert [button.label for button in reply.buttons] == [
        say(form, "button-papers"), say(form, "button-good"), say(form, "button-bad"),
    ]  # fmt: skip
    assert [made[say(form, key)] for key in ("button-good", "button-bad")] == [
        Action(intent="rate_answer", entities={"answer": "A-26-0007", "rating": rating}) for rating in ("up", "down")
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("reason", REASONS)
def test_what_documents_may_know_one_day_can_be_waited_for(form: str, reason: str) -> None:
    outcome = no_answer(reason, language=form, nearest=None)
    _, made = one(Said(key="outcome", args={"answer": "A-26-0007"}, outcome=asdict(outcome)), form)
    wish = {say(form, "button-tell-me"): Action(intent="tell_me", entities={"answer": "A-26-0007", "wish": "yes"})}
    person = {say(form, "button-person"): Action(intent="talk_to_human")}
    assert made == (person | wish if reason in ("not_in_documents", "expired") else person)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", ["rated-up", "rated-down"])
def test_being_told_is_a_yes_or_a_no(form: str, key: str) -> None:
    _, made = one(Said(key=key, args={"answer": "updates"}), form)
    assert made == {
        say(form, f"button-{wish}"): Action(intent="tell_me", entities={"answer": "updates", "wish": wish})
        for wish in ("yes", "no")
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_choice_between_documents_has_no_thumbs(form: str) -> None:
    _, made = one(Said(key="find", args={"answer": "A-26-0007"}, outcome=asdict(clarify(language=form))), form)
    assert {action.intent for action in made.values()} == {"choose_document"}


# --- several things said ------------------------------------------------------------------------------------------


def test_words_that_follow_each_other_are_one_reply_and_buttons_close_it() -> None:
    said = [Said(key="ok"), Said(key="thanks"), Said(key="greet"), Said(key="ok"), Said(key="goodbye")]
    replies = compose(said, "th", Buttons())
    assert [reply.text for reply in replies] == [
        "\n".join([say("th", "ok"), say("th", "thanks"), say("th", "greet")]),
        say("th", "ok") + "\n" + say("th", "goodbye"),
    ]
    assert [bool(reply.buttons) for reply in replies] == [True, False]


def test_two_languages_are_never_one_reply() -> None:
    replies = compose([Said(key="ok"), Said(key="language-set", args={"language": "th"})], "gu", Buttons())
    assert [reply.language for reply in replies] == ["gu", "th"]


def test_nothing_said_is_no_reply() -> None:
    assert compose([], "en", Buttons()) == []


# --- outcomes through Rasa ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "outcome",
    [
        answer(),
        answer(quote("पहला"), quote("दूसरा", grade="private"), expired_on="2026-03-31", details=()),
        clarify(),
        no_answer(),
        no_answer("expired", nearest=None, documents=()),
        no_answer(absence=quote("ไม่พบ")),
    ],
)
def test_an_outcome_comes_back_from_json_as_it_was(outcome: Any) -> None:
    assert parse_outcome(json.loads(json.dumps(asdict(outcome), ensure_ascii=False))) == outcome


@pytest.mark.parametrize("form", FORMS)
def test_an_outcome_is_worded_as_the_command_line_words_it(form: str) -> None:
    outcome = answer(language=form)
    assert one(Said(key="outcome", outcome=asdict(outcome)), form)[0].text == outcome_text(outcome)
