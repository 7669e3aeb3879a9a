from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.bundle import Bundle, BundleError, LiveBundle, live_folder, make_live
from knowledge.search import Search
from tests.knowledge import made
from tests.knowledge.made import WordEncoder

SWAPS = 20
CURE = "sahayak kb build"


@pytest.fixture
def copied(made_bundle: Path, tmp_path: Path) -> Path:
    """A bundle of this test's own, to damage."""
    return Path(shutil.copytree(made_bundle, tmp_path / "copy"))


@pytest.fixture
def builds(made_bundle: Path, tmp_path: Path) -> Path:
    """A build folder with the bundles ``one`` and ``other``; ``one`` is live."""
    for name in ("one", "other"):
        folder = Path(shutil.copytree(made_bundle, tmp_path / "build" / "bundles" / name))
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        (folder / "manifest.json").write_text(json.dumps(manifest | {"hash": name}), encoding="utf-8")
    make_live(tmp_path / "build", tmp_path / "build" / "bundles" / "one")
    return tmp_path / "build"


def test_what_was_put_in_comes_out(made_bundle: Path, tmp_path: Path) -> None:
    inputs, bundle = made.inputs(tmp_path), Bundle(made_bundle)
    assert list(bundle.cards.values()) == list(inputs.cards)
    assert [bundle.passage(place) for place in range(len(bundle.passage_ids))] == list(inputs.passages)
    assert bundle.passages_of("in-tea") == list(inputs.passages[:4])
    assert bundle.places_of("th-silk").tolist() == [4, 5]
    assert list(bundle.passages_of("in-tea")[0].texts) == ["en", "hi"]
    assert bundle.passages_of("no-such") == []


def test_a_bundle_reads_both_romanised_forms(made_bundle: Path) -> None:
    read = Bundle(made_bundle).transliterators
    assert read["hi-Latn"]("mujhe loan chahiye") == "मुझे loan चाहिए"
    assert read["gu-Latn"]("cha ni loan") != "cha ni loan"


def test_a_bundle_cannot_be_written_to(made_bundle: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        Bundle(made_bundle).db.execute("delete from passages")


def test_no_bundle_is_told_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=rf"no bundle in .*nowhere; build one with: {CURE}"):
        Bundle(tmp_path / "nowhere")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "manifest cut": lambda folder: (folder / "manifest.json").write_text('{"format": ', encoding="utf-8"),
    "manifest gone": lambda folder: (folder / "manifest.json").unlink(),
    "another format": lambda folder: (folder / "manifest.json").write_text('{"format": 1}', encoding="utf-8"),
    "documents gone": lambda folder: (folder / "knowledge.sqlite").unlink(),
    "documents cut": lambda folder: (folder / "knowledge.sqlite").write_bytes(b"SQLite format 3\0" + b"\0" * 100),
    "documents empty": lambda folder: (folder / "knowledge.sqlite").write_bytes(b""),
    "vectors gone": lambda folder: (folder / "vectors.faiss").unlink(),
    "vectors cut": lambda folder: (folder / "vectors.faiss").write_bytes((folder / "vectors.faiss").read_bytes()[:99]),
    "language gone": lambda folder: (folder / "language.npz").unlink(),
    "language cut": lambda folder: (folder / "language.npz").write_bytes(b"PK\x03\x04"),
    "language of another kind": lambda folder: (folder / "language.npz").write_bytes(b"words"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_bundle_is_told_with_the_cure(copied: Path, damage: str) -> None:
    DAMAGES[damage](copied)
    with pytest.raises(BundleError, match=CURE) as refusal:
        Bundle(copied)
    assert str(copied) in str(refusal.value)


def test_the_live_bundle_is_a_link_that_survives_moving_the_folder(builds: Path) -> None:
    assert live_folder(builds).is_symlink()
    moved = builds.rename(builds.parent / "moved")
    assert Bundle(live_folder(moved)).hash == "one"
    assert [path.name for path in moved.iterdir() if path.name.startswith(".")] == []


def test_a_swap_is_noticed_and_so_is_going_back(builds: Path) -> None:
    live = LiveBundle(live_folder(builds))
    first = live.get()
    assert first.hash == "one"
    assert live.get() is first
    make_live(builds, builds / "bundles" / "other")
    assert live.get().hash == "other"
    make_live(builds, builds / "bundles" / "one")
    assert live.get().hash == "one"


def test_a_bundle_in_use_can_be_removed(builds: Path) -> None:
    live = LiveBundle(live_folder(builds))
    reader = live.get()
    make_live(builds, builds / "bundles" / "other")
    shutil.rmtree(builds / "bundles" / "one")
    assert len(reader.passages_of("in-tea")) == 4
    assert live.get().hash == "other"


def test_a_missing_live_bundle_is_told_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match=CURE):
        LiveBundle(live_folder(tmp_path)).get()


