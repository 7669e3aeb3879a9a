"""The knowledge commands: a bundle from any corpus, its listing, one document, ranked passages."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from bot import library, workshop
from bot.settings import Settings
from knowledge.encoder import encoder_name
from knowledge.facts import DocumentError
from tests import tiny
from tests.bot.command import Sahayak, assert_explained

CORPUS = [
    {"id": "a1", "doc_id": "loans", "title": "Loans", "url": "https://example.org/a", "lang": "en", "date": "2024",
     "text": "A loan without collateral is given by the bank.\nIt may have\ntwo more lines.\nAnd another.\nAnd one.\nEnd."},
    {"id": "b1", "doc_id": "yojana", "title": "ऋण योजना", "url": "", "lang": "hi", "text": "बुनकरों को करघा खरीदने के लिए ऋण मिलता है।"},
    {"id": "c1", "doc_id": "yojna-gu", "title": "લોન યોજના", "url": "", "lang": "gu", "text": "માછીમારોને હોડી ખરીદવા લોન મળે છે."},
    {"id": "d1", "doc_id": "sinchuea", "title": "สินเชื่อ", "url": "", "lang": "th", "text": "ชาวนาได้รับสินเชื่อเพื่อซื้อรถไถ"},
    {"id": "a2", "doc_id": "loans", "title": "Loans", "url": "https://example.org/a", "lang": "ta", "text": "கடன் 🙂"},
]  # fmt: skip


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def corpus_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kb build --from … --out …` makes of the corpus above."""
    folder = tmp_path_factory.mktemp("corpus")
    settings = Settings(build=folder / "build", data=folder / "data")
    inputs = library.corpus_inputs(write(folder / "corpus.jsonl", CORPUS))
    small = dataclasses.replace(inputs, chat=inputs.chat[:: tiny.EVERY])
    return library.build(settings, small, folder / "bundle", lambda text: None)


# --- build --------------------------------------------------------------------------------------------------------


