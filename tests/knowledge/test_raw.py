"""The second tier: read from JSON lines, written beside a bundle, searched by vectors and words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge import build as building
from knowledge.bundle import Bundle
from knowledge.raw import RawPassage, RawTier, digest, read_raw, sample, write_raw
from knowledge.search import Search
from knowledge.text import words
from tests.knowledge import made

ROWS: list[dict[str, Any]] = [
    {"id": "r:1", "doc_id": "r", "title": "Loom news", "url": "https://example.org/1", "lang": "en",
     "text": "Weavers of Odisha get a loom grant.\nThe grant is Rs 9,000.", "as_of": "2024"},
    {"id": "r:2", "doc_id": "r", "title": "Loom news", "url": None, "lang": "en", "text": "A second text of the news."},
    {"id": "h:1", "doc_id": "h", "title": "बुनकर योजना", "url": "", "lang": "hi", "text": "बुनकर योजना में करघा मिलता है।"},
    {"id": "g:1", "doc_id": "g", "title": "વણકર", "url": "", "lang": "gu", "text": "વણકરને સાળ મળે છે 🧵", "date": "2025"},
    {"id": "t:1", "doc_id": "t", "title": "ผ้าไหม", "url": "", "lang": "th", "text": "ทอผ้าไหมได้เงินช่วย"},
    {"id": "own:1", "doc_id": "in-tea", "title": "Tea", "url": "", "lang": "en", "text": "ours already"},
]  # fmt: skip


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def passages(tmp_path: Path) -> list[RawPassage]:
    return read_raw(write(tmp_path / "rows.jsonl", ROWS), own={"in-tea"})


@pytest.fixture
def tier(tmp_path: Path, passages: list[RawPassage]) -> RawTier:
    (tmp_path / "tier").mkdir()
    write_raw(tmp_path / "tier", passages, made.WordEncoder())
    return RawTier(tmp_path / "tier")


def test_rows_become_passages_but_not_those_of_our_own_documents(passages: list[RawPassage]) -> None:
    assert [passage.id for passage in passages] == ["r:1", "r:2", "h:1", "g:1", "t:1"]
    assert passages[0].text == "Weavers of Odisha get a loom grant. The grant is Rs 9,000."
    assert (passages[0].date, passages[3].date, passages[1].url) == ("2024", "2025", "")
    assert passages[0].encoded.startswith("Loom news: Weavers")
    assert passages[2].encoded == passages[2].text  # begins with its title


def test_a_folder_is_all_its_files_but_those_left_out(tmp_path: Path) -> None:
    write(tmp_path / "raw" / "b.jsonl", ROWS[:2])
    write(tmp_path / "raw" / "a.jsonl", ROWS[2:3])
    write(tmp_path / "raw" / "seeds.jsonl", ROWS[3:4])
    found = read_raw(tmp_path / "raw", leave_out=("seeds",))
    assert [passage.id for passage in found] == ["h:1", "r:1", "r:2"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", r"rows\.jsonl:2: needs id, doc_id, title, url, lang, text"),
        ("[]", r"rows\.jsonl:2: needs"),
        ('{"id": "x"}', r"rows\.jsonl:2: needs .*doc_id"),
        (json.dumps(ROWS[0]), r"rows\.jsonl:2: passage id 'r:1' stands here a second time"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = write(tmp_path / "rows.jsonl", ROWS[:1])
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        read_raw(path)


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no raw passage"):
        read_raw(write(tmp_path / "rows.jsonl", []))


def test_a_sample_is_always_the_same(passages: list[RawPassage]) -> None:
    few = sample(passages, 3)
    assert few == sample(list(passages), 3)
    assert len(few) == 3
    assert [p for p in passages if p in few] == few
    assert sample(passages, 99) == passages


@pytest.mark.parametrize(
    ("question", "first"),
    [("loom grant", "r:1"), ("करघा मिलता", "h:1"), ("વણકરને સાળ", "g:1"), ("ทอผ้าไหม", "t:1"), ("second text", "r:2")],
)
def test_a_question_finds_its_passage(tier: RawTier, question: str, first: str) -> None:
    terms = words(question)
    vector = made.WordEncoder().encode([question], "query")[0]
    hits = tier.search(vector, terms, [(term,) for term in terms])
    assert hits[0].passage.id == first
    assert hits[0].known == pytest.approx(1.0)
    assert hits[0].score == pytest.approx(hits[0].cosine + hits[0].lexical, abs=2e-4)
    assert len({hit.passage.document for hit in hits}) == len(hits) <= 3


def test_words_no_passage_knows_are_no_help(tier: RawTier) -> None:
    vector = made.WordEncoder().encode(["cricket"], "query")[0]
    assert all(hit.known == 0 for hit in tier.search(vector, ["cricket"], [("cricket",)]))


@pytest.mark.usefixtures("few_words")
def test_a_bundle_carries_its_second_tier_and_names_it_in_its_hash(tmp_path: Path, passages: list[RawPassage]) -> None:
    from dataclasses import replace

    plain = made.inputs(tmp_path / "library")
    folder = building.build(replace(plain, raw=passages), made.WordEncoder(), tmp_path / "with")
    bundle = Bundle(folder)
    assert bundle.raw
    assert bundle.raw.size == bundle.manifest["raw_passages"] == 5
    assert replace(plain, raw=passages).hash("x") != plain.hash("x")
    # The curated tier is as it was: raw passages stand in no index of it.
    without = Bundle(building.build(plain, made.WordEncoder(), tmp_path / "without"))
    assert without.raw is None
    assert without.index.ntotal == bundle.index.ntotal
    search, other = Search(bundle, made.WordEncoder()), Search(without, made.WordEncoder())
    for question in ("loom grant of Odisha", "tea loan", "बुनकर"):
        assert search.search(search.prepare(question)).documents == other.search(other.prepare(question)).documents


def test_the_digest_names_every_field(passages: list[RawPassage]) -> None:
    from dataclasses import fields, replace

    for field in fields(RawPassage):
        changed = [replace(passages[0], **{field.name: "other"}), *passages[1:]]
        assert digest(changed) != digest(passages)
