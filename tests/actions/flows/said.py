"""What people of each form write in the flows, and elsewhere where somebody answers the intake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.language import FORMS
from knowledge.questions import load_yaml

_FOLDER = Path(__file__).parent / "words"
WORDS: dict[str, dict[str, Any]] = {form: load_yaml(_FOLDER / f"{form}.yml") for form in FORMS}
ANSWERS: dict[str, dict[str, str]] = {form: words["answers"] for form, words in WORDS.items()}
QUESTION: dict[str, str] = {form: words["question"] for form, words in WORDS.items()}
