"""The trained model, loaded as it is served: buttons, forms' intents, small talk in six forms."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

MODEL = Path(__file__).resolve().parents[2] / "build" / "models" / "dialogue.tar.gz"


@pytest.fixture(scope="module")
def agent() -> Any:
    from rasa.core.agent import Agent

    if not MODEL.exists():
        pytest.fail("no trained model; run: make train")
    return Agent.load(str(MODEL))


def parse(agent: Any, text: str) -> dict[str, Any]:
    return dict(asyncio.run(agent.parse_message(text)))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("good evening", "greet"),
        ("बहुत बहुत धन्यवाद", "thanks"),
        ("મારે કોઈ માણસ સાથે વાત કરવી છે", "talk_to_human"),
        ("ขอคุยกับเจ้าหน้าที่หน่อย", "talk_to_human"),
        ("mujhe message bhejna band karo", "stop_messages"),
        ("gujarati ma vaat karo", "change_language"),
        ("what is the interest rate of mudra loan", "ask_scheme"),
        ("jine ka man nahi karta ab", "distress"),
    ],
)
def test_what_people_mean(agent: Any, text: str, intent: str) -> None:
    assert parse(agent, text)["intent"]["name"] == intent


def test_a_button_of_the_bot_is_read_with_its_entities(agent: Any) -> None:
    parsed = parse(agent, '/show_detail{"document": "in-pmegp", "detail": "papers"}')
    assert parsed["intent"]["name"] == "show_detail"
    assert {one["entity"]: one["value"] for one in parsed["entities"]} == {"document": "in-pmegp", "detail": "papers"}
