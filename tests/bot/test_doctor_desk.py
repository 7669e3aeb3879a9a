"""The doctor looks at the desk: rules and directories that cannot be read fail, old entries are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from actions import agencies, triage_rules
from bot import doctor
from bot.settings import Settings


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Rules and directory of one programme, to be broken."""
    for kind, module in (("rules", triage_rules), ("directory", agencies)):
        (tmp_path / kind).mkdir()
        source = (module.FOLDER / "th-ssrc.yml").read_text(encoding="utf-8")
        (tmp_path / kind / "th-ssrc.yml").write_text(source, encoding="utf-8")
        monkeypatch.setattr(module, "FOLDER", tmp_path / kind)
        module.load.cache_clear()
    yield tmp_path
    for module in (triage_rules, agencies):
        module.load.cache_clear()


def test_a_desk_in_order(folder: Path) -> None:
    (found,) = doctor._desk(Settings(check_after_days=36_500))
    assert (found.what, found.ok) == ("desk of th-ssrc: 31 agencies", True)


def test_old_entries_are_named_and_are_no_fault(folder: Path) -> None:
    (found,) = doctor._desk(replace(Settings(), check_after_days=-1))
    assert found.ok
    assert "th-smedbank" in found.what


@pytest.mark.parametrize("kind", ["rules", "directory"])
def test_a_file_that_cannot_be_read_fails_with_its_cure(folder: Path, kind: str) -> None:
    path = folder / kind / "th-ssrc.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[court]", "[moon]"), encoding="utf-8")
    (found,) = doctor._desk(Settings())
    assert not found.ok
    assert "moon" in found.cure
