"""The assistant under the drill: its processes, found by what the system says of them, killed, and started again.

    python -m bot.drill.assistant        # what a service manager would run: the supervisor alone, nothing is built

The supervisor starts a dead app or dialogue process again. When the supervisor itself is killed, ``Assistant`` starts
it again, as a service manager would.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot import settings as configuration
from bot.supervise import START_LIMIT, Child, Supervisor, children, port_is_free

PROGRAM = (sys.executable, "-m", "bot.drill.assistant")
#: What stands in a process's command line.
MARKS = {"app": "serve", "dialogue": "nlu.launch"}


def main() -> None:
    keep_up(children(configuration.from_env()))


def keep_up(family: list[Child]) -> None:
    """Until Ctrl-C or SIGTERM."""
    supervisor = Supervisor(family, lambda text: print(text, flush=True))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: supervisor.request_stop())
    try:
        supervisor.start()
        supervisor.watch()
    finally:
        supervisor.stop()


class Assistant:
    """One running assistant with an environment of its own, as bot/drill/apart.py makes it."""

    def __init__(self, environment: dict[str, str], log: Path, program: Sequence[str] = PROGRAM) -> None:
        self.settings = configuration.from_env(environment)
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self._ports = (self.settings.port, self.settings.dialogue_port, self.settings.action_port)
        #: As the supervisor will start them; here they are only asked whether they answer.
        self._family = children(self.settings)
        self._supervisor = Child("supervisor", list(program), environment, f"{self.url}/health", log)

    async def start(self) -> None:
        """Raises TimeoutError with the log's last lines when it does not answer in time."""
        self._supervisor.start()
        end = time.monotonic() + START_LIMIT
        while not await asyncio.to_thread(self._answers):
            if not self._supervisor.is_running() or time.monotonic() > end:
                raise TimeoutError("the assistant did not start:\n" + self._supervisor.last_lines())
            await asyncio.sleep(0.2)

    def _answers(self) -> bool:
        return all(child.is_healthy() for child in self._family)

    async def look_after(self) -> None:
        """Until cancelled: start the supervisor again when it is dead and its children have left their ports."""
        while True:
            await asyncio.sleep(0.1)
            if not self._supervisor.is_running() and all(map(port_is_free, self._ports)):
                self._supervisor.start()

    async def kill(self, name: str) -> float | None:
        """SIGKILL to the process of that name: app, dialogue or supervisor; when, or None: it is not there for long."""
        for _ in range(200):
            if pid := self._pid(name):
                at = time.time()
                os.kill(pid, signal.SIGKILL)
                return at
            await asyncio.sleep(0.1)
        return None

    def _pid(self, name: str) -> int | None:
        supervisor = self._supervisor.process
        if supervisor is None or supervisor.poll() is not None:
            return None
        if name == "supervisor":
            return supervisor.pid
        return next((pid for pid, command in _children(supervisor.pid) if MARKS[name] in command), None)

    def stop(self, patience: float = 20.0) -> None:
        """SIGTERM, and SIGKILL to what does not end within ``patience`` seconds."""
        supervisor = self._supervisor.process
        if supervisor is None:
            return
        family = [pid for pid, _ in _children(supervisor.pid)]
        supervisor.terminate()
        try:
            supervisor.wait(patience)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.wait()
        for pid in family:
            if _parent(pid) is not None:
                os.kill(pid, signal.SIGKILL)


def _children(parent: int) -> Iterator[tuple[int, list[str]]]:
    """Processes that ``parent`` started, with their command lines."""
    for folder in Path("/proc").glob("[0-9]*"):
        if _parent(int(folder.name)) == parent:
            try:
                command = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            yield int(folder.name), command


def _parent(pid: int) -> int | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[1])


if __name__ == "__main__":
    main()
