"""`sahayak kb import`: files, folders, addresses and lists of addresses, each to drafts or to a refusal."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from knowledge.importers import draft, ocr
from knowledge.importers.draft import Draft, Origin
from knowledge.importers.fetch import Fetcher
from knowledge.importers.letters import count_letters
from knowledge.importers.model import IMPORTABLE, FileRefused, Parsed
from knowledge.importers.sandbox import Sandbox

#: A list of addresses longer than this is something else.
LIST_BYTES = 1 << 20
_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was asked for."""

    out: Path
    pages: tuple[int, int] = (0, 0)
    ocr: bool = False
    ocr_languages: tuple[str, ...] = ()
    force: bool = False
    id: str = ""
    country: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one file."""

    source: str
    drafts: tuple[tuple[Path, Draft], ...] = ()
    refused: str = ""
    code: str = ""


class Importer:
    """``say`` hears of work that takes long."""

    def __init__(self, sandbox: Sandbox, fetcher: Fetcher, today: date, say: Callable[[str], None]) -> None:
        self._sandbox = sandbox
        self._fetcher = fetcher
        self._today = today
        self._say = say

    def run(self, target: str, wish: Wish) -> Iterator[Outcome]:
        """One outcome for each file; a refused one stops none of the others."""
        sources = list(expand(target))
        if not sources:
            refused = FileRefused("no_files", suffixes=" ".join(sorted(IMPORTABLE)))
            yield Outcome(source=target, refused=str(refused), code=refused.code)
        if len(sources) > 1 and (wish.id or wish.url or wish.pages != (0, 0)):
            wish = replace(wish, id="", url="", pages=(0, 0))
            self._say("--id, --url and --pages belong to one file and are left aside here")
        for source in sources:
            try:
                yield Outcome(source=source, drafts=tuple(self._one(source, wish)))
            except FileRefused as refused:
                yield Outcome(source=source, refused=str(refused), code=refused.code)

    def _one(self, source: str, wish: Wish) -> list[tuple[Path, Draft]]:
        if not source.startswith(_SCHEMES):
            return self._file(Path(source), wish, Path(source).name)
        fetched = self._fetcher.get(source)
        with tempfile.TemporaryDirectory(prefix="sahayak-import-") as folder:
            path = Path(folder) / "file"
            path.write_bytes(fetched.data)
            wish = replace(wish, url=wish.url or fetched.url)
            return self._file(path, wish, fetched.name, fetched.content_type, fetched.charset)

    def _file(
        self, path: Path, wish: Wish, name: str, content_type: str = "", charset: str = ""
    ) -> list[tuple[Path, Draft]]:
        parsed = self._sandbox.parse(
            path, name=name, content_type=content_type, charset=charset, pages=wish.pages, ocr=wish.ocr
        )
        doubtful = self._read_scans(path, parsed, wish.ocr_languages) if parsed.scanned else ()
        origin = Origin(
            name=name,
            url=wish.url,
            sha256=draft.sha256_of(path),
            kind=parsed.kind,
            pages=parsed.pages,
            read_by_ocr=tuple(parsed.scanned),
            doubtful=doubtful,
            remarks=tuple(parsed.remarks),
        )
        wanted_id = wish.id if len(parsed.extracts) == 1 else ""
        made = [draft.compose(one, origin, self._today, wanted_id, wish.country) for one in parsed.extracts]
        return [(draft.write(one, wish.out, wish.force), one) for one in made]

    def _read_scans(self, path: Path, parsed: Parsed, wanted: Sequence[str]) -> tuple[int, ...]:
        """Put what tesseract reads into the extract, in page order; returns the pages it was unsure of."""
        limit = self._sandbox.limits.scans
        if len(parsed.scanned) > limit:
            raise FileRefused("too_many_scans", pages=len(parsed.scanned), limit=limit)
        first = parsed.scanned[0]
        languages = ocr.languages(wanted, lambda: self._sandbox.render(path, first), len(parsed.scanned))
        [extract] = parsed.extracts
        doubtful = []
        for place, page in enumerate(parsed.scanned, 1):
            self._say(f"reading the picture of page {page} ({place} of {len(parsed.scanned)}), {'+'.join(languages)}")
            text = ocr.read(self._sandbox.render(path, page), page, languages)
            extract.blocks.extend(text.blocks)
            if text.doubtful:
                doubtful.append(page)
        extract.blocks.sort(key=lambda block: block.page)
        if not any(count_letters(block.text) for block in extract.blocks):
            raise FileRefused("no_text")
        return tuple(doubtful)


def expand(target: str) -> Iterator[str]:
    """The files and addresses that ``target`` stands for."""
    if target.startswith(_SCHEMES):
        yield target
        return
    path = Path(target)
    if path.is_dir():
        yield from sorted(
            str(file)
            for file in path.rglob("*")
            if file.is_file() and file.suffix.lower() in IMPORTABLE and not file.name.startswith((".", "~$"))
        )
        return
    yield from addresses(path) or [target]


def addresses(path: Path) -> list[str]:
    """The addresses of a file that lists them, one a line, # for remarks; empty when it is no such list."""
    if not path.is_file() or path.stat().st_size > LIST_BYTES or path.suffix.lower() not in (".txt", ".urls", ".list"):
        return []
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    lines = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return list(dict.fromkeys(lines)) if all(line.startswith(_SCHEMES) for line in lines) else []
