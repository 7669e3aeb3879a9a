"""Publishing: judged, recorded, swapped in one step; refused for a regression; gone back from; never half."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.publishing import Wish, clear, publish_now, roll_back
from knowledge import history, shelf
from knowledge.bundle import Bundle, BundleError, LiveBundle, live_folder
from knowledge.search import Search
from knowledge.shelf import PublishError
from tests.bot.publish_made import GOLDEN, NOW, WISH, Made
from tests.guard import ROOT
from tests.knowledge import made
from tests.knowledge.made import WordEncoder

pytestmark = pytest.mark.usefixtures("few_words")


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wordfreq.get_frequency_dict", made.few_hindi_words)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one published bundle, to copy."""
    folder = tmp_path_factory.mktemp("published")
    made.library(folder / "library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wordfreq.get_frequency_dict", made.few_hindi_words)
        assert Made(folder).publish().published
    return folder


@pytest.fixture
def workshop(published: Path, tmp_path: Path) -> Made:
    shutil.copytree(published, tmp_path / "house", symlinks=True)
    return Made(tmp_path / "house")


def records(workshop: Made) -> list[history.Record]:
    return history.read(shelf.history_file(workshop.build))


def test_the_first_bundle_goes_live_with_nothing_to_compare_with(workshop: Made) -> None:
    [first] = records(workshop)
    assert (first.hash, first.previous, first.by, first.why) == (workshop.live(), "", "Asha", WISH.why)
    assert first.done
    assert {form: shares["recall"].asked for form, shares in first.figures.items()} == {
        "en": 2, "hi": 1, "gu": 1, "th": 1, "hi-Latn": 0,
    }  # fmt: skip


def test_a_change_goes_live_and_is_shown_side_by_side_and_recorded(workshop: Made) -> None:
    before = workshop.live()
    workshop.edit("Rs 50,000 at 4% interest", "Rs 50,000 at 5% interest")
    judged = workshop.publish()
    assert judged.published
    assert (judged.previous, judged.hash) == (before, workshop.live())
    assert judged.hash != before
    changed = {change.question.text: change for change in judged.changes}
    loan = changed["loan up to 50,000 interest"]
    assert (loan.old.quotes, loan.new.quotes) == (
        ("The loan is up to Rs 50,000 at 4% interest.",), ("The loan is up to Rs 50,000 at 5% interest.",),
    )  # fmt: skip
    last = records(workshop)[-1]
    assert (last.previous, last.documents, last.checked) == (
        before, {"changed": ["in-tea"]}, {"in-tea": "Asha on 2026-11-21"},
    )  # fmt: skip
    assert last.done
    assert last.at == NOW.isoformat(timespec="seconds")


def test_files_left_out_are_told(workshop: Made) -> None:
    workshop.left_out = ["documents/gu/in-tea.md"]
    workshop.edit("Rs 50,000 at 4% interest", "Rs 50,000 at 5% interest")
    assert workshop.publish().stale == ("documents/gu/in-tea.md",)


def test_publishing_the_same_again_changes_nothing(workshop: Made) -> None:
    judged = workshop.publish()
    assert not judged.published
    assert not judged.refused
    assert len(records(workshop)) == 1


REMOVED = "- Phone of the tea office: 1800-111-222. [1]\n"


def regress(workshop: Made) -> None:
    """The fact behind two golden answers goes."""
    workshop.edit("- The loan is up to Rs 50,000 at 4% interest. [1][2]\n", "- It helps. [1]\n")
    workshop.edit("Phone of the tea office: 1800-111-222", "Ask somebody")


def test_a_regression_is_refused_and_recorded_and_what_was_live_stays(workshop: Made) -> None:
    before = workshop.live()
    regress(workshop)
    judged = workshop.publish()
    assert judged.refused
    assert workshop.live() == before
    assert {(one.form, one.measure) for one in judged.worse} >= {("en", "recall")}
    assert [change.effect for change in judged.changes].count("broken") >= 1
    assert records(workshop)[-1].action == "refused"
    assert not (workshop.build / "bundles" / judged.hash).exists()
    assert Bundle(shelf.find(workshop.build, "candidate")).hash == judged.hash


def test_an_override_publishes_a_regression_and_its_reason_is_kept(workshop: Made) -> None:
    regress(workshop)
    assert workshop.publish().refused
    assert workshop.publish(Wish(by="Asha", why="new rules", override=" ")).refused
    judged = workshop.publish(Wish(by="Asha", why="new rules", override="the scheme has ended"))
    assert judged.published
    assert workshop.live() == judged.hash
    assert records(workshop)[-1].override == "the scheme has ended"


def test_an_override_that_was_not_needed_is_not_recorded(workshop: Made) -> None:
    workshop.edit("at 4% interest", "at 5% interest")
    assert workshop.publish(Wish(by="Asha", why="new rules", override="in any case")).published
    assert records(workshop)[-1].override == ""


def test_a_fall_within_the_margin_passes(workshop: Made) -> None:
    regress(workshop)
    workshop.margin = 1.0
    assert workshop.publish().published


