"""Where bundles stand: found by the beginning of their name, moved whole, one publisher at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import shelf
from knowledge.bundle import BundleError, make_live
from knowledge.shelf import PublishError


@pytest.fixture
def build(tmp_path: Path) -> Path:
    for name in ("bundles/aa11", "bundles/aa22", "bundles/.bb33.7", "candidates/cc44", "candidates/.dd55.8"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "manifest.json").write_text("{}", encoding="utf-8")
    make_live(tmp_path, tmp_path / "bundles" / "aa11")
    return tmp_path


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("live", "aa11"), ("candidate", "cc44"), ("aa2", "aa22"), ("aa11", "aa11"), ("cc", "cc44")],
)
def test_a_bundle_is_found(build: Path, wanted: str, found: str) -> None:
    assert shelf.find(build, wanted).name == found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("aa", "several bundles begin with 'aa'; there are: aa11, aa22"),
        ("bb", "there is no bundle 'bb'; there are: aa11, aa22, cc44"),
        ("", "several bundles begin with ''"),
        ("ચા", "there is no bundle 'ચા'"),
        ("../bundles", "there is no bundle"),
    ],
)
def test_what_is_not_found_is_told_with_what_there_is(build: Path, wanted: str, message: str) -> None:
    with pytest.raises(BundleError, match=message):
        shelf.find(build, wanted)


def test_any_folder_may_be_named(build: Path) -> None:
    assert shelf.find(build, str(build / "candidates" / ".dd55.8")).name == ".dd55.8"


def test_a_candidate_is_moved_whole_and_one_published_before_stays_where_it_is(build: Path) -> None:
    assert shelf.candidate_folder(build, "ee66") == build / "candidates" / "ee66"
    assert shelf.candidate_folder(build, "aa22") == build / "bundles" / "aa22"
    moved = shelf.shelve(build, build / "candidates" / "cc44")
    assert moved == build / "bundles" / "cc44"
    assert not (build / "candidates" / "cc44").exists()
    assert shelf.shelve(build, moved) == moved


def test_only_the_candidate_being_judged_is_kept(build: Path) -> None:
    (build / "candidates" / "ff77").mkdir()
    shelf.drop_other_candidates(build, "ff77")
    assert {path.name for path in (build / "candidates").iterdir()} == {"ff77"}


def test_the_live_one_is_named_only_when_it_is_there(build: Path, tmp_path: Path) -> None:
    assert shelf.live_name(build) == "aa11"
    (build / "bundles" / "aa11" / "manifest.json").unlink()
    assert shelf.live_name(build) == ""
    assert shelf.live_name(tmp_path / "nothing") == ""


def test_the_lock_is_for_one_and_is_let_go(build: Path) -> None:
    with (
        shelf.one_at_a_time(build),
        pytest.raises(PublishError, match="nothing was changed"),
        shelf.one_at_a_time(build),
    ):
        pass
    with shelf.one_at_a_time(build):
        pass
