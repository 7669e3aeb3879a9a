"""Office files are zip archives of XML: looked through before any library unpacks them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from knowledge.importers.model import FileRefused, Limits

CHUNK = 1 << 16


def check(path: Path, limits: Limits) -> None:
    """Raises FileRefused: malformed, encrypted, zip_bomb or xml_entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _sizes(entries, limits)
            for entry in entries:
                _unpack(archive, entry, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as problem:
        if isinstance(problem, FileRefused):
            raise
        raise FileRefused("malformed", detail=f"{type(problem).__name__}: {str(problem)[:80]}") from problem
    except RuntimeError as problem:  # zipfile: "is encrypted, password required"
        raise FileRefused("encrypted") from problem


def _sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise FileRefused("zip_bomb", detail=f"{len(entries)} files inside")
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if total > limits.unpacked_megabytes << 20:
        raise FileRefused("zip_bomb", detail=f"{total >> 20} MB unpacked")
    if total > 10 << 20 and total / packed > limits.ratio:
        raise FileRefused("zip_bomb", detail=f"{total // packed} times its size")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> None:
    """Read through once: the sizes in the directory may lie, and XML may declare entities."""
    reader = None
    if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        reader = DefusedExpatParser(forbid_dtd=True)
        reader.setContentHandler(ContentHandler())
    read = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            read += len(chunk)
            if read > limits.unpacked_megabytes << 20:
                raise FileRefused("zip_bomb", detail=f"{entry.filename} goes on and on")
            if reader is not None:
                _feed(reader, chunk, entry.filename)


def _feed(reader: DefusedExpatParser, chunk: bytes, name: str) -> None:
    try:
        reader.feed(chunk)
    except DefusedXmlException as problem:
        raise FileRefused("xml_entities", detail=name[:60]) from problem
    except SAXException as problem:
        raise FileRefused("malformed", detail=f"{name[:60]} is no XML") from problem
