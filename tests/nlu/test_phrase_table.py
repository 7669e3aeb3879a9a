"""Entities from word lists, in every script."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.components.phrase_table import PhraseTable

TABLE = PhraseTable(
    [
        ("language", "hi", "hindi"),
        ("language", "hi", "हिंदी"),
        ("language", "gu", "ગુજરાતી"),
        ("language", "th", "ไทย"),
        ("detail", "papers", "documents"),
        ("detail", "apply", "apply"),
        ("detail", "apply", "how to apply"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hindi me bolo", [("language", "hi")]),
        ("हिंदी में बोलो 🙏", [("language", "hi")]),
        ("ગુજરાતી માં", [("language", "gu")]),
        ("พูดภาษาไทยได้ไหม", [("language", "th")]),
        ("how to apply and which documents", [("detail", "apply"), ("detail", "papers")]),
        ("hindisation", []),
        ("", []),
    ],
)
def test_phrases_are_found_whole_and_longest_first(text: str, found: list) -> None:
    assert [(one["entity"], one["value"]) for one in TABLE.find(text)] == found


def test_places_are_those_of_the_text() -> None:
    text = "please ગુજરાતી now"
    (one,) = TABLE.find(text)
    assert text[one["start"] : one["end"]] == "ગુજરાતી"


def test_an_empty_table_finds_nothing() -> None:
    assert PhraseTable([]).find("hindi") == []


def test_the_projects_lists_name_every_language() -> None:
    table = PhraseTable.read(Path(__file__).resolve().parents[2] / "nlu")
    assert {value for entity, value, _ in table.rows if entity == "language"} == {
        "en", "hi", "gu", "th", "hi-Latn", "gu-Latn",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [("ગુજરાતીમાં બોલો", "gu"), ("મને હિન્દીમાં લખો 🙏", "hi"), ("અંગ્રેજીમાં", "en"), ("થાઈમાં લખો", "th"),
     ("gujaratima bolo", "gu"), ("हिंदी में बोलो", "hi"), ("พูดไทย", "th")],
)  # fmt: skip
def test_a_language_is_named_with_its_ending_too(text: str, language: str) -> None:
    table = PhraseTable.read(Path(__file__).resolve().parents[2] / "nlu")
    assert ("language", language) in [(one["entity"], one["value"]) for one in table.find(text)]
