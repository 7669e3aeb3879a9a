"""The card of an answer: the words of its text, apart, for platforms that can show them so."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from actions.outcomes import Answer
from bot.dialogue import Said
from bot.replies import compose
from bot.wording import answer_card, outcome_text
from knowledge.language import FORMS
from tests.fakes import Buttons, answer, clarify, quote

URL = "https://example.org/1703"


def said(made: Answer) -> Said:
    return Said(key="outcome", outcome=asdict(made) | {"status": "answer"})


@pytest.mark.parametrize("form", FORMS)
def test_the_card_says_what_the_text_says(form: str) -> None:
    made = answer(quote("એક હકીકત", language=form), quote("ข้อเท็จจริง"), language=form, expired_on="2026-03-31")
    card = answer_card(made)
    assert "\n".join([card.title, *card.lines, card.source]) == outcome_text(made)


def test_the_address_of_a_single_source_is_for_the_button() -> None:
    made = answer(quote(source_url=URL))
    card = answer_card(made)
    assert card.url == URL
    assert URL not in card.source
    assert "Rajya Sabha unstarred question 1703 (official)" in card.source
    assert URL in outcome_text(made)


def test_addresses_of_several_sources_stay_in_their_line() -> None:
    made = answer(quote(source_url=URL), quote("another", source_url=f"{URL}4", source_title="Another"))
    card = answer_card(made)
    assert card.url == ""
    assert URL in card.source
    assert f"{URL}4" in card.source


def test_line_breaks_inside_facts_do_not_break_the_card() -> None:
    card = answer_card(answer(quote("one\ntwo\n\nthree")))
    assert card.lines == ("• one two three",)


def test_an_answer_has_a_card() -> None:
    (reply,) = compose([said(answer())], "en", Buttons())
    assert reply.card == answer_card(answer())


def test_what_is_said_in_the_same_breath_is_not_lost() -> None:
    (reply,) = compose([Said(key="too-long", args={"limit": 1000}), said(answer())], "en", Buttons())
    assert reply.card is None
    assert outcome_text(answer()) in reply.text


@pytest.mark.parametrize(
    "one", [Said(key="greet"), Said(key="outcome", outcome=asdict(clarify()) | {"status": "clarify"})]
)
def test_only_answers_have_cards(one: Said) -> None:
    assert [reply.card for reply in compose([one], "en", Buttons())] == [None]
