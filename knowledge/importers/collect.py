"""Blocks as they are found, with a limit on how many."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.importers.letters import safe
from knowledge.importers.model import Block, FileRefused, Kind, Limits

#: A single paragraph or cell longer than this is no prose.
LONGEST = 20_000


class Blocks:
    """Collects blocks of one document. Raises FileRefused beyond the limit."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[Block] = []
        self.units = 0
        self._limit = limits.units

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.found)

    def count(self, units: int = 1) -> None:
        self.units += units
        if self.units > self._limit:
            raise FileRefused("too_much_text", limit=self._limit)

    def add(self, kind: Kind, text: str, page: int = 0, place: str = "") -> None:
        self.count()
        if line := safe(text[:LONGEST]):
            self.found.append(Block(kind=kind, text=line, page=page, place=place))

    def table(self, rows: Sequence[Sequence[str]], page: int = 0, place: str = "") -> None:
        """Rows as sentences-to-be: ``Fee: Rs 100; Days: 30``. The first row is the heads where it has them."""
        rows = [[safe(cell[:LONGEST]) for cell in row] for row in rows]
        rows = [row for row in rows if any(row)]
        self.count(sum(len(row) for row in rows))
        heads = rows[0] if len(rows) > 1 and is_head(rows[0]) else []
        if not heads and rows and len(rows) > 1 and sum(map(bool, rows[0])) == 1:
            self.add("heading", next(filter(None, rows[0])), page)  # a title over the whole width
            return self.table(rows[1:], page, place)
        for number, row in enumerate(rows[1:] if heads else rows, 2 if heads else 1):
            where = f"{place}, row {number}" if place else ""
            self.add("row", sentence(heads, row), page, where)
        return None


def is_head(row: Sequence[str]) -> bool:
    """Names of columns: several cells, none a figure, none long."""
    named = [cell for cell in row if cell]
    figures = sum(cell.strip("₹฿ .,-%").replace(",", "").replace(".", "").isdigit() for cell in named)
    return len(named) > 1 and not figures and max(map(len, named)) <= 80


def sentence(heads: Sequence[str], row: Sequence[str]) -> str:
    cells = [(heads[place] if place < len(heads) else "", cell) for place, cell in enumerate(row) if cell]
    if not heads and len(cells) == 2:
        return f"{cells[0][1].rstrip(':')}: {cells[1][1]}"
    return "; ".join(f"{head.rstrip(':')}: {cell}" if head and head != cell else cell for head, cell in cells)
