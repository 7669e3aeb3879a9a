"""nlu/<form>/<intent>.yml: what people say, the same files in every form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from knowledge.text import clean, fold
from nlu.checks.project import MARK, Form, Problem, Project, ProjectError, read_yaml
from nlu.checks.scripts import wrong_script

LEAST = 40
#: Typed in Latin letters everybody spells in their own way; the classifier needs more of it.
LEAST_ROMANISED = 60
ENTITIES = "entities.yml"

_ENTITY_MARK = regex.compile(r"\[[^\]]*\][({]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True)
class Example:
    form: str
    intent: str
    text: str


def least(form: Form) -> int:
    return LEAST_ROMANISED if form.falls_back_to else LEAST


def same(text: str) -> str:
    """Equal for texts that differ in case, spaces, punctuation or spelling marks only."""
    return " ".join(_WORD.findall(fold(text))) or fold(text)


def check(project: Project) -> Iterator[Problem]:
    examples: list[Example] = []
    for form in project.forms:
        yield from _files(project, form)
        for intent in project.intents:
            path = _path(project, form, intent)
            if path.exists():
                texts, problems = read_examples(path, intent, form)
                yield from (Problem(where=project.show(path), what=what, form=form.code) for what in problems)
                examples += [Example(form.code, intent, text) for text in texts]
    yield from _in_two_intents(examples)


def all_examples(project: Project) -> list[Example]:
    """Every example of the forms that are served; files that cannot be read are left out."""
    found = []
    for form in project.forms:
        for intent in project.intents:
            path = _path(project, form, intent)
            if form.usable and path.exists():
                found += [Example(form.code, intent, text) for text in read_examples(path, intent, form)[0]]
    return found


def _path(project: Project, form: Form, intent: str) -> Path:
    return project.root / "nlu" / form.code / f"{intent}.yml"


def _files(project: Project, form: Form) -> Iterator[Problem]:
    wanted = {f"{intent}.yml" for intent in project.intents} | {ENTITIES}
    there = {path.name for path in (project.root / "nlu" / form.code).glob("*")}
    for name in sorted(wanted - there):
        what = f"is missing; write it as nlu/en/{name}"
        if name != ENTITIES:
            what += ", or, when only buttons send this intent, name it in BUTTON_ONLY in nlu/checks/project.py"
        yield Problem(where=f"nlu/{form.code}/{name}", what=what, form=form.code)
    for name in sorted(there - wanted):
        what = "is no intent that people type; rename or delete it, or add the intent to domain.yml"
        yield Problem(where=f"nlu/{form.code}/{name}", what=what, form=form.code)


def read_examples(path: Path, intent: str, form: Form) -> tuple[list[str], list[str]]:
    """The examples, and what is wrong with the file."""
    if path.read_text(encoding="utf-8", errors="replace").startswith(MARK):
        return [], [f"holds the English examples; write {least(form)} in {form.name} and delete the first line"]
    try:
        content = read_yaml(path)
        block = _block(content, intent)
    except ProjectError as problem:
        return [], [str(problem)]
    texts, problems = [], []
    for line in block.splitlines():
        wrong = _slip(line)
        if wrong:
            problems.append(f"{line.strip()!r}: {wrong}")
        else:
            texts.append(line[2:].strip())
    return texts, problems + list(_content(texts, form))


def _block(content: Any, intent: str) -> str:
    """The text of `examples: |`. Raises ProjectError."""
    blocks = content.get("nlu") if isinstance(content, dict) else None
    if not isinstance(blocks, list) or len(blocks) != 1 or not isinstance(blocks[0], dict):
        raise ProjectError("needs one `- intent:` below `nlu:`, and nothing else")
    if content.get("version") != "3.1":
        raise ProjectError('needs the line version: "3.1", in quotes')
    if set(blocks[0]) != {"intent", "examples"}:
        raise ProjectError("needs `intent:` and `examples: |`, and nothing else")
    if blocks[0]["intent"] != intent:
        raise ProjectError(f"intent is {blocks[0]['intent']!r}; write {intent!r}, the file's name")
    if not isinstance(blocks[0]["examples"], str):
        raise ProjectError("examples must be one block of text; write `examples: |`, with the bar")
    return blocks[0]["examples"]


def _slip(line: str) -> str | None:
    """What Rasa would silently drop or read otherwise than it looks."""
    text = line[2:].strip()
    if not line.startswith("- ") or not text:
        return "start the line with `- ` and an example, at one depth"
    if text.startswith("/"):
        return "a leading / makes it a button's payload; leave it out"
    if _ENTITY_MARK.search(text):
        return f"entities are not marked here; write the plain text, and its words in {ENTITIES}"
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return "quotes become part of the example; leave them out"
    return None


def _content(texts: list[str], form: Form) -> Iterator[str]:
    if len(texts) < least(form):
        yield f"has {len(texts)} examples; write {least(form) - len(texts)} more, as people really say it"
    seen: set[str] = set()
    for text in texts:
        wrong = wrong_script(text, form, names=True)
        if wrong:
            yield f"{text!r}: {wrong}; write it in {form.name}"
        key = clean(text).casefold()
        if key in seen:
            yield f"{text!r}: stands here twice; delete one"
        seen.add(key)


def _in_two_intents(examples: list[Example]) -> Iterator[Problem]:
    """One classifier learns all forms, so one text may not mean two things in two forms either."""
    first: dict[str, Example] = {}
    for example in examples:
        other = first.setdefault(same(example.text), example)
        if other.intent != example.intent:
            what = f"{example.text!r}: also stands in nlu/{other.form}/{other.intent}.yml; keep it in one intent"
            yield Problem(where=f"nlu/{example.form}/{example.intent}.yml", what=what, form=example.form)
