"""PDF through PDFium: text with its page, headings by size, tables' cells in their places; scans are told apart."""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import regex

from knowledge.importers import legacy_fonts
from knowledge.importers.collect import Blocks
from knowledge.importers.letters import count_letters, safe
from knowledge.importers.model import Extract, FileRefused, Limits, Parsed
from knowledge.importers.pdf_lines import Line, paragraphs
from knowledge.importers.pdf_marked import marked_lines
from knowledge.importers.pdf_tables import Grid, find_tables, grid_at

#: A page of text has a few thousand letters; a page that declares millions is an attack.
PAGE_LETTERS = 100_000
#: A page with fewer letters and a picture on it is a scan with a stamp or a page number.
FEW_LETTERS = 25
#: Dots per inch for tesseract, and the longest side in dots: its own advice is 300.
DPI, LONGEST_SIDE = 300, 5_000
_DATE = regex.compile(r"D?:?(\d{4})(\d{2})(\d{2})")


@dataclass
class Page:
    number: int
    lines: list[Line]
    tables: list[Grid]
    scanned: bool
    unmapped: int


def read(path: Path, first: int, last: int, ocr: bool, limits: Limits) -> Parsed:
    """Pages ``first`` to ``last`` (0: all); with ``ocr`` every page counts as a scan. Raises FileRefused."""
    document = _open(path)
    count = len(document)
    wanted = page_range(count, first, last, limits)
    metadata = document.get_metadata_dict()
    extract = Extract(title=safe(metadata.get("Title", "")), date=_date(metadata))
    if ocr:
        return Parsed(kind="pdf", extracts=[extract], pages=count, scanned=list(wanted))
    fonts: list[tuple[str, str]] = []
    pages = [_page(document, path, number, fonts) for number in wanted]
    _check(pages, fonts)
    blocks, body = Blocks(limits), _body_size(pages)
    for page in without_running_lines(pages):
        _add(page, body, blocks)
    extract.blocks = blocks.found
    return Parsed(
        kind="pdf",
        extracts=[extract],
        pages=count,
        scanned=[page.number for page in pages if page.scanned],
    )


def _add(page: Page, body: float, blocks: Blocks) -> None:
    """Each table where it stands between the lines: a heading below it is not its own."""
    start = 0
    for grid in [*sorted(page.tables, key=lambda grid: -grid.box[3]), None]:
        below = (
            n for n, line in enumerate(page.lines) if n >= start and grid and line.top <= grid.box[1] + line.size / 2
        )
        end = next(below, len(page.lines))
        for kind, text in paragraphs(page.lines[start:end], body):
            blocks.add(kind, text, page=page.number)
        if grid:
            blocks.table(grid.rows, page=page.number)
        start = end


def render(path: Path, number: int) -> bytes:
    """One page as a grey PNG for tesseract."""
    page = _open(path)[number - 1]
    scale = min(DPI / 72, LONGEST_SIDE / max(*page.get_size(), 1.0))
    image = page.render(scale=scale, grayscale=True).to_pil()
    file = io.BytesIO()
    image.save(file, format="PNG", compress_level=1)
    return file.getvalue()


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        if problem.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise FileRefused("encrypted") from problem
        raise FileRefused("malformed", detail="PDFium cannot open it") from problem


def page_range(count: int, first: int, last: int, limits: Limits) -> range:
    if first > count or (first and last < first):
        raise FileRefused("no_such_pages", pages=count)
    wanted = range(first or 1, min(last or count, count) + 1)
    if len(wanted) > limits.pages:
        raise FileRefused("too_many_pages", pages=len(wanted), limit=limits.pages)
    return wanted


def _date(metadata: dict[str, str]) -> str:
    match = _DATE.match(metadata.get("ModDate") or metadata.get("CreationDate") or "")
    return f"{match[1]}-{match[2]}-{match[3]}" if match else ""


