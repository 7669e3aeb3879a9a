"""What people say: every rule broken once, and the message that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.checks.examples import same
from tests.nlu_data.small import GREET, Change, becomes, change, examples, gone, messages, swap

BUTTON = "when only buttons send this intent, name it in BUTTON_ONLY in nlu/checks/project.py"
BLOCK = "needs one `- intent:` below `nlu:`, and nothing else"


def test_nothing_is_wrong_with_a_whole_project(project: Path) -> None:
    assert messages(project) == []


@pytest.mark.parametrize(
    ("path", "how", "said"),
    [
        ("nlu/gu/greet.yml", gone, f"is missing; write it as nlu/en/greet.yml, or, {BUTTON}"),
        ("nlu/th/entities.yml", gone, "is missing; write it as nlu/en/entities.yml"),
        (
            "nlu/hi/affirm.yml",
            becomes("x"),
            "is no intent that people type; rename or delete it, or add the intent to domain.yml",
        ),
        (
            "nlu/th/greet.yml",
            swap("    - สวัสดีครับ 3 🙏\n", ""),
            "has 39 examples; write 1 more, as people really say it",
        ),
        (
            "nlu/gu-Latn/greet.yml",
            swap("    - kem cho bhai 59 🙏\n", ""),
            "has 59 examples; write 1 more, as people really say it",
        ),
        ("nlu/en/deny.yml", swap("no 4 🙏", "नहीं 4"), "'नहीं 4': 'न' is not plain a-z; write it in English"),
        (
            "nlu/hi-Latn/deny.yml",
            swap("nahi ji 4 🙏", "nahī jī"),
            "'nahī jī': 'ī' is not plain a-z; write it in Hindi (ABC)",
        ),
        (
            "nlu/hi/deny.yml",
            swap("नहीं जी 4 🙏", "ના 4"),
            "'ના 4': 'ન' is not Devanagari; write it in हिन्दी",
        ),
        (
            "nlu/th/deny.yml",
            swap("ไม่ใช่ 4 🙏", "no no I did not say that"),
            "'no no I did not say that': has no Thai letters; write it in ไทย",
        ),
        ("nlu/gu/deny.yml", swap("ના ભાઈ 7 🙏", "ના  ભાઈ 5 🙏"), "'ના  ભાઈ 5 🙏': stands here twice; delete one"),
        ("nlu/en/deny.yml", swap("no 7 🙏", "No  5 🙏"), "'No  5 🙏': stands here twice; delete one"),
        ("nlu/hi/greet.yml", becomes("nlu: ["), "is not valid YAML; mend it: "),
        ("nlu/hi/greet.yml", becomes('version: "3.1"\nnlu: []\n'), BLOCK),
        ("nlu/hi/greet.yml", becomes("hello"), BLOCK),
        ("nlu/hi/greet.yml", swap('"3.1"', "3.1"), 'needs the line version: "3.1", in quotes'),
        ("nlu/hi/greet.yml", swap("intent: greet", "intent: gret"), "intent is 'gret'; write 'greet', the file's name"),
        (
            "nlu/hi/greet.yml",
            swap("examples: |\n", "examples:\n"),
            "examples must be one block of text; write `examples: |`, with the bar",
        ),
        (
            "nlu/hi/greet.yml",
            swap("  examples:", "  metadata: {}\n  examples:"),
            "needs `intent:` and `examples: |`, and nothing else",
        ),
    ],
)  # fmt: skip
def test_every_broken_rule_is_named(project: Path, path: str, how: Change, said: str) -> None:
    change(project, path, how)
    (only,) = messages(project)
    assert only.startswith(f"{path}: {said}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("-สวัสดี", "'-สวัสดี': start the line with `- ` and an example, at one depth"),
        ("สวัสดี", "'สวัสดี': start the line with `- ` and an example, at one depth"),
        ("-", "'-': start the line with `- ` and an example, at one depth"),
        ("  - สวัสดี", "'- สวัสดี': start the line with `- ` and an example, at one depth"),
        ("- /start", "'- /start': a leading / makes it a button's payload; leave it out"),
        (
            "- ขอ[บสย](scheme)",
            "'- ขอ[บสย](scheme)': entities are not marked here; write the plain text, and its words in entities.yml",
        ),
        (
            '- [ไทย]{"entity": "language"}',
            '\'- [ไทย]{"entity": "language"}\': entities are not marked here; write the plain text, and its words in '
            "entities.yml",
        ),
        ('- "สวัสดี"', "'- \"สวัสดี\"': quotes become part of the example; leave them out"),
    ],
)
def test_what_rasa_would_read_otherwise_is_named(project: Path, line: str, said: str) -> None:
    change(project, "nlu/th/greet.yml", lambda text: f"{text}    {line}\n")
    assert messages(project) == [f"nlu/th/greet.yml: {said}"]


@pytest.mark.parametrize(
    ("form", "text"),
    [("en", "no!! 5"), ("hi-Latn", "NO 5"), ("th", "no 5"), ("gu", "no 5 🙏")],
)
def test_a_text_belongs_to_one_intent_in_all_forms_together(project: Path, form: str, text: str) -> None:
    change(project, f"nlu/{form}/greet.yml", lambda whole: f"{whole}    - {text}\n")
    found = "\n".join(messages(project))
    assert "also stands in nlu/" in found
    assert "keep it in one intent" in found
    assert found.count("\n") == 0


def test_short_latin_names_emoji_and_code_mixing_are_allowed(project: Path) -> None:
    lines = "".join(f"    - {text}\n" for text in ("CGTMSE", "👍🏽", "mudra loan कितना मिलता है", "??", "❤️ नमस्ते"))
    change(project, "nlu/hi/greet.yml", lambda text: text + lines)
    assert messages(project) == []


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Hello!", "hello", True),
        ("हाँ जी।", "हां  जी", True),
        ("કેમ છો?", "કેમ છો", True),
        ("สวัสดี!", "สวัสดี", True),
        ("kem cho??", "Kem cho", True),
        ("१०", "10", True),
        ("👍", "👎", False),
        ("na", "naa", False),
    ],
)
def test_same_looks_through_case_punctuation_and_spelling_marks(one: str, other: str, equal: bool) -> None:
    assert (same(one) == same(other)) is equal


def test_a_started_form_is_told_how_many_examples_it_needs(project: Path) -> None:
    text = f"# TRANSLATE: whatever\n{examples('greet', GREET['en'], 3)}"
    change(project, "nlu/gu-Latn/greet.yml", becomes(text))
    said = "holds the English examples; write 60 in Gujarati (ABC) and delete the first line"
    assert messages(project) == [f"nlu/gu-Latn/greet.yml: {said}"]
