from __future__ import annotations

import gc
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.arrays import read_arrays

THREADS, READINGS = 6, 60


@pytest.fixture
def arrays(tmp_path: Path) -> Path:
    path = tmp_path / "arrays.npz"
    np.savez(path, **{f"array{number}": np.arange(3) for number in range(20)})  # type: ignore[arg-type]
    return path


@pytest.fixture
def collected_everywhere() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(5)
    yield
    gc.set_threshold(*before)


class Garbage:
    """In a circle with itself; whoever collects it gives way to another thread."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        time.sleep(0)


def test_every_array_is_read_by_its_name(arrays: Path) -> None:
    read = read_arrays(arrays)
    assert len(read) == 20
    assert read["array7"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut short"])
def test_a_damaged_file_is_one_kind_of_error(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.npz").write_bytes(content)
    with pytest.raises(ValueError, match="is damaged"):
        read_arrays(tmp_path / "broken.npz")


@pytest.mark.usefixtures("collected_everywhere")
def test_threads_read_side_by_side_whatever_is_collected_meanwhile(arrays: Path) -> None:
    problems: list[Exception] = []

    def read(depth: int) -> None:
        if depth:  # the fault is a difference of depths
            read(depth - 1)
        else:
            read_arrays(arrays)

    def read_often(depth: int) -> None:
        for _ in range(READINGS):
            Garbage()
            try:
                read(depth)
            except Exception as problem:
                problems.append(problem)

    threads = [threading.Thread(target=read_often, args=(3 * number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
