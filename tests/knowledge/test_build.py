from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.build import build, needed, vector_rows
from knowledge.bundle import Bundle
from knowledge.documents import read_library
from knowledge.encoder import VectorCache
from knowledge.inputs import Inputs, from_documents, from_jsonl
from knowledge.language import FORMS
from knowledge.search import Search
from tests.guard import ROOT
from tests.knowledge import made
from tests.knowledge.made import BODY, WordEncoder

pytestmark = pytest.mark.usefixtures("few_words")


def contents(bundle: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(bundle.iterdir())}


def start(library: Path, out: Path, call: int = 0, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.knowledge.build_made", library, out, str(call)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    return made.inputs(tmp_path / "library")


def opened(bundle: Path) -> Bundle:
    """Closed when collected; a bundle holds no lock."""
    return Bundle(bundle)


def test_the_same_inputs_make_the_same_bytes(tmp_path: Path) -> None:
    processes = [
        start(tmp_path / name / "library", tmp_path / name / "bundle", PYTHONHASHSEED=seed, TZ=zone)
        for name, seed, zone in (("one", "1", "Asia/Kolkata"), ("other", "2", "America/Lima"))
    ]
    assert [process.wait(120) for process in processes] == [0, 0]
    for process in processes:
        assert process.stdout
        process.stdout.close()
    one, other = contents(tmp_path / "one" / "bundle"), contents(tmp_path / "other" / "bundle")
    assert {"knowledge.sqlite", "vectors.faiss", "language.npz", "manifest.json"} <= set(one)
    assert one == other


@pytest.mark.parametrize("call", [1, 3, 6], ids=["first texts", "last texts", "calibrating"])
def test_a_killed_build_leaves_no_bundle_and_the_next_one_succeeds(tmp_path: Path, call: int) -> None:
    out = tmp_path / "bundle"
    with start(tmp_path / "library", out, call) as process:
        assert process.stdout
        assert process.stdout.readline() == "waiting\n"
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert not out.exists()
    assert opened(build(made.inputs(tmp_path / "library"), WordEncoder(), out)).documents == ["in-tea", "th-silk"]


def test_a_killed_build_leaves_the_bundle_that_was_there(tmp_path: Path, inputs: Inputs) -> None:
    out = build(inputs, WordEncoder(), tmp_path / "bundle")
    before = contents(out)
    with start(tmp_path / "library", out, 3) as process:
        assert process.stdout
        assert process.stdout.readline() == "waiting\n"
        process.kill()
    assert contents(out) == before


def test_a_failed_build_leaves_the_bundle_that_was_there(tmp_path: Path, inputs: Inputs) -> None:
    out = build(inputs, WordEncoder(), tmp_path / "bundle")
    before = contents(out)
    with pytest.raises(ValueError, match="the language model needs English and romanised examples"):
        build(replace(inputs, chat=[], questions=[]), WordEncoder(), out)
    assert contents(out) == before


def test_a_new_build_takes_the_old_ones_place_and_readers_keep_theirs(tmp_path: Path, inputs: Inputs) -> None:
    out = build(inputs, WordEncoder(), tmp_path / "bundle")
    reader = opened(out)
    fewer = replace(inputs, passages=inputs.passages[:1], questions=[])
    assert opened(build(fewer, WordEncoder(), out)).passage_ids == [inputs.passages[0].id]
    assert len(reader.passages_of("in-tea")) == 4
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_build_killed_while_taking_the_old_ones_place_leaves_a_whole_one(
    tmp_path: Path, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = build(inputs, WordEncoder(), tmp_path / "bundle")

    def killed(folder: Path, **options: object) -> None:
        if folder.exists():
            (folder / "vectors.faiss").unlink()
            raise KeyboardInterrupt

    monkeypatch.setattr("shutil.rmtree", killed)
    with pytest.raises(KeyboardInterrupt):
        build(replace(inputs, questions=[]), WordEncoder(), out)
    assert opened(out).documents == ["in-tea", "th-silk"]


CHANGES: dict[str, Callable[[Inputs], Inputs]] = {
    "title": lambda i: replace(i, cards=[replace(i.cards[0], title="Chai"), *i.cards[1:]]),
    "alias": lambda i: replace(i, cards=[replace(i.cards[0], aliases={"gu": ("ચા",)}), *i.cards[1:]]),
    "date": lambda i: replace(i, cards=[replace(i.cards[0], as_of="2027"), *i.cards[1:]]),
    "fact": lambda i: replace(i, passages=[replace(i.passages[0], texts={"en": "New."}), *i.passages[1:]]),
    "translation": lambda i: replace(
        i, passages=[replace(i.passages[0], texts={**i.passages[0].texts, "hi": "नया"}), *i.passages[1:]]
    ),
    "question": lambda i: replace(i, questions=i.questions[:-1]),
    "example": lambda i: replace(i, examples=made.EXAMPLES),
    "chat": lambda i: replace(i, chat=[*i.chat, ("th", "greet", "หวัดดี")]),
    "order": lambda i: replace(i, cards=i.cards[::-1]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_hash_names_the_inputs(inputs: Inputs, change: str) -> None:
    assert CHANGES[change](inputs).hash("words-1") != inputs.hash("words-1")
    assert replace(inputs).hash("words-1") == inputs.hash("words-1")


def test_the_hash_names_the_encoder(inputs: Inputs) -> None:
    assert inputs.hash("words-1") != inputs.hash("words-2")


def test_a_bundle_is_needed_until_it_is_there(tmp_path: Path, inputs: Inputs) -> None:
    out, wanted = tmp_path / "bundle", inputs.hash(WordEncoder.name)
    assert needed(out, wanted)
    build(inputs, WordEncoder(), out)
    assert not needed(out, wanted)
    assert needed(out, "0" * 64)
    (out / "manifest.json").write_text("{}", encoding="utf-8")
    assert needed(out, wanted)
    (out / "manifest.json").write_text('{"hash', encoding="utf-8")
    assert needed(out, wanted)


def test_every_fact_question_and_name_is_encoded(inputs: Inputs) -> None:
    rows = list(vector_rows(inputs))
    facts = [row for row in rows if row.kind == "fact"]
    assert [(row.passage, row.form) for row in facts if row.passage == 1] == [(1, "en"), (1, "hi")]
    assert len(facts) == 4 * 2 + 2
    # The fact stands under its names in every language, so that a question in any of them is near.
    assert all(title in facts[0].text for title in inputs.cards[0].titles.values())
    assert [row.form for row in rows if row.kind == "question"] == ["en", "hi", "gu-Latn", "th"]
    names = [row.text for row in rows if row.kind == "alias" and row.passage == 0]
    assert {"Tea stall loan", "चाय दुकान ऋण", "TSL", "ચા લોન", "กู้ร้านชา", "chai loan"} <= set(names)


def test_the_manifest_counts_what_is_in_the_bundle(made_bundle: Path) -> None:
    manifest = json.loads((made_bundle / "manifest.json").read_text(encoding="utf-8"))
    bundle = opened(made_bundle)
    assert manifest["documents"] == len(bundle.documents) == 2
    assert manifest["passages"] == len(bundle.passage_ids) == 6
    assert manifest["questions"] == 4
    assert manifest["vectors"] == bundle.index.ntotal == len(bundle.vector_kind)
    assert manifest["encoder"] == "words-1"


def test_a_stale_translation_is_not_served(tmp_path: Path, inputs: Inputs) -> None:
    fresh = opened(build(inputs, WordEncoder(), tmp_path / "fresh"))
    assert {tuple(passage.texts) for passage in fresh.passages_of("in-tea")} == {("en", "hi")}
    made.write_document(tmp_path / "library", body=BODY.replace("4%", "5%"))
    cards, passages = from_documents(*read_library(tmp_path / "library"))
    stale = opened(build(replace(inputs, cards=cards, passages=passages), WordEncoder(), tmp_path / "stale"))
    assert {tuple(passage.texts) for passage in stale.passages_of("in-tea")} == {("en",)}
    assert "ब्याज" not in "".join(
        row.text for row in vector_rows(replace(inputs, passages=passages)) if row.kind == "fact"
    )


def test_a_rebuild_encodes_only_the_fact_that_changed(tmp_path: Path, inputs: Inputs) -> None:
    encoder = WordEncoder()
    build(inputs, VectorCache(tmp_path / "vectors.sqlite", encoder), tmp_path / "one")
    encoder.asked.clear()
    changed = [replace(p, texts={"en": "Only this."}) if n == 2 else p for n, p in enumerate(inputs.passages)]
    build(replace(inputs, passages=changed), VectorCache(tmp_path / "vectors.sqlite", encoder), tmp_path / "other")
    assert [text.endswith("Only this.") for text, _ in encoder.asked] == [True]


ROW = {"id": "d1#1", "doc_id": "d1", "title": "Rain", "url": "https://example.org", "lang": "en", "text": "Rain falls."}


def jsonl(folder: Path, *rows: object) -> Path:
    path = folder / "corpus.jsonl"
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ('{"id": "x"', "JSONDecodeError"),
        ("", "JSONDecodeError"),
        ("[]", "TypeError"),
        ('"text"', "TypeError"),
        ("null", "TypeError"),
        *(({name: value for name, value in ROW.items() if name != left_out}, left_out) for left_out in ROW),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_by_its_line(tmp_path: Path, row: object, what: str) -> None:
    path = jsonl(tmp_path, ROW, row, dict(ROW, id="d1#2"))
    with pytest.raises(ValueError, match=r"corpus\.jsonl:2: needs id, doc_id, title, url, lang, text \(") as refusal:
        from_jsonl(path)
    assert what in str(refusal.value)


def test_a_line_of_another_encoding_is_refused_by_its_number(tmp_path: Path) -> None:
    path = jsonl(tmp_path, ROW)
    path.write_bytes(path.read_bytes() + json.dumps(dict(ROW, text="पानी"), ensure_ascii=False).encode()[:-3] + b"\n")
    with pytest.raises(ValueError, match=r"corpus\.jsonl:2: needs .*UnicodeDecodeError"):
        from_jsonl(path)


def test_a_corpus_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"corpus\.jsonl: holds no passage"):
        from_jsonl(jsonl(tmp_path))


def test_a_passage_id_that_stands_twice_is_refused_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"corpus\.jsonl:3: passage id 'd1#1' stands here a second time"):
        from_jsonl(jsonl(tmp_path, ROW, dict(ROW, id="d1#2"), ROW))


def test_passages_of_a_document_stand_together_wherever_their_lines_were(tmp_path: Path) -> None:
    rows = [dict(ROW, id=f"{document}#{n}", doc_id=document) for n in (1, 2) for document in ("b", "a")]
    cards, passages = from_jsonl(jsonl(tmp_path, *rows))
    assert [card.id for card in cards] == ["b", "a"]
    assert [passage.id for passage in passages] == ["b#1", "b#2", "a#1", "a#2"]


def test_any_corpus_can_be_searched(tmp_path: Path) -> None:
    texts = {
        "en": "Umbrellas keep people dry",
        "hi": "छाता लोगों को सूखा रखता है",
        "gu": "છત્રી લોકોને કોરા રાખે છે",
        "th": "ร่มช่วยให้คนไม่เปียกฝน",
        "hi-Latn": "tambu mein log sote hain",
        "gu-Latn": "holi ma rang udade chhe",
    }
    rows = [
        dict(ROW, id=f"{form}#1", doc_id=form, title=f"Paper {form}", lang=form, text=text, url=None, date="2024-05")
        for form, text in texts.items()
    ]
    cards, passages = from_jsonl(jsonl(tmp_path, *rows))
    inputs = Inputs(cards=cards, passages=passages, questions=[], examples=[], chat=made.CHAT)
    search = Search(opened(build(inputs, WordEncoder(), tmp_path / "bundle")), WordEncoder())
    for form in FORMS:
        assert search.search(search.prepare(texts[form], form)).documents[0] == form
    card = search.bundle.cards["th"]
    assert (card.title, card.as_of, card.language, card.sources[0]["url"]) == ("Paper th", "2024-05", "th", "")


def test_where_a_fact_stands_in_its_source_is_kept(tmp_path: Path, inputs: Inputs) -> None:
    first, *others = inputs.passages
    placed = replace(first, places=("पृ. 4, લાભ",) * len(first.sources))
    out = build(replace(inputs, passages=[placed, *others]), WordEncoder(), tmp_path / "placed")
    bundle = opened(out)
    assert bundle.passage(0) == placed
    assert [bundle.passage(place) for place in range(1, len(others) + 1)] == list(others)
    assert replace(inputs, passages=[placed, *others]).hash("x") != inputs.hash("x")
