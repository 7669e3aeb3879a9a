"""What a file really is: its first bytes decide, its name and the server's word only where bytes cannot."""

from __future__ import annotations

import zipfile
from pathlib import Path

import regex

from knowledge.importers.encodings import wide
from knowledge.importers.model import BINARY, SUFFIXES, FileRefused

HEAD = 4096
_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/csv": "csv",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
}
_HTML = regex.compile(rb"<!doctype\s+html|<(?:html|head|body|title|table|div|p|h1)\b[^>]*>", regex.I)
#: Other kinds that people send, so that the refusal can name them.
_OTHERS = (
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def detect(path: Path, name: str = "", content_type: str = "") -> str:
    """pdf, docx, xlsx, html, markdown, text, csv or jsonl. Raises FileRefused."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\x00 \r\n\t"):
        raise FileRefused("empty")
    suffix = Path(name or path.name).suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        _refuse_old(path)
    if head.startswith(b"PK"):
        return _zipped(path)
    for start, what in _OTHERS:
        if head.startswith(start):
            raise FileRefused("unsupported", what=what)
    return _plain(head, suffix, content_type)


def _refuse_old(path: Path) -> None:
    """One container holds old .doc/.xls and every locked .docx/.xlsx."""
    with path.open("rb") as file:
        data = file.read(2 << 20)
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise FileRefused("encrypted")
    raise FileRefused("unsupported", what="an old Office file (.doc, .xls, .ppt)")


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {entry.filename for entry in archive.infolist()[:20_000]}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as problem:
        raise FileRefused("malformed", detail="a broken office file or archive") from problem
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        raise FileRefused("unsupported", what="a presentation")
    if "content.xml" in names and "mimetype" in names:
        raise FileRefused("unsupported", what="an OpenDocument file")
    if "[Content_Types].xml" in names:
        raise FileRefused("malformed", detail="an office file without its main part")
    raise FileRefused("unsupported", what="an archive (unpack it first)")


def _plain(head: bytes, suffix: str, content_type: str) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or wide(head):
        return SUFFIXES.get(suffix, "text")
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if controls > len(head) // 50:
        kind = "malformed" if suffix in BINARY else "unsupported"
        raise FileRefused(kind, detail=f"no {suffix[1:].upper()} inside", what="this kind of file")
    if suffix in BINARY and not _HTML.search(head):
        raise FileRefused("malformed", detail=f"no {suffix[1:].upper()} inside")
    if suffix == ".txt" or suffix not in SUFFIXES:
        return _TYPES.get(content_type) or ("html" if _HTML.search(head) else "text")
    return SUFFIXES[suffix]
