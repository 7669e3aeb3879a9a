"""The figures by form, and what they rest on: nobody is tested on a copy of what was trained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import knowledge.encoder
from knowledge.encoder import Kind, Vectors
from nlu.checks.duplicates import near_duplicates
from nlu.checks.examples import Example
from nlu.checks.overmatch import Verdict, cross_validate
from nlu.crossval import lines, main
from tests.nlu_data.small import GREET, change, gone


class Listening:
    """An encoder that knows nothing and keeps what it was given: what is trained on, then what is tried, by turns."""

    name, dimensions = "listening", 2

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.given.append(list(texts))
        return np.zeros((len(texts), 2), np.float32)


def _examples() -> list[Example]:
    """Twelve sentences of two intents, and a copy of each with one letter more."""
    said = {
        "greet": ["namaste bhaiya", "hello sir", "good morning", "ram ram kaka", "kem cho", "salaam ji"],
        "deny": ["nahi chahiye", "mat karo", "bilkul galat", "rehne do", "cancel it", "abhi nahin"],
    }
    found = [Example("hi-Latn", intent, text) for intent, texts in said.items() for text in texts]
    return found + [Example(one.form, one.intent, f"{one.text}a") for one in found]


def test_copies_stand_in_one_fold() -> None:
    known, encoder = _examples(), Listening()
    groups = near_duplicates([example.text for example in known])
    assert len(set(groups)) == 12
    verdicts = cross_validate(known, encoder, folds=3, groups=groups)
    assert [verdict.example for verdict in verdicts] == known
    group_of = {example.text: group for example, group in zip(known, groups, strict=True)}
    for trained, tried in zip(encoder.given[::2], encoder.given[1::2], strict=True):
        assert not {group_of[text] for text in trained} & {group_of[text] for text in tried}


def test_the_table_counts_who_is_right_and_who_is_sure() -> None:
    def verdict(form: str, meant: str, claimed: str, confidence: float) -> Verdict:
        return Verdict(example=Example(form, meant, "text"), claimed=claimed, confidence=confidence)

    verdicts = [
        verdict("en", "skip", "skip", 0.9),
        verdict("en", "skip", "skip", 0.24),
        verdict("hi", "skip", "deny", 0.9),
        verdict("hi", "skip", "deny", 0.2),
        verdict("hi", "skip", "why", 0.9),
        verdict("hi", "deny", "deny", 0.25),
    ]
    assert list(lines(verdicts, pairs=1)) == [
        "5 folds, near-duplicates together",
        "form     examples  right  right and sure",
        "en              2  1.000  0.500",
        "hi              4  0.250  0.250",
        "all             6  0.500  0.333",
        "en: meant -> claimed, of how many",
        "hi: meant -> claimed, of how many",
        "  skip -> deny: 2 of 3",
    ]
    assert "en: meant -> claimed, of how many" not in list(lines(verdicts, forms=["hi"]))


def test_the_command_shows_every_form(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(knowledge.encoder, "open_encoder", Listening)
    assert main(["--root", str(project), "--form", "gu-Latn"]) == 0
    said = capsys.readouterr().out.splitlines()
    table = said[said.index("form     examples  right  right and sure") + 1 :]
    assert [line.split()[0] for line in table[:7]] == [*GREET, "all"]
    assert [line for line in table if "meant" in line] == ["gu-Latn: meant -> claimed, of how many"]


def test_a_project_that_cannot_be_read_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "domain.yml", gone)
    assert main(["--root", str(project)]) == 1
    assert capsys.readouterr().out.startswith("cannot be read")
