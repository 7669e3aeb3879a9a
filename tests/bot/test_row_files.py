"""Rows as other programs write them: every legal file is read as it is meant, anything else named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import evaluation
from bot.asking import read_rows
from bot.problems import UserProblem
from tests.bot.command import Sahayak, assert_explained

BATCH = '{"qid": 1, "text": "TEXT"}\n'
QUESTIONS = '{"qid": 1, "text": "TEXT", "lang": "hi", "answerable": false, "doc_ids": []}\n'
#: Characters that may stand raw in a JSON string; str.splitlines takes each for the end of a line.
INSIDE = {"line separator": "\u2028", "paragraph separator": "\u2029", "next line": "\u0085"}


def written(tmp_path: Path, content: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE)
def test_only_a_line_feed_ends_a_row(tmp_path: Path, inside: str) -> None:
    text = f"ऋण{inside}चाहिए"
    assert [row.text for row in read_rows(written(tmp_path, BATCH.replace("TEXT", text) * 2))] == [text] * 2
    assert [row["text"] for row in evaluation.read(written(tmp_path, QUESTIONS.replace("TEXT", text) * 2))] == [
        text
    ] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n  \n", ""])
def test_a_byte_order_mark_line_ends_of_windows_and_blank_lines_say_nothing(
    tmp_path: Path, encoding: str, end: str
) -> None:
    for content, read in ((BATCH, read_rows), (QUESTIONS, evaluation.read)):
        assert len(read(written(tmp_path, content.rstrip("\n") + end, encoding))) == 1


@pytest.mark.parametrize("given", ["null", "5", "true", '["a"]', '{"a": "b"}'])
def test_what_is_no_text_is_not_asked(tmp_path: Path, given: str) -> None:
    for content, read in ((BATCH, read_rows), (QUESTIONS, evaluation.read)):
        path = written(tmp_path, content + content.replace('"TEXT"', given))
        with pytest.raises(UserProblem, match=r"text is .*, not a text in quotes") as told:
            read(path)
        assert f"{path}:2:" in str(told.value)


def test_a_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(BATCH.encode() + BATCH.replace("TEXT", "crédit").encode("latin-1"))
    with pytest.raises(UserProblem, match=r":2: .*utf-8"):
        read_rows(path)


def test_what_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match=r"rows\.jsonl:1: .*answerable, doc_ids missing"):
        evaluation.read(written(tmp_path, '{"qid": 1, "text": "x", "lang": "hi"}'))


def test_the_command_explains_it(sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path) -> None:
    path = written(tmp_path, BATCH.replace('"TEXT"', "null"))
    assert_explained(sahayak("ask", "--batch", path, "--kb", tiny_bundle), f"{path}:1", "text is null")
