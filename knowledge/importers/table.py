"""CSV and XLSX: each row becomes a statement under its columns' names."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl

from knowledge.importers import archive, encodings, legacy_fonts
from knowledge.importers.collect import LONGEST, Blocks
from knowledge.importers.model import Extract, Limits, Parsed

COLUMNS = 200
_CURRENCY = re.compile("[₹฿]|Rs")


def read_csv(data: bytes, charset: str, limits: Limits) -> Parsed:
    """Raises FileRefused; csv.Error means a damaged file."""
    text = encodings.decode(data, charset)
    legacy_fonts.check(text, {})
    blocks = Blocks(limits)
    rows = []
    csv.field_size_limit(LONGEST * 10)
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        blocks.count()
        rows.append(row[:COLUMNS])
    blocks.table(rows, place="table")
    return Parsed(kind="csv", extracts=[Extract(blocks=blocks.found)])


def _delimiter(text: str) -> str:
    """The one that the first lines agree on; csv.Sniffer takes letters for delimiters in short files."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:20]
    counts = {mark: [line.count(mark) for line in lines] for mark in ",;\t|"}
    return max(counts, key=lambda mark: (min(counts[mark], default=0), sum(counts[mark])))


def read_xlsx(path: Path, limits: Limits) -> Parsed:
    """Raises FileRefused; openpyxl's own errors mean a damaged file."""
    archive.check(path, limits)
    with path.open("rb") as file:  # by its content: a path's suffix would be believed
        return _read_book(file, limits)


def _read_book(file: BinaryIO, limits: Limits) -> Parsed:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    blocks = Blocks(limits)
    hidden = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        blocks.add("heading", sheet.title)
        blocks.table(_rows(sheet, blocks), place=f"sheet {sheet.title}")
    legacy_fonts.check(blocks.text, {})
    properties = book.properties
    stamp = properties.modified or properties.created
    extract = Extract(title=properties.title or "", date=f"{stamp:%Y-%m-%d}" if stamp else "", blocks=blocks.found)
    remarks = [f"Hidden sheets were left out: {', '.join(hidden)[:200]}."] if hidden else []
    if bare := _without_values(file, book):
        where = f"{', '.join(bare[:5])}{' and others' if len(bare) > 5 else ''}"
        remarks.append(f"Formulas without their results were left out ({where}): open it in Excel and save it again.")
    return Parsed(kind="xlsx", extracts=[extract], remarks=remarks)


def _without_values(file: BinaryIO, values: Any) -> list[str]:
    """Formulas that no program has worked out, as B3: scripts write such files. A few are enough to say so."""
    formulas = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    found: list[str] = []
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            continue
        other = formulas[sheet.title]
        other.reset_dimensions()
        for row, formula_row in zip(sheet.iter_rows(max_col=COLUMNS), other.iter_rows(max_col=COLUMNS), strict=False):
            found += [
                f"{sheet.title} {formula.coordinate}"
                for cell, formula in zip(row, formula_row, strict=False)
                if cell.value is None and formula.value is not None
            ]
            if len(found) > 5:
                return found
    return found


def _rows(sheet: Any, blocks: Blocks) -> list[list[str]]:
    # What the file declares as its size is a stranger's word: a million columns is a line of XML.
    sheet.reset_dimensions()
    rows = []
    for row in sheet.iter_rows(max_col=COLUMNS):
        blocks.count(len(row))
        rows.append([_cell(cell.value, getattr(cell, "number_format", "")) for cell in row])
    return rows


def _cell(value: Any, shown_as: str = "") -> str:
    """As a person sees it in the sheet: 0.25 under the format 0% is 25%, under ₹ #,##0 it has its ₹."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if not (value.hour or value.minute) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float) and not isinstance(value, bool) and shown_as:
        sign = _CURRENCY.search(shown_as)
        if "%" in shown_as:
            return f"{_cell(float(value) * 100)}%"
        if sign:
            return f"{sign[0]} {_cell(value)}"
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e15 else f"{value:g}"
    return str(value)[:LONGEST]
