"""Bundles for the tests of what reads one; built once a session, never written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import build as building
from knowledge.bundle import Bundle
from knowledge.confidence import Confidence
from knowledge.encoder import open_encoder
from knowledge.search import Search
from tests.knowledge import made, small


@pytest.fixture(scope="session")
def small_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six real documents, the real encoder, refusal calibrated."""
    return small.build(tmp_path_factory.mktemp("small") / "bundle")


@pytest.fixture(scope="session")
def search(small_bundle: Path) -> Search:
    return Search(Bundle(small_bundle), open_encoder())


@pytest.fixture(scope="session")
def confidence(search: Search) -> Confidence:
    return Confidence(search)


@pytest.fixture(scope="session")
def made_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up documents, a made-up encoder, no calibration."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wordfreq.get_frequency_dict", made.few_hindi_words)
        return building.build(made.inputs(folder / "library"), made.WordEncoder(), folder / "bundle")


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes builds fast where the words of general Hindi do not matter."""
    monkeypatch.setattr("wordfreq.get_frequency_dict", made.few_hindi_words)
