"""Word files: headings, paragraphs and tables in their order; hidden and deleted text left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx as python_docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from knowledge.importers import archive, legacy_fonts
from knowledge.importers.collect import Blocks
from knowledge.importers.model import Extract, Limits, Parsed
from knowledge.importers.text_file import is_heading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(path: Path, limits: Limits) -> Parsed:
    """Raises FileRefused; python-docx's own errors mean a damaged file."""
    archive.check(path, limits)
    document = python_docx.Document(str(path))
    blocks = Blocks(limits)
    usual = _font_of(document.styles["Normal"].element) if "Normal" in document.styles else ""
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            _paragraph(item, blocks)
        elif isinstance(item, Table):
            blocks.table(_rows(item, blocks))
    fonts = ((_font_of(run) or usual, _text(run)) for run in document.element.body.iter(f"{_W}r"))
    legacy_fonts.check(blocks.text, legacy_fonts.fonts_of(fonts))
    properties = document.core_properties
    date = properties.modified or properties.created
    extract = Extract(title=properties.title or "", date=f"{date:%Y-%m-%d}" if date else "", blocks=blocks.found)
    return Parsed(kind="docx", extracts=[extract])


def _paragraph(item: Paragraph, blocks: Blocks) -> None:
    text = _text(item._p)
    style = (item.style.name or "") if item.style is not None else ""
    if style.startswith(("Heading", "Title")) or (
        is_heading(text) and item.runs and all(run.bold for run in item.runs if run.text.strip())
    ):
        blocks.add("heading", text)
    else:
        blocks.add("text", text)


def _rows(table: Table, blocks: Blocks) -> list[list[str]]:
    """From the XML: the library's own cells cost the square of their number, and repeat merged ones."""
    rows = []
    for row in table._tbl.iter(f"{_W}tr"):
        cells = [_text(cell) for cell in row.iter(f"{_W}tc")]
        blocks.count(len(cells))
        rows.append(cells)
    return rows


def _text(element: Any) -> str:
    """What a reader sees: no deleted text (w:delText), no hidden runs, no field codes."""
    parts = []
    for node in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        run = node.getparent()
        if run is not None and run.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        parts.append((node.text or "") if node.tag == f"{_W}t" else " ")
    return "".join(parts)


def _font_of(element: Any) -> str:
    fonts = element.find(f"{_W}rPr/{_W}rFonts")
    return str(fonts.get(f"{_W}ascii") or fonts.get(f"{_W}hAnsi") or "") if fonts is not None else ""
