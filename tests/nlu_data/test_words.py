"""What the assistant says: the catalogues of all forms against the English one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nlu_data.small import DENY, GREET, Change, becomes, change, gone, messages, swap


@pytest.mark.parametrize(
    ("form", "how", "said"),
    [
        ("hi", gone, "is missing; translate bot/words/en/chat.ftl"),
        ("th", swap("button-papers = สวัสดีครับ\n", ""), "button-papers: is missing; translate it from bot/words/en/"),
        (
            "gu",
            lambda text: f"{text}more = કેમ છો\n",
            "more: is not in bot/words/en/; write it there too, or delete it",
        ),
        ("gu", lambda text: f"{text}button-papers = કેમ છો\n", "button-papers: is written twice; delete one"),
        (
            "hi-Latn",
            swap("greet = namaste bhaiya { $name }", "greet = namaste bhaiya"),
            "greet: $name is missing; the English text has it",
        ),
        (
            "hi-Latn",
            swap("button-papers = ", "button-papers = { $form } "),
            "button-papers: $form is not in the English text; delete it, or write it there too",
        ),
        ("th", swap("    .phone = สวัสดีครับ\n", ""), "thanks: .phone is missing; the English text has it"),
        (
            "th",
            swap("button-papers = สวัสดีครับ", "button-papers = สวัสดีครับ\n    .title = สวัสดี"),
            "button-papers: .title is not in the English text; delete it, or write it there too",
        ),
        (
            "hi",
            swap("button-papers = नमस्ते भैया", "button-papers = Papers"),
            "button-papers: has no Devanagari letters; write it in हिन्दी",
        ),
        (
            "gu-Latn",
            swap("button-papers = kem cho bhai", "button-papers = કાગળ"),
            "button-papers: 'ક' is not plain a-z; write it in Gujarati (ABC)",
        ),
        (
            "hi",
            swap("button-papers = नमस्ते भैया", "# TRANSLATE\nbutton-papers = Papers"),
            "button-papers: is still the English text; translate it and delete the line `# TRANSLATE` above it",
        ),
        (
            "en",
            swap("button-papers = hello", "button-papers = नमस्ते"),
            "button-papers: 'न' is not plain a-z; write it in English",
        ),
        (
            "th",
            swap("# Everything that is said.", "ไม่ใช่ข้อความ"),
            "line 1: 'ไม่ใช่ข้อความ' is not Fluent; indent continuation lines by 4 spaces",
        ),
    ],
)
def test_every_broken_rule_is_named(project: Path, form: str, how: Change, said: str) -> None:
    change(project, f"bot/words/{form}/chat.ftl", how)
    assert messages(project) == [f"bot/words/{form}/chat.ftl: {said}"]


def test_a_file_that_english_has_not_is_named(project: Path) -> None:
    change(project, "bot/words/gu/more.ftl", becomes("more = કેમ છો\n"))
    said = "has no counterpart in bot/words/en/; write that one first, or delete this"
    assert messages(project) == [f"bot/words/gu/more.ftl: {said}"]


def test_a_key_in_two_files_is_named(project: Path) -> None:
    for form in GREET:
        change(project, f"bot/words/{form}/late.ftl", becomes(f"greet = {GREET[form]} {{ $name }}\n"))
    assert messages(project) == ["bot/words/en/late.ftl: greet: also stands in chat.ftl; delete one"]


def test_variables_of_every_branch_and_names_in_latin_letters_count(project: Path) -> None:
    change(project, "bot/words/hi/chat.ftl", swap(f"*[other] {DENY['hi']}", "*[other] Sahayak { $count }"))
    said = "thanks: $count is not in the English text; delete it, or write it there too"
    assert messages(project) == [f"bot/words/hi/chat.ftl: {said}"]
