"""Pictures of pages read by tesseract, as a program of its own with limits on time and memory."""

from __future__ import annotations

import csv
import io
import re
import resource
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.importers.letters import safe
from knowledge.importers.model import Block, FileRefused
from knowledge.importers.text_file import is_heading

#: Our languages, tesseract's names and Debian's packages.
PACKAGES = {
    "eng": "tesseract-ocr",
    "hin": "tesseract-ocr-hin",
    "guj": "tesseract-ocr-guj",
    "tha": "tesseract-ocr-tha",
}
_SCRIPTS = {"Devanagari": "hin", "Gujarati": "guj", "Thai": "tha", "Latin": "eng"}
#: Seconds and bytes for one page.
PAGE_SECONDS, PAGE_MEMORY = 90, 2 << 30
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
    """Those asked for, or English and what the first page's script tells. Raises FileRefused."""
    program = _program(pages)
    if not wanted:
        found = _script(program, first_page())
        wanted = list(dict.fromkeys([found, "eng"])) if found else list(PACKAGES)
    missing = [name for name in wanted if name not in _installed(program)]
    if missing:
        packages = " ".join(PACKAGES.get(name, f"tesseract-ocr-{name}") for name in missing)
        raise FileRefused("no_ocr_language", languages=", ".join(missing), packages=packages)
    return list(wanted)


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


def _script(program: str, image: bytes) -> str:
    """The language of the page's script; empty when there is too little text to tell."""
    try:
        told = _run([program, "-", "-", "--psm", "0", "-l", "osd"], image, 0)
    except FileRefused:
        return ""
    match = re.search(r"^Script: (\w+)", told, re.M)
    return _SCRIPTS.get(match[1], "") if match else ""


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
    """Words of level 5, put together to tesseract's own paragraphs."""
    paragraphs: dict[tuple[str, str], list[str]] = {}
    confidences: list[float] = []
    for row in csv.DictReader(io.StringIO(output), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = safe(row.get("text") or "")
        if row["level"] == "5" and word:
            paragraphs.setdefault((row["block_num"], row["par_num"]), []).append(word)
            confidences.append(float(row["conf"]))
    blocks = []
    for words in paragraphs.values():
        text = " ".join(words)
        blocks.append(Block(kind="heading" if is_heading(text) else "text", text=text, page=page))
    return PageText(blocks=tuple(blocks), confidence=sum(confidences) / len(confidences) if confidences else 0.0)
