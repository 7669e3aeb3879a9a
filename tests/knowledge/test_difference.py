"""What two bundles hold differently."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.bundle import Bundle
from knowledge.difference import as_lines, difference
from knowledge.inputs import Inputs
from tests.knowledge import made
from tests.knowledge.made import WordEncoder

pytestmark = pytest.mark.usefixtures("few_words")


@pytest.fixture
def compared(tmp_path: Path, made_bundle: Path) -> Callable[[Callable[[Inputs], Inputs]], list[str]]:
    def compare(change: Callable[[Inputs], Inputs]) -> list[str]:
        changed = build(change(made.inputs(tmp_path / "library")), WordEncoder(), tmp_path / "changed")
        return as_lines(difference(Bundle(made_bundle), Bundle(changed)))

    return compare


Compared = Callable[[Callable[[Inputs], Inputs]], list[str]]


def test_the_same_has_no_difference(compared: Compared) -> None:
    assert compared(lambda inputs: inputs) == ["no difference"]


def test_a_fact_is_shown_as_it_was_and_as_it_is(compared: Compared) -> None:
    def change(inputs: Inputs) -> Inputs:
        first = inputs.passages[0]
        return replace(inputs, passages=[replace(first, texts={"en": "New.", "gu": "નવું."}), *inputs.passages[1:]])

    assert compared(change) == [
        "~ fact in-tea#what-it-is-1 [en]",
        "    old  The tea stall loan helps people who sell tea.",
        "    new  New.",
        "- fact in-tea#what-it-is-1 [hi]",
        "    old  यह ऋण चाय बेचने वालों की मदद करता है।",
        "+ fact in-tea#what-it-is-1 [gu]",
        "    new  નવું.",
    ]


def test_front_matter_and_questions_are_compared(compared: Compared) -> None:
    def change(inputs: Inputs) -> Inputs:
        card = replace(inputs.cards[0], as_of="2027-01")
        return replace(inputs, cards=[card, *inputs.cards[1:]], questions=inputs.questions[1:])

    assert compared(change) == [
        "~ in-tea [as_of]", "    old  2026-01", "    new  2027-01",
        "- question in-tea#benefits-1 [en]", "    old  How much money does a tea seller get?",
    ]  # fmt: skip


def test_documents_come_and_go(tmp_path: Path, made_bundle: Path) -> None:
    inputs = made.inputs(tmp_path / "library")
    fewer = replace(inputs, cards=inputs.cards[:1], passages=inputs.passages[:4], questions=inputs.questions[:3])
    small = Bundle(build(fewer, WordEncoder(), tmp_path / "small"))
    gone, back = difference(Bundle(made_bundle), small), difference(small, Bundle(made_bundle))
    assert (gone.removed, gone.added, gone.restated) == (("th-silk",), (), ())
    assert (back.removed, back.added, back.restated) == ((), ("th-silk",), ("th-silk",))
    assert as_lines(gone)[0] == "- document th-silk"


def test_a_translation_alone_restates_nothing(compared: Compared, tmp_path: Path, made_bundle: Path) -> None:
    inputs = made.inputs(tmp_path / "library")
    first = replace(inputs.passages[0], texts={**inputs.passages[0].texts, "hi": "नया"})
    other = build(replace(inputs, passages=[first, *inputs.passages[1:]]), WordEncoder(), tmp_path / "other")
    found = difference(Bundle(made_bundle), Bundle(other))
    assert (found.changed, found.restated) == (("in-tea",), ())


def test_a_bundle_without_the_texts_of_its_questions_is_compared_by_the_rest(
    made_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = Bundle(made_bundle), Bundle(made_bundle)
    old.db = sqlite3.connect(":memory:")
    assert difference(new, new).questions == ()
    with pytest.raises(sqlite3.OperationalError):
        difference(old, new)  # its facts are gone, too: that is no bundle of an older version
    old.db.execute("create table passages (position, id, document, section, texts, sources, absent)")
    found = difference(old, new)
    assert found.questions is None
    assert as_lines(found)[-1].startswith("questions are not compared")
    old.db.close()
