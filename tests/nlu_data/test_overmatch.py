"""Which examples another intent's classifier would claim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import knowledge.encoder
from knowledge.encoder import Kind, Vectors
from nlu.check import main
from nlu.checks.examples import Example, all_examples
from nlu.checks.overmatch import Verdict, cross_validate, report
from nlu.checks.project import read_project
from tests.nlu_data.small import DENY, GREET, becomes, change, examples, swap

WHY = {
    "en": "why ask", "hi": "क्यों पूछा", "gu": "શા માટે", "th": "ทำไมถาม",
    "hi-Latn": "kyu pucha", "gu-Latn": "sha mate",
}  # fmt: skip


class Letters:
    """An encoder that knows nothing: the n-grams decide alone."""

    name, dimensions = "letters", 2

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        return np.zeros((len(texts), 2), np.float32)


@pytest.fixture
def three(project: Path) -> Path:
    """The small project with a third intent, and few examples."""
    change(project, "domain.yml", swap("[greet, deny,", "[greet, deny, why,"))
    for form in GREET:
        for intent, words in (("greet", GREET), ("deny", DENY), ("why", WHY)):
            change(project, f"nlu/{form}/{intent}.yml", becomes(examples(intent, words[form], 10)))
    return project


def _misplace(root: Path, form: str) -> str:
    """A "no" among the greetings."""
    text = f"{DENY[form]} 🙏"
    change(root, f"nlu/{form}/greet.yml", lambda whole: f"{whole}    - {text}\n")
    return text


def test_a_misplaced_example_is_claimed_by_the_intent_it_belongs_to(three: Path) -> None:
    misplaced = {(form, _misplace(three, form), "deny") for form in GREET}
    known = all_examples(read_project(three))
    verdicts = cross_validate(known, Letters())
    assert [verdict.example for verdict in verdicts] == known
    wrong = {(verdict.example.form, verdict.example.text, verdict.claimed) for verdict in verdicts if not verdict.right}
    assert wrong == misplaced
    assert verdicts == cross_validate(known, Letters())


def test_the_report_counts_pairs_and_shows_the_most_confident_first() -> None:
    def verdict(form: str, meant: str, text: str, claimed: str, confidence: float) -> Verdict:
        return Verdict(example=Example(form, meant, text), claimed=claimed, confidence=confidence)

    verdicts = [
        verdict("en", "skip", "na", "deny", 0.6),
        verdict("hi", "skip", "नहीं है", "deny", 0.9),
        verdict("th", "skip", "ไม่มี", "skip", 0.9),
        verdict("gu", "greet", "કેમ છો", "why", 0.7),
        verdict("hi", "deny", "नहीं 👎", "deny", 0.8),
    ]
    assert list(report(verdicts, pairs=1, examples=1)) == [
        "5-fold accuracy:",
        "  en       0.000 of 1",
        "  hi       0.500 of 2",
        "  th       1.000 of 1",
        "  gu       0.000 of 1",
        "  all      0.400 of 5",
        "meant -> claimed, how many, the most confident; move an example, or make it clearer:",
        "  skip -> deny: 2",
        "      0.90 hi: नहीं है",
    ]
    assert "  greet -> why: 1" in list(report(verdicts))


def test_the_command_reports_and_never_fails(
    three: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(knowledge.encoder, "open_encoder", Letters)
    text = _misplace(three, "gu-Latn")
    assert main(["--overmatch", "--root", str(three)]) == 0
    said = capsys.readouterr().out
    assert "  greet -> deny: 1\n" in said
    assert f" gu-Latn: {text}\n" in said
    assert (three / "build" / "vectors.sqlite").exists()


def test_forms_that_are_not_served_are_left_out(project: Path) -> None:
    change(project, "nlu/languages.yml", swap("Thai, usable: true", "Thai, usable: false"))
    assert {example.form for example in all_examples(read_project(project))} == set(GREET) - {"th"}
