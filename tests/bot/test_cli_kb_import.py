"""`kb import`, `kb check` and `kb adopt` as an admin types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.importing import limits_of, page_numbers
from bot.problems import UserProblem
from bot.settings import Settings, from_env
from knowledge.documents import read_document
from tests.bot.command import Sahayak
from tests.knowledge.importers import samples


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAHAYAK_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("SAHAYAK_KNOWLEDGE", str(tmp_path / "knowledge"))
    return tmp_path / "drafts"


def test_from_a_file_to_a_document(sahayak: Sahayak, drafts: Path, tmp_path: Path) -> None:
    path = tmp_path / "shop.docx"
    path.write_bytes(samples.word("en"))
    made = sahayak("kb", "import", str(path), "--id", "in-shop", "--url", "https://msme.gov.in/shop.docx")
    draft = drafts / "in-shop.md"
    assert made.code == 0, made.err
    assert made.out == f"made    {draft}: 2 statements, 6 things to finish; then: sahayak kb check {draft}\n"

    unfinished = sahayak("kb", "check", str(draft))
    assert unfinished.code == 1
    assert "FINISH  to do: sources: confirm title, address and date, and grade it" in unfinished.out
    assert "FINISH  source 1: write its grade: official, institutional, press, private" in unfinished.out
    assert unfinished.out.rstrip().endswith("not finished")
    refused = sahayak("kb", "adopt", str(draft))
    assert refused.code == 1
    assert draft.exists()

    finish(draft)
    finished = sahayak("kb", "check", str(draft))
    assert finished.code == 0, finished.err
    assert f"finished; next: sahayak kb adopt {draft}" in finished.out
    adopted = sahayak("kb", "adopt", str(draft))
    assert adopted.code == 0, adopted.err
    assert "next: write questions and translations" in adopted.out
    assert "sahayak kb sign in-shop --by NAME\n  sahayak kb publish --by NAME --why TEXT\n" in adopted.out
    document = read_document(tmp_path / "knowledge" / "documents" / "en" / "in-shop.md")
    assert [fact.text for fact in document.facts] == list(samples.TEXTS["en"][2:])
    assert document.source(1).url == "https://msme.gov.in/shop.docx"
    assert not draft.exists()


def finish(draft: Path) -> None:
    """What the admin does by hand."""
    text = draft.read_text(encoding="utf-8")
    start, end = text.index("todo:\n"), text.index("---\n", 4)
    text = text[:start] + text[end:]
    draft.write_text(text.replace('grade: ""', "grade: official"), encoding="utf-8")


def test_a_refused_file_is_said_and_ends_with_1(sahayak: Sahayak, drafts: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(samples.locked_pdf())
    ran = sahayak("kb", "import", str(tmp_path / "a.pdf"))
    assert ran.code == 1
    assert "REFUSED" in ran.out
    assert "the file is locked with a password; ask for a copy without one" in ran.out
    assert not drafts.exists()


def test_as_json(sahayak: Sahayak, drafts: Path, tmp_path: Path) -> None:
    for form in ("gu", "th"):
        (tmp_path / f"{form}.html").write_text(samples.page(form), encoding="utf-8")
    (tmp_path / "x.md").write_text("", encoding="utf-8")
    ran = sahayak("kb", "import", str(tmp_path), "--out", str(tmp_path / "out"), "--json")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(Path(row["source"]).name, row["code"], len(row["drafts"])) for row in rows] == [
        ("gu.html", "", 1),
        ("th.html", "", 1),
        ("x.md", "empty", 0),
    ]
    assert Path(rows[0]["drafts"][0]["draft"]).parent == tmp_path / "out"
    report = json.loads(sahayak("kb", "check", rows[0]["drafts"][0]["draft"], "--json").out)
    assert any("is in Gujarati; write it in English" in problem for problem in report["problems"])


def test_an_empty_folder_is_said(sahayak: Sahayak, drafts: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = sahayak("kb", "import", str(tmp_path / "empty"))
    assert ran.code == 1
    assert "holds no file that can be imported" in ran.out


def test_the_draft_of_adopt_must_be_there(sahayak: Sahayak, drafts: Path, tmp_path: Path) -> None:
    ran = sahayak("kb", "adopt", str(tmp_path / "none.md"))
    assert ran.code == 1


@pytest.mark.parametrize(("text", "pages"), [("", (0, 0)), ("4", (4, 4)), ("4-9", (4, 9)), (" 4 - 9 ", (4, 9))])
def test_page_numbers(text: str, pages: tuple[int, int]) -> None:
    assert page_numbers(text) == pages


@pytest.mark.parametrize("text", ["9-4", "0", "-3", "4-", "४-९ of", "all", "1,2"])
def test_page_numbers_that_are_none(text: str) -> None:
    with pytest.raises(UserProblem, match="write it like 4-9 or 4"):
        page_numbers(text)


def test_limits_are_settings() -> None:
    settings = from_env({"SAHAYAK_IMPORT_PAGES": "7", "SAHAYAK_IMPORT_MEGABYTES": "3", "SAHAYAK_IMPORT_SECONDS": "9"})
    limits = limits_of(settings)
    assert (limits.pages, limits.megabytes, limits.seconds) == (7, 3, 9)
    assert limits_of(Settings()).pages == 200


def test_a_folder_ends_with_how_many(sahayak: Sahayak, drafts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.docx").write_bytes(samples.word("en"))
    (folder / "b.pdf").write_bytes(samples.locked_pdf())
    made = sahayak("kb", "import", str(folder))
    assert made.code == 1
    assert "2 files; drafts made: 1; files refused: 1" in made.err


def test_a_country_has_two_letters(sahayak: Sahayak, drafts: Path, tmp_path: Path) -> None:
    path = tmp_path / "shop.docx"
    path.write_bytes(samples.word("en"))
    refused = sahayak("kb", "import", str(path), "--country", "india")
    assert refused.code == 1
    assert "--country india: write its two letters, such as IN or TH" in refused.err
