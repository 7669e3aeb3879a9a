"""Processes are started, watched, restarted with back-off and stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot import supervise
from bot.supervise import FIRST_PAUSE, HEALTHY_AFTER, HUNG_AFTER, LONGEST_PAUSE, Child, StartFailed, Supervisor
from tests.processes import DEAF, child, server, until


def pid(one: Child) -> str:
    return httpx.get(one.health, timeout=5).text


@contextmanager
def watched(*family: Child) -> Iterator[tuple[Supervisor, list[str]]]:
    """A started family that is being watched, and what was said about it."""
    said: list[str] = []
    supervisor = Supervisor(list(family), said.append)
    supervisor.start()
    watcher = threading.Thread(target=supervisor.watch)
    watcher.start()
    try:
        yield supervisor, said
    finally:
        supervisor.stop()
        watcher.join(60)
        assert not watcher.is_alive()


# --- starting -----------------------------------------------------------------------------------------------------


def test_start_waits_until_everybody_answers_and_stop_ends_them(tmp_path: Path) -> None:
    family = [server(tmp_path, "one"), server(tmp_path, "two")]
    supervisor = Supervisor(family, print)
    supervisor.start()
    assert all(one.is_healthy() for one in family)
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < supervise.STOP_LIMIT
    assert not any(one.is_running() for one in family)
    assert [one.process.returncode for one in family if one.process] == [-signal.SIGTERM] * 2


def test_one_that_ends_at_once_is_explained_with_its_last_words(tmp_path: Path) -> None:
    other = server(tmp_path, "other")
    broken = child(tmp_path, "import sys; sys.exit('ไม่มีโมเดล: the model is missing')", "dialogue")
    with pytest.raises(StartFailed) as caught:
        Supervisor([other, broken], print).start()
    for part in ("the dialogue process did not start", "ไม่มีโมเดล: the model is missing", str(broken.log), "doctor"):
        assert part in str(caught.value)
    assert not other.is_running(), "the others must not be left behind"


def test_one_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "START_LIMIT", 0.3)
    mute = child(tmp_path, "print('waiting', flush=True); import time; time.sleep(60)", "app")
    with pytest.raises(StartFailed, match="the app process did not start"):
        Supervisor([mute], print).start()
    assert not mute.is_running()


def test_only_the_last_lines_of_a_log_are_shown(tmp_path: Path) -> None:
    one = child(tmp_path, "")
    one.log.parent.mkdir()
    one.log.write_bytes("\n".join(f"line {n}" for n in range(100)).encode() + b"\n\xff\xfe broken")
    assert one.last_lines().splitlines()[0] == "line 86"
    assert "broken" in one.last_lines()


def test_a_log_is_continued_and_not_begun_anew(tmp_path: Path) -> None:
    one = child(tmp_path, "print('નમસ્તે')")
    for _ in range(2):
        one.start()
        assert one.process
        one.process.wait(60)
    assert one.log.read_text(encoding="utf-8").split() == ["નમસ્તે"] * 2


def test_it_keeps_what_it_compiled_whatever_the_machine_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that died is back in half the time."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    one = child(tmp_path, "import sys; print(sys.dont_write_bytecode)")
    one.start()
    end(one)
    assert one.last_lines() == "False"


# --- watching -----------------------------------------------------------------------------------------------------


def test_a_killed_process_is_started_again_and_said_so(tmp_path: Path) -> None:
    one, other = server(tmp_path, "one"), server(tmp_path, "other")
    one.pause = 0.05
    with watched(one, other) as (_, said):
        before, others = pid(one), pid(other)
        os.kill(int(before), signal.SIGKILL)
        until(lambda: one.restarts == 1 and one.is_healthy())
        assert pid(one) != before
        assert pid(other) == others
        assert said == ["the one process ended (-9); starting it again in 0.1 s"]


class Time:
    """Stands in for the module ``time``."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def virtual(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time()
    monkeypatch.setattr(supervise, "time", made)
    return made


@pytest.fixture
def ended(tmp_path: Path) -> Child:
    """A child that ends at once, every time it is started."""
    return child(tmp_path, "")


def end(one: Child) -> None:
    assert one.process
    one.process.wait(60)


def test_restarts_come_later_and_later_up_to_a_limit(ended: Child, virtual: Time) -> None:
    supervisor = Supervisor([ended], lambda text: None)
    ended.start()
    pauses = []
    for _ in range(9):
        end(ended)
        restarts = ended.restarts
        supervisor._look_after(ended)
        began = virtual.now
        while ended.restarts == restarts:
            virtual.now += 0.125
            supervisor._look_after(ended)
        pauses.append(virtual.now - began)
    end(ended)
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


