"""Places, banks and schemes of others in a question, in every script."""

from __future__ import annotations

import pytest

from knowledge.entities import KINDS, named_in, stands_in, years_asked, years_in
from knowledge.text import words


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("how many in Nashik got PMEGP", ["nashik"]),
        ("पुणे में अगला कैंप", ["pune"]),
        ("રાજકોટ ડીઆઈસી ફોન", ["rajkot"]),
        ("สาขาเชียงใหม่อยู่ตรงไหน", ["chiang mai"]),
        ("baroda ma tool room", ["vadodara"]),
        ("SBI mudra rate in Pune 🙏", ["sbi", "pune"]),
        ("स्टेट बैंक का ब्याज", ["sbi"]),
        ("what is PMEGP", []),
        ("", []),
    ],
)
def test_names_are_found_in_every_script(text: str, names: list[str]) -> None:
    assert [" ".join(entity.spellings[0]) for entity in named_in(words(text))] == names


@pytest.mark.parametrize(
    ("asked", "text", "there"),
    [
        ("अहमदाबाद", "PIB Ahmedabad", True),
        ("Ahmedabad", "PIB Delhi", False),
        ("Chiang Mai", "สาขา เชียงใหม่", True),
        ("mp me", "Madhya Pradesh and Bihar", True),
        ("Goa", "goal", False),
    ],
)
def test_another_spelling_of_a_name_is_the_name(asked: str, text: str, there: bool) -> None:
    (entity,) = named_in(words(asked))
    assert stands_in(entity, words(text)) is there


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2026", {2026}),
        ("ปี 2569", {2026}),
        ("รอบปี 2560", set()),
        ("२०२५ में", {2025}),
        ("૨૦૨૫", {2025}),
        ("12026", set()),
        ("1999", set()),
    ],
)
def test_years_of_any_calendar_and_script(text: str, years: set[int]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("my shop is running since 2021, can I get PMEGP", set()),
        ("मेरी दुकान 2021 से है", set()),
        ("મારી દુકાન ૨૦૨૧થી છે", set()),
        ("ร้านเปิดมาตั้งแต่ปี 2564 🙏", set()),
        ("meri dukan 2021 se hai", set()),
        ("mari dukan 2021 thi chhe", set()),
        ("PMEGP in 2021", {2021}),
        ("from 2027 what is the rate", {2027}),
        ("since 2021, what is new in 2024", {2024}),
        ("", set()),
    ],
)
def test_a_year_since_when_something_has_been_is_not_asked_for(text: str, years: set[int]) -> None:
    assert years_asked(text, newest=2026) == years


def test_every_kind_has_rows() -> None:
    assert {entity.kind for entity in named_in(words("Pune SBI NABARD"))} == set(KINDS)
