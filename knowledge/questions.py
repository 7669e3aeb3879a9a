"""What people ask: question files beside the documents, and the examples that refusal is learnt from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.documents import Document
from knowledge.facts import DocumentError
from knowledge.language import FORMS

#: Why the assistant does not answer; the closed set of ``reason``.
REASONS = ("out_of_scope", "not_in_documents", "ambiguous", "expired", "needs_person")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question written for one fact."""

    document: str
    fact: str  #: the fact's key
    form: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Example:
    """A message with its right outcome, for calibrating; never indexed as a question."""

    form: str
    text: str
    documents: tuple[str, ...]  #: empty when it must not be answered
    reason: str  #: one of REASONS, empty when it must be answered
    near: bool = False  #: written to be mistaken: rarer among what people ask than among the examples


def load_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as problem:
        raise DocumentError(f"{path}: is not valid YAML: {problem}") from problem


def read_questions(folder: Path, documents: Mapping[str, Document]) -> list[Asked]:
    """Questions of every form whose facts have not changed since; a stale file is left out (see ``stale``)."""
    found = []
    for form, path, content in _files(folder):
        document = documents.get(path.stem)
        if document is None:
            raise DocumentError(f"{path}: there is no document {path.stem}; rename or delete the file")
        if content["source_hash"] == document.content_hash:
            keys = {fact.key for fact in document.facts}
            for key, texts in content["questions"].items():
                if key not in keys:
                    raise DocumentError(f"{path}: {key} is not a fact of {path.stem}")
                if not isinstance(texts, list):  # a text would be read letter by letter
                    raise DocumentError(f'{path}: write the questions of {key} as a list: `{key}: ["…"]`')
                found += [Asked(document=path.stem, fact=key, form=form, text=str(text)) for text in texts]
    return found


def stale(folder: Path, documents: Mapping[str, Document]) -> list[Path]:
    """Question files written for facts that have changed since: read them again, then stamp them."""
    return [
        path
        for _, path, content in _files(folder)
        if path.stem in documents and content["source_hash"] != documents[path.stem].content_hash
    ]


def _files(folder: Path) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    for form in FORMS:
        for path in sorted((folder / form).glob("*.yml")):
            content = load_yaml(path)
            if not isinstance(content, dict) or not {"source_hash", "questions"} <= set(content):
                raise DocumentError(f"{path}: needs the two entries source_hash and questions")
            yield form, path, content


def read_examples(folder: Path) -> list[Example]:
    """knowledge/calibration/<form>.yml: what must be answered and what must not."""
    found = []
    for form in FORMS:
        path = folder / f"{form}.yml"
        if not path.exists():
            continue
        content = load_yaml(path)
        try:
            for row in content["answerable"]:
                found.append(_example(form, row, tuple(row["documents"]), ""))
            for row in content["unanswerable"]:
                found.append(_example(form, row, (), row["reason"]))
        except (KeyError, TypeError) as problem:
            wanted = "answerable: rows of {text, documents}, and unanswerable: rows of {text, reason}"
            raise DocumentError(f"{path}: needs {wanted} ({problem!r})") from problem
        unknown = {example.reason for example in found} - {"", *REASONS}
        if unknown:
            raise DocumentError(f"{path}: reason {min(unknown)!r} is not one of {', '.join(REASONS)}")
    return found


def _example(form: str, row: dict[str, Any], documents: tuple[str, ...], reason: str) -> Example:
    near = row.get("near", False) is True
    return Example(form=form, text=str(row["text"]), documents=documents, reason=reason, near=near)


def read_intent_examples(folder: Path) -> list[tuple[str, str, str]]:
    """(form, intent, text) of nlu/<form>/<intent>.yml, read as data."""
    found = []
    for form in FORMS:
        for path in sorted((folder / form).glob("*.yml")):
            content = load_yaml(path)
            for block in content.get("nlu", ()):
                lines = (line.strip().removeprefix("- ").strip() for line in block["examples"].splitlines())
                found += [(form, block["intent"], line) for line in lines if line]
    return found
