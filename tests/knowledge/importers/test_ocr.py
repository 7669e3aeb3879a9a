"""tesseract itself, on pages drawn here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.importers import ocr
from knowledge.importers.model import FileRefused
from knowledge.importers.sandbox import Sandbox
from tests.knowledge.importers import samples

PAGES = {
    "en": ["Small Shop Support", "The loan is up to 50,000", "for shops on Udyam."],
    "gu": ["નાની દુકાન સહાય", "અરજદાર ગુજરાતનો રહેવાસી", "લોન 4 વર્ષ"],
    "hi": ["दुकान सहायता योजना", "आवेदक भारत का निवासी", "ऋण की राशि"],
    "th": ["โครงการสินเชื่อร้านค้า", "คุณสมบัติ", "วิสาหกิจขนาดย่อม"],
}


@pytest.fixture
def tesseract() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed (Debian: tesseract-ocr and its -hin, -guj, -tha)")


def image(sandbox: Sandbox, folder: Path, language: str) -> bytes:
    path = folder / f"{language}.pdf"
    path.write_bytes(samples.scanned_pdf(PAGES[language], language))
    return sandbox.render(path, 1)


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(
    ("language", "wanted", "words"),
    [
        ("en", ["eng"], ["loan", "50,000"]),
        ("gu", ["eng", "guj"], ["દુકાન", "ગુજરાતનો"]),
        ("hi", ["eng", "hin"], ["दुकान", "आवेदक"]),
        ("th", ["eng", "tha"], ["ร้านค้า", "วิสาหกิจ"]),
    ],
)
def test_the_language_is_found_and_the_page_read(
    sandbox: Sandbox, tmp_path: Path, language: str, wanted: list[str], words: list[str]
) -> None:
    drawn = image(sandbox, tmp_path, language)
    if language in ("gu", "th"):  # each costs four readings; these two are the hard ones
        assert ocr.languages((), lambda: drawn, 1) == wanted
    page = ocr.read(drawn, 1, wanted)
    text = " ".join(block.text for block in page.blocks)
    assert [word for word in words if word not in text] == []
    assert page.confidence > ocr.DOUBTFUL


@pytest.mark.usefixtures("tesseract")
def test_a_language_without_data_is_named_with_its_package() -> None:
    with pytest.raises(FileRefused, match="no data for mar; install it: apt install tesseract-ocr-mar"):
        ocr.languages(["eng", "mar"], lambda: b"", 1)


@pytest.mark.usefixtures("tesseract")
def test_what_tesseract_cannot_read_is_an_error() -> None:
    with pytest.raises(FileRefused, match=r"tesseract could not read page 7 \(it ended with 1\)"):
        ocr.read(b"no picture", 7, ["eng"])


Word = tuple[str, int, int, int, int, float]


def tsv(*words: Word, tall: int = 0) -> str:
    """(text, paragraph, line, left, width, confidence); line number ``tall`` is set in a larger size."""
    rows = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    before = None
    for text, par, line, left, width, conf in words:
        if (par, line) != before:
            rows.append(f"4\t1\t1\t{par}\t{line}\t0\t0\t0\t99\t{40 if line == tall else 25}\t-1\t")
            before = (par, line)
        rows.append(f"5\t1\t1\t{par}\t{line}\t1\t{left}\t0\t{width}\t20\t{conf}\t{text}")
    return "\n".join(rows)


def test_a_line_in_a_larger_size_is_a_heading_of_its_own() -> None:
    words = [("પાત્રતા", 1, 1, 0, 40, 90.0), ("દુકાન", 1, 2, 0, 40, 90.0), ("જોઈએ.", 1, 2, 50, 40, 90.0)]
    page = ocr._from_tsv(tsv(*words, tall=1), 1)
    assert [(block.kind, block.text) for block in page.blocks] == [("heading", "પાત્રતા"), ("text", "દુકાન જોઈએ.")]


@pytest.mark.parametrize(
    ("number", "text", "kind"),
    [("2.", "Who can apply", "heading"), ("5)", "Contacts", "heading"), ("2.", "पात्रता", "heading"),
     ("2.", "Attach the passbook", "text"), ("*", "Benefits", "text")],
)  # fmt: skip
def test_a_numbered_line_that_names_a_section_is_a_heading(number: str, text: str, kind: str) -> None:
    page = ocr._from_tsv(tsv((number, 1, 1, 0, 9, 90.0), *((word, 1, 1, 20, 80, 90.0) for word in text.split())), 1)
    assert [(block.kind, block.text) for block in page.blocks] == [(kind, text)]


def test_a_paragraph_of_several_sentences_is_no_heading() -> None:
    words = [("वह", 1, 1, 0, 900, 90.0), ("है।", 1, 2, 0, 880, 90.0), ("लाभ", 1, 3, 0, 850, 90.0)]
    [block] = ocr._from_tsv(tsv(*words), 1).blocks
    assert (block.kind, block.text) == ("text", "वह है। लाभ")


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ([("લોન", 1, 1, 0, 40, 90.0), ("મળે", 1, 2, 0, 40, 80.0), ('"છે', 2, 1, 0, 40, 90.0)], ["લોન મળે", '"છે']),
        ([("ส", 1, 1, 0, 10, 90.0), ("ิ", 1, 1, 10, 1, 90.0), ("น", 1, 1, 11, 9, 90.0), ("ดี", 1, 1, 60, 9, 90.0)], ["สิน ดี"]),
        ([("*", 1, 1, 0, 5, 50.0), ("आधार", 1, 1, 9, 30, 90.0), ("*", 1, 2, 0, 5, 50.0), ("पैन", 1, 2, 9, 30, 90.0)], ["आधार", "पैन"]),
        # A bullet read as a letter, and a line that is lower than the one before it.
        ([("e", 1, 1, 0, 5, 50.0), ("The", 1, 1, 9, 300, 90.0), ("public", 1, 2, 9, 40, 90.0)], ["The public"]),
        # A line that ends early ends its paragraph.
        ([("જે", 1, 1, 0, 900, 90.0), ("છે.", 1, 2, 0, 100, 90.0), ("લાભ", 1, 3, 0, 90, 90.0)], ["જે છે.", "લાભ"]),
        ([], []),
    ],
)  # fmt: skip
def test_words_are_put_together(words: list[Word], texts: list[str]) -> None:
    page = ocr._from_tsv(tsv(*words), 3)
    assert [block.text for block in page.blocks] == texts
    assert {block.page for block in page.blocks} <= {3}
    if words:
        assert page.confidence == pytest.approx(sum(word[5] for word in words) / len(words))
    else:
        assert page.doubtful
