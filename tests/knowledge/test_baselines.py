from __future__ import annotations

import pytest

from knowledge.baselines import BASELINES, bm25, dense, ranked, rrf
from knowledge.search import Search


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize(
    ("question", "document"),
    [("PMFME food subsidy", "in-pmfme"), ("જેમ પોર્ટલ શું છે", "in-gem"), ("เทเลมานัส 🙂", "in-tele-manas")],
)
def test_a_plain_ranking_finds_an_easy_document(search: Search, name: str, question: str, document: str) -> None:
    found = ranked(search, search.prepare(question), name)
    assert document in found[:3]
    assert len(set(found)) == len(found)


def test_words_that_nothing_holds_leave_bm25_empty(search: Search) -> None:
    assert bm25(search, search.prepare("zzzz qqqq")) == []
    assert ranked(search, search.prepare("zzzz qqqq"), "bm25") == ()


def test_fusion_by_hand(search: Search) -> None:
    query = search.prepare("PMFME")
    first, second, fused = bm25(search, query), dense(search, query), rrf(search, query)

    def worth(place: int) -> float:
        return sum(1 / (61 + ranking.index(place)) for ranking in (first, second) if place in ranking)

    assert fused == sorted(fused, key=worth, reverse=True)
    assert set(fused) == set(first) | set(second)
