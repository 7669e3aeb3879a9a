"""A draft document of what was read: proposed front matter, facts with their places, and what is left to do."""

from __future__ import annotations

import hashlib
import itertools
import json
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import regex

from knowledge.documents import RECORD
from knowledge.facts import SECTIONS
from knowledge.importers import sections
from knowledge.importers.letters import main_language, safe
from knowledge.importers.model import Extract, FileRefused
from knowledge.importers.statements import statements
from knowledge.importers.suspicious import speaks_to_a_machine
from knowledge.language import FORMS
from knowledge.whole import write_whole

NAMES = {"hi": "Hindi", "gu": "Gujarati", "th": "Thai", "en": "English"}
#: More facts than this nobody reads through; the rest can be imported by pages.
MOST_FACTS = 600
#: Letters of a heading that are cited, a longer one is cut; and of one with nothing below that only names a section.
LONGEST_PLACE, LONGEST_NAME = 60, 30
_FIGURE = regex.compile(r"\d")
_NUMBERING = regex.compile(r"^\W*(?:(?:chapter|section|part)\W*)?\d{1,3}(?:\.\d{1,3})*[.):]?(?=\s|$)", regex.I)
ID = regex.compile(r"[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*")
#: Titles that a program put in.
_NO_TITLE = regex.compile(
    r"^(?:untitled|about:.*|.*://.*|www\..*|document ?\d*|microsoft (?:word|excel|powerpoint)\b.*|slide ?\d*|book ?\d*|"
    r".*\.(?:docx?|pdf|xlsx?|indd|cdr|pmd|p65|html?))$",
    regex.I,
)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the file came from."""

    name: str  #: of the file, or the last part of the address
    url: str
    sha256: str
    kind: str
    pages: int
    read_by_ocr: tuple[int, ...]
    doubtful: tuple[int, ...]  #: pages that OCR itself was unsure of
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One statement for the draft."""

    section: str
    text: str
    place: str
    flagged: bool


@dataclass(frozen=True, kw_only=True)
class Draft:
    id: str
    text: str
    facts: int
    todo: tuple[str, ...]


def compose(
    extract: Extract,
    origin: Origin,
    today: date,
    wanted_id: str = "",
    wanted_country: str = "",
    taken: Container[str] = (),
) -> Draft:
    """``taken``: ids of other drafts of the same import. Raises FileRefused: bad_id or no_text."""
    title = _title(extract, origin)
    found = _facts(extract, title)
    if not found:
        raise FileRefused("no_text")
    whole = "\n".join(fact.text for fact in found)
    url = origin.url or extract.url
    country = wanted_country or sections.country_of(whole, url)
    name = wanted_id or numbered(make_id(country or "xx", title, origin), taken)
    if not ID.fullmatch(name):
        raise FileRefused("bad_id", id=name)
    head = _Head(
        name=name,
        title=title,
        language=main_language(whole),
        country=country,
        kind=sections.kind_of(title),
        needs=sections.needs_of(whole),
        as_of=_age(extract, origin, today.isoformat()),
        url=url,
    )
    kept, todo = found[:MOST_FACTS], tuple(_todo(head, found, origin))
    text = f"---\n{_front(head, extract, origin, today, todo)}---\n{_body(kept)}"
    return Draft(id=name, text=text, facts=len(kept), todo=todo)


@dataclass(frozen=True, kw_only=True)
class _Head:
    name: str
    title: str
    language: str
    country: str
    kind: str
    needs: list[str]
    as_of: str
    url: str


def _facts(extract: Extract, title: str) -> list[Found]:
    """Every statement once for a section. A heading that tells something is a statement too: nothing is lost."""
    section, heading = SECTIONS[0], ""
    found: dict[tuple[str, str], Found] = {}
    for block, after in zip(extract.blocks, [*extract.blocks[1:], None], strict=True):
        begins = sections.section_of(block.text)
        bare = after is None or after.kind == "heading"
        if block.kind == "heading" and (begins or block.text == title or not bare):
            heading = "" if block.text == title else block.text
            section = (begins if heading else "") or section
            if not _tells(heading, bare):
                continue
        for text in [block.text.translate({91: "(", 93: ")"})] if block.kind == "row" else statements(block.text):
            place = _place(block.page, block.place, heading)
            flagged = speaks_to_a_machine(text)
            found.setdefault((section, text), Found(section=section, text=text, place=place, flagged=flagged))
    return [fact for fact in found.values() if fact.text]


def _tells(heading: str, bare: bool) -> bool:
    """Short lines of scans and plain text look like headings: "Telephone: 02 265 3000", most sentences in Thai."""
    longest = LONGEST_NAME if bare else LONGEST_PLACE
    return len(heading) > longest or bool(_FIGURE.search(_NUMBERING.sub("", heading)))


def _place(page: int, place: str, heading: str) -> str:
    """Page and section, for the citation: "p. 4, Eligibility". No brackets, as they end the mark."""
    heading = regex.sub(r"[\[\]]", "", heading).strip()
    heading = heading if len(heading) <= LONGEST_PLACE else heading[: LONGEST_PLACE - 1].rstrip() + "…"
    parts = [f"p. {page}" if page else "", regex.sub(r"[\[\]]", "", place)[:35], heading if not place else ""]
    return ", ".join(filter(None, parts))


def _title(extract: Extract, origin: Origin) -> str:
    headings = [block.text for block in extract.blocks if block.kind == "heading"][:1]
    named = [heading for heading in headings if not sections.section_of(heading)]
    first = [block.text for block in extract.blocks[:1] if len(block.text) <= 120 and block.kind != "row"]
    for title in (safe(extract.title), *named, *first, *headings):
        if title and not _NO_TITLE.match(title) and title != Path(origin.name).stem:
            return title[:200].strip()
    return safe(Path(origin.name).stem) or "?"


