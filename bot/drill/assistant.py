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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import httpx

from bot import settings as configuration
from bot.supervise import Supervisor, children, port_is_free

PROGRAM = (sys.executable, "-m", "bot.drill.assistant")
#: What stands in a process's command line.
MARKS = {"app": "serve", "dialogue": "nlu.launch"}
START_LIMIT = 90.0


def main() -> None:
    supervisor = Supervisor(children(configuration.from_env()), lambda text: print(text, flush=True))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: supervisor.request_stop())
    try:
        supervisor.start()
        supervisor.watch()
    finally:
        supervisor.stop()


class Assistant:
    """One running assistant with an environment of its own."""

    def __init__(
        self, environment: Mapping[str, str], ports: Sequence[int], log: Path, program: Sequence[str] = PROGRAM
    ) -> None:
        self._environment, self._ports, self._log, self._program = environment, ports, log, program
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self._ports[0]}"

    async def start(self) -> None:
        """Raises TimeoutError with the log's last lines when it does not answer in time."""
        self._spawn()
        try:
            async with asyncio.timeout(START_LIMIT), httpx.AsyncClient(trust_env=False) as client:
                while not await self._answers(client):
                    if self._process is None or self._process.poll() is not None:
                        raise TimeoutError
                    await asyncio.sleep(0.2)
        except TimeoutError as problem:
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
            raise TimeoutError("the assistant did not start:\n" + "\n".join(lines)) from problem

    def _spawn(self) -> None:
        with self._log.open("ab") as out:
            self._process = subprocess.Popen(
                self._program, env=self._environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                cwd=configuration.ROOT, start_new_session=True,
            )  # fmt: skip

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        addresses = (f"{self._url}/health", f"http://127.0.0.1:{self._ports[1]}/webhooks/gateway/")
        try:
            return all([(await client.get(address, timeout=2)).status_code == 200 for address in addresses])
        except httpx.HTTPError:
            return False

    async def look_after(self) -> None:
        """Until cancelled: start the supervisor again when it is dead and its children have left their ports."""
        while True:
            await asyncio.sleep(0.1)
            if self._process and self._process.poll() is not None and all(map(port_is_free, self._ports)):
                self._spawn()

    async def kill(self, name: str) -> bool:
        """SIGKILL to the process of that name: app, dialogue or supervisor; False when it is not there for long."""
        for _ in range(200):
            if pid := self._pid(name):
                os.kill(pid, signal.SIGKILL)
                return True
            await asyncio.sleep(0.1)
        return False

    def _pid(self, name: str) -> int | None:
        if self._process is None or self._process.poll() is not None:
            return None
        if name == "supervisor":
            return self._process.pid
        return next((pid for pid, command in _children(self._process.pid) if MARKS[name] in command), None)

    def stop(self, patience: float = 20.0) -> None:
        """SIGTERM, and SIGKILL to what does not end within ``patience`` seconds."""
        if self._process is None:
            return
        family = [pid for pid, _ in _children(self._process.pid)]
        self._process.terminate()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
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
