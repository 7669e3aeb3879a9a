from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from knowledge.importers.archive import check
from knowledge.importers.model import FileRefused, Limits
from tests.knowledge.importers import samples

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><l>&i;</l>"
)  # fmt: skip
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'


def checked(tmp_path: Path, data: bytes, **limits: int) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    check(path, Limits(**limits))


@pytest.mark.parametrize("form", ["en", "gu", "hi", "th"])
def test_real_office_files_pass(tmp_path: Path, form: str) -> None:
    checked(tmp_path, samples.word(form, [["a", "b"]] * 50))
    checked(tmp_path, samples.workbook({"ફી": [["a", form]] * 500}))


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE, "<!DOCTYPE html><p/>"], ids=["laughs", "outside", "doctype"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/document.xml.rels", "customXml/item1.xml"])
def test_xml_that_declares_entities_is_not_opened(tmp_path: Path, xml: str, name: str) -> None:
    with pytest.raises(FileRefused, match="declares entities"):
        checked(tmp_path, samples.with_entry(samples.word(), name, xml.encode()))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = samples.with_entry(samples.word(), "word/media/a.bin", b"\0" * (60 << 20))
    with pytest.raises(FileRefused, match=r"unpacks to far more than an office file does .*times its size"):
        checked(tmp_path, bomb)
    with pytest.raises(FileRefused, match="60 MB unpacked"):
        checked(tmp_path, bomb, unpacked_megabytes=20)


def test_a_directory_that_lies_about_sizes_helps_no_bomb(tmp_path: Path) -> None:
    data = bytearray(samples.with_entry(samples.word(), "word/media/a.bin", b"\0" * (30 << 20)))
    size = (30 << 20).to_bytes(4, "little")
    lied = bytes(data).replace(size, (1000).to_bytes(4, "little"))
    assert lied != bytes(data)
    with pytest.raises(FileRefused, match=r"damaged|far more"):
        checked(tmp_path, lied, unpacked_megabytes=20)


def test_too_many_entries(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(60):
            archive.writestr(f"{number}.txt", b"")
    with pytest.raises(FileRefused, match="60 files inside"):
        checked(tmp_path, file.getvalue(), entries=50)


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_cut_archive_is_damaged(tmp_path: Path, cut: float) -> None:
    data = samples.word("gu")
    with pytest.raises(FileRefused, match="damaged"):
        checked(tmp_path, data[: int(len(data) * cut)])