def test_a_changed_fact_that_nobody_signed_is_refused_whatever_the_override(workshop: Made) -> None:
    before = workshop.live()
    workshop.edit("at 4% interest", "at 5% interest", signed=False)
    judged = workshop.publish(Wish(by="Asha", why="w", override="hurry"))
    assert (judged.refused, judged.unsigned, workshop.live()) == (True, ("in-tea",), before)
    workshop.edit("5% interest", "6% interest")
    workshop.edit("6% interest", "7% interest", signed=False)
    assert workshop.publish().unsigned == ("in-tea",)
    assert workshop.publish(Wish(by="make test", why="w", signed=False)).published


@pytest.mark.parametrize(("by", "why"), [("", "why"), (" ", "why"), ("Asha", ""), ("આશા", " ")])
def test_nobody_publishes_or_goes_back_without_saying_who_and_why(workshop: Made, by: str, why: str) -> None:
    for act in (lambda: workshop.publish(Wish(by=by, why=why)), lambda: roll_back(workshop, "", Wish(by=by, why=why))):
        with pytest.raises(PublishError, match="--by NAME --why TEXT; nothing was changed"):
            act()


def test_a_live_bundle_of_another_version_is_judged_by_its_figures(workshop: Made) -> None:
    workshop.unreadable = {workshop.live()}
    regress(workshop)
    judged = workshop.publish()
    assert judged.refused
    assert judged.changes == ()
    assert "figures of the last publish" in judged.note


def test_old_figures_of_other_questions_are_not_compared(workshop: Made) -> None:
    workshop.unreadable = {workshop.live()}
    regress(workshop)
    workshop.questions = [*GOLDEN, *(replace(one, text=f"{one.text} 2") for one in GOLDEN if one.documents)]
    judged = workshop.publish()
    assert judged.published
    assert set(judged.before) == {"hi-Latn"}


def test_a_quick_bundle_is_replaced_without_a_comparison(workshop: Made) -> None:
    shelf.mark_quick(live_folder(workshop.build))  # the history holds figures of a better one
    regress(workshop)
    judged = workshop.publish()
    assert judged.published
    assert judged.note == "nothing to compare with: what is live is a quick bundle"


# --- going back ---------------------------------------------------------------------------------------------------


def three(workshop: Made) -> list[str]:
    names = [workshop.live()]
    for rate in ("5%", "6%"):
        workshop.edit("4%" if rate == "5%" else "5%", rate)
        names.append(workshop.publish().hash)
    return names


def test_going_back_goes_back_one_by_one(workshop: Made) -> None:
    first, second, third = three(workshop)
    for wanted, before in ((second, third), (first, second)):
        record = roll_back(workshop, "", Wish(by="Ravi", why="wrong rate"))
        assert (record.hash, record.previous, record.action, record.done) == (wanted, before, "rollback", True)
        assert workshop.live() == wanted
    with pytest.raises(PublishError, match="name a bundle of: sahayak kb history"):
        roll_back(workshop, "", WISH)
    assert roll_back(workshop, third[:6], WISH).hash == third == workshop.live()


def test_going_back_to_what_is_not_there_is_explained(workshop: Made) -> None:
    live = workshop.live()
    with pytest.raises(BundleError, match=rf"there is no bundle '0000'; there are: {live}"):
        roll_back(workshop, "0000", WISH)
    with pytest.raises(PublishError, match="is live already"):
        roll_back(workshop, live, WISH)
    regress(workshop)
    refused = workshop.publish().hash
    with pytest.raises(PublishError, match="was never published"):
        roll_back(workshop, refused, WISH)
    assert workshop.live() == live


def test_a_bundle_that_cannot_be_read_does_not_go_live_again(workshop: Made) -> None:
    first, second, _ = three(workshop)
    live = workshop.live()
    (workshop.build / "bundles" / second / "vectors.faiss").write_bytes(b"")
    with pytest.raises(BundleError):
        roll_back(workshop, "", WISH)
    assert workshop.live() == live
    assert roll_back(workshop, first, WISH).hash == first


def test_bundles_stay_while_an_answer_cites_them(workshop: Made) -> None:
    first, second, third = three(workshop)
    there = workshop.build / "bundles"
    for days, cites, left in (
        (0.5, (), {first, second, third}),
        (2, None, {first, second, third}),
        (2, (first,), {first, second, third}),
        (2, (), {second, third}),
    ):
        workshop.time, workshop.cites = NOW + timedelta(days=days), cites
        clear(workshop)
        assert {path.name for path in there.iterdir()} == left
    workshop.time, workshop.cites = NOW + timedelta(days=400), (second, third)
    clear(workshop)
    assert {path.name for path in there.iterdir()} == {second, third}  # live, and the one before


# --- several at once ----------------------------------------------------------------------------------------------


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
    assert [record.done for record in records(workshop)] == [True] * (SWAPS + 2)


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
    for row in records(workshop):
        assert row.hash in (old, new)


def assert_goes_on(workshop: Made, new: str) -> None:
    workshop.publish()
    assert workshop.live() == new
    last = records(workshop)[-1]
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
    assert len(records(workshop)) == (3 if stage == STAGES - 1 else 2)


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
    assert [(row.number, row.done) for row in records(workshop)] == [(1, True), (2, True)]
