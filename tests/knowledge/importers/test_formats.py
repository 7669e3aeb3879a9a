"""Every format through the parsing process, as `kb import` reads it."""

from __future__ import annotations

import pytest

from knowledge.importers.model import FileRefused, Parsed
from tests.knowledge.importers import samples
from tests.knowledge.importers.conftest import Parse
from tests.knowledge.importers.samples import TEXTS

FORMS = sorted(TEXTS)


def shown(parsed: Parsed) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for extract in parsed.extracts for block in extract.blocks]


@pytest.mark.parametrize("form", FORMS)
def test_word(parse: Parse, form: str) -> None:
    title, heading, first, second = TEXTS[form]
    parsed = parse("a.docx", samples.word(form, [["Fee", "Days"], ["₹ 100", "30"], ["฿ 5", "7"]]))
    assert parsed.kind == "docx"
    assert parsed.extracts[0].title == title
    assert shown(parsed) == [
        ("heading", title),
        ("heading", heading),
        ("text", first),
        ("text", second),
        ("row", "Fee: ₹ 100; Days: 30"),
        ("row", "Fee: ฿ 5; Days: 7"),
    ]


def test_word_leaves_hidden_and_deleted_text_out(parse: Parse) -> None:
    import io

    import docx
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = docx.Document(io.BytesIO(samples.word("gu")))
    paragraph = document.add_paragraph("દેખાય છે")
    paragraph.add_run(" છુપાયેલું").font.hidden = True
    paragraph._p.append(parse_xml(f'<w:del {w} w:id="1"><w:r><w:delText> gone</w:delText></w:r></w:del>'))
    file = io.BytesIO()
    document.save(file)
    assert shown(parse("a.docx", file.getvalue()))[-1] == ("text", "દેખાય છે")


@pytest.mark.parametrize("form", FORMS)
def test_web_page(parse: Parse, form: str) -> None:
    title, heading, first, second = TEXTS[form]
    table = "<table><tr><th>વર્ગ<th>Subsidy<tr><td>महिला<td>35%</table>"
    unseen = (
        "<script>alert(1)</script><style>p{}</style><p hidden>secret</p><div style='display: none'>गुप्त</div>"
        "<!-- comment --><p aria-hidden=true>ลับ</p>"
    )
    parsed = parse("a.html", samples.page(form, table + unseen))
    assert parsed.kind == "html"
    assert parsed.extracts[0].title == title
    assert shown(parsed) == [
        ("heading", title),
        ("heading", heading),
        ("text", first),
        ("text", second),
        ("row", "વર્ગ: महिला; Subsidy: 35%"),
    ]
    assert parsed.remarks == ["3 hidden parts of the page were left out."]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>ક <b>ખ</b> ગ<p>ઘ</p>ચ</div>", ["ક ખ ગ", "ઘ", "ચ"]),
        ("<ul><li>એક<li><p>બે</p></ul>", ["એક", "બે"]),
        ("<table><tr><td><table><tr><td>อ<td>ก</table></table>", ["อ", "ก"]),
        ("<p>a<br>b</p>", ["a", "b"]),
    ],
)
def test_the_blocks_of_a_page(parse: Parse, html: str, expected: list[str]) -> None:
    assert [text for _, text in shown(parse("a.html", f"<html><body>{html}</body></html>"))] == expected


def test_what_a_page_says_of_itself(parse: Parse) -> None:
    head = (
        "<title>T</title><meta property='article:published_time' content='2025-03-02T10:00:00Z'>"
        "<link rel=canonical href='https://example.gov.in/scheme'>"
    )
    [extract] = parse("a.html", f"<html><head>{head}</head><body><p>योजना है</p></body></html>").extracts
    assert (extract.title, extract.url, extract.date) == ("T", "https://example.gov.in/scheme", "2025-03-02")


@pytest.mark.parametrize("form", FORMS)
def test_markdown(parse: Parse, form: str) -> None:
    title, heading, first, second = TEXTS[form]
    text = f"---\ntitle: x\n---\n# {title}\n\n{heading}\n---\n\n- **{first}**\n- [{second}](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    parsed = parse("a.md", text)
    assert shown(parsed) == [
        ("heading", title),
        ("heading", heading),
        ("text", first),
        ("text", second),
        ("row", "a: 1; b: 2"),
    ]
    assert parsed.extracts[0].title == "x"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_every_encoding(parse: Parse, form: str, encoding: str) -> None:
    title, _, first, second = TEXTS[form]
    parsed = parse("a.txt", f"{title}\n\n{first} {first}\n{second}\n".encode(encoding))
    assert shown(parsed) == [("heading", title), ("text", f"{first} {first} {second}")]


