"""One text after another, or many side by side: both engines leave Python's lock while they work."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Row = TypeVar("Row")
#: Fewer texts are done before threads have started.
WORTH_THREADS = 8


def each(run: Callable[[str], Row], texts: Sequence[str]) -> list[Row]:
    """``run`` of every text, in order."""
    if len(texts) < WORTH_THREADS:
        return [run(text) for text in texts]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(run, texts))
