"""knowledge/calibration: readable, about known documents, and never among what the assistant learns from.

A calibration text that the index or the classifier has seen looks easier than it is, and refusal is then
learnt wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.questions import REASONS
from nlu.checks.examples import all_examples, same
from nlu.checks.project import Form, Problem, Project, ProjectError, read_yaml
from nlu.checks.questions import FOLDER as QUESTIONS
from nlu.checks.questions import texts_of
from nlu.checks.scripts import wrong_script

FOLDER = Path("knowledge") / "calibration"


def check(project: Project) -> Iterator[Problem]:
    learnt = _learnt(project)
    for form in project.forms:
        path = project.root / FOLDER / f"{form.code}.yml"
        where = project.show(path)
        if not path.exists():
            what = f"is missing; write what must be answered and what must not in {form.name}, as en.yml does"
            yield Problem(where=where, what=what, form=form.code)
            continue
        for what in _file(project, path, form, learnt):
            yield Problem(where=where, what=what, form=form.code)


def _learnt(project: Project) -> dict[str, str]:
    """Every text that is indexed or trained on -> where it stands."""
    learnt = {same(one.text): f"nlu/{one.form}/{one.intent}.yml" for one in all_examples(project)}
    for path in sorted((project.root / QUESTIONS).glob("*/*.yml")):
        learnt |= {same(text): project.show(path) for text in texts_of(path)}
    return learnt


def _file(project: Project, path: Path, form: Form, learnt: dict[str, str]) -> Iterator[str]:
    try:
        content = read_yaml(path)
    except ProjectError as problem:
        yield str(problem)
        return
    if not isinstance(content, dict) or set(content) != {"answerable", "unanswerable"}:
        yield "needs the two lists answerable and unanswerable, and nothing else"
        return
    seen: set[str] = set()
    for kind, rows in content.items():
        for row in rows or ():
            wrong = _row(row, kind, project.library.names)
            if wrong:
                yield wrong
                continue
            yield from _text(row["text"], form, seen, learnt)
            seen.add(same(row["text"]))


def _row(row: Any, kind: str, documents: frozenset[str]) -> str | None:
    """What is wrong with the outcome of a row."""
    second = "documents" if kind == "answerable" else "reason"
    keys = set(row) - {"near"} if isinstance(row, dict) else set()
    if keys != {"text", second} or not isinstance(row["text"], str) or row.get("near", True) is not True:
        return f'{kind}: {row!r}: needs text: "…" and {second}, and near: true or no near'
    if kind == "unanswerable":
        known = row["reason"] in REASONS
        return None if known else f"{row['text']!r}: reason {row['reason']!r} is not one of {', '.join(REASONS)}"
    if not isinstance(row["documents"], list) or not row["documents"]:
        return f"{row['text']!r}: documents must list at least one id"
    unknown = [name for name in row["documents"] if name not in documents]
    return f"{row['text']!r}: there is no document {', '.join(map(str, unknown))}; correct the id" if unknown else None


def _text(text: str, form: Form, seen: set[str], learnt: dict[str, str]) -> Iterator[str]:
    wrong = wrong_script(text, form, names=True)
    if wrong:
        yield f"{text!r}: {wrong}; write it in {form.name}"
    if same(text) in seen:
        yield f"{text!r}: stands here twice; delete one"
    if same(text) in learnt:
        yield f"{text!r}: stands in {learnt[same(text)]} too; word it otherwise here, or nothing is measured by it"
