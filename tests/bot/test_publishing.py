"""Publishing: judged against what is live, recorded, refused for a regression or without a signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.publishing import Wish, roll_back
from knowledge import shelf
from knowledge.bundle import Bundle, live_folder
from knowledge.shelf import PublishError
from tests.bot.publish_made import GOLDEN, NOW, WISH, Made

pytestmark = pytest.mark.usefixtures("few_words")


def test_the_first_bundle_goes_live_with_nothing_to_compare_with(workshop: Made) -> None:
    [first] = workshop.records()
    assert (first.hash, first.previous, first.by, first.why) == (workshop.live(), "", "Asha", WISH.why)
    assert first.done
    assert {form: shares["recall"].asked for form, shares in first.figures.items()} == {
        "en": 2, "hi": 1, "gu": 1, "th": 1, "hi-Latn": 0,
    }  # fmt: skip


def test_a_change_goes_live_and_is_shown_side_by_side_and_recorded(workshop: Made) -> None:
    before = workshop.live()
    workshop.edit("Rs 50,000 at 4% interest", "Rs 50,000 at 5% interest")
    judged = workshop.publish()
    assert judged.published
    assert (judged.previous, judged.hash) == (before, workshop.live())
    assert judged.hash != before
    changed = {change.question.text: change for change in judged.changes}
    loan = changed["loan up to 50,000 interest"]
    assert (loan.old.quotes, loan.new.quotes) == (
        ("The loan is up to Rs 50,000 at 4% interest.",), ("The loan is up to Rs 50,000 at 5% interest.",),
    )  # fmt: skip
    last = workshop.records()[-1]
    assert (last.previous, last.documents, last.checked) == (
        before, {"changed": ["in-tea"]}, {"in-tea": "Asha on 2026-11-21"},
    )  # fmt: skip
    assert last.done
    assert last.at == NOW.isoformat(timespec="seconds")


def test_files_left_out_are_told(workshop: Made) -> None:
    workshop.left_out = ["documents/gu/in-tea.md"]
    workshop.edit("Rs 50,000 at 4% interest", "Rs 50,000 at 5% interest")
    assert workshop.publish().stale == ("documents/gu/in-tea.md",)


def test_publishing_the_same_again_changes_nothing(workshop: Made) -> None:
    judged = workshop.publish()
    assert not judged.published
    assert not judged.refused
    assert len(workshop.records()) == 1


def test_a_regression_is_refused_and_recorded_and_what_was_live_stays(workshop: Made) -> None:
    before = workshop.live()
    workshop.regress()
    judged = workshop.publish()
    assert judged.refused
    assert workshop.live() == before
    assert {(one.form, one.measure) for one in judged.worse} >= {("en", "recall")}
    assert [change.effect for change in judged.changes].count("broken") >= 1
    assert workshop.records()[-1].action == "refused"
    assert not (workshop.build / "bundles" / judged.hash).exists()
    assert Bundle(shelf.find(workshop.build, "candidate")).hash == judged.hash


def test_an_override_publishes_a_regression_and_its_reason_is_kept(workshop: Made) -> None:
    workshop.regress()
    assert workshop.publish().refused
    assert workshop.publish(Wish(by="Asha", why="new rules", override=" ")).refused
    judged = workshop.publish(Wish(by="Asha", why="new rules", override="the scheme has ended"))
    assert judged.published
    assert workshop.live() == judged.hash
    assert workshop.records()[-1].override == "the scheme has ended"


def test_an_override_that_was_not_needed_is_not_recorded(workshop: Made) -> None:
    workshop.edit("at 4% interest", "at 5% interest")
    assert workshop.publish(Wish(by="Asha", why="new rules", override="in any case")).published
    assert workshop.records()[-1].override == ""


def test_a_fall_within_the_margin_passes(workshop: Made) -> None:
    workshop.regress()
    workshop.margin = 1.0
    assert workshop.publish().published


def test_a_changed_fact_that_nobody_signed_is_refused_whatever_the_override(workshop: Made) -> None:
    before = workshop.live()
    workshop.edit("at 4% interest", "at 5% interest", signed=False)
    judged = workshop.publish(Wish(by="Asha", why="w", override="hurry"))
    assert (judged.refused, judged.unsigned, workshop.live()) == (True, ("in-tea",), before)
    assert judged.checked["in-tea"].startswith("nobody as it stands (last on 20")
    workshop.edit("5% interest", "6% interest")
    workshop.edit("6% interest", "7% interest", signed=False)
    again = workshop.publish()
    assert (again.unsigned, again.checked) == (
        ("in-tea",), {"in-tea": "nobody as it stands (last on 2026-11-21 by Asha)"},
    )  # fmt: skip
    assert workshop.publish(Wish(by="make test", why="w", signed=False)).published


@pytest.mark.parametrize(("by", "why"), [("", "why"), (" ", "why"), ("Asha", ""), ("આશા", " ")])
def test_nobody_publishes_or_goes_back_without_saying_who_and_why(workshop: Made, by: str, why: str) -> None:
    for act in (lambda: workshop.publish(Wish(by=by, why=why)), lambda: roll_back(workshop, "", Wish(by=by, why=why))):
        with pytest.raises(PublishError, match="--by NAME --why TEXT; nothing was changed"):
            act()


def test_a_live_bundle_of_another_version_is_judged_by_its_figures(workshop: Made) -> None:
    workshop.unreadable = {workshop.live()}
    workshop.regress()
    judged = workshop.publish()
    assert judged.refused
    assert judged.changes == ()
    assert "figures of the last publish" in judged.note


def test_old_figures_of_other_questions_are_not_compared(workshop: Made) -> None:
    workshop.unreadable = {workshop.live()}
    workshop.regress()
    workshop.questions = [*GOLDEN, *(replace(one, text=f"{one.text} 2") for one in GOLDEN if one.documents)]
    judged = workshop.publish()
    assert judged.published
    assert set(judged.before) == {"hi-Latn"}


def test_a_quick_bundle_is_replaced_without_a_comparison(workshop: Made) -> None:
    shelf.mark_quick(live_folder(workshop.build))  # the history holds figures of a better one
    workshop.regress()
    judged = workshop.publish()
    assert judged.published
    assert judged.note == "nothing to compare with: what is live is a quick bundle"
