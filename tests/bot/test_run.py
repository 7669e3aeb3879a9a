"""`sahayak run`: builds and trains what changed and nothing else, and stops cleanly."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import dialogue_process, library, run, supervise
from bot.settings import Settings
from bot.supervise import StartFailed
from knowledge import shelf
from tests.processes import free_port

WANTED = "f" * 16


class Worker:
    """Stands in for a process: does its work when it is started."""

    exitcode: int | None = None

    def __init__(self, target: Callable[..., Any], args: tuple[Any, ...], daemon: bool = False) -> None:
        self._work = lambda: target(*args)

    def start(self) -> None:
        try:
            self._work()
            self.exitcode = 0
        except RuntimeError:
            self.exitcode = 1

    def join(self) -> None:
        assert self.exitcode is not None, "joined before it was started"


def shelf_state(live: Path) -> str:
    return "quick" if shelf.is_quick(live) else "whole"


class House:
    """Records what was built and trained."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.done: list[str] = []
        self.said: list[str] = []
        self.trained = True
        self.broken = False

    def build(self, settings: Settings, job: run.Job) -> None:
        if self.broken:
            raise RuntimeError("no disk")
        self.done.append(job)
        self.make_live(WANTED if job != "quick" else "quick")

    def live_state(self, settings: Settings) -> str:
        """Without opening it: these bundles are empty folders."""
        live = settings.live_bundle
        return "none" if not live.exists() or live.resolve().name == "unusable" else shelf_state(live)

    def train(self, settings: Settings) -> None:
        self.done.append("train")

    def make_live(self, name: str) -> None:
        folder = self.settings.build / "bundles" / name
        folder.mkdir(parents=True, exist_ok=True)
        self.settings.live_bundle.unlink(missing_ok=True)
        self.settings.live_bundle.symlink_to(folder)
        if name == "quick":
            shelf.mark_quick(folder)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    ports = {"port": free_port(), "dialogue_port": free_port(), "action_port": free_port()}
    made = House(Settings(build=tmp_path / "build", data=tmp_path / "data", **ports))
    made.settings.build.mkdir()
    monkeypatch.setattr(library, "project_inputs", lambda _: SimpleNamespace(hash=lambda _: WANTED * 4))
    monkeypatch.setattr(run, "open_encoder", lambda _: None)
    monkeypatch.setattr(run, "live_state", made.live_state)
    monkeypatch.setattr(run.multiprocessing, "get_context", lambda _: SimpleNamespace(Process=Worker))
    monkeypatch.setattr(run, "_build", made.build)
    monkeypatch.setattr(dialogue_process, "is_trained", lambda _: made.trained)
    monkeypatch.setattr(dialogue_process, "train", made.train)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return made


@pytest.mark.parametrize(
    ("live", "trained", "whole", "done", "more"),
    [
        (None, False, False, ["quick", "train"], True),
        (None, True, False, ["quick"], True),
        (None, True, True, ["prepare"], False),
        (None, False, True, ["prepare", "train"], False),
        ("unusable", True, False, ["quick"], True),  # of another version or encoder: as good as none
        ("unusable", True, True, ["prepare"], False),
        ("quick", True, False, [], True),  # people are answered from the quick one while the whole one is built
        ("quick", False, False, ["train"], True),
        ("old", True, False, [], False),  # what changed waits for somebody to publish it
        ("old", False, False, ["train"], False),
        ("old", True, True, ["prepare"], False),
        (WANTED, True, False, [], False),
        (WANTED, True, True, [], False),
        (WANTED, False, False, ["train"], False),
    ],
)
def test_only_what_changed_is_built_or_trained(
    house: House, live: str | None, trained: bool, whole: bool, done: list[str], more: bool
) -> None:
    house.trained = trained
    if live:
        house.make_live(live)
    assert run.prepare(house.settings, house.said.append, whole) is more
    assert house.done == done
    assert house.said[-1].startswith("prepared in ")
    told = [line for line in house.said if "sahayak kb publish --why" in line]
    assert bool(told) is (live == "old" and not whole)


def test_what_changed_is_published_behind_where_the_setting_says_so(house: House) -> None:
    house.make_live("old")
    settings = replace(house.settings, auto_publish=True)
    assert run.prepare(settings, house.said.append) is True
    assert house.done == []
    run._build_rest(settings, house.said.append, lambda: False)
    assert house.done == ["run"]


def test_a_build_that_fails_stops_the_start(house: House) -> None:
    house.broken = True
    with pytest.raises(StartFailed, match="could not be made live"):
        run.prepare(house.settings, house.said.append)


class Family:
    """Stands in for the supervisor: starts, watches and stops nothing, and records that it was asked to."""

    def __init__(self, steps: list[str], fails: bool = False) -> None:
        self.steps, self.fails = steps, fails

    def start(self) -> None:
        self.steps.append("start")
        if self.fails:
            raise StartFailed("the app process did not start")

    def watch(self) -> None:
        self.steps.append("watch")

    def stop(self) -> None:
        self.steps.append("stop")

    def is_stopping(self) -> bool:
        return "stop" in self.steps


def test_it_is_prepared_started_watched_and_stopped_in_that_order(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.make_live(WANTED)
    steps: list[str] = []
    monkeypatch.setattr(run, "Supervisor", lambda family, say: Family(steps))
    run.run(house.settings, house.said.append)
    assert steps == ["start", "watch", "stop"]
    assert f"ready: open http://127.0.0.1:{house.settings.port}" in "\n".join(house.said)
    assert house.said[-1] == "stopped"


def test_what_happens_while_nobody_looks_is_said_with_its_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.make_live(WANTED)

    def watched(family: object, say: Callable[[str], None]) -> Family:
        say("the app process ended (-9)")
        return Family([])

    monkeypatch.setattr(run, "Supervisor", watched)
    run.run(house.settings, house.said.append)
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d the app process ended .*", line) for line in house.said)


def test_what_does_not_start_is_stopped_all_the_same(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.make_live(WANTED)
    steps: list[str] = []
    monkeypatch.setattr(run, "Supervisor", lambda family, say: Family(steps, fails=True))
    with pytest.raises(StartFailed, match="did not start"):
        run.run(house.settings, house.said.append)
    assert steps == ["start", "stop"]
    assert not any("ready" in line for line in house.said)


def test_a_port_in_use_is_said_before_anything_is_built(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "port_is_free", lambda port, host="127.0.0.1": port != house.settings.dialogue_port)
    with pytest.raises(StartFailed, match="SAHAYAK_DIALOGUE_PORT"):
        run.run(house.settings, house.said.append)
    assert house.done == []


@pytest.mark.parametrize(
    ("broken", "stopping", "last"),
    [(False, False, "the whole knowledge bundle is live"), (True, False, "what is live stays"),
     (True, True, "in the background"), (False, True, "in the background")],
)  # fmt: skip
def test_the_rest_is_built_behind_and_its_end_is_told(house: House, broken: bool, stopping: bool, last: str) -> None:
    house.broken = broken
    run._build_rest(house.settings, house.said.append, lambda: stopping)
    assert last in house.said[-1]
