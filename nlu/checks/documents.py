"""knowledge/documents: readable, translations current and with the same figures, names in their letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.documents import Document, Translation, read_document, read_library, read_translation
from nlu.checks.project import RECORD, Form, Problem, Project
from nlu.checks.scripts import wrong_script

FOLDER = Path("knowledge") / "documents"
STAMP = "read it against the document, then: sahayak kb stale --stamp"

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Library:
    documents: dict[str, Document]
    translations: tuple[Translation, ...]
    problems: tuple[Problem, ...]
    names: frozenset[str]  #: every id, of documents that cannot be read too


def read_all(project: Project) -> Library:
    """What can be read, and a problem for every file that cannot."""
    folder = project.root / FOLDER
    try:
        documents, translations = read_library(folder)
        known = {document.id: document for document in documents}
        return Library(known, tuple(translations), (), frozenset(known))
    except _UNREADABLE as problem:
        return _read_one_by_one(project, str(problem))


#: DocumentError, and what a value of another kind than expected leads to.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OSError)


def _read_one_by_one(project: Project, first: str) -> Library:
    """Every broken file is named, not only the first one."""
    folder = project.root / FOLDER
    documents: dict[str, Document] = {}
    translations, problems = [], []
    for path in sorted(folder.glob("*/*.md")):
        try:
            if path.parent.name == RECORD:
                documents[path.stem] = read_document(path)
            else:
                translations.append(read_translation(path, path.parent.name))
        except _UNREADABLE as problem:
            what = str(problem).removeprefix(f"{path.name}: ").removeprefix(f"{path}: ")
            problems.append(Problem(where=project.show(path), what=what))
    names = frozenset(path.stem for path in (folder / RECORD).glob("*.md"))
    known = []
    for translation in translations:
        document = documents.get(translation.id)
        if translation.id not in names:
            what = f"there is no {RECORD}/{translation.id}.md that this could translate; rename or delete it"
            problems.append(Problem(where=_place(translation), what=what))
        elif document and translation.is_current(document) and not _same_facts(translation, document):
            what = f"its facts are not those of {RECORD}/{translation.id}.md; write them one for one and in order"
            problems.append(Problem(where=_place(translation), what=what))
        elif document:
            known.append(translation)
    problems = problems or [Problem(where=FOLDER.as_posix(), what=first)]
    return Library(documents, tuple(known), tuple(problems), names)


def _same_facts(translation: Translation, document: Document) -> bool:
    return [fact.key for fact in translation.facts] == [fact.key for fact in document.facts]


def _place(translation: Translation) -> str:
    return f"{FOLDER.as_posix()}/{translation.language}/{translation.id}.md"


def check(project: Project) -> Iterator[Problem]:
    library = project.library
    yield from library.problems
    for translation in library.translations:
        where = _place(translation)
        form = next((form for form in project.natives if form.code == translation.language), None)
        if form is None:
            yield Problem(where=where, what=f"{translation.language} is not in nlu/languages.yml; delete it or list it")
            continue
        document = library.documents[translation.id]
        for what in _translation(translation, document, form):
            yield Problem(where=where, what=what, form=form.code)
    for form in project.forms:
        yield from _names(project, form)


def _translation(translation: Translation, document: Document, form: Form) -> Iterator[str]:
    record = f"{RECORD}/{translation.id}.md"
    same = _same_facts(translation, document)
    if not translation.is_current(document):
        yield f"{record} has changed since; {STAMP}"
    wrong = wrong_script(translation.title, form, names=True)
    if wrong:
        yield f"title: {wrong}; write it in {form.name}"
    for mine, theirs in zip(translation.facts, document.facts, strict=False):
        wrong = wrong_script(mine.text, form)
        if wrong:
            yield f"{mine.key}: {wrong}; write it in {form.name}"
        lost, added = _difference(numbers(theirs.text), numbers(mine.text))
        if same and (lost or added):
            figures = f"{added or 'nothing'} where {record} has {lost or 'nothing'}"
            yield f"{mine.key}: has {figures}; make the figures the same"


def numbers(text: str) -> Counter[str]:
    """Figures with ASCII digits and without the commas of lakhs and thousands."""
    ascii_digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return Counter(number.replace(",", "") for number in _NUMBER.findall(ascii_digits))


def _difference(wanted: Counter[str], there: Counter[str]) -> tuple[str, str]:
    return ", ".join(sorted((wanted - there).elements())), ", ".join(sorted((there - wanted).elements()))


def _names(project: Project, form: Form) -> Iterator[Problem]:
    """Titles and aliases in one form; one problem when nobody has begun with them."""
    documents = project.library.documents.values()
    titled = form.code != RECORD and not form.falls_back_to
    missing = {
        f"aliases.{form.code}": [d.id for d in documents if not d.aliases.get(form.code)],
        f"titles.{form.code}": [d.id for d in documents if titled and not d.titles.get(form.code)],
    }
    for entry, without in missing.items():
        if without and len(without) == len(documents):
            what = f"no document has {entry}; add what people who write {form.name} call each of the {len(without)}"
            yield Problem(where=f"{FOLDER.as_posix()}/{RECORD}", what=what, form=form.code)
            continue
        for name in without:
            what = f"{entry} is missing; add what people who write {form.name} call it"
            yield Problem(where=f"{FOLDER.as_posix()}/{RECORD}/{name}.md", what=what, form=form.code)
    for document in documents:
        texts = [(f"aliases.{form.code}", alias) for alias in document.aliases.get(form.code, ())]
        if form.code == RECORD or titled:
            texts.append((f"titles.{form.code}", document.titles.get(form.code, "")))
        for entry, text in texts:
            wrong = wrong_script(text, form)
            if wrong:
                what = f"{entry}: {text!r} {wrong}; write it in {form.name}"
                yield Problem(where=f"{FOLDER.as_posix()}/{RECORD}/{document.id}.md", what=what, form=form.code)
