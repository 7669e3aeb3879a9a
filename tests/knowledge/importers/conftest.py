from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.importers.model import Limits, Parsed
from knowledge.importers.sandbox import Sandbox

#: What a test hands in: file name, bytes, options of Sandbox.parse; what it gets.
Parse = Callable[..., Parsed]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One parsing process for all tests: each file has a child of its own anyway."""
    with Sandbox(Limits(seconds=60)) as started:
        yield started


@pytest.fixture
def parse(sandbox: Sandbox, tmp_path: Path) -> Parse:
    def run(name: str, data: bytes | str, **options: object) -> Parsed:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return sandbox.parse(path, **options)  # type: ignore[arg-type]

    return run
