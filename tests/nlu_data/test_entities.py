"""The words people use for languages and details."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.nlu_data.small import Change, becomes, change, messages, swap


@pytest.mark.parametrize(
    ("form", "how", "said"),
    [
        ("hi", swap('  gu: ["नमस्ते भैया abc c"]\n', ""), "language: gu is missing; write how people name ગુજરાતી here"),
        (
            "th",
            swap("detail:", '  fr: ["ฝรั่งเศส"]\ndetail:'),
            "language: fr is not in nlu/languages.yml; delete it or list it there",
        ),
        (
            "gu",
            swap("  papers:", "  contact:"),
            "detail: must have papers, in this order, as nlu/en/entities.yml has",
        ),
        ("gu-Latn", swap("detail:", "details:"), "needs the two entries language and detail, and nothing else"),
        ("hi-Latn", becomes("language: []\ndetail: {}"), "language and detail must be maps: `name: [words]`"),
        ("hi", swap('["नमस्ते भैया papers"]', "[]"), "detail: papers: needs a list of quoted words"),
        ("hi", swap('["नमस्ते भैया papers"]', "[25]"), "detail: papers: needs a list of quoted words"),
        (
            "th",
            swap('["สวัสดีครับ papers"]', '["નમસ્તે"]'),
            "detail: papers: 'નમસ્તે': 'ન' is not Thai; write it in ไทย",
        ),
        ("gu", becomes("language: ["), "is not valid YAML; mend it: "),
        ("gu", becomes("# TRANSLATE: words\n"), "holds the English words; write those of ગુજરાતી and delete the first line"),
    ],
)  # fmt: skip
def test_every_broken_rule_is_named(project: Path, form: str, how: Change, said: str) -> None:
    change(project, f"nlu/{form}/entities.yml", how)
    (only,) = messages(project)
    assert only.startswith(f"nlu/{form}/entities.yml: {said}")


def test_one_word_means_one_thing_in_all_forms_together(project: Path) -> None:
    """The words of all forms are looked up in one table, without regard to case."""
    change(project, "nlu/gu-Latn/entities.yml", swap("kem cho bhai abc c", "HELLO abc b"))
    place = "language: hi in nlu/en/entities.yml"
    said = f"language: gu: 'HELLO abc b' also stands under {place}; keep it in one"
    assert messages(project) == [f"nlu/gu-Latn/entities.yml: {said}"]


def test_the_same_meaning_may_be_said_alike_in_two_forms(project: Path) -> None:
    change(project, "nlu/gu-Latn/entities.yml", swap("kem cho bhai abc c", "hello abc c"))
    assert messages(project) == []
