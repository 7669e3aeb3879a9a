"""What people agree to says what is done: who is given the phone, and a new version for every change of its words."""

from __future__ import annotations

import hashlib

import pytest

from actions import entitlements
from actions.intake_spec import CONSENT_VERSION, FIELDS
from bot.wording import say
from knowledge.language import FORMS

#: The words of each version in all six forms; a change of them needs a new version and its hash here.
VERSIONS = {"2026-11-22.2": "4c6ba96d462a2c18"}
#: Words for "the agencies that your case is sent to".
SENT_TO = {
    "en": "agencies that your case is sent to",
    "hi": "संस्थाओं को",
    "gu": "સંસ્થાઓને મોકલાય",
    "th": "หน่วยงานที่ส่งเรื่อง",
    "hi-Latn": "sansthaon ko",
    "gu-Latn": "sansthao ne moklay",
}
#: Fields whose question says nothing of agencies' seeing them, because none is told them.
STAY = {"consent", "trading", "loan", "orders"}


def _agreed_to(form: str) -> str:
    asked = [say(form, "ask-consent")]
    return "\n".join([*asked, *(say(form, f"why-{field.name.replace('_', '-')}") for field in FIELDS)])


def test_a_change_of_words_is_a_new_version() -> None:
    told = hashlib.sha256("\n".join(_agreed_to(form) for form in FORMS).encode()).hexdigest()[:16]
    assert {CONSENT_VERSION: told} == VERSIONS


@pytest.mark.parametrize("form", FORMS)
def test_who_is_given_phone_and_story_is_said(form: str) -> None:
    told = {field for fields in entitlements.FIELDS.values() for field in fields}
    assert all("phone" in fields for fields in entitlements.FIELDS.values())
    assert told == {field.name for field in FIELDS} - STAY
    for name in ("phone", "description"):
        assert SENT_TO[form] in say(form, f"why-{name}")
