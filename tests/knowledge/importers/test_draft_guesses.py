"""What a draft proposes of itself: never a day that is still to come, no file name for a native title."""

from __future__ import annotations

import pytest
import yaml

from knowledge.importers.draft import compose
from knowledge.importers.model import Block, Extract
from tests.knowledge.importers.samples import TEXTS
from tests.knowledge.importers.test_draft import TODAY, extract, origin


def front(made: str) -> dict[str, object]:
    head: dict[str, object] = yaml.safe_load(made.split("---\n", 2)[1])
    return head


@pytest.mark.parametrize("kind", ["pdf", "html", "xlsx"])
def test_a_day_still_to_come_is_not_how_old_the_facts_are(kind: str) -> None:
    made = extract("en", Block(kind="text", text="It is valid until 31-03-2027, says the order of 2 May 2026."))
    made.date = "2027-01-01"
    assert front(compose(made, origin(kind=kind), TODAY).text)["as_of"] == "2026-05-02"


def test_the_name_of_a_file_is_no_native_title() -> None:
    blocks = [Block(kind="row", text=f"{TEXTS['th'][2]}: 02-123-4567")]
    head = front(compose(Extract(blocks=blocks), origin(name="branches.csv", kind="csv", pages=0), TODAY).text)
    assert (head["title"], head["titles"]) == ("branches", {"hi": "", "gu": "", "th": ""})
    assert "pages" not in head["imported"]  # type: ignore[operator]
