from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.documents import GRADES, read_document, read_library, read_translation, stamp
from knowledge.facts import DocumentError
from knowledge.inputs import from_documents
from tests.guard import ROOT
from tests.knowledge.made import BODY, FRONT, HINDI, library, write_document, write_translation

SOURCE_1 = '  - {n: 1, title: "Gazette of tea", url: "https://example.org/tea", date: "2026-01", grade: official}\n'
SOURCES = FRONT[FRONT.index("sources:") :]


def test_a_document_is_read_whole(tmp_path: Path) -> None:
    document = read_document(write_document(tmp_path))
    assert (document.id, document.title, document.country, document.kind) == (
        "in-tea",
        "Tea stall loan",
        "IN",
        "scheme",
    )
    assert document.titles["th"] == "สินเชื่อร้านชา"
    assert document.titles["en"] == document.title
    assert document.aliases["hi-Latn"] == ("chai loan",)
    assert document.needs == ("finance",)
    assert (document.as_of, document.checked_on) == ("2026-01", "2026-11-21")
    assert [fact.key for fact in document.facts] == ["what-it-is-1", "benefits-1", "benefits-2", "contacts-1"]
    assert document.facts[1].text == "The loan is up to Rs 50,000 at 4% interest."
    assert document.facts[1].sources == (1, 2)
    assert document.source(2).grade == "press"
    assert [fact.key for fact in document.facts if fact.absent] == ["benefits-2"]


@pytest.mark.parametrize("name", "id title titles aliases country kind needs as_of checked_on".split())
@pytest.mark.parametrize("how", ["missing", "empty"])
def test_a_line_left_out_is_named(tmp_path: Path, name: str, how: str) -> None:
    lines = FRONT.splitlines(keepends=True)
    front = "".join(
        line if not line.startswith(f"{name}:") else (f"{name}:\n" if how == "empty" else "") for line in lines
    )
    with pytest.raises(DocumentError, match=rf"in-tea\.md: the line `{name}:` is missing or empty in the front matter"):
        read_document(write_document(tmp_path, front))


