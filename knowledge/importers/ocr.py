"""Pictures of pages read by tesseract, as a program of its own with limits on time and memory."""

from __future__ import annotations

import csv
import io
import re
import resource
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.importers.letters import count_native, safe
from knowledge.importers.model import Block, FileRefused
from knowledge.importers.sections import section_of
from knowledge.importers.text_file import is_heading

#: Our languages, tesseract's names and Debian's packages.
PACKAGES = {
    "eng": "tesseract-ocr",
    "hin": "tesseract-ocr-hin",
    "guj": "tesseract-ocr-guj",
    "tha": "tesseract-ocr-tha",
}
#: tesseract takes a printed • for ¢, « or e.
_BULLET = re.compile(r"^(?:[*•●○■▪◦»«©¢°eo-]|\(?\w{1,2}[.)])$")
_NUMBER = re.compile(r"^\d{1,2}[.)]$")
#: A line this much higher than most is set large.
LARGE = 1.3
_SENTENCE_ENDS = (".", "।", "!", "?", ";", ":")
_THAI_END = re.compile("[\u0e00-\u0e7f]$")
#: Seconds and bytes for one page.
PAGE_SECONDS, PAGE_MEMORY = 90, 2 << 30
#: Levels of tesseract's table.
LINE, WORD = "4", "5"
#: Dots at 300 to the inch.
COLUMN = 60
#: Mean confidence of a page's words, in percent, below which a person must read it word by word.
DOUBTFUL = 70.0


@dataclass(frozen=True, kw_only=True)
class PageText:
    blocks: tuple[Block, ...]
    confidence: float  #: 0 to 100; 0 for a page without words

    @property
    def doubtful(self) -> bool:
        return self.confidence < DOUBTFUL


def languages(wanted: Sequence[str], first_page: Callable[[], bytes], pages: int) -> list[str]:
    """Those asked for, or those in which the first page is read best. Raises FileRefused."""
    installed = _installed(_program(pages))
    asked = list(wanted) or list(PACKAGES)
    missing = [name for name in asked if name not in installed]
    if missing:
        packages = " ".join(PACKAGES.get(name, f"tesseract-ocr-{name}") for name in missing)
        raise FileRefused("no_ocr_language", languages=", ".join(missing), packages=packages)
    return asked if wanted else _best(first_page())


def _best(image: bytes) -> list[str]:
    """tesseract's own detection of the script took pages of Gujarati and Thai for Latin; reading tells.

    English comes first: the other way round the Hindi data drops the 1 of 18 (measured with Debian's 4.1.0).
    """
    trials = [["eng"], *(["eng", name] for name in PACKAGES if name != "eng")]
    read_as = {tuple(trial): read(image, 1, trial) for trial in trials}
    best = max(read_as, key=lambda trial: read_as[trial].confidence)
    native = count_native(" ".join(block.text for block in read_as[best].blocks))
    return list(best) if native > 10 else ["eng"]


def read(image: bytes, page: int, wanted: Sequence[str]) -> PageText:
    """``image``: a page as PNG. Raises FileRefused."""
    output = _run([_program(1), "-", "-", "-l", "+".join(wanted), "tsv"], image, page)
    return _from_tsv(output, page)


def _program(pages: int) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise FileRefused("no_tesseract", pages=pages)
    return program


def _installed(program: str) -> frozenset[str]:
    return frozenset(_run([program, "--list-langs"], b"", 0).split("\n")[1:])


def _run(command: list[str], data: bytes, page: int) -> str:
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
    )
    try:
        resource.prlimit(process.pid, resource.RLIMIT_AS, (PAGE_MEMORY, PAGE_MEMORY))
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (PAGE_SECONDS, PAGE_SECONDS + 1))
        output, _ = process.communicate(data, timeout=2 * PAGE_SECONDS)
    except subprocess.TimeoutExpired:
        raise FileRefused("ocr_failed", page=page, detail="it took too long") from None
    finally:
        process.kill()
        process.wait()
    if process.returncode != 0:
        raise FileRefused("ocr_failed", page=page, detail=f"it ended with {process.returncode}")
    return output.decode("utf-8", "replace")


