"""The commands around the service: run, chat, doctor, eval, stale; a known problem is printed as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import app, dialogue_process, doctor, evaluation, library
from bot import run as running
from bot.dialogue_process import DialogueProcessError
from bot.doctor import Finding
from bot.settings import ROOT, Settings
from bot.supervise import StartFailed
from knowledge.facts import DocumentError
from knowledge.language import FORMS
from tests.bot.command import Sahayak, assert_explained
from tests.fakes import never

ASK_KEYS = {"status", "reason", "language", "text", "passages", "documents", "probability"}
PASSAGE_KEYS = {"doc_id", "passage_id", "title", "quote", "as_of", "source_url", "score"}
QUESTIONS = {
    "en": "What is CGTMSE?",
    "hi": "सीजीटीएमएसई क्या है?",
    "gu": "સીજીટીએમએસઈ શું છે?",
    "th": "บสย. ค้ำประกันเงินกู้",
    "hi-Latn": "cgtmse kya hai",
    "gu-Latn": "cgtmse shu che",
}


# --- the assistant itself -----------------------------------------------------------------------------------------


def test_run_prepare_train_and_serve_call_what_they_are_named_for(
    sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    called: list[tuple[str, Settings]] = []

    async def serve(settings: Settings) -> None:
        called.append(("serve", settings))

    monkeypatch.setattr(running, "run", lambda settings, say: called.append(("run", settings)) or say("नमस्ते"))
    monkeypatch.setattr(running, "prepare", lambda settings, say, whole: called.append((f"whole={whole}", settings)))
    monkeypatch.setattr(dialogue_process, "train", lambda settings: called.append(("train", settings)))
    monkeypatch.setattr(app, "serve", serve)
    assert sahayak("run").out == "[sahayak] नमस्ते\n"
    for command in ("prepare", "train", "serve"):
        assert sahayak(command).code == 0
    assert [name for name, _ in called] == ["run", "whole=True", "train", "serve"]
    assert {settings.data for _, settings in called} == {tmp_path / "data"}


@pytest.mark.parametrize(
    "problem",
    [StartFailed("port 8000 is in use; stop it"), DialogueProcessError("training failed; make train"),
     DocumentError("in-x.md: add sources")],
    ids=lambda problem: type(problem).__name__,
)  # fmt: skip
def test_what_explains_itself_is_printed_as_it_is(
    sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def fails(*_: Any) -> None:
        raise problem

    monkeypatch.setattr(running, "run", fails)
    ended = sahayak("run")
    assert (ended.code, ended.err) == (1, f"sahayak: {problem}\n")


def test_a_bug_keeps_its_traceback(sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is known is shortened; what is not must be seen whole."""
    monkeypatch.setattr(running, "run", never)
    with pytest.raises(AssertionError, match="must not be called"):
        sahayak("run")


def test_chat_without_the_assistant_says_how_to_start_it(sahayak: Sahayak) -> None:
    ended = sahayak("chat", "--url", "http://127.0.0.1:9", stdin="\n  \nनमस्ते\n")
    assert ended.code == 1
    assert "make run" in ended.err


def test_chat_with_nothing_to_say_ends_well(sahayak: Sahayak) -> None:
    assert sahayak("chat", "--url", "http://127.0.0.1:9", stdin="").code == 0


# --- doctor and eval ----------------------------------------------------------------------------------------------


def test_the_doctor_prints_cures_and_ends_with_what_it_found(sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch) -> None:
    well, ill = Finding("Python 3.11", True, "unused"), Finding("port 8000 free", False, "stop what uses it")
    monkeypatch.setattr(doctor, "examine", lambda _: [well, ill])
    ended = sahayak("doctor")
    assert ended.code == 1
    assert ended.out.splitlines() == ["ok   Python 3.11", "BAD  port 8000 free", "     cure: stop what uses it"]
    assert sahayak("doctor", "--json").json == [well.__dict__, ill.__dict__]
    monkeypatch.setattr(doctor, "examine", lambda _: [well])
    assert sahayak("doctor").code == 0


def questions_file(tmp_path: Path) -> Path:
    rows = [
        {"qid": f"q-{form}", "text": text, "lang": form, "answerable": True,
         "doc_ids": ["th-tcg" if form == "th" else "in-cgtmse"]}
        for form, text in QUESTIONS.items()
    ]  # fmt: skip
    rows.append({"qid": "no", "text": "Who won the match?", "lang": "en", "answerable": False, "doc_ids": []})
    rows.append({"qid": "away", "text": "What is SIDBI?", "lang": "en", "answerable": True, "doc_ids": ["in-sidbi"]})
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_eval_reports_figures_and_what_is_not_in_the_bundle(
    sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path
) -> None:
    arguments = ("eval", "--questions", questions_file(tmp_path), "--kb", tiny_bundle, "--no-intents")
    found = sahayak(*arguments, "--json").json
    assert found["not_in_bundle"] == 1
    assert set(found["by_language"]) == set(FORMS)
    assert found["all"]["questions"] == 7
    table = sahayak(*arguments).out
    assert table.startswith("| form | n |")
    assert "Counted apart, their documents not being in the bundle: 1." in table


def test_eval_of_a_file_that_is_not_there_or_not_right_is_explained(
    sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path
) -> None:
    arguments = ("eval", "--kb", tiny_bundle, "--no-intents", "--questions")
    assert_explained(sahayak(*arguments, tmp_path / "none.jsonl"), "none.jsonl")
    path = tmp_path / "wrong.jsonl"
    for content in ("{", "[]", '{"qid": 1}'):
        path.write_text(content, encoding="utf-8")
        assert_explained(sahayak(*arguments, path), f"{path}:1", "doc_ids")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"answerable": True}, "ask_scheme"),
        ({"answerable": False}, None),
        ({"answerable": False, "intent": "human"}, "talk_to_human"),
        ({"answerable": False, "intent": "greet"}, "greet"),
        ({"answerable": True, "intent": "consent"}, None),
    ],
)
def test_the_intent_a_row_wants(row: dict[str, Any], wanted: str | None) -> None:
    assert evaluation.wanted_intent(row) == wanted


# --- stale files --------------------------------------------------------------------------------------------------


def test_stale_files_are_listed_and_stamped_when_asked(sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [ROOT / "knowledge" / "documents" / "hi" / "in-cgtmse.md"]
    stamped: list[list[Path]] = []
    monkeypatch.setattr(library, "stale_files", lambda folder: paths)
    monkeypatch.setattr(library, "stamp_files", lambda given, folder: stamped.append(given) or len(given))
    ended = sahayak("kb", "stale")
    assert (ended.code, ended.out) == (1, "knowledge/documents/hi/in-cgtmse.md\n")
    assert stamped == []
    ended = sahayak("kb", "stale", "--stamp")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "stamped 1")
    assert stamped == [paths]
    monkeypatch.setattr(library, "stale_files", lambda folder: [])
    ended = sahayak("kb", "stale")
    assert (ended.code, ended.out) == (0, "nothing is older than its document\n")