@pytest.fixture
def building(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Stands in for building, which test_library.py tests; what was asked for."""
    asked: list[tuple[str, Any]] = []

    def build(settings: Settings, inputs: Any, out: Path, say: library.Say) -> Path:
        say("encoding 5 texts")
        asked.append(("out", inputs))
        return out

    def build_only(settings: Settings, say: library.Say) -> str:
        asked.append(("live", settings))
        return str(settings.build / "bundles" / "abc")

    monkeypatch.setattr(library, "build", build)
    monkeypatch.setattr(workshop, "build_only", build_only)
    return asked


def test_build_from_a_corpus_prints_the_folder_alone_on_its_output(
    sahayak: Sahayak, building: list[tuple[str, Any]], tmp_path: Path
) -> None:
    source = write(tmp_path / "corpus.jsonl", CORPUS)
    ended = sahayak("kb", "build", "--from", source, "--out", tmp_path / "made")
    assert (ended.code, ended.out) == (0, f"{tmp_path / 'made'}\n")
    assert ended.err == "[knowledge] encoding 5 texts\n"
    ((_, inputs),) = building
    assert [passage.id for passage in inputs.passages] == ["a1", "a2", "b1", "c1", "d1"]
    assert [card.id for card in inputs.cards] == ["loans", "yojana", "yojna-gu", "sinchuea"]


def test_build_without_a_folder_leaves_it_to_the_workshop(
    sahayak: Sahayak, building: list[tuple[str, Any]], tmp_path: Path
) -> None:
    ended = sahayak("kb", "build")
    assert ended.out == f"{tmp_path / 'build' / 'bundles' / 'abc'}\n"
    assert [kind for kind, _ in building] == ["live"]


def test_build_of_the_projects_documents_elsewhere(
    sahayak: Sahayak, building: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(library, "project_inputs", lambda _: "the project's")
    assert sahayak("kb", "build", "--out", tmp_path / "made").code == 0
    assert building == [("out", "the project's")]


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("{", [":1", "id, doc_id, title, url, lang, text"]),
        (json.dumps(CORPUS[0]) + '\n{"id": "x"}', [":2", "doc_id"]),
        (json.dumps(CORPUS[0]) + "\n[]", [":2"]),
        (json.dumps(CORPUS[0]) + "\n" + json.dumps(CORPUS[0]), [":2", "'a1'", "second time"]),
        ("", ["holds no passage"]),
        *(
            (json.dumps(CORPUS[0]) + "\n" + json.dumps(CORPUS[1] | {field: wrong}), [":2", f"{field} {said}"])
            for field, wrong, said in (
                ("text", None, "is null, not a text"),
                ("title", ["ऋण"], "is ["),
                ("lang", 5, "is 5,"),
                ("id", True, "is true"),
                ("doc_id", None, "is null"),
                ("url", 5, "is 5"),
                ("date", {}, "is {}"),
                ("text", " ", "is empty"),
                ("title", "", "is empty"),
                ("text", "\ud800", "holds half a character"),
            )
        ),
    ],
)
def test_a_corpus_that_cannot_be_read_is_named_with_its_line(
    sahayak: Sahayak, building: list[tuple[str, Any]], tmp_path: Path, content: str, parts: list[str]
) -> None:
    source = tmp_path / "corpus.jsonl"
    source.write_text(content, encoding="utf-8")
    ended = sahayak("kb", "build", "--from", source, "--out", tmp_path / "made")
    assert_explained(ended, str(source), *parts)
    assert building == []


def test_a_broken_document_of_the_project_is_named(sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Path) -> Any:
        raise DocumentError("in-x.md: no sources; add at least one")

    monkeypatch.setattr(library, "project_inputs", broken)
    assert_explained(sahayak("kb", "build"), "in-x.md: no sources; add at least one")


# --- what came of it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "form", "document"),
    [
        ("loan without collateral from the bank", "en", "loans"),
        ("करघा खरीदने के लिए ऋण", "hi", "yojana"),
        ("હોડી ખરીદવા લોન", "gu", "yojna-gu"),
        ("สินเชื่อเพื่อซื้อรถไถ", "th", "sinchuea"),
        ("karghe ke liye rin bunkaron ko", "hi-Latn", "yojana"),
        ("machimarone hodi kharidva lon", "gu-Latn", "yojna-gu"),
    ],
)
def test_a_corpus_is_found_in_every_form(
    sahayak: Sahayak, corpus_bundle: Path, question: str, form: str, document: str
) -> None:
    rows = sahayak("kb", "search", question, "--lang", form, "--kb", corpus_bundle, "--json").rows
    assert rows[0]["doc_id"] == document
    ended = sahayak("ask", question, "--lang", form, "--kb", corpus_bundle, "--json")
    assert ended.json["documents"][0] == document
    assert len(ended.json["text"].splitlines()) <= 6


def test_a_passage_in_a_language_we_do_not_speak_is_no_trouble(sahayak: Sahayak, corpus_bundle: Path) -> None:
    ended = sahayak("ask", "கடன் loan 🙂", "--lang", "en", "--kb", corpus_bundle, "--json")
    assert ended.code == 0


def test_list_prints_one_document_a_line(sahayak: Sahayak, tiny_bundle: Path) -> None:
    rows = sahayak("kb", "list", "--kb", tiny_bundle, "--json").rows
    assert [row["id"] for row in rows] == sorted(tiny.KEPT)
    assert all(set(row) == {"id", "title", "kind", "country", "as_of", "languages"} for row in rows)
    assert {"en", "hi", "gu"} <= set(rows[0]["languages"])
    lines = sahayak("kb", "list", "--kb", tiny_bundle).out.splitlines()
    assert len(lines) == len(rows)
    assert lines[0].startswith("in-cgtmse ")
    assert rows[0]["title"] in lines[0]


def test_show_prints_facts_with_their_sources(sahayak: Sahayak, tiny_bundle: Path) -> None:
    shown = sahayak("kb", "show", "in-cgtmse", "--kb", tiny_bundle, "--json").json
    assert shown["id"] == "in-cgtmse"
    assert {"title", "as_of", "checked_on", "sources", "aliases"} <= set(shown)
    assert [fact["id"].split("#")[0] for fact in shown["facts"]] == ["in-cgtmse"] * len(tiny.KEPT["in-cgtmse"])
    text = sahayak("kb", "show", "in-cgtmse", "--kb", tiny_bundle).out
    assert text.startswith(f"{shown['title']}\nas of {shown['as_of']}, checked on {shown['checked_on']}\n")
    for fact in shown["facts"]:
        assert fact["texts"]["en"] in text
    for source in shown["sources"]:
        assert f"[{source['number']}] {source['title']}" in text


@pytest.mark.parametrize("document", ["in-nowhere", "", "in-CGTMSE", "%", "' or 1=1 --"])
def test_a_document_that_is_not_there_is_said_with_where_to_look(
    sahayak: Sahayak, tiny_bundle: Path, document: str
) -> None:
    assert_explained(sahayak("kb", "show", document, "--kb", tiny_bundle), "no document", "sahayak kb list")


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_search_ranks_passages_up_to_a_limit(sahayak: Sahayak, tiny_bundle: Path, limit: int) -> None:
    rows = sahayak("kb", "search", "What is CGTMSE?", "--limit", str(limit), "--kb", tiny_bundle, "--json").rows
    assert len(rows) == min(limit, sum(map(len, tiny.KEPT.values())))
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all(set(row) == {"passage_id", "doc_id", "score", "text", "parts"} for row in rows)


def test_search_explains_every_part_of_a_score(sahayak: Sahayak, tiny_bundle: Path) -> None:
    arguments = ("kb", "search", "સીજીટીએમએસઈ શું છે?", "--kb", tiny_bundle, "--limit", "2")
    row = sahayak(*arguments, "--json").rows[0]
    plain, explained = sahayak(*arguments).out, sahayak(*arguments, "--explain").out
    assert plain.startswith(f"{row['score']:.4f} {row['passage_id']}  {row['text']}\n")
    assert "lexical" not in plain
    for name, value in row["parts"].items():
        assert f"{name} {value:+.4f}" in explained


def test_the_encoder_of_these_bundles_is_the_default_one(sahayak: Sahayak, tiny_bundle: Path) -> None:
    manifest = json.loads((tiny_bundle / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["encoder"] == encoder_name()
