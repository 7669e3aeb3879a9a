from __future__ import annotations

import pytest

from knowledge.importers.encodings import check_letters, decode
from knowledge.importers.model import FileRefused
from tests.knowledge.importers.samples import TEXTS

THAI = "โครงการสินเชื่อร้านค้าเล็ก และการให้ความช่วยเหลือที่มีดอกเบี้ยต่ำ 4% ของผู้ประกอบการ"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (THAI.encode("cp874"), "", THAI),
        (THAI.encode("tis-620"), "", THAI),
        (THAI.encode("cp874"), "tis-620", THAI),
        (THAI.encode("cp874"), "windows-1252-no-such", THAI),
        (("The fee – £5 – is “low”. " * 20).encode("cp1252"), "", "The fee – £5 – is “low”. " * 20),
        (("Le prêt été à 4 % " * 20).encode("cp1252"), "cp1252", "Le prêt été à 4 % " * 20),
        ("લોન 🙂".encode("utf-32"), "", "લોન 🙂"),
        (b"a\r\nb\rc", "", "a\nb\nc"),
        ("दुकान".encode(), "cp1252", "दुकान"),
        ("दुकान".encode(), "rot13", "दुकान"),
    ],
)
def test_bytes_to_text(data: bytes, declared: str, text: str) -> None:
    assert decode(data, declared) == text


@pytest.mark.parametrize("form", sorted(TEXTS))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form(form: str, encoding: str) -> None:
    text = "\n".join(TEXTS[form])
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("form", ["hi", "gu", "th"])
def test_utf8_that_was_read_as_something_else_is_refused(form: str) -> None:
    garbled = "\n".join(TEXTS[form]).encode().decode("cp1252", "replace")
    with pytest.raises(FileRefused, match=r"garbled when it was saved .*ask for the original, saved as UTF-8"):
        decode(garbled.encode())


@pytest.mark.parametrize("form", ["hi", "gu", "th"])
def test_letters_that_became_question_marks_are_refused(form: str) -> None:
    lost = "\n".join(TEXTS[form]).encode("ascii", "replace").decode()
    with pytest.raises(FileRefused, match="letters were lost"):
        check_letters(lost)


@pytest.mark.parametrize("text", ["Was it? Yes??? Maybe.", "Prêt à porter: ª and ¹ are fine", "€ 5 – “low” … à la"])
def test_odd_but_right_letters_pass(text: str) -> None:
    check_letters(text * 3)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(FileRefused, match="cannot be read in any known encoding; save it as UTF-8"):
        decode(bytes([0x81, 0x8D, 0, 0x90, 7, 0x9D]) * 50)
