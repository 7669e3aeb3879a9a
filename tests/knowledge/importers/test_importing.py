from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import httpx
import pytest

from knowledge.documents import read_front
from knowledge.importers import importing, ocr
from knowledge.importers.fetch import Fetcher
from knowledge.importers.importing import Importer, Outcome, Wish, expand
from knowledge.importers.model import Block, FileRefused, Limits
from knowledge.importers.ocr import PageText
from knowledge.importers.sandbox import Sandbox
from tests.guard import ROOT
from tests.knowledge.importers import samples

TODAY = date(2026, 11, 22)


def importer(sandbox: Sandbox, said: list[str] | None = None, answer: httpx.Response | None = None) -> Importer:
    transport = httpx.MockTransport(lambda request: answer or httpx.Response(404))
    fetcher = Fetcher(Limits(), transport=transport, resolver=lambda host, port: ["203.0.114.7"])
    return Importer(sandbox, fetcher, TODAY, (said if said is not None else []).append)


def run(sandbox: Sandbox, target: Path | str, out: Path, **wish: object) -> list[Outcome]:
    return list(importer(sandbox).run(str(target), Wish(out=out, **wish)))  # type: ignore[arg-type]


def test_a_folder_with_good_and_bad_files(sandbox: Sandbox, tmp_path: Path) -> None:
    folder, out = tmp_path / "files", tmp_path / "drafts"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.docx").write_bytes(samples.word("gu"))
    (folder / "b.pdf").write_bytes(samples.locked_pdf())
    (folder / "deep" / "c.html").write_text(samples.page("th"), encoding="utf-8")
    (folder / "d.exe").write_bytes(b"MZ")
    (folder / ".e.txt").write_text("hidden", encoding="utf-8")
    outcomes = run(sandbox, folder, out)
    assert [(Path(one.source).name, one.code) for one in outcomes] == [
        ("a.docx", ""),
        ("b.pdf", "encrypted"),
        ("c.html", ""),
    ]
    made = [path for one in outcomes for path, _ in one.drafts]
    assert sorted(out.iterdir()) == sorted(made)


def test_a_second_run_says_that_the_draft_is_there(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(samples.word("hi"))
    [first] = run(sandbox, path, tmp_path / "out")
    [(draft, _)] = first.drafts
    draft.write_text("work of an admin", encoding="utf-8")
    [second] = run(sandbox, path, tmp_path / "out")
    assert second.code == "draft_exists"
    assert draft.read_text(encoding="utf-8") == "work of an admin"
    [third] = run(sandbox, path, tmp_path / "out", force=True)
    assert third.code == ""
    assert draft.read_text(encoding="utf-8").startswith("---\nid: ")


def test_one_file_may_hold_several_documents(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"doc_id": one, "title": f"Scheme {one}", "text": "दुकान को ऋण मिलता है।"} for one in ("one", "two")]
    path.write_bytes(samples.lines_of(rows))
    [outcome] = run(sandbox, path, tmp_path / "out", country="IN")
    assert [path.name for path, _ in outcome.drafts] == ["in-scheme-one.md", "in-scheme-two.md"]


def test_an_address_is_kept_as_the_source(sandbox: Sandbox, tmp_path: Path) -> None:
    response = httpx.Response(200, content=samples.page("gu").encode(), headers={"content-type": "text/html"})
    target = "https://msme.gov.in/yojana"
    [outcome] = importer(sandbox, answer=response).run(target, Wish(out=tmp_path))
    [(path, draft)] = outcome.drafts
    assert 'url: "https://msme.gov.in/yojana"' in path.read_text(encoding="utf-8")
    assert draft.id.startswith("in-")


def test_a_list_of_addresses(sandbox: Sandbox, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("# ઓફિશિયલ\nhttps://a.gov.in/x\n\nhttps://b.gov.in/y\nhttps://a.gov.in/x\n", encoding="utf-8")
    assert list(expand(str(listed))) == ["https://a.gov.in/x", "https://b.gov.in/y"]
    assert [one.code for one in importer(sandbox).run(str(listed), Wish(out=tmp_path / "out"))] == ["fetch", "fetch"]
    assert not (tmp_path / "out").exists()
    listed.write_text("https://a.gov.in/x\nand some text\n", encoding="utf-8")
    assert list(expand(str(listed))) == [str(listed)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("https://a.gov.in/x\nwww.b.gov.in/y\n", "www.b.gov.in/y"),
        ("https://a.gov.in/x\nfile:///etc/passwd\n/etc/passwd\n", "/etc/passwd"),
        ("Pages to read\nhttps://a.gov.in/x\nhttps://b.gov.in/y\n", "Pages to read"),
    ],
)
def test_a_line_of_a_list_that_is_no_address_is_refused(
    sandbox: Sandbox, tmp_path: Path, text: str, wrong: str
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(text, encoding="utf-8")
    outcomes = {one.source: one for one in importer(sandbox).run(str(listed), Wish(out=tmp_path / "out"))}
    assert outcomes[wrong].code == "bad_address"
    assert outcomes["https://a.gov.in/x"].code == "fetch"


@pytest.mark.parametrize("force", [True, False])
def test_files_of_one_title_are_numbered(sandbox: Sandbox, tmp_path: Path, force: bool) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in (("a", "Shops get loans."), ("b", "Farms get loans."), ("c", "Boats get loans.")):
        (folder / f"{name}.md").write_text(f"# Loans\n\n{text}\n", encoding="utf-8")
    outcomes = run(sandbox, folder, tmp_path / "out", country="IN", force=force)
    made = [path for one in outcomes for path, _ in one.drafts]
    assert [path.name for path in made] == ["in-loans.md", "in-loans-2.md", "in-loans-3.md"]
    assert "- Boats get loans. [1]" in made[2].read_text(encoding="utf-8")
    assert read_front(made[2])["id"] == "in-loans-3"
    again = run(sandbox, folder, tmp_path / "out", country="IN")
    assert [one.code for one in again] == ["draft_exists"] * 3


def test_a_draft_that_is_there_stops_none_of_the_others_of_its_file(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"doc_id": one, "title": f"Scheme {one}", "text": "Shops get loans."} for one in ("one", "two", "three")]
    path.write_bytes(samples.lines_of(rows))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "in-scheme-two.md").write_text("work of an admin", encoding="utf-8")
    [outcome] = run(sandbox, path, tmp_path / "out", country="IN")
    assert [path.name for path, _ in outcome.drafts] == ["in-scheme-one.md", "in-scheme-three.md"]
    assert "there is already a draft" in outcome.refused
    assert "in-scheme-two.md" in outcome.refused


