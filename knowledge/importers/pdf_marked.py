"""Pages that say beside their glyphs which letters they stand for (ActualText), as browsers and Word write Indian and
Thai scripts.

PDFium's own text sorts such pieces by place, says a piece twice when its glyphs overlap the next, and puts spaces
between syllables. So the pieces are read here in the order of the page, each piece's letters once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from knowledge.importers.pdf_lines import Line
from knowledge.importers.pdf_tables import Grid, grid_at

#: Objects of one page; a page that draws more is an attack.
OBJECTS = 200_000
#: A gap of this part of the letters' size is a space. Where the page writes its spaces, only a wide gap is one more:
#: the ink of a 1 is so narrow that the next figure seems far.
SPACE, WIDE_SPACE = 0.25, 0.9


@dataclass
class Piece:
    """Letters that stand together, where they stand; measures in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    size: float
    font: str


def marked_lines(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, tables: list[Grid]) -> list[Line] | None:
    """Lines outside of tables; letters inside go to their cells. None when the page has no such marks."""
    objects = [item.raw for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)][:OBJECTS]
    if not any(_actual(item) for item in objects):
        return None
    pieces = list(_pieces(objects, _letters(text)))
    writes_spaces = any(" " in piece.text for piece in pieces)
    return list(_lines(_outside(pieces, tables), WIDE_SPACE if writes_spaces else SPACE))


def _letters(text: pypdfium2.PdfTextPage) -> dict[int, str]:
    """Address of a text object -> its letters, with the spaces that PDFium finds inside of it."""
    found: dict[int, str] = {}
    before, gap = 0, ""
    for place in range(text.count_chars()):
        letter = chr(min(raw.FPDFText_GetUnicode(text, place), 0x10FFFF))
        if raw.FPDFText_IsGenerated(text, place) == 1:
            gap += " "
            continue
        owner = _address(raw.FPDFText_GetTextObject(text, place))
        found[owner] = found.get(owner, "") + (gap[:1] if owner == before else "") + letter
        before, gap = owner, ""
    return {owner: joined_surrogates(letters) for owner, letters in found.items()}


def joined_surrogates(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _pieces(objects: list[Any], letters: dict[int, str]) -> Iterator[Piece]:
    last: Piece | None = None
    last_mark = 0
    for item in objects:
        actual = _actual(item)
        if actual and last and actual[0] == last_mark:
            left, _, right, _ = _bounds(item)
            last.left, last.right = min(left, last.left), max(right, last.right)
            continue
        if last:
            yield last
        last_mark = actual[0] if actual else 0
        last = _piece(item, actual[1] if actual else letters.get(_address(item), ""))
    if last:
        yield last


def _piece(item: Any, text: str) -> Piece:
    left, bottom, right, top = _bounds(item)
    matrix, size = raw.FS_MATRIX(), ctypes.c_float()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    raw.FPDFTextObj_GetFontSize(item, size)
    if not text and right - left < 0.01:
        text = " "  # a glyph without width or ink
    return Piece(
        text=text,
        left=left,
        right=right,
        bottom=bottom,
        top=top,
        baseline=matrix.f,
        size=round(size.value * ((matrix.b**2 + matrix.d**2) ** 0.5 or 1.0), 1),
        font=_font(item),
    )


def _bounds(item: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _font(item: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    font = raw.FPDFTextObj_GetFont(item)
    size = raw.FPDFFont_GetBaseFontName(font, buffer, 128) if font else 0
    return buffer.value.decode("utf-8", "replace") if 0 < size <= 128 else ""


def _actual(item: Any) -> tuple[int, str] | None:
    """(the mark's identity, its letters) of the innermost mark that tells letters."""
    for number in reversed(range(max(0, raw.FPDFPageObj_CountMarks(item)))):
        mark = raw.FPDFPageObj_GetMark(item, number)
        size = ctypes.c_ulong()
        buffer = (ctypes.c_ubyte * 4096)()
        if raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, 4096, size):
            return _address(mark), _decoded(bytes(buffer)[: size.value])
    return None


def _decoded(data: bytes) -> str:
    """A PDF text string: UTF-16 or UTF-8 with its mark, else Latin letters."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace")
    return data[3:].decode("utf-8", "replace") if data.startswith(b"\xef\xbb\xbf") else data.decode("latin-1")


def _outside(pieces: list[Piece], tables: list[Grid]) -> Iterator[Piece]:
    baseline = 0.0
    for piece in pieces:
        if tables and abs(piece.baseline - baseline) >= 0.45 * max(piece.size, 1):
            baseline = piece.baseline
            for table in tables:
                table.end_line()
        x, y = (piece.left + piece.right) / 2, (piece.bottom + piece.top) / 2
        grid = grid_at(tables, x, y)
        if grid is None:
            yield piece
            continue
        for letter in piece.text:
            grid.add(letter, x, y, piece.font if letter.isalpha() else "")


def _lines(pieces: Iterator[Piece], space: float) -> Iterator[Line]:
    line: Line | None = None
    baseline = 0.0
    for piece in pieces:
        if line and _same_line(line, baseline, piece):
            gap = piece.left - line.right > space * max(piece.size, 1) and not line.text.endswith(" ")
            line.text += (" " if gap and not piece.text.startswith(" ") else "") + piece.text
            line.right = max(line.right, piece.right)
            continue
        if line and line.text.strip():
            yield line
        line = Line(
            text=piece.text,
            font=piece.font,
            size=piece.size,
            left=piece.left,
            right=piece.right,
            top=piece.baseline + piece.size,
        )
        baseline = piece.baseline
    if line and line.text.strip():
        yield line


def _same_line(line: Line, baseline: float, piece: Piece) -> bool:
    size = max(line.size, piece.size, 1)
    return abs(piece.baseline - baseline) < 0.45 * size and piece.left > line.right - 2 * size
