"""Documents: one Markdown file per scheme, agency, portal or programme and language.

``knowledge/documents/en/<id>.md`` is the text of record; the same file name in another language's folder
is its translation and names the hash of the text it translates. A document without source, grade or date
is refused with the line to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import regex
import yaml

from knowledge.facts import DocumentError, Fact, hash_of, read_facts

RECORD = "en"
NEEDS = frozenset(
    "finance management marketing technology skills export registration dispute recovery cluster "
    "infrastructure distress other".split()
)
KINDS = frozenset({"scheme", "agency", "portal", "programme"})
GRADES = ("official", "institutional", "press", "private")
#: Shown for a raw document as a source; people give the others.
RAW_GRADE = "raw"
Grade = Literal["official", "institutional", "press", "private"]


@dataclass(frozen=True, kw_only=True)
class Source:
    number: int  #: how the facts of this document cite it
    title: str
    url: str  #: empty when the source is not on the web
    date: str  #: as printed: YYYY, YYYY-MM, YYYY-MM-DD or empty
    grade: Grade


@dataclass(frozen=True, kw_only=True)
class Document:
    id: str
    title: str
    titles: Mapping[str, str]  #: language -> title, the text of record's own included
    aliases: Mapping[str, tuple[str, ...]]  #: language form -> what people call it
    country: str
    kind: str
    audience: str
    needs: tuple[str, ...]
    as_of: str
    checked_on: str
    valid_from: str
    valid_until: str
    sources: tuple[Source, ...]
    facts: tuple[Fact, ...]
    content_hash: str  #: of the facts' text, what a translation or a question file is stamped with

    def source(self, number: int) -> Source:
        return next(source for source in self.sources if source.number == number)


@dataclass(frozen=True, kw_only=True)
class Translation:
    id: str
    language: str
    title: str
    audience: str
    source_hash: str
    facts: tuple[Fact, ...]

    def is_current(self, document: Document) -> bool:
        return self.source_hash == document.content_hash


def read_document(path: Path) -> Document:
    """The text of record. Raises DocumentError."""
    return document_of(path, _text(path))


def document_of(path: Path, text: str) -> Document:
    """What ``path`` would be with this text. Raises DocumentError."""
    head, body = _split(path, text)
    _require(path, head, ("id", "title", "titles", "aliases", "country", "kind", "needs", "as_of", "checked_on"))
    _shapes(path, head)
    if head.get("status") == "draft":
        raise DocumentError(f"{path}: is a draft; finish it, then: sahayak kb check {path} and sahayak kb adopt {path}")
    sources = _sources(path, head.get("sources"))
    facts = read_facts(path, body, {source.number for source in sources})
    _closed(path, "needs", head["needs"], NEEDS)
    _closed(path, "kind", [head["kind"]], KINDS)
    if head["id"] != path.stem:
        raise DocumentError(f"{path}: id is {head['id']!r}; it must be the file's name")
    return Document(
        id=path.stem,
        title=str(head["title"]),
        titles={RECORD: str(head["title"]), **{str(k): str(v) for k, v in head["titles"].items()}},
        aliases={str(form): tuple(map(str, names or ())) for form, names in head["aliases"].items()},
        country=str(head["country"]),
        kind=str(head["kind"]),
        audience=str(head.get("audience", "")),
        needs=tuple(head["needs"]),
        as_of=str(head["as_of"]),
        checked_on=str(head["checked_on"]),
        valid_from=str(head.get("valid_from", "")),
        valid_until=str(head.get("valid_until", "")),
        sources=sources,
        facts=facts,
        content_hash=hash_of(facts),
    )


def read_translation(path: Path, language: str) -> Translation:
    """A translation: the same facts in the same order. Raises DocumentError."""
    head, body = _split(path, _text(path))
    _require(path, head, ("id", "lang", "title", "translation_of", "source_hash"))
    if head["lang"] != language:
        raise DocumentError(f"{path}: lang is {head['lang']!r} but the folder is {language!r}")
    return Translation(
        id=path.stem,
        language=language,
        title=str(head["title"]),
        audience=str(head.get("audience", "")),
        source_hash=str(head["source_hash"]),
        facts=read_facts(path, body, None),
    )


def read_library(folder: Path) -> tuple[list[Document], list[Translation]]:
    """Every document and translation below ``folder``, by id. Raises DocumentError."""
    documents = [read_document(path) for path in sorted((folder / RECORD).glob("*.md"))]
    if not documents:
        raise DocumentError(f"no documents in {folder / RECORD}; is this the project's folder?")
    known = {document.id: document for document in documents}
    translations = []
    for language in sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name != RECORD):
        for path in sorted((folder / language).glob("*.md")):
            translation = read_translation(path, language)
            _same_facts(path, translation, known)
            translations.append(translation)
    return documents, translations


def _same_facts(path: Path, translation: Translation, known: Mapping[str, Document]) -> None:
    document = known.get(translation.id)
    if document is None:
        raise DocumentError(f"{path}: there is no {RECORD}/{path.name} that this could translate")
    if translation.is_current(document) and [f.key for f in translation.facts] != [f.key for f in document.facts]:
        raise DocumentError(f"{path}: its facts are not those of {RECORD}/{path.name}, one for one and in order")


def read_front(path: Path) -> dict[str, Any]:
    """The front matter as it stands. Raises DocumentError."""
    return _split(path, _text(path))[0]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise DocumentError(f"{path}: is not UTF-8 text from byte {problem.start} on; save it as UTF-8") from problem


def _split(path: Path, text: str) -> tuple[dict[str, Any], str]:
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise DocumentError(f"{path}: must begin with front matter between two lines of ---")
    try:
        head = yaml.load(parts[1], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as problem:
        raise DocumentError(f"{path}: front matter is not valid YAML: {problem}") from problem
    if not isinstance(head, dict):
        raise DocumentError(f"{path}: front matter must be `name: value` lines")
    return head, parts[2]


def _require(path: Path, head: Mapping[str, Any], names: Iterable[str]) -> None:
    for name in names:
        if head.get(name) in (None, ""):
            raise DocumentError(f"{path}: the line `{name}:` is missing or empty in the front matter")


def _shapes(path: Path, head: Mapping[str, Any]) -> None:
    """A text where a list belongs would be read letter by letter."""
    for name, kind, such_as in (
        ("titles", dict, '{hi: "…"}'),
        ("aliases", dict, '{en: ["…"]}'),
        ("needs", list, "[finance]"),
    ):
        if not isinstance(head[name], kind):
            raise DocumentError(f"{path}: write {name} like this: `{name}: {such_as}`")
    for form, names in head["aliases"].items():
        if not isinstance(names or [], list):
            raise DocumentError(f"{path}: write the aliases of {form} like this: `{form}: [{names}]`")


def _closed(path: Path, name: str, values: Iterable[str], allowed: frozenset[str]) -> None:
    for value in values:
        if value not in allowed:
            raise DocumentError(f"{path}: {name}: {value!r} is not one of {', '.join(sorted(allowed))}")


def _sources(path: Path, entries: Any) -> tuple[Source, ...]:
    if not isinstance(entries, list) or not entries:
        raise DocumentError(f"{path}: no sources; add at least one under `sources:` with n, title, date and grade")
    sources = tuple(_source(path, entry) for entry in entries)
    if len({source.number for source in sources}) < len(sources):
        raise DocumentError(f"{path}: two sources have the same number; give each its own `n:`")
    return sources


def _source(path: Path, entry: Any) -> Source:
    entry = entry if isinstance(entry, dict) else {"n": entry}
    number, title, grade = entry.get("n"), entry.get("title"), entry.get("grade")
    if not isinstance(number, int) or not title or grade not in GRADES:
        wanted = f"an n (a number), a title and a grade of {', '.join(GRADES)}"
        raise DocumentError(f"{path}: source {number}: needs {wanted}")
    return Source(
        number=number, title=str(title), url=str(entry.get("url", "")), date=str(entry.get("date", "")), grade=grade
    )


def stamp(path: Path, content_hash: str) -> bool:
    """Write ``source_hash`` into a translation or question file; True when it changed."""
    text = path.read_text(encoding="utf-8")
    stamped = regex.sub(r"^source_hash: .*$", f'source_hash: "{content_hash}"', text, count=1, flags=regex.M)
    if stamped != text:
        path.write_text(stamped, encoding="utf-8")
    return stamped != text
