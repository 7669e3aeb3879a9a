"""What the encoder is tuned on."""

from __future__ import annotations

import json
from pathlib import Path

from bot import tuning_pairs
from bot.library import KNOWLEDGE
from knowledge.language import FORMS
from knowledge.questions import read_examples


def test_questions_and_facts_of_every_form_and_nothing_held_apart(tmp_path: Path) -> None:
    assert tuning_pairs.main([str(tmp_path / "pairs.jsonl")]) == 0
    rows = [json.loads(line) for line in (tmp_path / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = {row["form"] for row in rows if row["kind"] == "question"}
    assert asked == set(FORMS)
    facts = {row["fact"] for row in rows if row["kind"] == "fact"}
    assert {row["fact"] for row in rows} == facts
    apart = {example.text for example in read_examples(KNOWLEDGE / "calibration")}
    assert not apart & {row["text"] for row in rows}


def test_usage() -> None:
    assert tuning_pairs.main([]) == tuning_pairs.main(["--help"]) == 2
