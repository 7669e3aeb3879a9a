"""`ask` and `parse`: what they print, for people and as JSON, and how they end when something is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot import dialogue_process
from bot.settings import Settings
from knowledge.bundle import make_live
from knowledge.language import FORMS
from knowledge.questions import REASONS
from tests.bot.command import Sahayak, assert_explained

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


def test_a_bundle_of_another_encoder_is_explained(sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path) -> None:
    made = shutil.copytree(tiny_bundle, tmp_path / "kb")
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    (made / "manifest.json").write_text(json.dumps(manifest | {"encoder": "of-tomorrow"}), encoding="utf-8")
    assert_explained(sahayak("ask", "x", "--kb", made), "of-tomorrow", "sahayak kb build")


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
