"""Golden questions: what the assistant must go on answering, or refusing, whatever is published.

``knowledge/golden/<form>.yml`` has the shape of knowledge/calibration (see questions.read_examples); a row that an
admin added also says who and when. They measure, so nothing is learnt from them: none may stand word for word among
the indexed questions or the calibration examples.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from knowledge.documents import DocumentError
from knowledge.questions import REASONS, Example, read_examples
from knowledge.text import fold

NO_ANSWER = "no_answer"
_EMPTY = "answerable: []\nunanswerable: []\n"


def read_golden(folder: Path) -> list[Example]:
    """Rows in the order of the files; none when the folder is not there. Raises DocumentError."""
    return read_examples(folder)


def add(folder: Path, question: Example, learnt: Mapping[str, str], by: str, on: str) -> Path:
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
            expects = ", ".join(known.documents) or f"{NO_ANSWER} ({known.reason})"
            raise DocumentError(f"{folder / question.form}.yml has this question already; it expects {expects}")
    path = folder / f"{question.form}.yml"
    folder.mkdir(parents=True, exist_ok=True)
    content = path.read_text(encoding="utf-8") if path.exists() else _EMPTY
    _write(path, _with(path, content, question, by, on))
    return path


def _with(path: Path, content: str, question: Example, by: str, on: str) -> str:
    """The file with a row put under its heading; nothing else in it is touched."""
    heading = "answerable:" if question.documents else "unanswerable:"
    expects = f"documents: [{', '.join(question.documents)}]" if question.documents else f"reason: {question.reason}"
    written = json.dumps(question.text, ensure_ascii=False)
    row = f"  - {{text: {written}, {expects}, by: {json.dumps(by, ensure_ascii=False)}, on: {on}}}\n"
    lines = content.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if line.split("#")[0].strip() in (heading, f"{heading} []"):
            lines[place : place + 1] = [f"{heading}\n", row]
            return "".join(lines)
    raise DocumentError(f"{path}: has no line `{heading}`; add it")


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


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
