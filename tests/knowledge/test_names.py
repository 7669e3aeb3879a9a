"""Names of documents are found as people write them, with a Gujarati ending on the last word too."""

from __future__ import annotations

import pytest

from knowledge.bundle import Bundle
from knowledge.names import Names
from knowledge.text import words


@pytest.fixture
def names(opened_bundle: Bundle) -> Names:
    return Names(opened_bundle)


@pytest.mark.parametrize(
    "text",
    ["CGTMSE fee", "what is cgtmse", "સીજીટીએમએસઈમાં ફી", "સીજીટીએમએસઈની ગેરંટી", "CGTMSEમાં ફી 🙏", "सीजीटीएमएसई में फीस",
     "ค่าธรรมเนียมCGTMSEเท่าไหร่", "cgtmse ma fees"],
)  # fmt: skip
def test_a_name_is_found_whatever_is_written_onto_it(names: Names, opened_bundle: Bundle, text: str) -> None:
    place = opened_bundle.documents.index("in-cgtmse")
    assert place in names.found_in(words(text))
    assert [places for *_, places in names.spans(words(text))] == [{place}]


@pytest.mark.parametrize("text", ["", "🙂", "માં", "ની ની", "નથી", "ફી કેટલી", "ขอบคุณ"])
def test_an_ending_alone_is_no_name(names: Names, text: str) -> None:
    assert names.found_in(words(text)) == {}