@pytest.mark.parametrize(
    ("old", "new", "cure"),
    [
        (SOURCES, "", "no sources; add at least one under `sources:`"),
        (SOURCES, "sources: []\n", "no sources; add at least one under `sources:`"),
        (SOURCE_1, "  - Gazette of tea\n", "source Gazette of tea: needs an n (a number), a title and a grade of"),
        (
            "grade: press",
            "grade: rumour",
            "source 2: needs an n (a number), a title and a grade of " + ", ".join(GRADES),
        ),
        (", grade: press", "", "source 2: needs an n (a number), a title and a grade of"),
        ('"Tea news"', '""', "source 2: needs an n (a number), a title and a grade of"),
        ("{n: 2, ", "{", "source None: needs an n (a number)"),
        ("{n: 2, ", "{n: two, ", "source two: needs an n (a number)"),
        ("{n: 2, ", "{n: 1, ", "two sources have the same number; give each its own `n:`"),
        ("[finance]", "[finance, money]", "needs: 'money' is not one of cluster, dispute,"),
        ("[finance]", "finance", "write needs like this: `needs: [finance]`"),
        ("kind: scheme", "kind: plan", "kind: 'plan' is not one of agency, portal, programme, scheme"),
        ('["TSL", "tea loan"]', "TSL", "write the aliases of en like this: `en: [TSL]`"),
        (
            '{hi: "चाय दुकान ऋण", gu: "ચા દુકાન લોન", th: "สินเชื่อร้านชา"}',
            "चाय",
            'write titles like this: `titles: {hi: "…"}`',
        ),
        ("id: in-tea", "id: in-coffee", "id is 'in-coffee'; it must be the file's name"),
        ('title: "Tea stall loan"', 'title: "Tea', "front matter is not valid YAML:"),
        (FRONT, "just words\n", "front matter must be `name: value` lines"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused_with_its_cure(
    tmp_path: Path, old: str, new: str, cure: str
) -> None:
    assert old in FRONT
    with pytest.raises(DocumentError) as refusal:
        read_document(write_document(tmp_path, FRONT.replace(old, new)))
    assert f"en/in-tea.md: {cure}" in str(refusal.value)


@pytest.mark.parametrize(
    ("body", "cure"),
    [
        (BODY.replace("## Contacts", "## Address"), "section 'Address' is not one of What it is, Benefits,"),
        (BODY + "\n## Benefits\n- More. [1]\n", "section 'Benefits' stands twice; put its facts under one heading"),
        (BODY.replace("tea. [1]", "tea."), "end it with its source's number, such as [1]: 'The tea stall"),
        (BODY.replace("tea. [1]", "tea. [7]"), "end it with its source's number, such as [1]"),
        (BODY + "- [1]\n", "write the fact and end it with its source's number, such as [1]: '[1]'"),
        (BODY + "Call soon! [1]\n", "only `## section` and `- fact [1]` lines may stand here: 'Call soon! [1]'"),
        ("- A fact of no section. [1]\n", "only `## section` and `- fact [1]` lines may stand here"),
        ("## Benefits\n", "no facts; write at least one line such as `- fact [1]`"),
        ("", "no facts; write at least one line such as `- fact [1]`"),
    ],
)
def test_facts_that_cannot_be_read_are_refused_with_their_cure(tmp_path: Path, body: str, cure: str) -> None:
    with pytest.raises(DocumentError) as refusal:
        read_document(write_document(tmp_path, body=body))
    assert str(refusal.value).startswith(f"{tmp_path / 'en' / 'in-tea.md'}: ")
    assert cure in str(refusal.value)


def test_a_file_without_front_matter_is_refused(tmp_path: Path) -> None:
    path = write_document(tmp_path)
    path.write_text(BODY, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"in-tea\.md: must begin with front matter between two lines of ---"):
        read_document(path)


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    path = write_document(tmp_path)
    path.write_bytes("---\nid: चाय\n---\n".encode("utf-16"))
    with pytest.raises(DocumentError, match=r"in-tea\.md: is not UTF-8 text from byte 0 on; save it as UTF-8"):
        read_document(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sell tea", "sell coffee"),
        ("Rs 50,000", "Rs 60,000"),
        ("interest. [1][2]", "interest. [1]"),
        ("## Contacts", "## Cautions"),
        ("- The first date of payment was not found. [2]\n", ""),
        ("1800-111-222", "1800-111-223"),
    ],
)
def test_the_hash_changes_with_a_fact(tmp_path: Path, old: str, new: str) -> None:
    assert old in BODY
    before = read_document(write_document(tmp_path)).content_hash
    assert read_document(write_document(tmp_path, body=BODY.replace(old, new))).content_hash != before


def test_the_hash_stays_when_no_fact_changes(tmp_path: Path) -> None:
    before = read_document(write_document(tmp_path)).content_hash
    front = FRONT.replace("2026-11-21", "2026-12-01").replace("tea sellers", "sellers of tea")
    assert read_document(write_document(tmp_path, front, BODY.replace("\n\n", "\n"))).content_hash == before


@pytest.mark.parametrize(
    ("old", "new", "cure"),
    [
        ("lang: hi", "lang: gu", "lang is 'gu' but the folder is 'hi'"),
        ("lang: hi\n", "", "the line `lang:` is missing"),
        ('source_hash: "', 'hash: "', "the line `source_hash:` is missing"),
        ("translation_of: en\n", "", "the line `translation_of:` is missing"),
        ("[1]", "", "end it with its source's number"),
        ("## Benefits", "## लाभ", "section 'लाभ' is not one of"),
    ],
)
def test_a_translation_that_cannot_be_read_is_refused_with_its_cure(
    tmp_path: Path, old: str, new: str, cure: str
) -> None:
    path = write_translation(tmp_path, "0" * 16)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DocumentError) as refusal:
        read_translation(path, "hi")
    assert "hi/in-tea.md: " in str(refusal.value)
    assert cure in str(refusal.value)


def test_a_library_is_documents_and_their_translations(tmp_path: Path) -> None:
    documents, translations = read_library(library(tmp_path))
    assert [document.id for document in documents] == ["in-tea", "th-silk"]
    assert [(t.id, t.language) for t in translations] == [("in-tea", "hi")]
    assert translations[0].is_current(documents[0])
    assert [fact.text for fact in translations[0].facts] == list(HINDI.values())


def test_an_empty_library_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"no documents in .*en; is this the project's folder\?"):
        read_library(tmp_path)


