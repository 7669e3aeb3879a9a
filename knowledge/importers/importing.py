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
    """What became of one file; one that holds several documents may be both drafted and refused."""

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
        self._ids: set[str] = set()  #: of the drafts of this import

    def run(self, target: str, wish: Wish) -> Iterator[Outcome]:
        """One outcome for each file; a refused one stops none of the others."""
        sources = list(expand(target))
        if not sources:
            refused = FileRefused("no_files", suffixes=" ".join(sorted(IMPORTABLE)))
            yield Outcome(source=target, refused=str(refused), code=refused.code)
        if len(sources) > 1 and (wish.id or wish.url or wish.pages != (0, 0)):
            wish = replace(wish, id="", url="", pages=(0, 0))
            self._say("--id, --url and --pages belong to one file and are left aside here")
        listed = bool(addresses(Path(target)))
        for source in sources:
            try:
                made = self._one(source, wish, listed)
            except FileRefused as refused:
                yield Outcome(source=source, refused=str(refused), code=refused.code)
            else:
                yield self._kept(source, made, wish)

    def _kept(self, source: str, made: Sequence[Draft], wish: Wish) -> Outcome:
        """Each draft is written that can be: one that is there already stops none of the others."""
        drafts, refusals = [], []
        for one in made:
            try:
                drafts.append((draft.write(one, wish.out, wish.force), one))
            except FileRefused as refused:
                refusals.append(refused)
        code = refusals[0].code if refusals else ""
        return Outcome(source=source, drafts=tuple(drafts), refused="; ".join(map(str, refusals)), code=code)

    def _one(self, source: str, wish: Wish, listed: bool) -> list[Draft]:
        if not listed and not source.startswith(_SCHEMES):
            return self._file(Path(source), wish, Path(source).name)
        fetched = self._fetcher.get(source)
        with tempfile.TemporaryDirectory(prefix="sahayak-import-") as folder:
            path = Path(folder) / "file"
            path.write_bytes(fetched.data)
            wish = replace(wish, url=wish.url or fetched.url)
            return self._file(path, wish, fetched.name, fetched.content_type, fetched.charset)

    def _file(self, path: Path, wish: Wish, name: str, content_type: str = "", charset: str = "") -> list[Draft]:
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
        made = []
        for one in parsed.extracts:
            made.append(draft.compose(one, origin, self._today, wanted_id, wish.country, self._ids))
            self._ids.add(made[-1].id)
        return made

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
    """The lines of a file that lists addresses, one a line, # for remarks; empty when it is no such list.

    A line that is no address is among them, so that it is refused and not overlooked.
    """
    if not path.is_file() or path.stat().st_size > LIST_BYTES or path.suffix.lower() not in (".txt", ".urls", ".list"):
        return []
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    lines = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    given = [line for line in lines if line.startswith(_SCHEMES)]
    prose = [line for line in lines if " " in line]
    return list(dict.fromkeys(lines)) if len(given) * 2 > len(lines) or (given and not prose) else []
