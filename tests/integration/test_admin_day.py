"""An admin's day: a PDF becomes a draft and a document, a regression is refused, what is published is answered at once."""

from __future__ import annotations

import ctypes
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw
import pytest
import yaml

from bot import library
from bot import settings as configuration
from bot.settings import Settings
from knowledge.questions import read_intent_examples
from tests.bot.command import Ended, Sahayak, sahayak
from tests.integration.assistant import Assistant, running
from tests.integration.talk import Person

__all__ = ["sahayak"]

DOCUMENTS = ("in-cgtmse", "in-pmegp", "in-tele-manas", "th-mental-health-1323", "th-tcg")
#: A guideline that raises the ceiling and says nothing of women, as such papers are.
GUIDELINE = [
    "# Credit Guarantee Scheme for Micro and Small Enterprises (CGTMSE)",
    "# What it is",
    "CGTMSE gives the guarantee to the lender, so that a small enterprise can get a loan without collateral.",
    "# Benefits",
    "The CGTMSE ceiling is Rs 11 crore per borrower since 1 October 2026.",
    "# Who can apply",
    "CGTMSE is meant for micro and small enterprises that borrow from banks or NBFCs.",
    "# How to apply",
    "You do not apply to CGTMSE yourself. Your bank takes the CGTMSE cover on the loan.",
]
ABOUT_WOMEN = "- CGTMSE covers 90% of the loan for women entrepreneurs and Agniveers. [1]\n"
GOLDEN = {
    "answerable": [
        {"text": "cgtmse ceiling for a borrower now", "documents": ["in-cgtmse"]},
        {"text": "cgtmse percent for women entrepreneurs", "documents": ["in-cgtmse"], "says": ["90%"]},
        {"text": "how much does cgtmse cover for women", "documents": ["in-cgtmse"], "says": ["90%"]},
        {"text": "who runs pmegp", "documents": ["in-pmegp"]},
        {"text": "tele manas number", "documents": ["in-tele-manas"]},
    ],
    "unanswerable": [
        {"text": "who won the cricket yesterday 🏏", "reason": "out_of_scope"},
        {"text": "price of gold in rajkot", "reason": "out_of_scope"},
    ],
}
QUESTION = "what is the cgtmse ceiling per borrower"


