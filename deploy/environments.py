"""Make the two Python environments from their hashed lock files.

Runs on a bare Python 3.11 or 3.12 (standard library only), before anything else is installed:
    python3 deploy/environments.py [--dev]
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
SUPPORTED = ((3, 11), (3, 12))
#: Seconds of silence after which a step says that it is still at it.
BEAT = 5.0


class SetupFailed(Exception):
    """A set-up step failed; the message says what to do."""


def say(text: str) -> None:
    print(f"[setup] {text}", flush=True)


def python() -> str:
    """The interpreter both environments are made with."""
    if sys.version_info[:2] not in SUPPORTED:
        raise SetupFailed(
            f"Python {sys.version.split()[0]} found, but 3.11 or 3.12 is needed. "
            "Install one of them and run: make run PYTHON=/path/to/python3.11"
        )
    return sys.executable


def run(step: str, command: list[str], cure: str) -> None:
    """One step, with what it says as it goes. Raises SetupFailed with the end of that and the cure."""
    said: list[str] = []
    with (
        alive(),
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as process,
    ):
        assert process.stdout is not None
        try:
            for line in process.stdout:
                said.append(line)
                # What is put in and taken out has a line for each package: too many to read.
                if line.strip() and not line.startswith((" + ", " - ", " ~ ")):
                    say(f"  {line.strip()}")
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise SetupFailed(f"{step} failed:\n{''.join(said)[-2000:]}\nWhat to do: {cure}")


@contextmanager
def alive() -> Iterator[None]:
    """Says every few seconds that it goes on: a slow network must not look like a hang."""
    began, ended = time.monotonic(), threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT):
            say(f"  … {time.monotonic() - began:.0f} s")

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def uv() -> str:
    """Path of uv: brought into a private venv, or the machine's own where no venv can be made."""
    inside = TOOLS / "bin" / "uv"
    if inside.exists():
        return str(inside)
    say("bringing uv into .tools (once)")
    try:
        import venv

        venv.create(TOOLS, with_pip=True)
    except (ImportError, subprocess.CalledProcessError) as problem:
        if found := shutil.which("uv"):
            return found
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupFailed(
            f"{python()} cannot make a virtual environment: its venv or ensurepip is missing.\nWhat to do: on Debian "
            f"and Ubuntu: apt install python{version}-venv; elsewhere install a whole Python {version}. "
            "Then run the command again"
        ) from problem
    run(
        "Installing uv",
        [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"],
        "check that this machine reaches a Python package registry, then run the command again",
    )
    return str(inside)


def fingerprint(lock: Path, interpreter: str) -> str:
    return hashlib.sha256(lock.read_bytes() + interpreter.encode()).hexdigest()


def holds(target: Path, locks: list[Path], interpreter: str | None = None) -> bool:
    """Whether one of the locks was installed whole, with this interpreter or (None) the one it was made with."""
    stamp, maker = target / "installed", target / "installed-with"
    if interpreter is None:
        interpreter = maker.read_text() if maker.exists() else getattr(sys, "_base_executable", sys.executable)
    return stamp.exists() and stamp.read_text() in {fingerprint(lock, interpreter) for lock in locks}


def sync(target: Path, lock: Path, also_good: list[Path]) -> None:
    """Install exactly what the lock names, unless the environment already holds it (or a larger lock)."""
    name = target.relative_to(ROOT)
    if holds(target, [lock, *also_good], python()):
        (target / "installed-with").write_text(python())
        return
    say(f"installing {name} from {lock.relative_to(ROOT)} …")
    began = time.monotonic()
    cure = "free some disk, check the package registry, then delete the folder " + f"{name} and run the command again"
    run(f"Making {name}", [uv(), "venv", "-q", "--clear", "--python", python(), str(target)], cure)
    run(
        f"Installing {name}",
        [uv(), "pip", "sync", "--require-hashes", "--python", str(target / "bin" / "python"), str(lock)],
        cure,
    )
    (target / "installed-with").write_text(python())
    (target / "installed").write_text(fingerprint(lock, python()))
    say(f"{name} ready in {time.monotonic() - began:.0f} s")


def add_command(target: Path) -> None:
    """``sahayak`` in the environment's bin, for the checkout around it."""
    python_of = target / "bin" / "python"
    for packages in (target / "lib").glob("python3.*/site-packages"):
        (packages / "sahayak.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = target / "bin" / "sahayak"
    command.write_text(
        f'#!{python_of}\nfrom bot.cli import main\n\nif __name__ == "__main__":\n    main()\n', encoding="utf-8"
    )
    command.chmod(0o755)


def main() -> int:
    dev = "--dev" in sys.argv[1:]
    small, large = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
    os.environ.pop("VIRTUAL_ENV", None)
    try:
        sync(ROOT / ".venv", large if dev else small, [] if dev else [large])
        add_command(ROOT / ".venv")
        sync(ROOT / "nlu" / ".venv", ROOT / "nlu" / "requirements.lock", [])
    except SetupFailed as problem:
        print(f"[setup] {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"[setup] {problem}\nWhat to do: free some disk, see that this folder may be written to, delete the folder "
            ".tools, then run the command again",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\n[setup] stopped half-way; the same command goes on from here", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