def test_what_belongs_to_one_file_is_left_aside_for_many(sandbox: Sandbox, tmp_path: Path) -> None:
    for form in ("gu", "th"):
        (tmp_path / f"{form}.html").write_text(samples.page(form), encoding="utf-8")
    said: list[str] = []
    outcomes = list(
        importer(sandbox, said).run(str(tmp_path), Wish(out=tmp_path / "out", id="in-one", url="https://x.in"))
    )
    assert said == ["--id, --url and --pages belong to one file and are left aside here"]
    assert not [one for one in outcomes if one.refused]


def test_pages_of_text_and_pictures_come_in_order(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(image: bytes, page: int, wanted: object) -> PageText:
        assert image.startswith(b"\x89PNG")
        block = Block(kind="text", text=f"ચિત્ર {page} માંથી વાંચ્યું.", page=page)
        return PageText(blocks=(block,), confidence=90.0 if page == 1 else 50.0)

    monkeypatch.setattr(importing.ocr, "languages", lambda wanted, first, pages: ["eng", "guj"])
    monkeypatch.setattr(importing.ocr, "read", read)
    path = tmp_path / "a.pdf"
    path.write_bytes(samples.scanned_pdf(["સ્કેન"], "gu", pages=2))
    [outcome] = run(sandbox, path, tmp_path / "out")
    [(made, draft)] = outcome.drafts
    text = made.read_text(encoding="utf-8")
    assert text.index("- ચિત્ર 1 માંથી વાંચ્યું. [1, p. 1]") < text.index("- ચિત્ર 2 માંથી વાંચ્યું. [1, p. 2]")
    assert any(item.startswith("Read by OCR: pages 1, 2.") for item in draft.todo)
    assert any(item.startswith("OCR was unsure on pages 2") for item in draft.todo)


def test_too_many_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(samples.scanned_pdf(["x"], pages=3))
    with Sandbox(Limits(scans=2)) as small:
        [outcome] = run(small, path, tmp_path / "out")
    assert "3 of its pages are pictures, the limit is 2; import parts with --pages" in outcome.refused


def test_without_tesseract_its_packages_are_named(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    path = tmp_path / "a.pdf"
    path.write_bytes(samples.scanned_pdf(["x"]))
    [outcome] = run(sandbox, path, tmp_path / "out")
    assert (
        "install it: apt install tesseract-ocr tesseract-ocr-hin tesseract-ocr-guj tesseract-ocr-tha" in outcome.refused
    )


def test_a_missing_file(sandbox: Sandbox, tmp_path: Path) -> None:
    [outcome] = run(sandbox, tmp_path / "none.pdf", tmp_path / "out")
    assert outcome.code == "missing"


def test_refusals_of_the_draft_are_told_as_well(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("दुकान को ऋण मिलता है।", encoding="utf-8")
    [outcome] = run(sandbox, path, tmp_path / "out", id="../x")
    assert outcome.code == "bad_id"
    assert not isinstance(outcome.refused, FileRefused)


def test_a_killed_import_leaves_only_whole_drafts(sandbox: Sandbox, tmp_path: Path) -> None:
    folder, out = tmp_path / "files", tmp_path / "out"
    folder.mkdir()
    for number in range(30):
        (folder / f"yojana-{number}.html").write_text(samples.page("gu"), encoding="utf-8")
    command = [sys.executable, "-m", "bot.cli", "kb", "import", str(folder), "--out", str(out), "--country", "IN"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stdout.readline().startswith("made")
        running.send_signal(signal.SIGKILL)
    made = [path for path in out.iterdir() if path.suffix == ".md"]
    assert made
    assert all(read_front(path)["status"] == "draft" and path.read_text("utf-8").endswith("]\n") for path in made)
    again = run(sandbox, folder, out, country="IN", force=True)
    assert not [one for one in again if one.refused]
