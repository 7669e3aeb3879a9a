"""CPU time and memory of a process and everything it started, read from /proc (Linux)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from knowledge.encoder import open_encoder

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Usage:
    """CPU seconds used so far, and memory in MB; ``shared_out`` counts pages that processes share once."""

    cpu: float
    rss: float
    shared_out: float


def usage(root: int) -> Usage:
    """Of the process tree under ``root``. Raises OSError where there is no /proc."""
    if not PROC.exists():
        raise OSError("CPU and memory are read from /proc, which this system does not have; run this on Linux")
    members = tree(root)
    return Usage(
        cpu=sum(_cpu(pid) for pid in members),
        rss=sum(_kilobytes(pid, "status", "VmRSS:") for pid in members) / 1024,
        shared_out=sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in members) / 1024,
    )


def tree(root: int) -> list[int]:
    """``root`` and its living descendants."""
    parents = {int(path.name): _parent(path) for path in PROC.iterdir() if path.name.isdigit()}
    found = [root]
    for pid in found:
        found.extend(child for child, parent in parents.items() if parent == pid)
    return found


def _fields(path: Path) -> list[str]:
    """/proc/<pid>/stat after the command's name, which may hold blanks itself."""
    return (path / "stat").read_text().rpartition(")")[2].split()


def _parent(path: Path) -> int:
    try:
        return int(_fields(path)[1])
    except OSError:
        return 0  # it ended meanwhile


def _cpu(pid: int) -> float:
    """User and system seconds, with those of children that have ended."""
    try:
        return sum(map(int, _fields(PROC / str(pid))[11:15])) / TICKS
    except OSError:
        return 0.0


def _kilobytes(pid: int, file: str, name: str) -> int:
    try:
        lines = (PROC / str(pid) / file).read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def vector_time() -> float:
    """CPU milliseconds of one sentence vector now: what this machine is worth, and how busy its neighbours are."""
    encoder, times = open_encoder(), []
    for number in range(16):
        began = time.thread_time()
        encoder.encode([f"who can apply for the loan without security {number}"], "query")
        times.append(time.thread_time() - began)
    return median(times) * 1000
