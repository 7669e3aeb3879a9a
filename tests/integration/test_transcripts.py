"""The kept conversations, played against the real assistant: six forms, ten messages each."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.terminal import Terminal
from knowledge.language import FORMS, by_script
from tests.integration.assistant import Assistant
from tests.integration.talk import Person
from tests.integration.transcripts import FOLDER, load, play


def test_every_form_has_a_transcript_of_ten_messages() -> None:
    assert {path.stem for path in FOLDER.glob("*.yml")} == set(FORMS)
    assert all(len(load(FOLDER / f"{form}.yml")) >= 10 for form in FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_a_transcript_is_still_what_the_assistant_says(assistant: Assistant, form: str) -> None:
    turns = load(FOLDER / f"{form}.yml")
    said = play(Person(assistant.url), turns)
    for turn, now in zip(turns, said, strict=True):
        assert now == turn["sahayak"].rstrip("\n"), f"{turn['you']!r}; after a wanted change run: make transcripts"


@pytest.mark.parametrize("form", FORMS)
def test_a_transcript_answers_with_a_source_in_the_form_of_the_person(form: str) -> None:
    said = [turn["sahayak"] for turn in load(FOLDER / f"{form}.yml")]
    assert sum("http" in text or "Rajya Sabha" in text for text in said) >= 2
    script = "Latn" if form in ("en", "hi-Latn", "gu-Latn") else form
    assert by_script(said[0]) == script


def test_the_terminal_channel_talks_to_the_running_assistant(assistant: Assistant, tmp_path: Path) -> None:
    shown: list[str] = []
    terminal = Terminal(assistant.url, shown.append)
    import threading

    threading.Thread(target=terminal.listen, daemon=True).start()
    terminal.send("what is cgtmse")
    assert terminal.wait_for_reply(20)
    assert "CGTMSE" in shown[0]
    terminal.send("1")
    assert terminal.wait_for_reply(20)
    assert any(line.startswith("  [1]") for line in shown)