def _page(document: pypdfium2.PdfDocument, path: Path, number: int, fonts: list[tuple[str, str]]) -> Page:
    try:
        page = document[number - 1]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as problem:
        raise FileRefused("malformed", detail=f"page {number} cannot be opened") from problem
    pictures, strokes = _objects(page)
    tables = find_tables(path, number, page) if strokes >= 4 else []
    marked = marked_lines(page, text, tables)
    lines, unmapped = (marked, 0) if marked is not None else _lines(text, tables)
    fonts.extend((line.font, line.text) for line in lines)
    fonts.extend(set_in for grid in tables for set_in in grid.fonts.items())
    letters = sum(count_letters(line.text) for line in lines)
    letters += sum(count_letters(cell) for grid in tables for row in grid.rows for cell in row)
    # Drawn letters (text turned into paths) leave strokes without text; so do scans in vector form.
    scanned = letters < FEW_LETTERS and (pictures > 0 or (letters == 0 and strokes > 50))
    tables = [] if scanned else tables
    return Page(number=number, lines=lines, tables=tables, scanned=scanned, unmapped=unmapped)


def _objects(page: pypdfium2.PdfPage) -> tuple[int, int]:
    kinds = Counter(item.type for item in page.get_objects(max_depth=3))
    return kinds[raw.FPDF_PAGEOBJ_IMAGE], kinds[raw.FPDF_PAGEOBJ_PATH]


def _lines(text: pypdfium2.PdfTextPage, tables: list[Grid]) -> tuple[list[Line], int]:
    """Lines outside of tables; letters inside go to their cells. Also how many letters lead to no letter."""
    count = min(text.count_chars(), PAGE_LETTERS)
    lines: list[Line] = []
    current: list[str] = []
    start: dict[str, Any] = {}
    unmapped, high = 0, 0
    for place in range(count):
        code = raw.FPDFText_GetUnicode(text, place)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        unmapped += raw.FPDFText_HasUnicodeMapError(text, place) == 1
        letter = chr(code) if code <= 0x10FFFF else "\ufffd"
        if letter in "\r\n":
            _close(lines, current, start)
            for table in tables:
                table.end_line()
            continue
        left, bottom, right, top = _box(text, place)
        if tables and (grid := grid_at(tables, (left + right) / 2, (bottom + top) / 2)):
            grid.add(letter, (left + right) / 2, (bottom + top) / 2, _font(text, place) if letter.isalpha() else "")
            continue
        if not start and not letter.isspace():
            start = {"left": left, "top": top, "size": _size(text, place), "font": _font(text, place)}
        if start:
            start["right"] = max(right, start.get("right", right))
        current.append(letter)
    _close(lines, current, start)
    return lines, unmapped


def _close(lines: list[Line], current: list[str], start: dict[str, Any]) -> None:
    text = "".join(current).strip()
    if text and start:
        lines.append(Line(text=text, **start))
    current.clear()
    start.clear()


def _box(text: pypdfium2.PdfTextPage, place: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _size(text: pypdfium2.PdfTextPage, place: int) -> float:
    """In points on the page: browsers write size 1 and scale it."""
    matrix = raw.FS_MATRIX()
    scale = 1.0
    if raw.FPDFText_GetMatrix(text, place, matrix):
        scale = (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
    return round(float(raw.FPDFText_GetFontSize(text, place)) * scale, 1)


def _font(text: pypdfium2.PdfTextPage, place: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    size = raw.FPDFText_GetFontInfo(text, place, buffer, 128, flags)
    return buffer.value.decode("utf-8", "replace") if 0 < size <= 128 else ""


def _check(pages: list[Page], fonts: list[tuple[str, str]]) -> None:
    read_pages = [page for page in pages if not page.scanned]
    texts = [line.text for page in read_pages for line in page.lines]
    texts += [cell for page in read_pages for grid in page.tables for row in grid.rows for cell in row]
    legacy_fonts.check("\n".join(texts), legacy_fonts.fonts_of(fonts), sum(page.unmapped for page in read_pages))


def _body_size(pages: list[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def without_running_lines(pages: list[Page]) -> list[Page]:
    """Heads, feet and page numbers: the same first or last lines on most pages, figures aside."""

    def shape(line: Line) -> str:
        return regex.sub(r"\p{Nd}+", "#", line.text.strip().lower())

    if len(pages) < 3:
        return pages
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({shape(line) for line in page.lines[:2] + page.lines[-2:]})
    running = {text for text, times in seen.items() if times >= max(3, len(pages) * 0.6)}
    for page in pages:
        if len(page.lines) < 4:
            continue  # what is on it is all there is
        edges = {id(line) for line in page.lines[:2] + page.lines[-2:]}
        page.lines = [line for line in page.lines if id(line) not in edges or shape(line) not in running]
    return pages
