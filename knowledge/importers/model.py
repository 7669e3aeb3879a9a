"""What an importer makes of a file, and every way in which it refuses one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["heading", "text", "row"]

#: Suffix -> format, for what is plain text in its bytes.
SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
#: Suffixes of what is told by its first bytes.
BINARY = frozenset({".pdf", ".docx", ".docm", ".xlsx", ".xlsm"})
#: What a folder is searched for, and what admins may send.
IMPORTABLE = BINARY | SUFFIXES.keys()

#: What is refused, and the cure. The code travels out of the parsing process; the sentence is made outside.
REFUSALS: Mapping[str, str] = {
    "missing": "there is no such file",
    "no_files": "it holds no file that can be imported ({suffixes}); give a file or another folder",
    "empty": "the file is empty; ask for it again",
    "no_text": "no text was found in it; if it shows pictures of text, import a PDF of them with --ocr",
    "unsupported": "{what} cannot be imported; save it as PDF, DOCX, XLSX, HTML, Markdown, TXT, CSV or JSONL",
    "encrypted": "the file is locked with a password; ask for a copy without one, or save it again without",
    "malformed": "the file is damaged or is not what its name says ({detail}); ask for it again, or save it as PDF",
    "stopped": "reading it broke the {kind} reader ({detail}); nothing else is harmed. Save it again, or print to PDF",
    "too_slow": "reading it took longer than {seconds} seconds and was stopped; split the file and import the parts",
    "too_much_memory": "reading it needs more than {megabytes} MB of memory; split the file and import the parts",
    "too_big": "the file has {size} MB, the limit is {limit} MB; split it, or raise SAHAYAK_IMPORT_MEGABYTES",
    "too_many_pages": "it has {pages} pages to read, the limit is {limit}; import parts with --pages 1-{limit} and so "
    "on, each with its own --id, or raise SAHAYAK_IMPORT_PAGES",
    "no_such_pages": "it has only {pages} pages; give --pages within 1-{pages}",
    "no_pages": "only a PDF has pages; leave --pages out",
    "too_much_text": "it holds more than {limit} lines or cells; split it and import the parts",
    "zip_bomb": "it unpacks to far more than an office file does ({detail}) and was not opened; ask who sent it",
    "xml_entities": "its XML declares entities ({detail}), which office files never do, and was not opened",
    "encoding": "its letters cannot be read in any known encoding; save it as UTF-8",
    "mojibake": "its letters were garbled when it was saved ({detail}); ask for the original, saved as UTF-8",
    "lost_letters": "its letters were lost when it was saved (they are now {detail}); ask for the original as UTF-8",
    "legacy_font": "its text is set in a font from before Unicode ({detail}): what looks like Gujarati or Hindi on "
    "paper is stored as Latin letters. Ask for a Unicode copy; or, for a PDF, read the printed shapes: --ocr",
    "broken_text": "its text cannot be taken out right ({detail}), although it may look right on paper. Ask for a "
    "Unicode copy (DOCX is best); or, for a PDF, read the printed shapes: --ocr",
    "bad_line": "line {line}: {detail}",
    "no_tesseract": "{pages} of its pages are pictures, and reading those needs tesseract; install it: apt install "
    "tesseract-ocr tesseract-ocr-hin tesseract-ocr-guj tesseract-ocr-tha",
    "no_ocr_language": "tesseract has no data for {languages}; install it: apt install {packages}",
    "ocr_failed": "tesseract could not read page {page} ({detail}); leave the page out with --pages",
    "too_many_scans": "{pages} of its pages are pictures, the limit is {limit}; import parts with --pages, each with "
    "its own --id, or raise SAHAYAK_IMPORT_SCANS",
    "bad_address": "{detail}; give an address that begins with http:// or https://",
    "private_address": "{detail} leads into a private network and was not fetched; --allow-private permits it",
    "fetch": "it could not be fetched: {detail}",
    "draft_exists": "there is already a draft {path}; finish that one, choose another --id, or --force replaces it",
    "bad_id": "the id {id!r} cannot be used; write it like in-example: country, then small letters, digits and -",
}


class FileRefused(ValueError):
    """A file was not imported. ``code`` is one of REFUSALS; the text says what is wrong and what to do."""

    def __init__(self, code: str, **arguments: Any) -> None:
        super().__init__(REFUSALS[code].format(**arguments))
        self.code = code
        self.arguments = arguments


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one file may cost. Wall and CPU time in seconds."""

    megabytes: int = 50
    pages: int = 200
    scans: int = 40
    memory_megabytes: int = 1_024
    seconds: int = 240
    units: int = 200_000  #: lines, paragraphs or cells of one file
    unpacked_megabytes: int = 400
    ratio: int = 200
    entries: int = 5_000


@dataclass(frozen=True, kw_only=True)
class Block:
    """One heading, paragraph or table row, in reading order."""

    kind: Kind
    text: str
    page: int = 0  #: from 1; 0 where the format has no pages
    place: str = ""  #: where else: "sheet Fees, row 3"


@dataclass(kw_only=True)
class Extract:
    """One document found in a file."""

    title: str = ""
    url: str = ""
    date: str = ""  #: YYYY-MM-DD as the file itself says, or empty
    blocks: list[Block] = field(default_factory=list)


@dataclass(kw_only=True)
class Parsed:
    """All that the parsing process hands back; travels as JSON."""

    kind: str
    extracts: list[Extract]
    pages: int = 0
    scanned: list[int] = field(default_factory=list)  #: pages without a text layer
    remarks: list[str] = field(default_factory=list)  #: sentences for the admin


def to_json(parsed: Parsed) -> dict[str, Any]:
    extracts = [
        {
            "title": one.title,
            "url": one.url,
            "date": one.date,
            "blocks": [[block.kind, block.text, block.page, block.place] for block in one.blocks],
        }
        for one in parsed.extracts
    ]
    return {**vars(parsed), "extracts": extracts}


def from_json(value: Mapping[str, Any]) -> Parsed:
    """What came from the parsing process is data of a stranger's file: every field is made anew."""
    extracts = [
        Extract(
            title=str(one["title"]),
            url=str(one["url"]),
            date=str(one["date"]),
            blocks=[
                Block(kind=_kind(kind), text=str(text), page=int(page), place=str(place))
                for kind, text, page, place in one["blocks"]
            ],
        )
        for one in value["extracts"]
    ]
    return Parsed(
        kind=str(value["kind"]),
        extracts=extracts,
        pages=int(value["pages"]),
        scanned=[int(page) for page in value["scanned"]],
        remarks=[str(remark) for remark in value["remarks"]],
    )


def _kind(value: Any) -> Kind:
    return value if value in ("heading", "row") else "text"