def test_csv(parse: Parse) -> None:
    rows = "वर्ग;શહેર;ราคา\nमहिला;સુરત;1,000\n;;\nअन्य;રાજકોટ;500\n"
    assert shown(parse("a.csv", rows)) == [
        ("row", "वर्ग: महिला; શહેર: સુરત; ราคา: 1,000"),
        ("row", "वर्ग: अन्य; શહેર: રાજકોટ; ราคา: 500"),
    ]
    [first, second] = parse("b.csv", "Bank,Phone\nA,1\nB,2\n").extracts[0].blocks
    assert (first.place, second.place) == ("table, row 2", "table, row 3")


def test_workbook(parse: Parse) -> None:
    import datetime

    data = samples.workbook(
        {"ફી": [["યોજના", "ફી"], ["મુદ્રા", 100.5], ["પીએમઈજીપી", datetime.date(2025, 4, 1)]], "x": [["secret"]]},
        hidden=["x"],
    )
    parsed = parse("a.xlsx", data)
    assert shown(parsed) == [
        ("heading", "ફી"),
        ("row", "યોજના: મુદ્રા; ફી: 100.5"),
        ("row", "યોજના: પીએમઈજીપી; ફી: 2025-04-01"),
    ]
    assert parsed.extracts[0].blocks[1].place == "sheet ફી, row 2"
    assert parsed.remarks == ["Hidden sheets were left out: x."]


def test_json_lines_one_document_for_each_id(parse: Parse) -> None:
    rows = [
        {"doc_id": "a", "title": "એક", "url": "https://example.org/a", "text": "પહેલું વાક્ય", "section": "લાભ", "page": 3},
        {"doc_id": "b", "title": "สอง", "text": "ข้อความ"},
        {"doc_id": "a", "text": "બીજું વાક્ય"},
    ]
    parsed = parse("a.jsonl", samples.lines_of(rows))
    assert [(one.title, one.url, len(one.blocks)) for one in parsed.extracts] == [
        ("એક", "https://example.org/a", 3),
        ("สอง", "", 1),
    ]
    assert [(block.page, block.place) for block in parsed.extracts[0].blocks] == [(0, ""), (3, "line 1"), (0, "line 3")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: is no JSON"),
        ("[1]", 'line 2: needs {"text": "…"}'),
        ('{"text": 1}', "line 2: needs"),
        ("[" * 100_000, "line 2: is no JSON"),
    ],
    ids=["broken", "list", "no text", "deep"],
)
def test_a_bad_line_is_named(parse: Parse, line: str, said: str) -> None:
    with pytest.raises(FileRefused, match=said.replace("{", r"\{")):
        parse("a.jsonl", f'{{"text": "ઠીક"}}\n{line}\n')


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7 and nothing else", "malformed"),
        ("a.pdf", b"\x00\x01\x02" * 50, "malformed"),
        ("a.pdf", "ગુજરાતી લખાણ".encode(), "malformed"),
        ("a.docx", b"PK\x03\x04 broken", "malformed"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unsupported"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "unsupported"),
        ("a.rtf", rb"{\rtf1 hello}", "unsupported"),
        ("a.bin", bytes(range(1, 9)) * 100, "unsupported"),
        ("a.txt", b"   \n\n  ", "empty"),
        ("a.html", "<html><body><script>x</script></body></html>", "no_text"),
        ("a.txt", "---\n...\n***\n", "no_text"),
        ("a.csv", b",,,\n,,,\n", "no_text"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_with_its_reason(parse: Parse, name: str, data: bytes | str, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        parse(name, data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("page.php", samples.page("th"), "html"),
        ("report.txt", samples.page("gu"), "html"),
        ("report", samples.word("hi"), "docx"),
        ("report.pdf", samples.page("en"), "html"),
        ("report.docx", samples.workbook({"a": [["x", "y"], ["ક", "ખ"]]}), "xlsx"),
    ],
    ids=["php", "txt", "no suffix", "pdf", "docx"],
)  # fmt: skip
def test_the_bytes_tell_the_format(parse: Parse, name: str, data: bytes | str, kind: str) -> None:
    assert parse(name, data).kind == kind


def test_the_servers_word_counts_where_bytes_do_not_tell(parse: Parse) -> None:
    assert parse("download", "a,b\n1 રૂ,2\n", content_type="text/csv").kind == "csv"
    assert parse("download", "a,b\n1 રૂ,2\n").kind == "text"


def test_pages_are_for_pdfs(parse: Parse) -> None:
    with pytest.raises(FileRefused, match="only a PDF has pages"):
        parse("a.txt", "લખાણ", pages=(1, 2))