def test_a_live_link_to_a_removed_bundle_is_told_with_the_cure(builds: Path) -> None:
    shutil.rmtree(builds / "bundles" / "one")
    with pytest.raises(BundleError, match=CURE):
        LiveBundle(live_folder(builds)).get()


def test_a_bundle_swapped_and_removed_while_it_is_being_opened_is_passed_over(
    builds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Bundle.__init__

    def meanwhile(self: Bundle, folder: Path) -> None:
        if folder.name == "one":
            make_live(builds, builds / "bundles" / "other")
            shutil.rmtree(builds / "bundles" / "one")
        opened(self, folder)

    monkeypatch.setattr(Bundle, "__init__", meanwhile)
    assert LiveBundle(live_folder(builds)).get().hash == "other"


@pytest.mark.parametrize("step", ["unlink", "symlink_to", "replace", "rename"])
def test_there_is_a_live_bundle_at_every_step_of_a_swap(
    builds: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    original = getattr(Path, step)

    def watched(self: Path, *arguments: object, **options: object) -> object:
        assert live_folder(builds).exists()
        try:
            return original(self, *arguments, **options)
        finally:
            assert live_folder(builds).exists()

    monkeypatch.setattr(Path, step, watched)
    make_live(builds, builds / "bundles" / "other")
    assert Bundle(live_folder(builds)).hash == "other"


class Reader:
    """Searches the live bundle over and over in a thread of its own and keeps what it saw."""

    def __init__(self, live: LiveBundle) -> None:
        self.seen: set[str] = set()
        self.errors: list[Exception] = []
        self.searched = threading.Semaphore(0)
        self._live, self._stop = live, threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                bundle = self._live.get()
                search = Search(bundle, WordEncoder())
                result = search.search(search.prepare("interest of the tea loan"))
                assert result.documents[0] == "in-tea"
                self.seen.add(bundle.hash)
            except Exception as problem:
                self.errors.append(problem)
            self.searched.release()


@pytest.fixture
def readers(builds: Path) -> Iterator[list[Reader]]:
    live = LiveBundle(live_folder(builds))
    with Reader(live) as one, Reader(live) as other:
        yield [one, other]


def test_readers_see_no_error_while_bundles_are_swapped(builds: Path, readers: list[Reader]) -> None:
    for swap in range(SWAPS):
        make_live(builds, builds / "bundles" / ("other", "one")[swap % 2])
        for reader in readers:
            for _ in range(2):  # the first may have begun before the swap
                assert reader.searched.acquire(timeout=60)
    assert [reader.errors for reader in readers] == [[], []]
    assert [reader.seen for reader in readers] == [{"one", "other"}] * 2


@pytest.mark.usefixtures("few_words")
def test_readers_see_no_error_while_the_bundle_is_built_again_in_place(
    builds: Path, readers: list[Reader], tmp_path: Path
) -> None:
    inputs = made.inputs(tmp_path / "library")
    build(replace(inputs, questions=[]), WordEncoder(), builds / "bundles" / "other")
    make_live(builds, builds / "bundles" / "other")
    for reader in readers:
        for _ in range(2):
            assert reader.searched.acquire(timeout=60)
    assert [reader.errors for reader in readers] == [[], []]
