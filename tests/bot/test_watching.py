"""`sahayak kb watch` and the other commands of publishing, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.problems import UserProblem
from bot.watching import kinds
from knowledge.bundle import make_live
from knowledge.watch import KINDS
from tests.bot.command import Sahayak, assert_explained
from tests.guard import ROOT
from tests.knowledge import made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge folder of two made-up documents."""
    made.library(tmp_path / "knowledge" / "documents")
    monkeypatch.setenv("SAHAYAK_KNOWLEDGE", str(tmp_path / "knowledge"))
    return tmp_path / "knowledge"


def test_the_radar_lists_passages_and_what_is_known(sahayak: Sahayak, folder: Path) -> None:
    tea = folder / "documents" / "en" / "in-tea.md"
    text = tea.read_text(encoding="utf-8")
    tea.write_text(text.replace("country: IN", 'country: IN\nvalid_until: "2020-01-01"'), encoding="utf-8")
    shown = sahayak("kb", "watch", "--no-search")
    assert (shown.code, shown.err) == (0, "")
    assert "expired        in-tea ended on 2020-01-01\n    in-tea: valid_until: 2020-01-01\n" in shown.out
    assert sahayak("kb", "watch", "--no-search", "--fail-on", "stale,contradiction").code == 0
    assert sahayak("kb", "watch", "--no-search", "--fail-on", "expired").code == 1
    assert sahayak("kb", "watch", "--no-search", "--fail-on", "all").code == 1
    row = sahayak("kb", "watch", "--no-search", "--json").json["findings"][0]
    key = json.dumps(row["key"])
    (folder / "watch.yml").write_text(f"known:\n  - {{key: {key}, reason: જૂની યોજના}}\n", encoding="utf-8")
    assert sahayak("kb", "watch", "--no-search", "--fail-on", "expired").code == 0
    assert "known: જૂની યોજના" in sahayak("kb", "watch", "--no-search", "--known").out
    assert sahayak("kb", "watch", "--no-search", "--json").json["known"][0]["reason"] == "જૂની યોજના"


def test_names_are_looked_up_in_the_bundle(sahayak: Sahayak, folder: Path, tiny_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir(exist_ok=True)
    make_live(tmp_path / "build", tiny_bundle)
    dead = [row for row in sahayak("kb", "watch", "--json").json["findings"] if row["kind"] == "alias_dead"]
    assert {row["key"] for row in dead} >= {"alias_dead:en:tsl"}  # that bundle does not hold these documents


def test_no_bundle_to_look_names_up_in_is_explained(sahayak: Sahayak, folder: Path) -> None:
    assert_explained(sahayak("kb", "watch"), "no bundle in", "sahayak kb build")


def test_kinds_are_checked() -> None:
    assert kinds("") == frozenset()
    assert kinds("all") == frozenset(KINDS)
    assert kinds("stale, expired") == {"stale", "expired"}
    with pytest.raises(UserProblem, match="--fail-on tired: must be all or some of contradiction, "):
        kinds("tired")


def test_signing_by_command(sahayak: Sahayak, folder: Path) -> None:
    assert sahayak("kb", "sign", "in-tea", "th-silk", "--by", "Asha").out == "signed in-tea\nsigned th-silk\n"
    assert 'checked_by: "Asha"' in (folder / "documents" / "en" / "th-silk.md").read_text(encoding="utf-8")
    assert_explained(sahayak("kb", "sign", "in-nothing"), "no document in-nothing", "nothing was signed")


def test_golden_questions_are_added_by_command(sahayak: Sahayak, folder: Path) -> None:
    added = sahayak("kb", "golden", "add", "chai ki dukan ka loan 🙂", "--expect", "in-tea", "--lang", "hi-Latn")
    path = folder / "golden" / "hi-Latn.yml"
    assert (added.code, added.out) == (0, f"added to {path}\n")
    assert (
        sahayak(
            "kb", "golden", "add", "ฝนตกไหม", "--expect", "no_answer", "--reason", "out_of_scope", "--lang", "th"
        ).code
        == 0
    )
    assert_explained(
        sahayak("kb", "golden", "add", "x", "--expect", "in-no", "--lang", "en"), "--expect in-no", "kb list"
    )
    assert_explained(sahayak("kb", "golden", "add", "x", "--expect", "in-tea", "--lang", "xx"), "--lang xx", "hi-Latn")
    nlu = next(
        line
        for line in (ROOT / "nlu" / "en" / "greet.yml").read_text(encoding="utf-8").splitlines()
        if "    - " in line
    )
    learnt = sahayak("kb", "golden", "add", nlu.strip(" -"), "--expect", "in-tea", "--lang", "en")
    assert_explained(learnt, "stands in nlu/", "reword it")


def test_an_empty_history_and_unknown_bundles_are_told(sahayak: Sahayak, folder: Path, tmp_path: Path) -> None:
    assert sahayak("kb", "history").out == "nothing was published yet\n"
    assert sahayak("kb", "history", "--json").json == []
    assert_explained(sahayak("kb", "diff", "0000", "live"), "there is no bundle '0000'; there are: none")
    assert_explained(sahayak("kb", "rollback", "--why", "x"), "name a bundle of: sahayak kb history")
    assert_explained(sahayak("kb", "publish", "--why", " "), "--by NAME --why TEXT")


def test_two_folders_are_compared(sahayak: Sahayak, tiny_bundle: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(tiny_bundle, tmp_path / "other"))
    assert sahayak("kb", "diff", tiny_bundle, other).out == "no difference\n"
    assert sahayak("kb", "diff", tiny_bundle, other, "--json").json["facts"] == []
