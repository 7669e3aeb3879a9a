"""The small project, whole, for a test to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.nlu_data import small


@pytest.fixture(scope="session")
def whole_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def project(whole_project: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole_project, tmp_path / "project"))
