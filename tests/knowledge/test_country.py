"""The country a question names, in every script and with the endings words take."""

from __future__ import annotations

import pytest

from knowledge.country import NAMES, OF_FORM, named_country
from knowledge.language import FORMS
from knowledge.text import words


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("loan without security in Thailand", "TH"),
        ("थाईलैंड में बिना गारंटी लोन 🙏", "TH"),
        ("થાઈલેન્ડમાં લોન", "TH"),
        ("thailand ma jamin vagar loan", "TH"),
        ("สินเชื่อในประเทศไทย", "TH"),
        ("ค้ำประกันที่อินเดียมีไหม", "IN"),
        ("भारत में निर्यात", "IN"),
        ("ભારતની યોજના", "IN"),
        ("Bharat sarkar ni yojana", "IN"),
        ("India and Thailand together", None),
        ("mudra loan", None),
        ("", None),
    ],
)
def test_named(text: str, country: str | None) -> None:
    assert named_country(words(text)) == country


def test_every_form_but_english_has_its_country() -> None:
    assert set(OF_FORM) == set(FORMS) - {"en"}
    assert set(OF_FORM.values()) == set(NAMES)
