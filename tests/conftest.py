"""Fixtures that every test may use, and how random tests are run."""

import tempfile
from pathlib import Path

import hypothesis
from hypothesis.configuration import set_hypothesis_home_dir

from tests.fixtures import clock, database, database_file, empty_records, opened_bundle, tiny_bundle
from tests.guard import refused
from tests.postgres import either_database, migrated, postgres, postgres_url

__all__ = ["clock", "database", "database_file", "empty_records", "opened_bundle", "refused", "tiny_bundle"]
__all__ += ["either_database", "migrated", "postgres", "postgres_url"]

# The same examples every time, and nothing kept in the project's folder.
hypothesis.settings.register_profile("same", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("same")
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "sahayak-hypothesis")
