"""Offers, wishes and matches in words: every key in every form, with buttons that do what they say."""

from __future__ import annotations

from typing import Any

import pytest

from actions.listings import KINDS
from bot import match_words
from bot.dialogue import Said
from bot.messages import Action, Reply
from bot.replies import compose
from bot.wording import say
from knowledge.language import FORMS
from tests.bot.test_desk_words import BUTTONS, INTENTS, LABEL, assert_letters, of_file
from tests.fakes import Buttons

TEXT = "हथकरघा सा 🧵"
SAID: dict[str, dict[str, Any]] = {
    "listing-which": {}, "listing-dropped": {}, "listing-gone": {}, "listing-needs-case": {}, "listing-closed": {},
    "ask-listing-text": {}, "match-waiting": {}, "match-agreed": {}, "match-declined": {}, "match-over": {},
    "listing-consent": {"listing": 7, "text": TEXT, "days": 180},
    "listing-open": {"listing": 7, "reference": "IN-26-000001-7"},
    "listing-paused": {"listing": 7},
    "listing-expired": {"listing": 7, "reference": "IN-26-000001-7", "days": 180},
    "match-none": {"reference": "TH-26-000001-4"},
    "match-contact": {"reference": "IN-26-000001-7", "name": "สมชาย", "enterprise": "ครัว", "phone": "+66812345678"},
}  # fmt: skip
DOES = {
    "listing-consent": ["agree", "close"], "listing-open": ["pause", "close"], "listing-paused": ["resume", "close"],
    "listing-expired": ["resume", "close"], "listing-which": ["kind"] * len(KINDS),
}  # fmt: skip


def one(key: str, args: dict[str, Any], form: str) -> tuple[Reply, dict[str, Action]]:
    made = Buttons()
    (reply,) = compose([Said(key=key, args=args)], form, made)
    labels = [label for label, _ in made.made]
    assert len(labels) == len(set(labels)) <= BUTTONS
    assert all(len(label) <= LABEL for label in labels)
    assert all(action.intent in INTENTS for _, action in made.made)
    assert_letters(reply.text, form, TEXT)
    return reply, dict(made.made)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", SAID)
def test_every_key_is_said_with_its_buttons(form: str, key: str) -> None:
    reply, made = one(key, SAID[key], form)
    assert all(str(value) in reply.text for name, value in SAID[key].items() if name != "listing")
    listing = [action for action in made.values() if action.intent == "listing"]
    assert [action.entities["do"] for action in listing] == DOES.get(key, [])
    if key != "listing-which":
        assert all(action.entities["listing"] == "7" for action in listing)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("country", ["IN", "TH"])
def test_a_match_tells_what_and_where_but_not_who(form: str, kind: str, country: str) -> None:
    args = {
        "reference": "IN-26-000001-7", "match": 3, "kind": kind, "text": TEXT, "country": country,
        "until": "2026-12-06T09:00:00+00:00",
    }  # fmt: skip
    reply, made = one("match-proposed", args, form)
    assert all(part in reply.text for part in ("IN-26-000001-7", TEXT, say(form, f"listing-{kind}"), "06.12.2026"))
    assert list(made.values()) == [
        Action(intent="match_answer", entities={"match": "3", "value": value}) for value in ("yes", "no")
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("needs", "offered"), [(["technology"], True), (["finance", "export"], True), (["loan"], False)]
)
def test_the_end_of_a_case_offers_a_listing_to_whom_it_may_help(form: str, needs: list[str], offered: bool) -> None:
    args = {"reference": "IN-26-000001-7", "programme": "in-msme", "due": "", "agencies": [], "needs": needs}
    _, made = one("case-opened", args, form)
    assert (match_words.start(form)[0] in made) == offered


@pytest.mark.parametrize("form", FORMS)
def test_every_key_of_the_file_is_used_and_said_here(form: str) -> None:
    keys = set(of_file(form, "matches.ftl"))
    assert keys == set(of_file("en", "matches.ftl"))
    elsewhere = {key for key in keys if key.startswith("button-")} | {"step-match-looks", "match-proposed"}
    assert keys - elsewhere - {f"listing-{kind}" for kind in KINDS} == set(SAID)
    assert_letters(say(form, "step-match-looks"), form)
