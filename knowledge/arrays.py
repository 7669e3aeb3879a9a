"""Numpy files read one at a time."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

# numpy parses each array's header with `ast`, whose depth counter all threads of CPython 3.11 share: a garbage
# collection in the middle of one parse lets another begin, and one of them ends in a SystemError, "AST constructor
# recursion depth mismatch".
_ONE_AT_A_TIME = threading.Lock()


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Every array of an .npz file by name.

    Raises:
        OSError: there is no such file, or it is unreadable.
        ValueError: it is not such a file, or is damaged.
    """
    # Opened here: numpy leaves a damaged file open.
    try:
        with _ONE_AT_A_TIME, path.open("rb") as content, np.load(content, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (BadZipFile, EOFError, ValueError) as problem:
        raise ValueError(f"{path.name} is damaged: {problem}") from problem