def _from_tsv(output: str, page: int) -> PageText:
    """tesseract's own paragraphs, but an item of a list, and a line in another size, is one of its own."""
    rows = list(csv.DictReader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE))
    confidences = [float(row["conf"]) for row in rows if row["level"] == WORD and safe(row["text"] or "")]
    blocks: list[Block] = []
    gathered: list[_Line] = []
    lines = list(_lines(rows))
    usual = statistics.median(line.height for line in lines) if lines else 0
    ends = _column_ends(lines)
    for line in [*lines, None]:
        if gathered and (line is None or not _same_paragraph(gathered[-1], line, ends[gathered[-1].column], usual)):
            text = " ".join(one.text for one in gathered)
            heading = _is_heading(gathered)
            blocks.append(Block(kind="heading" if heading else "text", text=text, page=page))
            gathered.clear()
        if line:
            gathered.append(line)
    return PageText(blocks=tuple(blocks), confidence=sum(confidences) / len(confidences) if confidences else 0.0)


def _lines(rows: Sequence[dict[str, str]]) -> Iterator[_Line]:
    line: _Line | None = None
    for row in rows:
        if row["level"] == LINE:
            if line and line.text:
                yield line
            line = _Line(paragraph=(row["block_num"], row["par_num"]), height=int(row["height"]))
        word = safe(row["text"] or "") if row["level"] == WORD else ""
        if line and word:
            line.add(word, int(row["left"]), int(row["width"]), int(row["height"]))
    if line and line.text:
        yield line


@dataclass(kw_only=True)
class _Line:
    paragraph: tuple[str, str]
    height: int
    text: str = ""
    bulleted: bool = False
    numbered: bool = False
    start: int = 0
    end: int = 0

    @property
    def column(self) -> int:
        """Lines that begin within this many dots of each other stand in one column."""
        return self.start // COLUMN

    def add(self, word: str, left: int, width: int, height: int) -> None:
        if not self.text and not self.bulleted and _BULLET.match(word):
            self.bulleted, self.numbered = True, bool(_NUMBER.match(word))
            return
        self.start = self.start if self.text else left
        gap = "" if not self.text or _runs_on(self.text, word, left - self.end, height) else " "
        self.text += gap + word
        self.end = left + width


def _same_paragraph(before: _Line, line: _Line, end: int, usual: float) -> bool:
    """``end``: of the lines of that column; ``usual``: the height of most lines."""
    if line.paragraph != before.paragraph or line.bulleted:
        return False
    if not before.text.endswith(_SENTENCE_ENDS) and line.text[:1].islower():
        return True  # "banks." is lower than a line with long letters
    if before.end - before.start < 0.6 * (end - before.start):
        return False  # a line that ends early ends its paragraph
    both_large = min(before.height, line.height) >= LARGE * usual
    return both_large or 0.77 < line.height / max(before.height, 1) < 1.3


def _column_ends(lines: Sequence[_Line]) -> dict[int, int]:
    """Column -> how far to the right its lines go."""
    ends: dict[int, int] = {}
    for line in lines:
        for near in (line.column - 1, line.column, line.column + 1):
            ends[near] = max(ends.get(near, 0), line.end)
    return ends


def _is_heading(lines: Sequence[_Line]) -> bool:
    """Headings have numbers as items of lists do; those that name one of our sections are taken for headings."""
    text = " ".join(line.text for line in lines)
    if lines[0].bulleted and not (lines[0].numbered and section_of(text)):
        return False
    return is_heading(text) and not any(line.text.endswith(_SENTENCE_ENDS) for line in lines[:-1])


def _runs_on(before: str, word: str, gap: int, height: int) -> bool:
    """Thai comes letter by letter; only a wide gap is a space there."""
    return bool(_THAI_END.search(before) and _THAI_END.search(word[:1]) and gap < height * 0.6)
