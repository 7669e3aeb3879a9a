"""Every state and province has its name in each language, and is found by it."""

from __future__ import annotations

import pytest

from actions import regions
from bot.desk_words import value_words
from knowledge.language import FORMS, by_script, native

PROGRAMMES = tuple(regions.COUNTRIES)
LANGUAGES = tuple(dict.fromkeys(map(native, FORMS)))


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_region_has_a_name_in_every_language_in_its_own_letters(programme: str, language: str) -> None:
    names = {code: named.get(language, "") for code, named in regions.regions(programme).items()}
    script = "Latn" if language == "en" else language
    assert [code for code, name in names.items() if by_script(name) != script] == []
    assert len(set(names.values())) == len(names), "two regions have one name"


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_is_found_by_each_of_its_names(programme: str, language: str) -> None:
    for code, named in regions.regions(programme).items():
        assert regions.find(programme, named[language]) == code


@pytest.mark.parametrize(
    ("form", "name"),
    [("en", "Chiang Mai"), ("hi", "चियांग माई"), ("gu", "ચિયાંગ માઈ"), ("th", "เชียงใหม่"), ("hi-Latn", "Chiang Mai"), ("gu-Latn", "Chiang Mai")],
)  # fmt: skip
def test_a_case_under_the_thai_programme_shows_the_province_in_the_readers_form(form: str, name: str) -> None:
    assert value_words("region", "TH-50", "th-ssrc", form) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [("बैंकाक", "TH-10"), ("ચિયાંગ માઇ", "TH-50"), ("फुकेत", "TH-83"), ("સુરત થાણી", "TH-84"), ("कंचनबुरी", "TH-71"),
     ("पटाया", "TH-20"), ("Kanchanburi", "TH-71")],
)  # fmt: skip
def test_other_spellings_and_small_slips_are_understood(typed: str, code: str) -> None:
    assert regions.find("th-ssrc", typed) == code
