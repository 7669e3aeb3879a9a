"""The radar finds what was made wrong on purpose, and keeps quiet where nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import Document, Translation, read_library
from knowledge.facts import DocumentError
from knowledge.review import Check, check_of, sign
from knowledge.watch import KINDS, Finding, explained, read_known, watch
from tests.guard import ROOT
from tests.knowledge import made

TODAY = date(2026, 11, 22)
KNOWLEDGE = ROOT / "knowledge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made.library(tmp_path)


def found(folder: Path, today: date = TODAY, days: int = 180, **more: object) -> list[Finding]:
    documents, translations = read_library(folder)
    wanted: dict[str, object] = {"checks": {}, "stale": []} | more
    return watch(documents, translations, today=today, check_after_days=days, **wanted)  # type: ignore[arg-type]


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def only(findings: list[Finding], kind: str) -> Finding:
    mine = [one for one in findings if one.kind == kind]
    assert len(mine) == 1, findings
    return mine[0]


def test_nothing_wrong_nothing_found(folder: Path) -> None:
    # The second document was made from the first: only its names are shared on purpose below.
    assert [one.kind for one in found(folder)] == []


TRANSLATIONS = [
    ("50,000 रुपये", "60,000 रुपये", "figures: has 60000 where the text of record has 50000"),
    ("4% ब्याज", "5% ब्याज", "figures: has 5 % where the text of record has 4 %"),
    ("4% ब्याज", "4 लाख ब्याज", "figures: has 4 lakh where the text of record has 4 %"),
    ("1800-111-222", "1800-111-223", "figures: has 223 where the text of record has 222"),
    ("4% ब्याज पर", "1 मई 2025 से 4% ब्याज पर", "figures: has 1, 2025 where the text of record has nothing"),
]


@pytest.mark.parametrize(("old", "new", "what"), TRANSLATIONS)
def test_a_translation_with_other_figures_is_shown_beside_its_text(folder: Path, old: str, new: str, what: str) -> None:
    edit(folder, "hi/in-tea.md", old, new)
    one = only(found(folder), "translation")
    assert one.what == what
    assert [seen.where.split("#")[0] for seen in one.passages] == ["in-tea", "hi:in-tea"]


def test_another_month_is_another_date(folder: Path) -> None:
    edit(folder, "en/in-tea.md", "at 4% interest.", "at 4% interest since 1 April 2025.")
    document = next(d for d in read_library(folder)[0] if d.id == "in-tea")
    made.write_translation(folder, document.content_hash)
    edit(folder, "hi/in-tea.md", "4% ब्याज पर", "1 मई 2025 से 4% ब्याज पर")
    assert only(found(folder), "translation").what == "months: has may where the text of record has april"


SILK = "- Write to the fair's office before May. [2]\n"
CLAIMS: list[tuple[str, str | None]] = [
    ("Tea Stall Loan: up to Rs 60,000. [1]", "ceiling"),
    ("The TSL is up to Rs 50,000. [1]", None),
    ("The TSL gives up to Rs 0.5 lakh. [1]", None),
    ("Interest of the TSL: 5% a year. [1]", "interest"),
    ("Interest of the TSL: 4% a year. [1]", None),
    ("Phone of the TSL office: 1800-111-333. [1]", "phone"),
    ("Phone of the TSL office: 1800 111 222. [1]", None),
    ("The TSL subsidy is 35%. [1]", None),  # the loan's own document states no subsidy
    ("The fair's own loan is up to Rs 60,000. [1]", None),  # no name
    ("The SWF lends up to Rs 60,000, unlike the TSL. [1]", None),  # about itself
    ("We did not find whether the TSL is up to Rs 60,000. [1]", None),
]


@pytest.mark.parametrize(("line", "attribute"), CLAIMS)
def test_another_figure_for_a_scheme_of_another_document(folder: Path, line: str, attribute: str | None) -> None:
    edit(folder, "en/in-tea.md", 'title: "Tea stall loan"', 'title: "Tea Stall Loan"')
    edit(folder, "en/th-silk.md", SILK, f"- {line}\n")
    mine = [one for one in found(folder) if one.kind == "contradiction"]
    assert [one.key.rsplit(":", 1)[1] for one in mine] == ([attribute] if attribute else [])
    for one in mine:
        assert [seen.where.split("#")[0] for seen in one.passages] == ["th-silk", "in-tea"]
        assert line.removesuffix(" [1]") == one.passages[0].text


def test_what_a_caution_tells_of_disagreement_accuses_nobody(folder: Path) -> None:
    edit(folder, "en/th-silk.md", SILK, SILK + "\n## Cautions\n- The TSL was up to Rs 40,000 once. [1]\n")
    assert found(folder) == []


def test_an_old_figure_is_no_answer_of_its_own_document(folder: Path) -> None:
    edit(folder, "en/in-tea.md", "## Contacts", "## Cautions\n- The TSL was up to Rs 40,000. [1]\n\n## Contacts")
    edit(folder, "en/th-silk.md", SILK, "- The TSL is up to Rs 40,000. [1]\n")
    assert only(found(folder), "contradiction").key.endswith(":in-tea:ceiling")


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ('valid_until: "2026-11-21"', ["expired"]),
        ('valid_until: "2026-11-22"', ["expiring"]),
        ('valid_until: "2027-01-21"', ["expiring"]),
        ('valid_until: "2027-01-22"', []),
    ],
)
def test_an_end_is_told_before_and_after(folder: Path, line: str, kinds: list[str]) -> None:
    edit(folder, "en/in-tea.md", "country: IN", f"country: IN\n{line}")
    assert [one.kind for one in found(folder)] == kinds


def test_a_check_grows_old(folder: Path) -> None:
    assert found(folder, today=date(2027, 5, 20)) == []
    old = found(folder, today=date(2027, 5, 21))
    assert [(one.kind, one.key) for one in old] == [
        ("old_check", "old_check:in-tea:2026-11-21"), ("old_check", "old_check:th-silk:2026-11-21"),
    ]  # fmt: skip


def test_facts_changed_after_the_signature(folder: Path) -> None:
    path = folder / "en" / "in-tea.md"
    document = sign(path, "આશા", "2026-11-21")
    assert check_of(path, document) == Check(by="આશા", on="2026-11-21", current=True)
    assert found(folder, checks={"in-tea": check_of(path, document)}) == []
    edit(folder, "en/in-tea.md", "4% interest", "5% interest")
    changed = next(d for d in read_library(folder)[0] if d.id == "in-tea")
    one = only(found(folder, checks={"in-tea": check_of(path, changed)}), "unsigned")
    assert "આશા signed it on 2026-11-21" in one.what


@pytest.mark.parametrize("by", ["", "  ", 'a"b', "a\nb", "x" * 81])
def test_a_name_that_would_break_the_front_matter_is_refused(folder: Path, by: str) -> None:
    before = (folder / "en" / "in-tea.md").read_bytes()
    with pytest.raises(DocumentError, match="one line without quotes"):
        sign(folder / "en" / "in-tea.md", by, "2026-11-21")
    assert (folder / "en" / "in-tea.md").read_bytes() == before


def test_signing_again_replaces_the_signature(folder: Path) -> None:
    path = folder / "en" / "in-tea.md"
    for by, on in (("Asha", "2026-11-21"), ("Ravi", "2026-11-22")):
        document = sign(path, by, on)
    text = path.read_text(encoding="utf-8")
    assert [text.count(name) for name in ("checked_on:", "checked_by:", "checked_hash:")] == [1, 1, 1]
    assert check_of(path, document) == Check(by="Ravi", on="2026-11-22", current=True)


def test_stale_files_and_names_are_told(folder: Path) -> None:
    edit(folder, "en/th-silk.md", '["SWF"]', '["SWF", "tea  Loan"]')

    def first(name: str, form: str) -> str:
        return {"TSL": "th-silk", "ચા લોન": ""}.get(name, "in-tea" if name not in ("SWF",) else "th-silk")

    names = found(folder, stale=["documents/hi/in-x.md"], first=first)
    assert only(names, "stale").key == "stale:documents/hi/in-x.md"
    shared = only(names, "alias_shared")
    assert (shared.key, {seen.where for seen in shared.passages}) == ("alias_shared:en:tea loan", {"in-tea", "th-silk"})
    dead = {one.key: one.what for one in names if one.kind == "alias_dead"}
    assert "finds th-silk first" in dead["alias_dead:en:tsl"]
    assert "finds nothing first" in dead["alias_dead:gu:ચા લોન"]
    assert "alias_dead:en:tea loan" not in dead  # one of its two owners


# --- what is known ------------------------------------------------------------------------------------------------


def test_what_is_known_is_set_aside_and_what_is_known_no_more_is_told(folder: Path) -> None:
    edit(folder, "en/in-tea.md", "country: IN", 'country: IN\nvalid_until: "2026-03-31"')
    known = {"expired:in-tea:2026-03-31": "it says so", "expired:in-tea:2025-03-31": "old", "alias_dead:en:x": "y"}
    open_, answered = explained(found(folder), known, searched=False)
    assert [one.reason for one in answered] == ["it says so"]
    assert [(one.kind, one.key) for one in open_] == [("exception", "exception:expired:in-tea:2025-03-31")]
    assert len(explained(found(folder), known, searched=True)[0]) == 2


@pytest.mark.parametrize("text", ["known: {}\n", "other: []\n", "known:\n  - {key: x}\n", "known: [a]\n", "[]"])
def test_a_broken_watch_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "watch.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match="needs `known:`, a list of rows with a key and a reason"):
        read_known(tmp_path / "watch.yml")


def test_no_watch_file_explains_nothing(tmp_path: Path) -> None:
    assert read_known(tmp_path / "watch.yml") == {}


# --- the project's own documents ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library() -> tuple[list[Document], list[Translation]]:
    return read_library(KNOWLEDGE / "documents")


def test_the_projects_documents_have_no_finding_that_is_not_explained(
    library: tuple[list[Document], list[Translation]],
) -> None:
    """Dead names need a built bundle: `sahayak kb watch` looks for them."""
    documents, translations = library
    findings = watch(documents, translations, {}, [], TODAY, 180)
    known = read_known(KNOWLEDGE / "watch.yml")
    assert [one.what for one in explained(findings, known, searched=False)[0]] == []
    assert {key.split(":")[0] for key in known} <= set(KINDS)


SEEDED: list[tuple[str, Callable[[str], str], str]] = [
    ("th-informal-debt-1359", lambda text: text.replace("0 2555 0555", "0 2555 0556"), "phone"),
    ("in-export-promotion-mission", lambda text: f"CGTMSE covers 70% of the loan. {text}", "guarantee"),
    ("in-msme-mart", lambda text: f"Mudra loans are at most Rs 25 lakh. {text}", "ceiling"),
    ("th-dip", lambda text: f"GSB Boost Up lends at most 45 million baht. {text}", "ceiling"),
]


@pytest.mark.parametrize(("name", "spoil", "attribute"), SEEDED)
def test_a_wrong_figure_put_into_the_projects_documents_is_found(
    library: tuple[list[Document], list[Translation]], name: str, spoil: Callable[[str], str], attribute: str
) -> None:
    documents, _ = library
    spoilt = [
        replace(d, facts=tuple(replace(fact, text=spoil(fact.text)) for fact in d.facts)) if d.id == name else d
        for d in documents
    ]
    known = read_known(KNOWLEDGE / "watch.yml")
    fresh = [one for one in watch(spoilt, [], {}, [], TODAY, 180) if one.key not in known]
    assert {one.key.rsplit(":", 1)[1] for one in fresh} == {attribute}
