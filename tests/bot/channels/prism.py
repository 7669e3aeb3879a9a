"""Prism (npm), which holds HTTP against an OpenAPI file; installed into .tools/ where there is npm."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.guard import ROOT
from tests.processes import free_port, until

#: The newest that Debian 12's node (18.20) runs.
VERSION = "5.14.2"
FOLDER = ROOT / ".tools" / "prism"
PROGRAM = FOLDER / "node_modules" / ".bin" / "prism"
OPENAPI = ROOT / "tests" / "line-openapi"
INSTALL_LIMIT, START_LIMIT = 300, 60


def program() -> Path:
    """Skips the test, saying why, on a machine that cannot have it."""
    if PROGRAM.exists():
        return PROGRAM
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("Prism needs node and npm, which are not here: LINE's OpenAPI is not held against us")
    FOLDER.mkdir(parents=True, exist_ok=True)
    wish = [npm, "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund", "--silent"]
    try:
        done = subprocess.run(
            [*wish, f"@stoplight/prism-cli@{VERSION}"], capture_output=True, text=True, timeout=INSTALL_LIMIT
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not install Prism in time: LINE's OpenAPI is not held against us")
    if done.returncode or not PROGRAM.exists():
        pytest.skip(f"npm could not install Prism: {done.stderr.strip()[-300:]}")
    return PROGRAM


@contextmanager
def prism(log: Path, *command: str) -> Iterator[str]:
    """``prism(log, "mock", "messaging-api.yml")``; its address. What breaks the OpenAPI is answered with an error."""
    port = free_port()
    order = [str(program()), *command[:1], "-h", "127.0.0.1", "-p", str(port), "--errors", *command[1:]]
    with log.open("w") as output:
        process = subprocess.Popen(order, cwd=OPENAPI, stdout=output, stderr=subprocess.STDOUT)
        try:
            until(lambda: _answers(port) or process.poll() is not None, START_LIMIT)
            assert process.poll() is None, log.read_text()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
