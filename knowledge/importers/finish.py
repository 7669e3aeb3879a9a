"""What a draft still lacks, and its way into the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import regex

from knowledge.documents import GRADES, RECORD, Document, document_of, read_front
from knowledge.facts import DocumentError, slug
from knowledge.importers.draft import ID, NAMES
from knowledge.importers.letters import main_language
from knowledge.importers.statements import LONGEST
from knowledge.importers.suspicious import speaks_to_a_machine
from knowledge.language import FORMS
from knowledge.whole import write_whole

_DAY = regex.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_AGE = regex.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_TODO = regex.compile(r"^(?:todo:.*\n(?:[ \t]+.*\n|- .*\n)*|status:.*\n)", regex.M)
MANY = 80


@dataclass(frozen=True, kw_only=True)
class Report:
    """``problems`` keep a draft from being adopted; ``advice`` does not."""

    problems: tuple[str, ...]
    advice: tuple[str, ...] = ()


def check(path: Path, today: date) -> Report:
    """Every sentence says what to write where."""
    try:
        head = read_front(path)
    except FileNotFoundError:
        return Report(problems=(f"there is no file {path}",))
    except (DocumentError, OSError) as problem:
        return Report(problems=(_without(path, problem),))
    problems = [f"to do: {item}" for item in _todo(head)]
    problems += [*_sources(head), *_dates(head, today), *_identity(head, path)]
    document = None
    try:
        # What the checks above have said already is filled in, so that the facts are looked at all the same.
        document = _read(path, _mended(head, path))
        problems += _facts(document)
        _read(path, "")
    except DocumentError as problem:
        if document is None or not problems:
            problems.append(_without(path, problem))
    return Report(problems=tuple(problems), advice=tuple(_advice(document) if document else ()))


def adopt(path: Path, documents: Path, today: date, replace: bool = False) -> Path:
    """Move a finished draft to ``documents``/en, whole or not at all. Raises DocumentError."""
    report = check(path, today)
    if report.problems:
        listed = "\n".join(f"  - {problem}" for problem in report.problems)
        raise DocumentError(f"{path} is not finished:\n{listed}")
    folder = documents / RECORD
    target = folder / path.name
    folder.mkdir(parents=True, exist_ok=True)
    try:
        write_whole(target, finished(path.read_text(encoding="utf-8")).encode(), replace=replace)
    except FileExistsError:
        raise DocumentError(f"there is already {target}; --replace puts the draft in its place") from None
    if not path.samefile(target):
        path.unlink()
    return target


def finished(text: str) -> str:
    """Without what only a draft has. The line that tells the imported file stays."""
    opening, head, body = text.split("---\n", 2)
    return f"{opening}---\n{_TODO.sub('', head)}---\n{body}"


def _read(path: Path, front: str) -> Document:
    """As the document that it will be; with another front matter if one is given. Raises DocumentError."""
    text = finished(path.read_text(encoding="utf-8"))
    if front:
        body = text.split("---\n", 2)[2]
        text = f"---\n{front}\n---\n{body}"
    return document_of(path, text)


def _mended(head: dict[str, Any], path: Path) -> str:
    """JSON is YAML."""
    sources = head.get("sources")
    graded = [
        {**source, "grade": source.get("grade") if source.get("grade") in GRADES else GRADES[-1]}
        for source in (sources if isinstance(sources, list) else [])
        if isinstance(source, dict)
    ]
    filled = {name: head.get(name) or "?" for name in ("country", "as_of", "checked_on")}
    mended = {**head, **filled, "id": path.stem, "sources": graded or sources, "status": "", "todo": []}
    return json.dumps(mended, ensure_ascii=False, default=str)


def _without(path: Path, problem: Exception) -> str:
    return str(problem).removeprefix(f"{path}: ")


def _todo(head: dict[str, Any]) -> list[str]:
    todo = head.get("todo") or []
    return [str(item) for item in todo] if isinstance(todo, list) else [str(todo)]


def _sources(head: dict[str, Any]) -> Iterator[str]:
    sources = head.get("sources")
    for source in sources if isinstance(sources, list) else []:
        if isinstance(source, dict) and source.get("grade") not in GRADES:
            yield f"source {source.get('n')}: write its grade: {', '.join(GRADES)}"


def _dates(head: dict[str, Any], today: date) -> Iterator[str]:
    if not _AGE.fullmatch(str(head.get("as_of", ""))):
        yield 'as_of: write how old the facts are, such as "2025-12"'
    elif str(head["as_of"]) > today.isoformat():
        yield f"as_of: {head['as_of']} is still to come"
    if not _DAY.fullmatch(str(head.get("checked_on", ""))):
        yield f'checked_on: write the day on which you checked it, such as "{today}"'
    elif str(head["checked_on"]) > today.isoformat():
        yield f"checked_on: {head['checked_on']} is still to come"
    start, end = str(head.get("valid_from") or ""), str(head.get("valid_until") or "")
    if start and end and end < start:
        yield f"valid_until {end} is before valid_from {start}"


def _identity(head: dict[str, Any], path: Path) -> Iterator[str]:
    country, name = str(head.get("country") or ""), str(head.get("id") or "")
    if not regex.fullmatch("[A-Z]{2}", country):
        yield "country: write its two letters, such as IN or TH"
    elif not name.startswith(f"{country.lower()}-"):
        yield f"id: {name!r} must begin with the country, {country.lower()}-"
    if not ID.fullmatch(name):
        yield f"id: {name!r}: write it like in-example, with small letters, digits and -"
    elif name != path.stem:
        yield f"id is {name!r}, so name the file {name}.md"
    if not head.get("needs"):
        yield "needs: name at least one, such as [finance]"


def _facts(document: Document) -> Iterator[str]:
    if main_language(document.title) != RECORD:
        yield f"title: write it in English; the {NAMES[main_language(document.title)]} one belongs to titles"
    for fact in document.facts:
        language = main_language(fact.text)
        if language != RECORD:
            yield f"{fact.key} is in {NAMES[language]}; write it in English: {fact.text[:50]!r}"
        if speaks_to_a_machine(fact.text):
            yield f"{fact.key} speaks to a machine, not to a reader; take it out: {fact.text[:60]!r}"


def _advice(document: Document) -> Iterator[str]:
    for code in ("hi", "gu", "th"):
        if not document.titles.get(code):
            yield f"titles.{code} is empty: people who write {NAMES[code]} find it worse"
    missing = [form for form in FORMS if not document.aliases.get(form)]
    if missing:
        yield f"aliases are missing for {', '.join(missing)}: what do people call it?"
    if len(document.facts) > MANY:
        yield f"{len(document.facts)} facts are many: keep what people ask for"
    for fact in document.facts:
        if len(fact.text) > LONGEST:
            yield f"{fact.key} is long ({len(fact.text)} letters): make two facts of it"
    sections = {slug(fact.section) for fact in document.facts}
    if "how-to-apply" not in sections and document.kind in ("scheme", "programme"):
        yield "nothing stands under How to apply: if you looked and found nothing, say so as a fact"
