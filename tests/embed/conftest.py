"""The model folder and both encoders, made once; run by deploy/embed_check.sh."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.convert_model import convert
from knowledge.encoder import NanoEncoder, SentenceTransformerEncoder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def folder() -> Path:
    default = ROOT / ".tools" / "multilingual-e5-small"
    return convert(Path(os.environ.get("SAHAYAK_EMBED_MODEL", default)))


@pytest.fixture(scope="session")
def nano() -> NanoEncoder:
    return NanoEncoder()


@pytest.fixture(scope="session")
def full(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(folder)
