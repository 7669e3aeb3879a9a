"""The latest vectors are kept, and only they."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.encoder import Kind, Vectors
from knowledge.recent_vectors import A_FEW, SIZE, RecentVectors

TEXTS = ["loan kitna", "ऋण कितना", "લોન કેટલી", "สินเชื่อ", "🙏"]


class Counting:
    name, dimensions = "counting", 3

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.asked += [f"{kind} {text}" for text in texts]
        return np.array([[len(text), kind == "query", 1] for text in texts], np.float32)


@pytest.fixture
def own() -> Counting:
    return Counting()


@pytest.fixture
def recent(own: Counting) -> RecentVectors:
    return RecentVectors(own)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_encoded_once_however_it_is_written(recent: RecentVectors, own: Counting, text: str) -> None:
    first = recent.encode([text], "query")
    assert (recent.encode([f" {text.upper()}\u200b "], "query") == first).all()
    assert first.shape == (1, 3)
    assert own.asked == [f"query {text}"]
    assert (recent.encode([text], "passage") != first).any()


def test_what_somebody_else_encoded_is_taken(recent: RecentVectors, own: Counting) -> None:
    recent.put("loan", "query", np.ones(3, np.float32))
    assert recent.encode(["Loan"], "query").tolist() == [[1, 1, 1]]
    assert not own.asked


def test_many_at_once_are_not_kept(recent: RecentVectors, own: Counting) -> None:
    many = [f"text {n}" for n in range(A_FEW + 1)]
    recent.encode(many, "query")
    recent.encode(many[:1], "query")
    assert len(own.asked) == len(many) + 1


def test_the_oldest_goes_first(recent: RecentVectors, own: Counting) -> None:
    for n in range(SIZE):
        recent.encode([f"text {n}"], "query")
    recent.encode(["text 0"], "query")
    recent.encode(["one more"], "query")
    own.asked.clear()
    recent.encode(["text 0"], "query")
    assert not own.asked
    recent.encode(["text 1"], "query")
    assert own.asked == ["query text 1"]


def test_nothing_has_no_rows(recent: RecentVectors) -> None:
    assert recent.encode([], "query").shape == (0, 3)