def make_id(country: str, title: str, origin: Origin) -> str:
    """From the acronym or the Latin letters of title or file name; else from the content."""
    acronym = regex.search(r"\(([A-Z][A-Za-z0-9-]{1,15})\)", title)
    for text in (acronym[1] if acronym else "", title, Path(urlsplit(origin.name).path).stem):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        words = regex.findall(r"[a-z0-9]+", plain)
        if sum(map(len, words)) >= 3 and len(plain) * 2 >= len(text):
            slug = "-".join(words[:6])[:48].strip("-")
            return f"{country.lower()}-{slug.removeprefix(f'{country.lower()}-')}"
    return f"{country.lower()}-{origin.sha256[:10]}"


def numbered(name: str, taken: Container[str]) -> str:
    """in-loans, in-loans-2 and so on: files of one folder often have one title."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(free for free in names if free not in taken)


def _todo(head: _Head, found: list[Found], origin: Origin) -> list[str]:
    """What the admin must finish; each is deleted from the draft when it is done."""
    todo = []
    if head.language != RECORD:
        language = NAMES[head.language]
        todo.append(f"The text is in {language}: write title and facts in English; keep the {language} words for "
                    f"knowledge/documents/{head.language}.")  # fmt: skip
    if origin.read_by_ocr:
        pages = _numbers(origin.read_by_ocr)
        todo.append(f"Read by OCR: pages {pages}. Compare every figure, name and date with the picture of the page; "
                    "rows of tables may be missing.")  # fmt: skip
    if origin.doubtful:
        todo.append(f"OCR was unsure on pages {_numbers(origin.doubtful)}: read them word by word.")
    if flagged := [fact for fact in found if fact.flagged]:
        where = "; ".join(f"{fact.text[:60]!r} ({fact.place or 'no page'})" for fact in flagged[:5])
        todo.append(
            f"Text that speaks to a machine, not a reader: {where}. Take it out, and ask where the file is from."
        )
    if len(found) > MOST_FACTS:
        todo.append(f"Only the first {MOST_FACTS} of {len(found)} statements stand here; import the rest with --pages.")
    todo += list(origin.remarks)
    todo.append("Facts: keep what people ask for, delete the rest; each names the scheme and stands alone.")
    todo.append("Sections: they were guessed from headings; move what stands wrong.")
    guessed = f"country {head.country or '?'}, kind {head.kind}, needs {', '.join(head.needs) or '?'}, id {head.name}"
    todo.append(f"Guessed from words, confirm or correct: {guessed}.")
    todo.append("as_of: is this how old the facts are?" if head.as_of else "as_of: how old are the facts? YYYY-MM.")
    todo.append("sources: confirm title, address and date, and grade it: official, institutional, press or private.")
    todo.append("titles and aliases: what people call it, in every language form; and audience.")
    return todo


def _age(extract: Extract, origin: Origin, today: str) -> str:
    """A page's own date is meant; a file's is only when somebody saved it. One still to come is of something else."""
    head = "\n".join(block.text for block in extract.blocks[:60])
    dates = (extract.date if extract.date <= today else "", sections.date_said(head, today))
    return next(filter(None, dates if origin.kind == "html" else reversed(dates)), "")


def _numbers(pages: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, pages[:20]))
    return f"{shown} and {len(pages) - 20} more" if len(pages) > 20 else shown


def _front(head: _Head, extract: Extract, origin: Origin, today: date, todo: tuple[str, ...]) -> str:
    own = main_language(head.title)  # the name of a file in Thai is often in Latin letters
    titles = {code: head.title if code == head.language == own else "" for code in ("hi", "gu", "th")}
    imported: Mapping[str, object] = {
        "file": safe(origin.name),
        "format": origin.kind,
        **({"pages": origin.pages} if origin.pages else {}),
        "sha256": origin.sha256,
    }
    lines = [
        f"id: {head.name}",
        f"title: {_quoted(head.title)}",
        "titles:",
        *(f"  {code}: {_quoted(title)}" for code, title in titles.items()),
        "aliases:",
        *(f"  {form}: []" for form in FORMS),
        f"country: {head.country or _quoted('')}",
        f"kind: {head.kind}",
        'audience: ""',
        f"needs: [{', '.join(head.needs)}]",
        f"as_of: {_quoted(head.as_of)}",
        f"checked_on: {_quoted(today.isoformat())}",
        "sources:",
        "  - n: 1",
        f"    title: {_quoted(head.title)}",
        f"    url: {_quoted(head.url)}",
        f"    date: {_quoted(extract.date)}",
        '    grade: ""  # official, institutional, press or private',
        "status: draft",
        f"imported: {{{', '.join(f'{name}: {_quoted(str(value))}' for name, value in imported.items())}}}",
        "todo:",
        *(f"  - {_quoted(item)}" for item in todo),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _body(found: list[Found]) -> str:
    parts = []
    for section in SECTIONS:
        facts = [fact for fact in found if fact.section == section]
        if facts:
            lines = [f"- {fact.text} [1, {fact.place}]" if fact.place else f"- {fact.text} [1]" for fact in facts]
            parts.append(f"## {section}\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(draft: Draft, folder: Path, force: bool) -> Path:
    """Whole or not at all. Raises FileRefused: draft_exists."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{draft.id}.md"
    try:
        write_whole(path, draft.text.encode(), replace=force)
    except FileExistsError:
        raise FileRefused("draft_exists", path=path) from None
    return path
