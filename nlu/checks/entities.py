"""nlu/<form>/entities.yml: how people of a form name each language, and the words that ask for a detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.checks.examples import ENTITIES
from nlu.checks.project import MARK, RECORD, Form, Problem, Project, ProjectError, read_yaml
from nlu.checks.scripts import wrong_script

#: entity -> value -> words
Entities = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Meaning:
    entity: str
    value: str
    form: str


def check(project: Project) -> Iterator[Problem]:
    details = details_of(project)
    owners: dict[str, Meaning] = {}
    for form in project.forms:
        path = project.root / "nlu" / form.code / ENTITIES
        if path.exists():
            for what, left_to in _file(project, path, form, details, owners):
                yield Problem(where=project.show(path), what=what, form=left_to)


def details_of(project: Project) -> list[str]:
    """The details that a person can ask for, as the form of record lists them."""
    try:
        return list(_read(project.root / "nlu" / RECORD / ENTITIES)["detail"])
    except ProjectError:
        return []


def _file(
    project: Project, path: Path, form: Form, details: list[str], owners: dict[str, Meaning]
) -> Iterator[tuple[str, str]]:
    """(what is wrong, the form it is left to do for)"""
    if path.read_text(encoding="utf-8", errors="replace").startswith(MARK):
        yield f"holds the English words; write those of {form.name} and delete the first line", form.code
        return
    try:
        entities = _read(path)
    except ProjectError as problem:
        yield str(problem), form.code
        return
    for other in project.forms:
        if other.code not in entities["language"]:
            yield f"language: {other.code} is missing; write how people name {other.name} here", other.code
    for code in sorted(set(entities["language"]) - {other.code for other in project.forms}):
        yield f"language: {code} is not in nlu/languages.yml; delete it or list it there", form.code
    if list(entities["detail"]) != details:
        yield f"detail: must have {', '.join(details)}, in this order, as nlu/{RECORD}/{ENTITIES} has", form.code
    for what in _words(entities, form, owners):
        yield what, form.code


def _read(path: Path) -> Entities:
    """Raises ProjectError."""
    content = read_yaml(path)
    if not isinstance(content, dict) or set(content) != {"language", "detail"}:
        raise ProjectError("needs the two entries language and detail, and nothing else")
    if not all(isinstance(entry, dict) for entry in content.values()):
        raise ProjectError("language and detail must be maps: `name: [words]`")
    return content


def _words(entities: Entities, form: Form, owners: dict[str, Meaning]) -> Iterator[str]:
    for entity, values in entities.items():
        for value, words in values.items():
            if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
                yield f"{entity}: {value}: needs a list of quoted words"
                continue
            for word in words:
                wrong = wrong_script(word, form, names=True)
                if wrong:
                    yield f"{entity}: {value}: {word!r}: {wrong}; write it in {form.name}"
                # All forms are looked up in one table.
                other = owners.setdefault(word.casefold(), Meaning(entity, str(value), form.code))
                if (other.entity, other.value) != (entity, value):
                    place = f"{other.entity}: {other.value} in nlu/{other.form}/{ENTITIES}"
                    yield f"{entity}: {value}: {word!r} also stands under {place}; keep it in one"
