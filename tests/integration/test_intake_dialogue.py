"""The intake's dialogue with the real Rasa, in all six forms: whatever happens in between, the field asked stays asked."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from actions import cases
from bot import outbox
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database
from tests.actions.flows.said import ANSWERS, QUESTION
from tests.actions.test_intake_asides import TROUBLE
from tests.actions.test_intake_turns import control
from tests.integration.assistant import Assistant
from tests.integration.intake_talk import Applicant, words_of
from tests.integration.talk import Person


@pytest.fixture
def records(assistant: Assistant) -> Iterator[Database]:
    database = Database(assistant.settings.database)
    yield database
    database.close()


def begin(one: Applicant) -> None:
    """The case is opened from the greeting; trouble told instead of a yes is heard and kept for it."""
    one.writes_in(one.form)
    one.says("hello")
    said = one.presses("button-case")
    if one.form == "en":
        said = one.says(say(one.form, f"programme-{one.programme}"))  # typed, as people do
    one.must_ask("consent", said)
    said = one.must_ask("consent", one.says(TROUBLE[one.form]))
    assert say(one.form, "intake-heard") in said
    said = one.must_ask("consent", one.says(control(one.form, "why")))
    assert say(one.form, "why-consent") in said
    one.must_ask("name", one.says(ANSWERS[one.form]["consent"]))


def name_twice(one: Applicant) -> None:
    """The platform delivers the same message twice: it is one answer, to one question."""
    event, before = secrets.token_hex(8), len(one.person.replies)
    assert [one.person.post(ANSWERS[one.form]["name"], event=event) for _ in range(2)] == [202, 202]
    one.must_ask("enterprise", words_of(one.person.wait()))
    one.must_ask("region", one.says(ANSWERS[one.form]["enterprise"]))
    assert len(one.person.replies) - before == 2


def wander(one: Applicant, records: Database) -> None:
    """At the region: a question, back, another language, a sticker, a voice note; each time it is asked as before."""
    said = one.must_ask("region", one.says(QUESTION[one.form]))
    assert len(said) > 2 * len(say(one.form, "ask-region", programme=one.programme))  # an answer stands before it
    one.must_ask("enterprise", one.says(control(one.form, "back")))
    one.must_ask("region", one.says(ANSWERS[one.form]["enterprise"]))
    mine, other = one.form, FORMS[(FORMS.index(one.form) + 1) % len(FORMS)]
    for form in (other, mine):
        one.must_ask("region", one.writes_in(form))
    said = one.must_ask("region", one.sends(records, "sticker", emoji="😀"))
    assert said.startswith(say(one.form, "emoji-only-here"))
    assert "M-" in one.must_ask("region", one.sends(records, "voice", file="f1", seconds=4))
    one.must_ask("district", one.says(ANSWERS[one.form]["region"]))


def finish(one: Applicant) -> None:
    """Skip what may be skipped; a wrong phone, a cancel and a return lose nothing."""
    skip = control(one.form, "skip")
    one.must_ask("sector", one.says(skip))
    one.must_ask("needs", one.presses("sector-textile"))
    # The description was told at the beginning and is not asked for again.
    said = one.must_ask("trading", one.says(ANSWERS[one.form]["needs"]))
    for name in ("loan", "orders", "age", "turnover", "registration", "phone"):
        said = one.must_ask(name, one.says(skip))
    said = one.must_ask("phone", one.says("12345"))
    assert say(one.form, "bad-phone-length") in said or say(one.form, "bad-phone") in said
    one.must_ask("contact_time", one.says(ANSWERS[one.form]["phone"]))
    assert say(one.form, "intake-cancel") in one.says(control(one.form, "cancel"))
    said = one.must_ask("contact_time", one.presses("button-continue"))
    assert say(one.form, "intake-again") in said
    said = one.says(ANSWERS[one.form]["contact_time"])
    assert said.startswith(say(one.form, "intake-summary"))
    assert TROUBLE[one.form] in said
    said = one.says(control(one.form, "send"))
    assert say(one.form, "case-opened-end") in said


def play(one: Applicant, records: Database) -> None:
    begin(one)
    name_twice(one)
    wander(one, records)
    finish(one)


def test_a_whole_intake_with_everything_in_between(assistant: Assistant, records: Database) -> None:
    applicants = [Applicant(Person(assistant.url), form, "th-ssrc" if form == "th" else "in-msme") for form in FORMS]
    with ThreadPoolExecutor(len(FORMS)) as side_by_side:
        list(side_by_side.map(lambda one: play(one, records), applicants))
    with records.read() as connection:
        for one in applicants:
            conversation = outbox.find_conversation(connection, "terminal", one.person.key) or ""
            (case,) = cases.of_conversation(connection, conversation)
            told = cases.person(connection, case.id)
            assert told
            assert told["name"] == ANSWERS[one.form]["name"]
            assert told["enterprise_name"] == ANSWERS[one.form]["enterprise"]
            assert told["description"] == TROUBLE[one.form]
            assert told["phone"].startswith("+66" if one.form == "th" else "+91")
            assert (case.language, case.programme) == (one.form, one.programme)


def test_a_code_brings_it_to_another_chat_and_closes_it_in_the_first(assistant: Assistant) -> None:
    for form, opens_first in (("th", True), ("gu", False)):
        programme = "th-ssrc" if form == "th" else "in-msme"
        old, new = (Applicant(Person(assistant.url), form, programme) for _ in range(2))
        begin(old)
        old.must_ask("enterprise", old.says(ANSWERS[form]["name"]))
        said = old.must_ask("enterprise", old.says(control(form, "code")))
        (code,) = re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", said)
        new.writes_in(form)
        new.says("hello")
        if opens_first:
            new.must_ask("consent", new.presses("button-case"))
            said = new.must_ask("consent", new.says("AAAA-2222"))
            assert say(form, "intake-wrong-code") in said
        said = new.must_ask("enterprise", new.says(code.lower()))
        assert say(form, "intake-moved") in said
        # A name that looks like a code is a name.
        new.must_ask("region", new.says("Mart 7777"))
        assert say(form, "intake-moved-away") in old.says("Mart 2225")
        new.must_ask("district", new.says(ANSWERS[form]["region"]))
