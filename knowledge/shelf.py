"""Where bundles stand: ``bundles/`` holds those that were published, ``candidates/`` the one being judged.

Every step is one rename or one replaced link, so that a kill leaves either the old or the new, never half.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.bundle import BundleError, live_folder

LIVE, CANDIDATE = "live", "candidate"


class PublishError(RuntimeError):
    """Publishing cannot be done; the message says what is safe and what to do."""


@contextmanager
def one_at_a_time(build: Path) -> Iterator[None]:
    """The kernel lets go of the lock when its holder dies. Raises PublishError when somebody else publishes."""
    build.mkdir(parents=True, exist_ok=True)
    with (build / ".publishing").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise PublishError(
                "somebody else is publishing or rolling back now; nothing was changed, try again when they are done"
            ) from problem
        yield


def history_file(build: Path) -> Path:
    return build / "history.jsonl"


def live_name(build: Path) -> str:
    """Name of the live bundle; empty when there is none."""
    target = Path(os.path.realpath(live_folder(build)))
    return target.name if live_folder(build).is_symlink() and (target / "manifest.json").exists() else ""


def candidate_folder(build: Path, name: str) -> Path:
    """Where a bundle is built to be judged; one that was published before stands in its place already."""
    published = build / "bundles" / name
    if (published / "manifest.json").exists():
        return published
    return build / "candidates" / name


def mark_quick(bundle: Path) -> None:
    """A quick bundle only bridges the time until the whole one is built: nothing is ever compared with it."""
    (bundle / "quick").touch()


def is_quick(bundle: Path) -> bool:
    return (bundle / "quick").exists()


def drop_other_candidates(build: Path, name: str) -> None:
    """Also what killed builds left half done: who calls this holds the lock, so nobody else is building there."""
    for path in (build / "candidates").glob("*"):
        if path.name != name:
            shutil.rmtree(path, ignore_errors=True)


def shelve(build: Path, candidate: Path) -> Path:
    """Move a judged candidate among the published; its bytes are on disk before its name is."""
    place = build / "bundles" / candidate.name
    if candidate == place:
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    for path in candidate.iterdir():
        _sync(path)
    candidate.replace(place)
    _sync(place.parent)
    return place


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def find(build: Path, wanted: str) -> Path:
    """``live``, ``candidate``, a bundle's name or its beginning, or a folder. Raises BundleError with what there is."""
    if wanted == LIVE:
        return live_folder(build).resolve()
    if "/" in wanted and Path(wanted).is_dir():
        return Path(wanted)
    shelves = ("candidates",) if wanted == CANDIDATE else ("bundles", "candidates")
    there = [path for shelf in shelves for path in sorted((build / shelf).glob("[!.]*"))]
    fitting = [path for path in there if wanted == CANDIDATE or path.name.startswith(wanted)]
    if len(fitting) == 1 and wanted:
        return fitting[0]
    names = ", ".join(path.name for path in (fitting if len(fitting) > 1 else there)) or "none"
    problem = "several bundles begin with" if len(fitting) > 1 else "there is no bundle"
    raise BundleError(f"{problem} {wanted!r}; there are: {names}")
