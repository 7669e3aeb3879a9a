"""knowledge/questions: every form has a file for every document and questions for every fact of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.documents import Document
from nlu.checks.documents import STAMP
from nlu.checks.examples import same
from nlu.checks.project import Form, Problem, Project, ProjectError, read_yaml
from nlu.checks.scripts import wrong_script

FOLDER = Path("knowledge") / "questions"


def check(project: Project) -> Iterator[Problem]:
    for form in project.forms:
        seen: dict[str, str] = {}
        paths = {path.stem: path for path in sorted((project.root / FOLDER / form.code).glob("*.yml"))}
        yield from _missing(project, form, set(paths))
        for name, path in paths.items():
            document = project.library.documents.get(name)
            if document:
                for what in _file(path, document, form, seen):
                    yield Problem(where=project.show(path), what=what, form=form.code)


def texts_of(path: Path) -> list[str]:
    """Every question of a file, as far as it can be read."""
    try:
        return [str(text) for texts in _read(path)["questions"].values() for text in texts or ()]
    except (ProjectError, TypeError):
        return []


def _missing(project: Project, form: Form, there: set[str]) -> Iterator[Problem]:
    documents = project.library.names
    folder = f"{FOLDER.as_posix()}/{form.code}"
    if documents and not there:
        what = f"there are no questions; write {len(documents)} files, one for each document, as en/ has"
        yield Problem(where=folder, what=what, form=form.code)
        return
    for name in sorted(documents - there):
        what = f"is missing; write what people who write {form.name} ask about every fact of {name}"
        yield Problem(where=f"{folder}/{name}.yml", what=what, form=form.code)
    for name in sorted(there - documents):
        what = f"there is no document {name}; rename or delete the file"
        yield Problem(where=f"{folder}/{name}.yml", what=what, form=form.code)


def _read(path: Path) -> dict[str, Any]:
    """Raises ProjectError."""
    content = read_yaml(path)
    if not isinstance(content, dict) or set(content) != {"source_hash", "questions"}:
        raise ProjectError("needs the two entries source_hash and questions, and nothing else")
    if not isinstance(content["questions"], dict):
        raise ProjectError('questions must be `fact-key: ["question", …]` lines')
    return content


def _file(path: Path, document: Document, form: Form, seen: dict[str, str]) -> Iterator[str]:
    try:
        content = _read(path)
    except ProjectError as problem:
        yield str(problem)
        return
    if content["source_hash"] != document.content_hash:
        yield f"the facts of {document.id} have changed since; {STAMP}"
    questions = content["questions"]
    keys = [fact.key for fact in document.facts]
    for key in keys:
        if not questions.get(key):
            yield f"{key}: has no question; write one or two as people ask for this fact"
    for key, texts in questions.items():
        if key not in keys:
            yield f"{key}: is not a fact of {document.id}; delete it"
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            yield f"{key}: needs a list of quoted questions"
            continue
        for text in texts:
            yield from _question(text, f"{document.id} {key}", form, seen)


def _question(text: str, owner: str, form: Form, seen: dict[str, str]) -> Iterator[str]:
    key = owner.split()[-1]
    wrong = wrong_script(text, form)
    if wrong:
        yield f"{key}: {text!r}: {wrong}; write it in {form.name}"
    other = seen.setdefault(same(text), owner)
    if other != owner:
        yield f"{key}: {text!r} is also asked of {other}; say which one is meant"