def test_a_translation_of_nothing_is_refused(tmp_path: Path) -> None:
    library(tmp_path)
    (tmp_path / "hi" / "in-tea.md").rename(tmp_path / "hi" / "in-rum.md")
    with pytest.raises(DocumentError, match=r"hi/in-rum\.md: there is no en/in-rum\.md that this could translate"):
        read_library(tmp_path)


def test_a_current_translation_has_the_same_facts_in_order(tmp_path: Path) -> None:
    library(tmp_path)
    path = tmp_path / "hi" / "in-tea.md"
    line = f"- {HINDI['The first date of payment was not found.']} [2]\n"
    path.write_text(path.read_text(encoding="utf-8").replace(line, ""), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"hi/in-tea\.md: its facts are not those of en/in-tea\.md"):
        read_library(tmp_path)


def test_a_stale_translation_lends_no_fact(tmp_path: Path) -> None:
    library(tmp_path)
    write_document(tmp_path, body=BODY.replace("Rs 50,000", "Rs 60,000"))
    documents, translations = read_library(tmp_path)
    assert not translations[0].is_current(documents[0])
    cards, passages = from_documents(documents, translations)
    assert {tuple(passage.texts) for passage in passages} == {("en",)}
    assert cards[0].titles["hi"] == "चाय दुकान ऋण"


def test_a_current_translation_lends_every_fact(tmp_path: Path) -> None:
    _, passages = from_documents(*read_library(library(tmp_path)))
    served = {passage.texts["en"]: passage.texts["hi"] for passage in passages if passage.document == "in-tea"}
    assert served == HINDI


def test_stamping_makes_a_translation_current_and_touches_nothing_else(tmp_path: Path) -> None:
    path = write_translation(tmp_path, "0" * 16)
    before = path.read_text(encoding="utf-8")
    wanted = read_document(write_document(tmp_path)).content_hash
    assert stamp(path, wanted)
    assert path.read_text(encoding="utf-8") == before.replace("0" * 16, wanted)
    assert read_translation(path, "hi").is_current(read_document(tmp_path / "en" / "in-tea.md"))
    assert not stamp(path, wanted)


def test_the_documents_of_the_project_are_read() -> None:
    documents, translations = read_library(ROOT / "knowledge" / "documents")
    assert len({document.id for document in documents}) == len(documents)
    assert {document.country for document in documents} == {"IN", "TH"}
    assert {document.id.split("-")[0].upper() == document.country for document in documents} == {True}
    assert {translation.language for translation in translations} == {"hi", "gu", "th"}


@pytest.mark.parametrize(
    ("marks", "sources", "places"),
    [
        ("[1]", (1,), ("",)),
        ("[1, p. 4]", (1,), ("p. 4",)),
        ("[1][2, pp. 4-5, Fees]", (1, 2), ("", "pp. 4-5, Fees")),
        ("[2, पृ. 4, पात्रता][1]", (2, 1), ("पृ. 4, पात्रता", "")),
    ],
)
def test_a_source_may_say_where_in_it(
    tmp_path: Path, marks: str, sources: tuple[int, ...], places: tuple[str, ...]
) -> None:
    document = read_document(write_document(tmp_path, FRONT, f"## Benefits\n- ચાની લોન 5% વ્યાજે મળે છે. {marks}\n"))
    [fact] = document.facts
    assert (fact.text, fact.sources, fact.places) == ("ચાની લોન 5% વ્યાજે મળે છે.", sources, places)
    plain = FRONT, f"## Benefits\n- ચાની લોન 5% વ્યાજે મળે છે. {''.join(f'[{n}]' for n in sources)}\n"
    assert read_document(write_document(tmp_path, *plain)).content_hash == document.content_hash


def test_a_draft_is_in_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a draft; finish it, then: sahayak kb check"):
        read_document(write_document(tmp_path, FRONT + "status: draft\n"))
