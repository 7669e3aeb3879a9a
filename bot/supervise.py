"""Starts the dialogue and app processes, watches them, restarts a dead one with back-off, stops both cleanly."""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from bot import dialogue_process
from bot.settings import PREFIX, ROOT, Settings

Say = Callable[[str], None]

START_LIMIT = 90.0
STOP_LIMIT = 15.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
#: A process that ran this long has recovered; its next restart is at once again.
HEALTHY_AFTER = 60.0
#: One that gives no answer for so long hangs. It is ended, for nobody else may take what a living process holds.
HUNG_AFTER, CHECK_EVERY = 60.0, 5.0
PR_SET_PDEATHSIG = 1


class StartFailed(RuntimeError):
    """The assistant could not start; the message says why and what to do."""


@dataclass
class Child:
    """One process to keep alive."""

    name: str
    command: list[str]
    environment: dict[str, str]
    health: str
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    restart_at: float = 0.0
    restarts: int = field(default=0)
    answered: float = 0.0  #: when it last gave an answer; after a start, until when none is expected
    check_at: float = 0.0
    kill_at: float = 0.0  #: when it was asked to end, how long it may take

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        # Where it is set, as in many containers, each start would compile 1,800 modules: twice as long without answers.
        own = {name: value for name, value in self.environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=own, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip
        self.started = time.monotonic()
        self.answered, self.check_at, self.kill_at = self.started + START_LIMIT, self.started + CHECK_EVERY, 0.0

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def is_healthy(self) -> bool:
        try:
            return httpx.get(self.health, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def answers(self) -> bool:
        """Also when it says that something is wrong: a new start would not mend that."""
        try:
            httpx.get(self.health, timeout=2)
        except httpx.HTTPError:
            return False
        return True

    def last_lines(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])


def _die_with_parent() -> None:
    """Linux: a supervisor that is killed takes its children along, so that their ports are free again."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def require_free_ports(settings: Settings) -> None:
    """Raises StartFailed naming the port and the setting that moves it."""
    for name, port in (("port", settings.port), ("dialogue_port", settings.dialogue_port),
                       ("action_port", settings.action_port)):  # fmt: skip
        if not port_is_free(port):
            raise StartFailed(
                f"port {port} is in use, perhaps by another Sahayak. "
                f"Stop that one, or choose another port: {PREFIX}{name.upper()}={port + 100} make run"
            )


def children(settings: Settings) -> list[Child]:
    """Both processes with fresh secrets between them."""
    settings = replace(
        settings,
        dialogue_secret=settings.dialogue_secret or secrets.token_hex(16),
        action_secret=settings.action_secret or secrets.token_hex(16),
    )
    logs = settings.data / "logs"
    app = dict(os.environ) | {
        f"{PREFIX}DIALOGUE_SECRET": settings.dialogue_secret,
        f"{PREFIX}ACTION_SECRET": settings.action_secret,
        "PYTHONUNBUFFERED": "1",
        "OMP_NUM_THREADS": "1",
    }
    base = f"http://127.0.0.1:{settings.dialogue_port}"
    return [
        Child("dialogue", dialogue_process.serve_command(settings), dialogue_process.environment(settings),
              f"{base}/webhooks/gateway/", logs / "dialogue.log"),
        Child("app", [sys.executable, "-m", "bot.cli", "serve"], app,
              f"http://127.0.0.1:{settings.port}/health", logs / "app.log"),
    ]  # fmt: skip


class Supervisor:
    def __init__(self, family: list[Child], say: Say) -> None:
        self._family, self._say = family, say
        self._stop = threading.Event()

    def start(self) -> None:
        """Start all and wait until they answer. Raises StartFailed with the log's last lines."""
        for child in self._family:
            child.start()
        deadline = time.monotonic() + START_LIMIT
        waiting = list(self._family)
        while waiting and not self._stop.is_set():
            waiting = [child for child in waiting if not child.is_healthy()]
            for child in waiting:
                if not child.is_running() or time.monotonic() > deadline:
                    self.stop()
                    raise StartFailed(f"the {child.name} process did not start:\n{child.last_lines()}\n"
                                      f"Its log is {child.log}; `sahayak doctor` names common causes.")  # fmt: skip
            self._stop.wait(0.2)

    def watch(self) -> None:
        """Restart what dies, until ``request_stop``."""
        while not self._stop.wait(0.25):
            for child in self._family:
                self._look_after(child)

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.is_running():
            if now - child.started > HEALTHY_AFTER:
                child.pause = FIRST_PAUSE
            self._end_if_hung(child, now)
            return
        if not child.restart_at:
            code = child.process.returncode if child.process else None
            self._say(f"the {child.name} process ended ({code}); starting it again in {child.pause:.1f} s")
            child.restart_at = now + child.pause
        elif now >= child.restart_at:
            child.restart_at, child.restarts = 0.0, child.restarts + 1
            child.pause = min(child.pause * 2, LONGEST_PAUSE)
            child.start()

    def _end_if_hung(self, child: Child, now: float) -> None:
        if not child.process or now < child.check_at:
            return
        child.check_at = now + CHECK_EVERY
        if child.kill_at:
            if now >= child.kill_at:
                child.process.kill()
        elif child.answers():
            child.answered = now
        elif now - child.answered > HUNG_AFTER:
            self._say(f"the {child.name} process gives no answer for {HUNG_AFTER:.0f} s; ending it")
            child.process.terminate()
            child.kill_at = now + STOP_LIMIT

    def request_stop(self) -> None:
        self._stop.set()

    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """SIGTERM to both, SIGKILL to what does not end in time."""
        self._stop.set()
        for child in self._family:
            if child.is_running() and child.process:
                child.process.terminate()
        deadline = time.monotonic() + STOP_LIMIT
        for child in self._family:
            if child.process:
                try:
                    child.process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    child.process.kill()
                    child.process.wait()
