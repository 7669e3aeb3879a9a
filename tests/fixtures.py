"""Fixtures of more than one package's tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.bundle import Bundle
from records.database import Database
from tests import tiny
from tests.fakes import Clock


@pytest.fixture(scope="session")
def empty_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("records") / "records.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def database(database_file: Database) -> Database:
    """Empty records of this test alone; a module that tests a store overrides it by ``either_database``."""
    return database_file


@pytest.fixture
def database_file(empty_records: Path, tmp_path: Path) -> Iterator[Database]:
    """Empty records in a SQLite file of this test alone."""
    path = tmp_path / "records.sqlite"
    shutil.copy(empty_records, path)
    made = Database(f"sqlite:///{path}")
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def tiny_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the small bundle of tests/tiny.py; read only."""
    return tiny.build(tmp_path_factory.mktemp("bundle") / "tiny")


@pytest.fixture(scope="session")
def opened_bundle(tiny_bundle: Path) -> Bundle:
    return Bundle(tiny_bundle)
