"""Publishing while others publish and read, and killed with SIGKILL: never half, and the next one goes on."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.publishing import publish_now, roll_back
from knowledge import shelf
from knowledge.bundle import Bundle, LiveBundle, live_folder
from knowledge.search import Search
from knowledge.shelf import PublishError
from tests.bot.publish_made import WISH, Made
from tests.guard import ROOT
from tests.knowledge.made import WordEncoder

pytestmark = pytest.mark.usefixtures("few_words")


def test_only_one_publishes_at_a_time(workshop: Made) -> None:
    with shelf.one_at_a_time(workshop.build), pytest.raises(PublishError, match="somebody else is publishing"):
        workshop.publish()
    assert not workshop.publish().refused


SWAPS = 20


def read_on(build: Path, begun: object, stop: object, found: object) -> None:
    """In a process of its own: searches the live bundle until told to stop; puts what it saw, or the error."""
    try:
        live, seen, searched = LiveBundle(live_folder(build)), set(), 0
        while not stop.is_set() or not searched:  # type: ignore[attr-defined]
            bundle = live.get()
            search = Search(bundle, WordEncoder())
            assert search.search(search.prepare("interest of the tea loan")).documents[0] == "in-tea"
            seen.add(bundle.hash)
            searched += 1
            begun.set()  # type: ignore[attr-defined]
        found.put((sorted(seen), searched))  # type: ignore[attr-defined]
    except Exception as problem:
        begun.set()  # type: ignore[attr-defined]
        found.put(repr(problem))  # type: ignore[attr-defined]


@pytest.fixture
def readers(workshop: Made) -> Iterator[object]:
    """Two processes and a thread that read the live bundle all the time."""
    spawn = multiprocessing.get_context("spawn")
    stop, found, begun = spawn.Event(), spawn.Queue(), [spawn.Event() for _ in range(3)]
    started = [spawn.Process(target=read_on, args=(workshop.build, one, stop, found)) for one in begun[:2]]
    started.append(threading.Thread(target=read_on, args=(workshop.build, begun[2], stop, found)))  # type: ignore[arg-type]
    for one in started:
        one.start()
    assert all(one.wait(60) for one in begun)

    def finish() -> list[object]:
        stop.set()
        return [found.get(timeout=60) for _ in started]

    yield finish
    stop.set()
    for one in started:
        one.join(60)


def test_readers_are_unharmed_while_bundles_are_swapped_under_load(workshop: Made, readers: object) -> None:
    names = [workshop.live()]
    workshop.edit("4%", "5%")
    names.append(workshop.publish().hash)
    for swap in range(SWAPS):
        assert roll_back(workshop, names[swap % 2], WISH).hash == workshop.live()
    results = readers()  # type: ignore[operator]
    assert all(isinstance(one, tuple) and set(one[0]) <= set(names) and one[1] > 1 for one in results), results
    assert {name for one in results for name in one[0]} == set(names)
    assert [record.done for record in workshop.records()] == [True] * (SWAPS + 2)


# --- kill -9 ------------------------------------------------------------------------------------------------------


def start(workshop: Made, stage: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bot.publish_made", workshop.folder, str(stage)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def assert_whole(workshop: Made, old: str, new: str) -> None:
    """After a kill: what is live is the old or the new one, it opens, and nothing half is counted as a bundle."""
    assert workshop.live() in (old, new)
    for path in (workshop.build / "bundles").glob("[!.]*"):
        assert Bundle(path).hash == path.name
    for row in workshop.records():
        assert row.hash in (old, new)


def assert_goes_on(workshop: Made, new: str) -> None:
    workshop.publish()
    assert workshop.live() == new
    last = workshop.records()[-1]
    assert (last.hash, last.done, last.by) == (new, True, "Asha")


STAGES = 6  # encoding, asking the candidate, asking the live one, putting live, recorded, live


@pytest.mark.parametrize("stage", range(1, STAGES + 1))
def test_publish_killed_at_a_stage_leaves_a_whole_bundle_live_and_the_next_one_succeeds(
    workshop: Made, stage: int
) -> None:
    old = workshop.live()
    workshop.edit("4%", "5%")
    new = workshop.name()
    with start(workshop, stage) as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == ["begun\n", "waiting\n"]
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert workshop.live() == (new if stage == STAGES else old)
    assert_whole(workshop, old, new)
    assert_goes_on(workshop, new)
    assert len(workshop.records()) == (3 if stage == STAGES - 1 else 2)


@pytest.mark.parametrize("seed", range(4))
def test_publish_killed_at_any_moment_leaves_a_whole_bundle_live(workshop: Made, seed: int) -> None:
    old = workshop.live()
    workshop.edit("4%", "5%")
    new = workshop.name()
    with start(workshop) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        time.sleep(random.Random(seed).uniform(0, 0.6))  # the moment is the point: no event marks it
        os.kill(process.pid, signal.SIGKILL)
    assert_whole(workshop, old, new)
    assert_goes_on(workshop, new)


def test_every_stage_is_one_that_is_killed_above(workshop: Made) -> None:
    workshop.edit("4%", "5%")
    workshop.publish()
    assert len(workshop.said) == STAGES


def test_a_history_line_cut_short_is_passed_over(workshop: Made) -> None:
    path = shelf.history_file(workshop.build)
    whole = path.read_bytes()
    path.write_bytes(whole + json.dumps({"number": 2, "by": "Rav"})[:9].encode())
    workshop.edit("4%", "5%")
    assert publish_now(workshop, WISH).published
    assert [(row.number, row.done) for row in workshop.records()] == [(1, True), (2, True)]
