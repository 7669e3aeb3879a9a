"""The threshold of matches, measured with the real encoder on invented pairs in six forms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from actions.match_space import Space
from actions.matching import THRESHOLD
from knowledge.bundle import Bundle
from knowledge.encoder import open_encoder
from knowledge.language import FORMS
from knowledge.questions import load_yaml
from knowledge.search import Search

PAIRS = load_yaml(Path(__file__).parent / "match_pairs.yml")


@pytest.fixture(scope="module")
def cosines(opened_bundle: Bundle) -> Any:
    """Offers down, wishes across."""
    search = Search(opened_bundle, open_encoder())
    space = Space("real", lambda text, form: search.prepare(text, form).vector)
    offers, wishes = (
        np.stack([np.frombuffer(space.vector(pair[side]["text"], pair[side]["form"]), "<f4") for pair in PAIRS])
        for side in ("offer", "seek")
    )
    return offers @ wishes.T


def test_most_pairs_are_found_and_few_others(cosines: Any) -> None:
    belonging = np.diag(cosines)
    others = cosines[~np.eye(len(PAIRS), dtype=bool)]
    print(f"found {np.mean(belonging >= THRESHOLD):.2f}, wrongly {np.mean(others >= THRESHOLD):.2f}")
    assert np.mean(belonging >= THRESHOLD) >= 0.75
    assert np.mean(others >= THRESHOLD) <= 0.15
    assert np.mean(cosines.argmax(axis=1) == np.arange(len(PAIRS))) >= 0.7


def test_every_form_is_measured() -> None:
    assert {pair[side]["form"] for pair in PAIRS for side in ("offer", "seek")} == set(FORMS)
