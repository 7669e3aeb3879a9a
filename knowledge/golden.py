"""Golden questions: what the assistant must go on answering, or refusing, whatever is published.

``knowledge/golden/<form>.yml`` has the shape of knowledge/calibration (see questions.read_examples), and ``says``:
what the facts quoted must hold. A row that an admin added also says who and when. They measure, so nothing is learnt
from them: none may stand word for word among the indexed questions or the calibration examples.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from knowledge.facts import DocumentError
from knowledge.language import FORMS
from knowledge.publish import Golden, wanted
from knowledge.questions import REASONS, load_yaml, read_examples
from knowledge.text import fold
from knowledge.whole import write_whole

NO_ANSWER = "no_answer"
_EMPTY = "answerable: []\nunanswerable: []\n"


def read_golden(folder: Path) -> list[Golden]:
    """Rows in the order of the files; none when the folder is not there. Raises DocumentError."""
    says = [_says(path, row) for path in _files(folder) for row in _rows(path)]
    return [
        Golden(form=one.form, text=one.text, documents=one.documents, reason=one.reason, says=parts)
        for one, parts in zip(read_examples(folder), says, strict=True)
    ]


def _files(folder: Path) -> list[Path]:
    return [path for form in FORMS if (path := folder / f"{form}.yml").exists()]


def _rows(path: Path) -> list[dict[str, Any]]:
    content = load_yaml(path)
    return [*(content.get("answerable") or ()), *(content.get("unanswerable") or ())]


def _says(path: Path, row: Mapping[str, Any]) -> tuple[str, ...]:
    says = row.get("says", [])
    if not isinstance(says, list):  # a text would be read letter by letter
        raise DocumentError(f'{path}: write what {row.get("text")!r} must say as a list: says: ["90%"]')
    return tuple(map(str, says))


def add(folder: Path, question: Golden, learnt: Mapping[str, str], by: str, on: str) -> Path:
    """Write a row into its form's file and return the file. Raises DocumentError.

    ``learnt``: folded text -> where it stands, of all that is indexed or calibrated with.
    """
    text = fold(question.text)
    if not text:
        raise DocumentError("the question is empty; write it as the person did")
    if text in learnt:
        raise DocumentError(f"this very question stands in {learnt[text]}: what is learnt cannot measure; reword it")
    for known in read_golden(folder):
        if fold(known.text) == text and known.form == question.form:
            raise DocumentError(f"{folder / question.form}.yml has this question already; it expects {wanted(known)}")
    path = folder / f"{question.form}.yml"
    folder.mkdir(parents=True, exist_ok=True)
    content = path.read_text(encoding="utf-8") if path.exists() else _EMPTY
    write_whole(path, _with(path, content, question, by, on).encode(), replace=True)
    return path


def _with(path: Path, content: str, question: Golden, by: str, on: str) -> str:
    """The file with a row put under its heading; nothing else in it is touched."""
    heading = "answerable:" if question.documents else "unanswerable:"
    expects = f"documents: [{', '.join(question.documents)}]" if question.documents else f"reason: {question.reason}"
    if question.says:
        expects += f", says: {json.dumps(question.says, ensure_ascii=False)}"
    written = json.dumps(question.text, ensure_ascii=False)
    row = f"  - {{text: {written}, {expects}, by: {json.dumps(by, ensure_ascii=False)}, on: {on}}}\n"
    lines = content.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if line.split("#")[0].strip() in (heading, f"{heading} []"):
            lines[place : place + 1] = [f"{heading}\n", row]
            return "".join(lines)
    raise DocumentError(f"{path}: has no line `{heading}`; add it")


def expected(expect: str, reason: str, known: Collection[str]) -> tuple[tuple[str, ...], str]:
    """``--expect`` as documents and reason. Raises DocumentError naming what it may be."""
    if expect == NO_ANSWER:
        if reason not in REASONS:
            raise DocumentError(f"--reason {reason}: must be one of {', '.join(REASONS)}")
        return (), reason
    documents = tuple(name.strip() for name in expect.split(",") if name.strip())
    unknown = [name for name in documents if name not in known]
    if unknown or not documents:
        raise DocumentError(f"--expect {expect}: give ids of documents (see sahayak kb list) or {NO_ANSWER}")
    return documents, ""
