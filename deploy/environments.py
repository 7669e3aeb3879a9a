"""Make the two Python environments from their hashed lock files.

Runs on a bare Python 3.11 or 3.12 (standard library only), before anything else is installed:
    python3 deploy/environments.py [--dev]
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
SUPPORTED = ((3, 11), (3, 12))


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
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SetupFailed(f"{step} failed:\n{(done.stderr or done.stdout)[-2000:]}\nWhat to do: {cure}")


def uv() -> str:
    """Path of uv, brought into a private venv when the machine has none."""
    inside = TOOLS / "bin" / "uv"
    if not inside.exists():
        say("bringing uv into .tools (once)")
        venv.create(TOOLS, with_pip=True)
        run(
            "Installing uv",
            [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "-q", "uv"],
            "check that this machine reaches a Python package registry, then run the command again",
        )
    return str(inside)


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + python().encode()).hexdigest()


def holds(target: Path, locks: list[Path]) -> bool:
    stamp = target / "installed"
    return stamp.exists() and stamp.read_text() in {fingerprint(lock) for lock in locks}


def sync(target: Path, lock: Path, also_good: list[Path]) -> None:
    """Install exactly what the lock names, unless the environment already holds it (or a larger lock)."""
    name = target.relative_to(ROOT)
    if holds(target, [lock, *also_good]):
        return
    say(f"installing {name} from {lock.relative_to(ROOT)} …")
    began = time.monotonic()
    cure = "free some disk, check the package registry, then delete the folder " + f"{name} and run the command again"
    run(f"Making {name}", [uv(), "venv", "-q", "--clear", "--python", python(), str(target)], cure)
    run(
        f"Installing {name}",
        [uv(), "pip", "sync", "-q", "--require-hashes", "--python", str(target / "bin" / "python"), str(lock)],
        cure,
    )
    (target / "installed").write_text(fingerprint(lock))
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
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
