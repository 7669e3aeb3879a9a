"""bot/words/<form>/*.ftl: the same files, messages and variables in every form, each in its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from nlu.checks.project import MARK, RECORD, Form, Problem, Project
from nlu.checks.scripts import wrong_script

FOLDER = Path("bot") / "words"
#: Written in Latin letters in every form.
_NAMES = regex.compile(r"Sahayak|CGTMSE")


@dataclass(frozen=True)
class Message:
    key: str
    variables: frozenset[str]
    attributes: frozenset[str]
    text: str  #: the words alone, without variables
    marked: bool  #: still to be translated


class _Parts(Visitor):  # type: ignore[misc]
    """Collects what a message is made of."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def visit_VariableReference(self, node: Any) -> None:
        self.variables.add(node.id.name)

    def visit_Attribute(self, node: Any) -> None:
        self.attributes.add(node.id.name)
        self.generic_visit(node)

    def visit_TextElement(self, node: Any) -> None:
        self.text.append(node.value)


def read_catalogue(path: Path) -> tuple[dict[str, Message], list[str]]:
    """Messages by key, and what is wrong with the file itself."""
    source = path.read_text(encoding="utf-8", errors="replace")
    messages: dict[str, Message] = {}
    problems = []
    for entry in FluentParser(with_spans=True).parse(source).body:
        if isinstance(entry, ast.Junk):
            line = source.count("\n", 0, entry.span.start) + 1
            start = next(iter(entry.content.strip().splitlines()), "")
            problems.append(f"line {line}: {start!r} is not Fluent; indent continuation lines by 4 spaces")
        elif isinstance(entry, ast.Message | ast.Term):
            message = _message(entry)
            if message.key in messages:
                problems.append(f"{message.key}: is written twice; delete one")
            messages[message.key] = message
    return messages, problems


def _message(entry: Any) -> Message:
    parts = _Parts()
    for node in (entry.value, *entry.attributes):
        if node is not None:
            parts.visit(node)
    comment = entry.comment.content.splitlines() if entry.comment else []
    return Message(
        key=("-" if isinstance(entry, ast.Term) else "") + entry.id.name,
        variables=frozenset(parts.variables),
        attributes=frozenset(parts.attributes),
        text=" ".join(parts.text),
        marked=MARK.removeprefix("# ") in comment,
    )


def record_messages(project: Project) -> dict[str, Message]:
    """Every message of the form of record, all files together."""
    found: dict[str, Message] = {}
    for path in sorted((project.root / FOLDER / RECORD).glob("*.ftl")):
        found |= read_catalogue(path)[0]
    return found


def check(project: Project) -> Iterator[Problem]:
    folder = project.root / FOLDER
    record = {path.name: read_catalogue(path)[0] for path in sorted((folder / RECORD).glob("*.ftl"))}
    yield from _in_two_files(record)
    for form in project.forms:
        there = {path.name for path in (folder / form.code).glob("*")}
        for name in sorted(there - set(record)):
            what = f"has no counterpart in {FOLDER / RECORD}/; write that one first, or delete this"
            yield Problem(where=f"{FOLDER}/{form.code}/{name}", what=what, form=form.code)
        for name, wanted in record.items():
            where = f"{FOLDER}/{form.code}/{name}"
            if name not in there:
                what = f"is missing; translate {FOLDER / RECORD}/{name}"
                yield Problem(where=where, what=what, form=form.code)
                continue
            messages, problems = read_catalogue(folder / form.code / name)
            problems += _compared(wanted, messages, form)
            yield from (Problem(where=where, what=what, form=form.code) for what in problems)


def _in_two_files(record: dict[str, dict[str, Message]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name, messages in record.items():
        for key in messages:
            other = first.setdefault(key, name)
            if other != name:
                yield Problem(where=f"{FOLDER / RECORD}/{name}", what=f"{key}: also stands in {other}; delete one")


def _compared(wanted: dict[str, Message], messages: dict[str, Message], form: Form) -> Iterator[str]:
    for key in sorted(set(wanted) - set(messages)):
        yield f"{key}: is missing; translate it from {FOLDER / RECORD}/"
    for key, message in messages.items():
        if key not in wanted:
            yield f"{key}: is not in {FOLDER / RECORD}/; write it there too, or delete it"
        elif message.marked:
            yield f"{key}: is still the English text; translate it and delete the line `{MARK}` above it"
        else:
            yield from _message_problems(wanted[key], message, form)


def _message_problems(wanted: Message, message: Message, form: Form) -> Iterator[str]:
    for kind, mine, theirs in (
        ("$", message.variables, wanted.variables),
        (".", message.attributes, wanted.attributes),
    ):
        for name in sorted(theirs - mine):
            yield f"{message.key}: {kind}{name} is missing; the English text has it"
        for name in sorted(mine - theirs):
            yield f"{message.key}: {kind}{name} is not in the English text; delete it, or write it there too"
    wrong = wrong_script(_NAMES.sub("", message.text), form)
    if wrong:
        yield f"{message.key}: {wrong}; write it in {form.name}"
