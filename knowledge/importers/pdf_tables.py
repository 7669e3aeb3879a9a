"""Where a page's tables and their cells are, by pdfplumber; what stands in them is put in by the caller.

pdfplumber's own text knows nothing of ActualText, without which Indian scripts come out in drawing order;
PDFium's does. So this gives places only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pdfplumber
import pypdfium2

from knowledge.importers.pdf_lines import joined

#: left, bottom, right, top in points from the page's lower left corner
Box = tuple[float, float, float, float]


@dataclass
class Grid:
    box: Box
    boxes: Sequence[Sequence[Box | None]]
    fonts: dict[str, str] = field(default_factory=dict)
    _cells: dict[tuple[int, int], list[list[str]]] = field(default_factory=dict)  #: lines of letters
    _last: list[list[str]] = field(default_factory=list)  #: the cell that was written to last

    def holds(self, x: float, y: float) -> bool:
        return _inside(self.box, x, y)

    def add(self, letter: str, x: float, y: float, font: str) -> None:
        for row, boxes in enumerate(self.boxes):
            for column, box in enumerate(boxes):
                if box and _inside(box, x, y):
                    self._last = self._cells.setdefault((row, column), [[]])
                    self._last[-1].append(letter)
                    if font:
                        self.fonts[font] = self.fonts.get(font, "") + letter
                    return

    def end_line(self) -> None:
        """What comes next into the same cell stands on a line of its own."""
        if self._last and self._last[-1]:
            self._last.append([])

    @property
    def rows(self) -> list[list[str]]:
        return [[self._text(row, column) for column in range(len(boxes))] for row, boxes in enumerate(self.boxes)]

    def _text(self, row: int, column: int) -> str:
        lines = ("".join(letters).strip() for letters in self._cells.get((row, column), []))
        return joined([line for line in lines if line])


def grid_at(tables: Sequence[Grid], x: float, y: float) -> Grid | None:
    return next((grid for grid in tables if grid.holds(x, y)), None)


def find_tables(path: Path, number: int, page: pypdfium2.PdfPage) -> list[Grid]:
    """Ruled tables of the page. A page that pdfplumber cannot read has none: its text is still taken, as lines."""
    left, bottom, right, top = page.get_mediabox() or (0.0, 0.0, 0.0, 0.0)
    if page.get_rotation() or page.get_cropbox() not in ((left, bottom, right, top), None):
        return []
    try:
        with pdfplumber.open(path, pages=[number]) as document:
            found = document.pages[0].find_tables()
            shapes = [(table.bbox, [row.cells for row in table.rows]) for table in found]
    except MemoryError:
        raise
    except Exception:
        # Any error at all: pdfminer is strict where PDFium is not, and its errors are of a dozen kinds.
        return []
    grids = []
    for box, rows in shapes:
        if len(rows) > 1 and max(map(len, rows)) > 1:
            flipped = [[_flip(cell, top) if cell else None for cell in row] for row in rows]
            grids.append(Grid(box=_flip(box, top), boxes=flipped))
    return grids


def _flip(box: Sequence[float], top: float) -> Box:
    """pdfplumber counts from the top, PDFium from the bottom."""
    return box[0], top - box[3], box[2], top - box[1]


def _inside(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