@pytest.mark.parametrize(("ran", "pause"), [(HEALTHY_AFTER + 1, FIRST_PAUSE), (HEALTHY_AFTER - 1, 8.0)])
def test_one_that_ran_long_enough_has_recovered(tmp_path: Path, virtual: Time, ran: float, pause: float) -> None:
    one = server(tmp_path)
    supervisor = Supervisor([one], lambda text: None)
    one.start()
    one.pause = 8.0
    virtual.now += ran
    supervisor._look_after(one)
    assert one.pause == pause
    assert one.process
    one.process.kill()
    end(one)


class Silent(Child):
    """Answers as long as it is told to."""

    speaks = True

    def answers(self) -> bool:
        return self.speaks


@pytest.fixture
def silent(tmp_path: Path, virtual: Time) -> Iterator[Silent]:
    made = child(tmp_path, f"import signal, time\n{DEAF}\nprint('deaf', flush=True)\ntime.sleep(600)")
    one = Silent(made.name, made.command, made.environment, made.health, made.log)
    one.start()
    until(lambda: "deaf" in one.last_lines())
    yield one
    assert one.process
    one.process.kill()
    end(one)


def seconds_until_it_ends(one: Child, supervisor: Supervisor, virtual: Time, most: float) -> float | None:
    """In virtual time; None: it still runs."""
    began = virtual.now
    while virtual.now < began + most:
        virtual.now += 1.0
        supervisor._look_after(one)
        if one.kill_at and one.check_at >= one.kill_at + supervise.CHECK_EVERY:  # just killed
            end(one)
            return virtual.now - began
    return None


def test_one_that_hangs_is_asked_to_end_and_then_killed(silent: Silent, virtual: Time) -> None:
    said: list[str] = []
    supervisor = Supervisor([silent], said.append)
    assert seconds_until_it_ends(silent, supervisor, virtual, 200) is None
    silent.speaks = False
    taken = seconds_until_it_ends(silent, supervisor, virtual, 200)
    assert taken, said
    assert HUNG_AFTER < taken < HUNG_AFTER + supervise.STOP_LIMIT + 4 * supervise.CHECK_EVERY
    supervisor._look_after(silent)
    assert said == [
        "the thing process gives no answer for 60 s; ending it",
        "the thing process ended (-9); starting it again in 0.5 s",
    ]
    virtual.now += 1.0
    supervisor._look_after(silent)
    assert (silent.is_running(), silent.restarts, silent.kill_at) == (True, 1, 0.0)


def test_one_that_starts_slowly_or_is_silent_for_a_while_is_left_alone(silent: Silent, virtual: Time) -> None:
    supervisor = Supervisor([silent], lambda text: None)
    silent.speaks = False
    assert seconds_until_it_ends(silent, supervisor, virtual, supervise.START_LIMIT + HUNG_AFTER - 1) is None
    silent.speaks = True
    assert seconds_until_it_ends(silent, supervisor, virtual, 10) is None
    silent.speaks = False
    assert seconds_until_it_ends(silent, supervisor, virtual, HUNG_AFTER - 1) is None
    assert silent.kill_at == 0.0


def test_a_stopped_process_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real thing: it runs, its port is open, and nobody answers there."""
    for name, seconds in (("HUNG_AFTER", 1.0), ("CHECK_EVERY", 0.1), ("START_LIMIT", 20.0), ("STOP_LIMIT", 0.2)):
        monkeypatch.setattr(supervise, name, seconds)
    one = server(tmp_path, "one")
    one.pause = 0.05
    with watched(one):
        one.answered = time.monotonic()
        assert one.process
        os.kill(one.process.pid, signal.SIGSTOP)
        until(lambda: one.restarts == 1 and one.is_healthy())


def test_any_answer_is_one(tmp_path: Path) -> None:
    """Of a process that says it is not well; a new start would not mend that."""
    one = server(tmp_path)
    one.start()
    until(one.is_healthy)
    one.health += "nowhere"
    assert one.answers()
    assert one.process
    one.process.kill()
    end(one)
    assert not one.answers()


def test_watching_ends_when_asked_to(tmp_path: Path) -> None:
    supervisor = Supervisor([], print)
    watcher = threading.Thread(target=supervisor.watch)
    watcher.start()
    supervisor.request_stop()
    watcher.join(60)
    assert not watcher.is_alive()


# --- stopping -----------------------------------------------------------------------------------------------------


def test_one_that_does_not_hear_is_killed_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervise, "STOP_LIMIT", 0.3)
    deaf, polite = server(tmp_path, "deaf", DEAF), server(tmp_path, "polite")
    supervisor = Supervisor([deaf, polite], print)
    supervisor.start()
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < 5.0
    assert [one.process.returncode for one in (deaf, polite) if one.process] == [-signal.SIGKILL, -signal.SIGTERM]


def test_stopping_what_never_started_is_nothing(tmp_path: Path) -> None:
    Supervisor([child(tmp_path, "")], print).stop()
