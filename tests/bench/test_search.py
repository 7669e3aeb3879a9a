"""bench/search on the small bundle: real passages filled up, built, served in a process of its own, swapped."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.search import _own, measure, passages, table, vectors
from knowledge.bundle import Bundle


def test_a_small_run_fills_every_column(tiny_bundle: Path) -> None:
    real = _own(Bundle(tiny_bundle))
    rows = measure(tiny_bundle, real, [50])
    (row,) = rows
    assert row.passages == 50
    assert 0 < row.p50 <= row.p95
    assert row.memory > 50
    assert row.ratio == row.p50 / row.encoder
    assert min(row.build, row.encoding, row.load, row.swap, row.encoder) > 0
    assert "| 50 |" in table(rows)


def test_real_passages_come_first_and_the_rest_is_always_the_same(tiny_bundle: Path) -> None:
    real = _own(Bundle(tiny_bundle))
    assert passages(real, 3) == real[:3]
    made = passages(real, len(real) + 20)
    assert made == passages(real, len(real) + 20)
    assert len({one.id for one in made}) == len(made)


def test_made_up_vectors_have_length_one() -> None:
    base = np.eye(4, dtype=np.float32)
    found = vectors(base, 50)
    assert (found[:4] == base).all()
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert (found == vectors(base, 50)).all()
    assert (vectors(base, 2) == base[:2]).all()
