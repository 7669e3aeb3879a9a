from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importers.collect import Blocks
from knowledge.importers.model import FileRefused, Limits
from knowledge.importers.pdf import Page, _add, page_range
from knowledge.importers.pdf_lines import Line, joined, paragraphs
from knowledge.importers.pdf_tables import Grid
from knowledge.importers.sandbox import Sandbox
from tests.knowledge.importers import samples
from tests.knowledge.importers.conftest import Parse
from tests.knowledge.importers.samples import TEXTS
from tests.knowledge.importers.test_formats import shown


@pytest.mark.parametrize("language", ["en", "gu", "hi", "th"])
def test_text_with_its_pages(parse: Parse, language: str) -> None:
    title, heading, first, second = TEXTS[language]
    second = "ดอกเบี้ยต่ำ" if language == "th" else second  # the Thai font has no figures
    data = samples.text_pdf([[f"# {title}", f"# {heading}", first], [second]], language)
    parsed = parse("a.pdf", data)
    assert (parsed.kind, parsed.pages, parsed.scanned) == ("pdf", 2, [])
    assert [(block.kind, block.text, block.page) for block in parsed.extracts[0].blocks] == [
        ("heading", title, 1),
        ("heading", heading, 1),
        ("text", first, 1),
        ("text", second, 2),
    ]


@pytest.mark.parametrize("language", ["en", "gu"])
def test_a_ruled_table_becomes_rows(parse: Parse, language: str) -> None:
    names = {"en": ("Class", "Women"), "gu": ("વર્ગ", "મહલા")}[language]
    data = samples.text_pdf([[TEXTS[language][2]]], language, [[names[0], "4"], [names[1], "35%"]])
    parsed = parse("a.pdf", data)
    assert ("row", f"{names[1]}: 35%") in shown(parsed)
    assert ("text", TEXTS[language][2]) in shown(parsed)


def test_a_table_stands_between_its_lines() -> None:
    grid = Grid(box=(60, 500, 360, 560), boxes=[[(60, 530, 210, 560)], [(60, 500, 210, 530)]])
    for letter, y in (("ક", 545), ("ખ", 515)):
        grid.add(letter, 100, y, "A")
    lines = [
        line("Benefits", 700, size=16, right=120),
        line("ઉપર", 600),
        line("Contacts", 450, size=16, right=120),
        line("નીચે", 400),
    ]
    blocks = Blocks(Limits())
    _add(Page(number=2, lines=lines, tables=[grid], scanned=False, unmapped=0), 11, blocks)
    assert [block.text for block in blocks.found] == ["Benefits", "ઉપર", "ક", "ખ", "Contacts", "નીચે"]


def test_the_lines_of_a_cell_are_words_apart() -> None:
    grid = Grid(box=(60, 500, 360, 560), boxes=[[(60, 500, 210, 560), (210, 500, 360, 560)]])
    for text, x in (("at most Rs", 100), ("25,000", 100), ("મહિ", 300), ("લા", 300), ("Pro-", 300), ("ducer", 300)):
        for letter in text:
            grid.add(letter, x, 530, "A")
        if text != "મહિ":
            grid.end_line()
            grid.end_line()
    assert grid.rows == [["at most Rs 25,000", "મહિલા Producer"]]


def test_a_cell_of_two_lines_in_a_real_file(parse: Parse) -> None:
    boxes = [["Class", "Limit"], ["Producer\ncompany", "at most Rs\n25,000"]]
    assert ("row", "Class: Producer company; Limit: at most Rs 25,000") in shown(
        parse("a.pdf", samples.text_pdf([["The rates are below."]], boxes=boxes))
    )


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((("કિં", 60, 700), ("મત", 78, 700), (" ", 96, 700), ("રૂ", 102, 700)), "કિંમત રૂ"),
        ((("ผู้", 60, 700), ("สมั", 77, 700), ("คร", 95, 700)), "ผู้สมัคร"),
        ((("हि", 60, 700), ("न्दी", 78, 700), ("में", 110, 700)), "हिन्दी में"),
    ],
)
def test_letters_told_beside_their_glyphs_are_read_once_and_in_order(
    parse: Parse, spans: tuple[tuple[str, float, float], ...], expected: str
) -> None:
    [block] = parse("a.pdf", samples.browser_like_pdf(spans)).extracts[0].blocks
    assert block.text == expected


def test_a_page_of_pictures_is_told_from_one_of_text(parse: Parse) -> None:
    parsed = parse("scan.pdf", samples.scanned_pdf(["સ્કેન"], "gu", pages=2))
    assert (parsed.pages, parsed.scanned, shown(parsed)) == (2, [1, 2], [])


def test_with_ocr_every_page_is_a_picture(parse: Parse) -> None:
    assert parse("a.pdf", samples.text_pdf([["One sentence of text."]]), ocr=True).scanned == [1]


