"""Small real files of every format, made by the libraries that others make them with."""

from __future__ import annotations

import ctypes
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pypdfium2.raw as raw
import pytest
from PIL import Image, ImageDraw, ImageFont

NOTO = Path("/usr/share/fonts/truetype/noto")
FONTS = {"gu": "NotoSansGujarati", "hi": "NotoSansDevanagari", "th": "NotoSansThai", "en": "NotoSans"}

#: title, heading, two sentences; by language form
TEXTS = {
    "en": ("Small Shop Support Scheme", "Eligibility", "The shop must be registered on Udyam.", "The loan is up to Rs. 50,000 at 4%."),
    "gu": ("નાની દુકાન સહાય યોજના", "પાત્રતા", "દુકાન ઉદ્યમ પર નોંધાયેલી હોવી જોઈએ.", "લોન રૂ. 50,000 સુધી 4% વ્યાજે મળે છે."),
    "hi": ("छोटी दुकान सहायता योजना", "पात्रता", "दुकान उद्यम पर पंजीकृत होनी चाहिए।", "ऋण ₹ 50,000 तक 4% ब्याज पर मिलता है।"),
    "th": ("โครงการสินเชื่อร้านค้าเล็ก", "คุณสมบัติ", "ร้านต้องจดทะเบียนในประเทศไทย", "วงเงินกู้ 50,000 บาท ดอกเบี้ย 4%"),
    "hi-Latn": ("Chhoti dukan sahayata yojana", "Patrata", "Dukan udyam par registered honi chahiye.", "Loan 50,000 rupaye tak milta hai 🙂."),
    "gu-Latn": ("Nani dukan sahay yojana", "Layakat", "Dukan udyam par nondhayeli hovi joie.", "Loan 50,000 rupiya sudhi male chhe 🙂."),
}  # fmt: skip


def font(language: str) -> Path:
    path = NOTO / f"{FONTS[language]}-Regular.ttf"
    if not path.exists():
        pytest.skip(f"{path.name} is not installed (Debian: fonts-noto-core)")
    return path


def text_pdf(pages: Sequence[Sequence[str]], language: str = "en", boxes: Sequence[Sequence[str]] = ()) -> bytes:
    """Lines from the top; a line that begins with # is set large. ``boxes``: rows of a ruled table below."""
    document = pypdfium2.PdfDocument.new()
    loaded = None
    if language != "en":
        data = font(language).read_bytes()
        buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        loaded = raw.FPDFText_LoadFont(document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, True)
    for lines in pages:
        page = document.new_page(595, 842)
        height = 780.0
        for line in lines:
            size = 20.0 if line.startswith("#") else 11.0
            _write(document, page, loaded, line.lstrip("# "), 60, height, size)
            height -= size * 2.4
        if boxes:
            _table(document, page, loaded, boxes, height)
        raw.FPDFPage_GenerateContent(page)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _write(document, page, loaded, text, x, y, size) -> None:  # type: ignore[no-untyped-def]
    if loaded is None:
        item = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", ctypes.c_float(size))
    else:
        item = raw.FPDFPageObj_CreateTextObj(document, loaded, ctypes.c_float(size))
    encoded = (text + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(item, ctypes.cast(encoded, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
    raw.FPDFPage_InsertObject(page, item)


def _table(document, page, loaded, rows, top) -> None:  # type: ignore[no-untyped-def]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            left, bottom = 60.0 + column * 150, top - 30 * (number + 1)
            box = raw.FPDFPageObj_CreateNewRect(left, bottom, 150, 30)
            raw.FPDFPath_SetDrawMode(box, 0, True)
            raw.FPDFPage_InsertObject(page, box)
            for place, part in enumerate(text.split("\n")):
                _write(document, page, loaded, part, left + 5, bottom + (16 if "\n" in text else 10) - 12 * place, 11)


def browser_like_pdf(spans: Sequence[tuple[str, float, float]]) -> bytes:
    """Glyphs with ActualText, each span drawn in two pieces, as browsers write syllables. Spans: letters, x, y."""
    parts = [b"BT /F1 12 Tf"]
    for letters, x, y in spans:
        mark = b"FEFF" + letters.encode("utf-16-be").hex().upper().encode()
        if letters == " ":
            parts.append(b"1 0 0 1 %f %f Tm ( ) Tj" % (x, y))
            continue
        parts.append(b"/Span <</ActualText <" + mark + b">>> BDC")
        parts.append(b"1 0 0 1 %f %f Tm (xx) Tj 1 0 0 1 %f %f Tm (y) Tj EMC" % (x, y, x + 12, y))
    return raw_pdf(b"\n".join([*parts, b"ET"]))


def raw_pdf(content: bytes, extra: str = "", trailer: str = "") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *([extra.encode("latin-1")] if extra else []),
    ]
    file = io.BytesIO(b"%PDF-1.4\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, item in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, item))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(
        f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    )
    return file.getvalue()


def locked_pdf() -> bytes:
    """With a user password that nobody knows."""
    lock = "<</Filter/Standard/V 1/R 2/P -4/O<" + "41" * 32 + ">/U<" + "42" * 32 + ">>>"
    return raw_pdf(b"BT /F1 12 Tf (x) Tj ET", lock, "/Encrypt 6 0 R/ID[<00><00>]")


def scanned_pdf(lines: Sequence[str], language: str = "en", pages: int = 1) -> bytes:
    """Pictures of text; no letter in them is stored as one."""
    image = Image.new("L", (1240, 300 + 120 * len(lines)), 255)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(font(language)), 44)
    for number, line in enumerate(lines):
        draw.text((160, 200 + number * 120), line, font=face, fill=0)
    file = io.BytesIO()
    image.save(file, format="PDF", resolution=200, save_all=True, append_images=[image] * (pages - 1))
    return file.getvalue()


def word(language: str = "en", table: Sequence[Sequence[str]] = (), font_name: str = "") -> bytes:
    document = docx.Document()
    title, heading, *sentences = TEXTS[language]
    document.core_properties.title = title
    document.add_heading(title, 0)
    document.add_heading(heading, 1)
    for sentence in sentences:
        run = document.add_paragraph().add_run(sentence)
        if font_name:
            run.font.name = font_name
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def page(language: str = "en", extra: str = "") -> str:
    title, heading, *sentences = TEXTS[language]
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head>"
        f"<body><nav>Home Login</nav><main><h1>{title}</h1><h2>{heading}</h2>{body}{extra}</main></body></html>"
    )


def with_entry(archive: bytes, name: str, data: bytes) -> bytes:
    """A copy of a zip with one file put in or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, data)
    return file.getvalue()


def lines_of(rows: Sequence[Mapping[str, object]]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
