"""The project's knowledge as a bundle: built when needed, named after its inputs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot import library
from bot.settings import Settings
from knowledge.build import vector_rows
from knowledge.encoder import Encoder
from knowledge.inputs import Inputs
from tests import tiny


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    made = tiny.inputs()
    return replace(made, passages=made.passages[:3], cards=made.cards[:1])


def write(inputs: Inputs, encoder: Encoder, out: Path, say: library.Say) -> Path:
    """Stands in for the build itself, which tests/knowledge tests: a folder with its manifest."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "manifest.json").write_text(json.dumps({"hash": inputs.hash(encoder.name)[:16]}), encoding="utf-8")
    say("built")
    return out


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: Inputs) -> Settings:
    monkeypatch.setattr(library.building, "build", write)
    monkeypatch.setattr(library, "project_inputs", lambda: inputs)
    return Settings(build=tmp_path / "build", data=tmp_path / "data")


def changed(inputs: Inputs, text: str) -> Inputs:
    """The same inputs with another first fact."""
    first = replace(inputs.passages[0], texts={**inputs.passages[0].texts, "en": text})
    return replace(inputs, passages=[first, *inputs.passages[1:]])


def test_a_bundle_that_is_there_already_is_not_built_again(settings: Settings, inputs: Inputs, tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        assert library.build(settings, inputs, tmp_path / "made", said.append) == tmp_path / "made"
    assert said == ["built"]
    library.build(settings, changed(inputs, "બીજી હકીકત"), tmp_path / "made", said.append)
    assert said == ["built"] * 2


def test_a_quick_bundle_encodes_the_facts_of_record_alone_and_shows_every_language(
    settings: Settings, inputs: Inputs
) -> None:
    quick = library.quick(inputs)
    assert [passage.id for passage in quick.passages] == [passage.id for passage in inputs.passages]
    assert {row.form for row in vector_rows(quick) if row.kind == "fact"} == {"en"}
    assert quick.passages == inputs.passages
    assert not quick.questions
    assert quick.cards == inputs.cards
    assert library.name_of(quick, settings) != library.name_of(inputs, settings)


@pytest.mark.parametrize(("total", "told"), [(10, []), (255, []), (512, [256, 512]), (600, [256, 512, 600])])
def test_progress_is_told_when_it_takes_a_while(total: int, told: list[int]) -> None:
    said: list[str] = []
    report = library.progress(said.append)
    for done in [*range(64, total, 64), total]:
        report(done, total)
    assert said == [f"encoded {done} of {total} texts" for done in told]


# --- stale files --------------------------------------------------------------------------------------------------

DOCUMENT = """---
id: in-x
title: "X"
titles: {}
aliases: {}
country: IN
kind: scheme
needs: [finance]
as_of: "2025"
checked_on: "2026-11-21"
sources:
  - {n: 1, title: "A paper", url: "", date: "2025", grade: official}
---
## What it is
- X is a scheme. [1]
"""
TRANSLATION = """---
id: in-x
lang: hi
title: "एक्स"
translation_of: in-x
source_hash: "old"
---
## What it is
- एक्स एक योजना है। [1]
"""


def test_stale_files_are_found_and_stamping_mends_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "documents/en/in-x.md": DOCUMENT,
        "documents/hi/in-x.md": TRANSLATION,
        "questions/gu/in-x.yml": 'source_hash: "old"\nquestions:\n  what-it-is-1: ["એક્સ શું છે?"]\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(library, "KNOWLEDGE", tmp_path)
    old = library.stale_files()
    assert library.stale_files(tmp_path) == old
    assert [path.relative_to(tmp_path).as_posix() for path in old] == ["documents/hi/in-x.md", "questions/gu/in-x.yml"]
    assert library.stamp_files(old) == 2
    assert library.stale_files() == []
    assert library.stamp_files(old) == 0
    assert "एक्स एक योजना है।" in old[0].read_text(encoding="utf-8")


def test_the_helpline_table_names_every_country_once() -> None:
    assert library.helpline_table() == {"IN": "in-tele-manas", "TH": "th-mental-health-1323"}
