from __future__ import annotations

from dataclasses import replace

import pytest

from actions.quoting import quote
from tests import fakes

SOURCES = (
    {"number": 1, "title": "Tea news", "url": "https://example.org/1", "date": "", "grade": "press"},
    {"number": 2, "title": "ચાનું ગેઝેટ", "url": "https://example.org/2", "date": "", "grade": "official"},
)


@pytest.mark.parametrize(
    ("places", "shown"),
    [((), "ચાનું ગેઝેટ"), (("p. 9", ""), "ચાનું ગેઝેટ"), (("", "p. 4, લાભ"), "ચાનું ગેઝેટ, p. 4, લાભ")],
)
def test_the_source_is_shown_with_the_place_in_it(places: tuple[str, ...], shown: str) -> None:
    card = fakes.card(sources=SOURCES)
    passage = replace(fakes.passage(gu="લોન મળે છે."), sources=(1, 2), places=places)
    assert quote(passage, card, "gu", 1.0).source_title == shown
