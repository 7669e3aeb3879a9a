"""Going back to an earlier bundle, and which bundles are kept for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.publishing import Wish, clear, roll_back
from knowledge.bundle import BundleError
from knowledge.shelf import PublishError
from tests.bot.publish_made import NOW, WISH, Made

pytestmark = pytest.mark.usefixtures("few_words")


def three(workshop: Made) -> list[str]:
    names = [workshop.live()]
    for rate in ("5%", "6%"):
        workshop.edit("4%" if rate == "5%" else "5%", rate)
        names.append(workshop.publish().hash)
    return names


def test_going_back_goes_back_one_by_one(workshop: Made) -> None:
    first, second, third = three(workshop)
    for wanted, before in ((second, third), (first, second)):
        record = roll_back(workshop, "", Wish(by="Ravi", why="wrong rate"))
        assert (record.hash, record.previous, record.action, record.done) == (wanted, before, "rollback", True)
        assert workshop.live() == wanted
    with pytest.raises(PublishError, match="name a bundle of: sahayak kb history"):
        roll_back(workshop, "", WISH)
    assert roll_back(workshop, third[:6], WISH).hash == third == workshop.live()


def test_going_back_to_what_is_not_there_is_explained(workshop: Made) -> None:
    live = workshop.live()
    with pytest.raises(BundleError, match=rf"there is no bundle '0000'; there are: {live}"):
        roll_back(workshop, "0000", WISH)
    with pytest.raises(PublishError, match="is live already"):
        roll_back(workshop, live, WISH)
    workshop.regress()
    refused = workshop.publish().hash
    with pytest.raises(PublishError, match="was never published"):
        roll_back(workshop, refused, WISH)
    assert workshop.live() == live


def test_a_bundle_that_cannot_be_read_does_not_go_live_again(workshop: Made) -> None:
    first, second, _ = three(workshop)
    live = workshop.live()
    (workshop.build / "bundles" / second / "vectors.faiss").write_bytes(b"")
    with pytest.raises(BundleError):
        roll_back(workshop, "", WISH)
    assert workshop.live() == live
    assert roll_back(workshop, first, WISH).hash == first


def test_bundles_stay_while_an_answer_cites_them(workshop: Made) -> None:
    first, second, third = three(workshop)
    there = workshop.build / "bundles"
    for days, cites, left in (
        (0.5, (), {first, second, third}),
        (2, None, {first, second, third}),
        (2, (first,), {first, second, third}),
        (2, (), {second, third}),
    ):
        workshop.time, workshop.cites = NOW + timedelta(days=days), cites
        clear(workshop)
        assert {path.name for path in there.iterdir()} == left
    workshop.time, workshop.cites = NOW + timedelta(days=400), (second, third)
    clear(workshop)
    assert {path.name for path in there.iterdir()} == {second, third}  # live, and the one before