def test_a_page_is_rendered_for_tesseract(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(samples.text_pdf([["One sentence of text."]]))
    assert sandbox.render(path, 1).startswith(b"\x89PNG")


def test_a_locked_file(parse: Parse) -> None:
    with pytest.raises(FileRefused, match="locked with a password; ask for a copy without one"):
        parse("a.pdf", samples.locked_pdf())


def test_only_the_pages_asked_for(parse: Parse) -> None:
    data = samples.text_pdf([[f"Page number {word} has text."] for word in ("one", "two", "three", "four")])
    blocks = parse("a.pdf", data, pages=(2, 3)).extracts[0].blocks
    assert [(block.page, block.text) for block in blocks] == [
        (2, "Page number two has text."),
        (3, "Page number three has text."),
    ]


@pytest.mark.parametrize(
    ("count", "first", "last", "pages"),
    [(3, 0, 0, [1, 2, 3]), (3, 2, 9, [2, 3]), (500, 401, 500, list(range(401, 501))), (1, 1, 1, [1])],
)
def test_page_ranges(count: int, first: int, last: int, pages: list[int]) -> None:
    assert list(page_range(count, first, last, Limits())) == pages


def test_500_pages_are_refused_with_the_way_to_split_them() -> None:
    with pytest.raises(FileRefused, match=r"500 pages to read, the limit is 200; import parts with --pages 1-200"):
        page_range(500, 0, 0, Limits())


def test_pages_are_limited_in_a_real_file(tmp_path: Path, parse: Parse) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(samples.text_pdf([["Loans are for shops."]] * 9))
    with Sandbox(Limits(pages=5)) as small:
        with pytest.raises(FileRefused, match="9 pages to read, the limit is 5"):
            small.parse(path)
        assert small.parse(path, pages=(5, 9)).pages == 9
    with pytest.raises(FileRefused, match="it has only 9 pages; give --pages within 1-9"):
        parse("long.pdf", path.read_bytes(), pages=(10, 12))


def test_heads_and_feet_of_every_page_are_left_out(parse: Parse) -> None:
    bodies = ["Loans are for shops.", "Grants are for mills.", "Training is for all.", "Offices open at ten."]
    pages = [["Ministry of MSME", body, "Another line stands here.", f"Page {n} of 4"] for n, body in enumerate(bodies)]
    texts = " ".join(text for _, text in shown(parse("a.pdf", samples.text_pdf(pages))))
    assert all(body in texts for body in bodies)
    assert "Ministry of MSME" not in texts
    assert "of 4" not in texts


def test_an_old_font_is_told_by_its_name(parse: Parse) -> None:
    text = "vkosnu djus dk rjhdk " * 3
    data = samples.text_pdf([[text]]).replace(b"/Helvetica", b"/KrutiDev0")
    assert b"/KrutiDev0" in data
    with pytest.raises(FileRefused, match=r"font from before Unicode .*KrutiDev0.*Ask for a Unicode copy.*--ocr"):
        parse("a.pdf", data)
    assert parse("a.pdf", data, ocr=True).scanned == [1]


def line(text: str, top: float = 700, left: float = 60, right: float = 500, size: float = 11, font: str = "A") -> Line:
    return Line(text=text, font=font, size=size, left=left, right=right, top=top)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line("The loan is for"), line("shops.", 686, right=90)], [("text", "The loan is for shops.")]),
        ([line("એક વાત", right=120), line("બીજી લાંબી વાત અહીં છે", 686)], [("text", "એક વાત"), ("text", "બીજી લાંબી વાત અહીં છે")]),
        ([line("• पहला", right=500), line("• दूसरा", 686)], [("text", "पहला"), ("text", "दूसरा")]),
        ([line("คุณสมบัติ", size=16, right=120), line("ข้อความ", 670)], [("heading", "คุณสมบัติ"), ("text", "ข้อความ")]),
        ([line("Benefits", font="X-Bold", right=120), line("A loan.", 686)], [("heading", "Benefits"), ("text", "A loan.")]),
        ([line("2. કોણ અરજી કરી શકે", size=16, right=200), line("1. આધાર", 670), line("2. પાન", 656)], [("heading", "2. કોણ અરજી કરી શકે"), ("text", "આધાર"), ("text", "પાન")]),
        ([line("3.1 लाभ", font="X-Bold", right=120), line("ऋण.", 686)], [("heading", "3.1 लाभ"), ("text", "ऋण.")]),
        ([line("Handloom Working Capital", size=22, right=450), line("Scheme", 675, size=22, right=160), line("A loan.", 640)], [("heading", "Handloom Working Capital Scheme"), ("text", "A loan.")]),
        ([line("Benefits", size=16, right=120), line("1. कौन", 684, size=16, right=120), line("A loan.", 640)], [("heading", "Benefits"), ("heading", "1. कौन"), ("text", "A loan.")]),
        ([line("Benefits", size=16, right=120), line("ลาภ", 650, size=16, right=120), line("A loan.", 600)], [("heading", "Benefits"), ("heading", "ลาภ"), ("text", "A loan.")]),
        ([line("12", right=70), line("Page 3 of 9", 20), line("text stands here", 500)], [("text", "text stands here")]),
        ([line("first column goes on", right=280), line("second column", 700, left=320)], [("text", "first column goes on"), ("text", "second column")]),
    ],
)  # fmt: skip
def test_paragraphs(lines: list[Line], expected: list[tuple[str, str]]) -> None:
    assert list(paragraphs(lines, body=11)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["infra-", "structure"], "infrastructure"),
        (["PM-", "EGP"], "PM- EGP"),
        (["નિકાસ", "સુવિધા"], "નિકાસ સુવિધા"),
        (["co\x02", "operative"], "cooperative"),
    ],
)
def test_words_cut_at_the_lines_end(lines: list[str], expected: str) -> None:
    assert joined(lines) == expected
