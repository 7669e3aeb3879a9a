"""The commands: what they print, for people and as JSON, and how they end when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import app, asking, dialogue_process, doctor, evaluation, library
from bot import run as running
from bot.dialogue_process import DialogueProcessError
from bot.doctor import Finding
from bot.settings import ROOT, Settings
from bot.supervise import StartFailed
from knowledge.bundle import make_live
from knowledge.documents import DocumentError
from knowledge.language import FORMS
from knowledge.questions import REASONS
from tests.bot.command import Sahayak, assert_explained, sahayak
from tests.fakes import never

__all__ = ["sahayak"]
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


# --- ask ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "question"), QUESTIONS.items())
def test_an_answer_as_json_keeps_its_contract_in_every_form(
    sahayak: Sahayak, tiny_bundle: Path, form: str, question: str
) -> None:
    ended = sahayak("ask", question, "--lang", form, "--kb", tiny_bundle, "--json")
    assert (ended.code, ended.err) == (0, "")
    got = ended.json
    assert set(got) == ASK_KEYS
    assert (got["status"], got["reason"], got["language"]) == ("answer", None, form)
    assert got["documents"][0] == ("th-tcg" if form == "th" else "in-cgtmse")
    assert 0 <= got["probability"] <= 1
    assert got["passages"]
    for passage in got["passages"]:
        assert set(passage) == PASSAGE_KEYS
        assert passage["passage_id"].startswith(f"{passage['doc_id']}#")
    assert got["passages"][0]["quote"][:40] in got["text"]
    assert len(got["text"].splitlines()) <= 6


@pytest.mark.parametrize("question", ["Who won the cricket match?", "आज मौसम कैसा है", "🙂", "", "/restart", "ﷺ" * 50])
def test_no_answer_is_a_value_with_a_reason(sahayak: Sahayak, tiny_bundle: Path, question: str) -> None:
    got = sahayak("ask", question, "--kb", tiny_bundle, "--json").json
    assert set(got) == ASK_KEYS
    assert got["status"] == "no_answer"
    assert got["reason"] in REASONS
    assert got["language"] in FORMS


def test_an_answer_for_people_is_its_text(sahayak: Sahayak, tiny_bundle: Path) -> None:
    as_json = sahayak("ask", "What is CGTMSE?", "--lang", "en", "--kb", tiny_bundle, "--json").json
    ended = sahayak("ask", "What is CGTMSE?", "--lang", "en", "--kb", tiny_bundle)
    assert ended.out == as_json["text"] + "\n"


def test_without_a_folder_the_live_bundle_answers(sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    make_live(tmp_path / "build", tiny_bundle)
    assert sahayak("ask", "What is CGTMSE?", "--json").json["documents"][0] == "in-cgtmse"


def test_a_batch_is_answered_row_by_row_in_order(sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    rows = [{"qid": f"q-{form}", "text": text, "lang": form} for form, text in QUESTIONS.items()]
    rows.append({"qid": 7, "text": "Who won the cricket match?"})
    batch.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    ended = sahayak("ask", "--batch", batch, "--kb", tiny_bundle)
    assert ended.code == 0
    assert [row["qid"] for row in ended.rows] == [row["qid"] for row in rows]
    assert [row["language"] for row in ended.rows[:-1]] == list(QUESTIONS)
    assert all(set(row) == ASK_KEYS | {"qid"} for row in ended.rows)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"{", 1),
        (b'{"qid": 1, "text": "a"}\n{"qid": 2}', 2),
        (b'{"text": "a"}', 1),
        (b"[]", 1),
        (b"5", 1),
        (b"\xff", 0),
    ],
)
def test_a_batch_that_cannot_be_read_is_named_with_its_line(
    sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path, content: bytes, line: int
) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_bytes(content)
    assert_explained(sahayak("ask", "--batch", batch, "--kb", tiny_bundle), f"{batch}:{line}" if line else str(batch))


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["ask", "x"], ["no bundle in", "sahayak kb build"]),
        (["ask", "x", "--kb", "/nowhere"], ["no bundle in /nowhere"]),
        (["kb", "list"], ["sahayak kb build"]),
        (["kb", "show", "in-cgtmse"], ["sahayak kb build"]),
        (["kb", "search", "x"], ["sahayak kb build"]),
        (["parse"], ["give a message"]),
        (["kb", "build", "--from", "/nowhere"], ["--from needs --out"]),
        (["kb", "build", "--from", "/nowhere", "--out", "/tmp/x"], ["/nowhere"]),
    ],
)
def test_what_is_missing_is_said_with_the_cure(sahayak: Sahayak, arguments: list[str], parts: list[str]) -> None:
    assert_explained(sahayak(*arguments), *parts)


def test_a_missing_question_and_an_unknown_form_are_explained(sahayak: Sahayak, tiny_bundle: Path) -> None:
    assert_explained(sahayak("ask", "--kb", tiny_bundle), "give a question")
    for command in (["ask", "x"], ["kb", "search", "x"]):
        ended = sahayak(*command, "--lang", "xx", "--kb", tiny_bundle)
        assert_explained(ended, "--lang xx", "hi-Latn")


def test_a_wrong_setting_is_named(sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAHAYAK_PORT", "ไม่ใช่เลข")
    for command in (["ask", "x"], ["serve"], ["run"], ["doctor"], ["kb", "list"]):
        assert_explained(sahayak(*command), "SAHAYAK_PORT", "ไม่ใช่เลข")


def test_a_bundle_of_another_encoder_is_explained(
    sahayak: Sahayak, tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking.NanoEncoder, "name", "of-tomorrow")
    assert_explained(sahayak("ask", "x", "--kb", tiny_bundle), "of-tomorrow", "sahayak kb build")


# --- parse --------------------------------------------------------------------------------------------------------


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch, tiny_bundle: Path, tmp_path: Path) -> list[str]:
    """Stands in for the trained model; the texts it was given."""
    seen: list[str] = []

    def parse(_: Settings, texts: list[str]) -> list[dict[str, Any]]:
        seen.extend(texts)
        return [{"intent": "ask_scheme", "confidence": 0.875, "entities": {"detail": "papers"}} for _ in texts]

    monkeypatch.setattr(dialogue_process, "parse", parse)
    (tmp_path / "build").mkdir()
    make_live(tmp_path / "build", tiny_bundle)
    return seen


@pytest.mark.parametrize(("form", "text"), [item for item in QUESTIONS.items() if item[0] in ("hi", "gu", "th")])
def test_parse_tells_intent_language_and_entities(sahayak: Sahayak, parsed: list[str], form: str, text: str) -> None:
    wanted = {"intent": "ask_scheme", "confidence": 0.875, "language": form, "entities": {"detail": "papers"}}
    assert sahayak("parse", text, "--json").json == wanted
    assert sahayak("parse", text).out == f"ask_scheme (0.88) in {form}: {{'detail': 'papers'}}\n"
    assert parsed == [text, text]


def test_a_batch_is_parsed_at_once_and_in_order(sahayak: Sahayak, parsed: list[str], tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"qid": "a", "text": "नमस्ते"}\n{"qid": "b", "text": "x", "lang": "gu-Latn"}\n', encoding="utf-8")
    rows = sahayak("parse", "--batch", batch).rows
    assert [(row["qid"], row["language"]) for row in rows] == [("a", "hi"), ("b", "gu-Latn")]
    assert parsed == ["नमस्ते", "x"]


def test_without_a_model_the_cure_is_named(
    sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "build").mkdir()
    make_live(tmp_path / "build", tiny_bundle)
    monkeypatch.setattr(dialogue_process, "PYTHON", tmp_path / "python")
    assert_explained(sahayak("parse", "hello"), "make setup")
    (tmp_path / "python").touch()
    assert_explained(sahayak("parse", "hello"), "make train")


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
    monkeypatch.setattr(library, "stale_files", lambda: paths)
    monkeypatch.setattr(library, "stamp_files", lambda given: stamped.append(given) or len(given))
    ended = sahayak("kb", "stale")
    assert (ended.code, ended.out) == (1, "knowledge/documents/hi/in-cgtmse.md\n")
    assert stamped == []
    ended = sahayak("kb", "stale", "--stamp")
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "stamped 1")
    assert stamped == [paths]
    monkeypatch.setattr(library, "stale_files", list)
    assert sahayak("kb", "stale").code == 0
