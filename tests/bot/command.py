"""Runs the command line inside the test, as its entry point does: known problems printed, never a traceback."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import cli


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Sahayak = Callable[..., Ended]


@pytest.fixture
def sahayak(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ended]:
    """``sahayak("ask", "…", "--json")``; its folders are the test's own."""
    monkeypatch.setenv("SAHAYAK_BUILD", str(tmp_path / "build"))
    monkeypatch.setenv("SAHAYAK_DATA", str(tmp_path / "data"))

    def run(*arguments: str | Path, stdin: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["sahayak", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert code is None or isinstance(code, int)
        return Ended(code or 0, printed.out, printed.err)

    return run


def assert_explained(ended: Ended, *parts: str) -> None:
    """Code 1, one line that says what and what to do, no traceback, nothing on the standard output."""
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("sahayak: ")
    assert "Traceback" not in ended.err
    for part in parts:
        assert part in ended.err