@pytest.fixture(scope="session")
def project(prepared: None) -> Settings:
    """Read before a test's own folders are set."""
    return configuration.from_env()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Settings) -> Path:
    """A knowledge folder of five documents, and a build folder with the trained model and the known vectors."""
    for place in sorted((library.KNOWLEDGE / "documents").glob("*/*.md")) + sorted(
        (library.KNOWLEDGE / "questions").glob("*/*.yml")
    ):
        if place.stem in DOCUMENTS:
            target = tmp_path / "knowledge" / place.relative_to(library.KNOWLEDGE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(place, target)
    for name, content in (("golden", GOLDEN), ("calibration", _examples())):
        (tmp_path / "knowledge" / name).mkdir()
        (tmp_path / "knowledge" / name / "en.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "models").symlink_to(project.model.parent)
    shutil.copy(project.build / "vectors.sqlite", tmp_path / "build" / "vectors.sqlite")
    monkeypatch.setenv("SAHAYAK_KNOWLEDGE", str(tmp_path / "knowledge"))
    monkeypatch.setenv("SAHAYAK_DRAFTS", str(tmp_path / "drafts"))
    # All examples of small talk would take most of a small build's time.
    monkeypatch.setattr(library, "read_intent_examples", lambda path: read_intent_examples(path)[::12])
    return tmp_path


def _examples() -> dict[str, list[dict[str, object]]]:
    """What refusal is learnt from: the project's English examples about these documents, and those of no document."""
    content = yaml.safe_load((library.KNOWLEDGE / "calibration" / "en.yml").read_text(encoding="utf-8"))
    mine = [row for row in content["answerable"] if set(row["documents"]) <= set(DOCUMENTS)]
    return {"answerable": mine, "unanswerable": content["unanswerable"][:: max(1, 140 // (2 * len(mine)))]}


@pytest.fixture
def assistant_of(folder: Path) -> Iterator[object]:
    """Starts the real processes over the test's own build folder."""
    started: list[object] = []

    def start() -> Assistant:
        context = running(folder / "data", build=str(folder / "build"))
        started.append(context)
        return context.__enter__()

    yield start
    for context in started:
        context.__exit__(None, None, None)  # type: ignore[attr-defined]


def publish(sahayak: Sahayak, why: str, *more: str) -> Ended:
    return sahayak("kb", "publish", "--by", "Asha", "--why", why, *more)


def pdf(lines: list[str]) -> bytes:
    """One page; a line that begins with # is set large, as a heading."""
    document = pypdfium2.PdfDocument.new()
    page, height = document.new_page(595, 842), 780.0
    for line in lines:
        size = 20.0 if line.startswith("#") else 11.0
        text = pypdfium2.raw.FPDFPageObj_NewTextObj(document, b"Helvetica", size)
        letters = (line.lstrip("# ") + "\0").encode("utf-16-le")
        pypdfium2.raw.FPDFText_SetText(text, ctypes.cast(letters, pypdfium2.raw.FPDF_WIDESTRING))
        pypdfium2.raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, height)
        pypdfium2.raw.FPDFPage_InsertObject(page, text)
        height -= size * 2.4
    pypdfium2.raw.FPDFPage_GenerateContent(page)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def live_of(folder: Path) -> Path:
    return (folder / "build" / "live").readlink()


def document(folder: Path) -> Path:
    return folder / "knowledge" / "documents" / "en" / "in-cgtmse.md"


def finish(draft: Path, old: Path) -> None:
    """What the admin writes into the draft: grade, names, and nothing left to do."""
    text = draft.read_text(encoding="utf-8")
    head = yaml.safe_load(text.split("---\n")[1])
    known = yaml.safe_load(old.read_text(encoding="utf-8").split("---\n")[1])
    head |= {name: known[name] for name in ("titles", "aliases", "audience", "as_of")}
    head["sources"][0]["grade"] = "institutional"
    del head["todo"], head["status"]
    body = text.split("---\n", 2)[2]
    draft.write_text(f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n{body}", encoding="utf-8")


class Day:
    """The admin at the command line, and a person who goes on asking the same."""

    def __init__(self, sahayak: Sahayak, folder: Path, person: Person) -> None:
        self.sahayak, self.folder, self.person = sahayak, folder, person

    def answer(self) -> str:
        return self.person.say(QUESTION)[0].text

    def import_and_adopt(self) -> None:
        """A PDF becomes a draft; the draft says what it lacks; finished, it becomes the document."""
        (self.folder / "guideline.pdf").write_bytes(pdf(GUIDELINE))
        source = self.folder / "guideline.pdf"
        assert self.sahayak("kb", "import", source, "--id", "in-cgtmse", "--country", "IN").code == 0
        draft = self.folder / "drafts" / "in-cgtmse.md"
        unfinished = self.sahayak("kb", "check", draft)
        assert unfinished.code == 1
        assert "write its grade" in unfinished.out
        finish(draft, document(self.folder))
        assert self.sahayak("kb", "check", draft).code == 0
        assert self.sahayak("kb", "adopt", draft, "--replace").code == 0
        assert not draft.exists()

    def is_refused(self) -> None:
        """Nobody has signed it yet; signed, it is refused: what the old document said of women is gone."""
        unsigned = publish(self.sahayak, "new guideline")
        assert unsigned.code == 1
        assert "sahayak kb sign in-cgtmse" in unsigned.out
        assert self.sahayak("kb", "sign", "in-cgtmse", "--by", "Asha").code == 0
        refused = publish(self.sahayak, "new guideline")
        assert refused.code == 1, refused.out
        assert "BROKEN" in refused.out
        assert "en: recall fell from " in refused.out
        assert "CGTMSE covers 90% of the loan for women" in refused.out  # what was said, beside what would be said

    def is_published(self) -> None:
        """The fact is put back and the document signed again."""
        text = document(self.folder).read_text(encoding="utf-8")
        whole = text.replace("## Who can apply", f"{ABOUT_WOMEN}\n## Who can apply")
        document(self.folder).write_text(whole, encoding="utf-8")
        assert self.sahayak("kb", "sign", "in-cgtmse", "--by", "Asha").code == 0
        done = publish(self.sahayak, "new guideline, with the cover for women")
        assert done.code == 0, done.out
        assert "PUBLISHED" in done.out
        assert "The CGTMSE ceiling is Rs 11 crore per borrower since 1 October 2026." in done.out


def test_an_admins_day(sahayak: Sahayak, folder: Path, assistant_of) -> None:  # type: ignore[no-untyped-def]
    first = publish(sahayak, "the first bundle")
    assert first.code == 0, first.out + first.err
    before, assistant = live_of(folder), assistant_of()
    process = assistant.child("app").process.pid
    day = Day(sahayak, folder, Person(assistant.url))
    assert "Rs 10 crore" in day.answer()
    day.import_and_adopt()
    day.is_refused()
    assert live_of(folder) == before
    assert "Rs 10 crore" in day.answer()
    day.is_published()
    assert "Rs 11 crore" in day.answer()
    back = sahayak("kb", "rollback", "--by", "Asha", "--why", "the guideline was withdrawn")
    assert back.code == 0, back.err
    assert live_of(folder) == before
    assert "Rs 10 crore" in day.answer()
    assert assistant.child("app").process.pid == process  # it was never restarted
    history = sahayak("kb", "history", "--json").json
    assert [(row["action"], row["by"]) for row in history] == [
        ("rollback", "Asha"), ("publish", "Asha"), ("refused", "Asha"), ("refused", "Asha"), ("publish", "Asha"),
    ]  # fmt: skip
    assert history[1]["checked"]["in-cgtmse"].startswith("Asha on 20")
    changed = sahayak("kb", "diff", "live", history[1]["hash"], "--answers").out
    assert "Rs 11 crore" in changed
    assert "golden answers changed" in changed
