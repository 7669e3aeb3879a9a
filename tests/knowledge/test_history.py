"""The history: appended to, never rewritten; a record counts when its swap has happened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import history
from knowledge.history import Record
from knowledge.publish import Share

ONE = Record(
    number=1, at="2026-11-21T09:30:00+00:00", by="આશા", why="નવી મર્યાદા 🙂", action="publish", hash="aaa", previous="",
    figures={"hi-Latn": {"recall": Share(right=3, asked=4), "refusal": Share(right=1, asked=1)}},
    documents={"changed": ["in-tea"]}, checked={"in-tea": "รวี on 2026-11-21"},
)  # fmt: skip
TWO = replace(ONE, number=2, hash="bbb", previous="aaa", figures={})
BACK = replace(ONE, number=3, hash="aaa", previous="bbb", action="rollback", figures={})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "build" / "history.jsonl"


def write(path: Path, *records: Record) -> None:
    for record in records:
        history.append(path, record)
        history.confirm(path, record.number)


def test_what_was_written_is_read(path: Path) -> None:
    assert history.read(path) == []
    history.append(path, ONE)
    assert history.read(path) == [ONE]
    history.confirm(path, 1)
    assert history.read(path) == [replace(ONE, done=True)]
    assert history.figures_of(history.read(path), "aaa") == ONE.figures == history.newest_figures(history.read(path))


def test_nothing_is_ever_rewritten(path: Path) -> None:
    write(path, ONE)
    before = path.read_bytes()
    write(path, TWO)
    assert path.read_bytes().startswith(before)


@pytest.mark.parametrize("cut", [1, 10, 40, -2])
def test_a_line_cut_short_is_no_record_and_harms_no_other(path: Path, cut: int) -> None:
    write(path, ONE)
    whole = path.read_bytes()
    history.append(path, TWO)
    line = path.read_bytes()[len(whole) :]
    path.write_bytes(whole + line[:cut])
    assert [record.number for record in history.read(path)] == [1]
    write(path, TWO)
    assert [(record.number, record.done) for record in history.read(path)] == [(1, True), (2, True)]


def test_a_record_of_a_newer_version_is_still_read(path: Path) -> None:
    write(path, ONE)
    path.write_text(path.read_text(encoding="utf-8").replace('"by":', '"mood": "good", "by":'), encoding="utf-8")
    assert history.read(path)[0].by == "આશા"


def test_a_publish_killed_after_the_swap_is_confirmed_and_one_before_it_is_not(path: Path) -> None:
    write(path, ONE)
    history.append(path, TWO)
    assert [record.done for record in history.settle(path, "aaa")] == [True, False]
    assert [record.done for record in history.settle(path, "bbb")] == [True, True]
    assert [record.done for record in history.read(path)] == [True, True]


def test_a_refused_bundle_is_never_confirmed(path: Path) -> None:
    history.append(path, replace(ONE, action="refused"))
    assert [record.done for record in history.settle(path, "aaa")] == [False]


def test_what_was_before_is_found_through_rollbacks(path: Path) -> None:
    write(path, ONE, TWO)
    assert history.was_before(history.read(path), "bbb") == "aaa"
    write(path, BACK)
    assert history.was_before(history.read(path), "aaa") == ""
    assert history.was_before(history.read(path), "ccc") == ""


def test_when_a_bundle_was_last_live(path: Path) -> None:
    write(path, ONE, replace(TWO, at="2026-12-01T00:00:00+05:30"))
    assert {name: when.isoformat() for name, when in history.last_live(history.read(path)).items()} == {
        "aaa": "2026-12-01T00:00:00+05:30", "bbb": "2026-12-01T00:00:00+05:30",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("record", "live", "newest", "state"),
    [
        (replace(TWO, done=True), "bbb", True, "live"),
        (TWO, "bbb", True, "live"),
        (replace(TWO, done=True), "bbb", False, "was live"),
        (replace(TWO, done=True), "aaa", True, "was live"),
        (TWO, "aaa", True, "interrupted before it went live"),
        (replace(TWO, action="refused"), "aaa", True, "refused"),
    ],
)
def test_what_became_of_it(record: Record, live: str, newest: bool, state: str) -> None:
    assert history.state(record, live, newest) == state
