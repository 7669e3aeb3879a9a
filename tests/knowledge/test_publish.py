"""The gate: what is right, what changed, what got worse by more than the margin, and which bundles may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.language import FORMS
from knowledge.publish import Golden, Reply, Share, Worse, compare, figures, gate, is_right, old_enough, prune, wanted

NOW = datetime(2026, 11, 21, tzinfo=UTC)
NOTHING = Reply(status="no_answer", reason="out_of_scope")


def asks(*documents: str, form: str = "hi", says: tuple[str, ...] = ()) -> Golden:
    reason = "" if documents else "out_of_scope"
    return Golden(form=form, text="चाय का ऋण? 🙂", documents=documents, reason=reason, says=says)


def answer(*documents: str, quote: str = "ऋण ५०,००० रुपये तक, 4% ब्याज पर।") -> Reply:
    return Reply(status="answer", documents=documents, quotes=(quote,))


@pytest.mark.parametrize(
    ("question", "reply", "right"),
    [
        (asks("in-tea"), answer("in-tea"), True),
        (asks("in-tea", "in-coffee"), answer("in-coffee"), True),
        (asks("in-tea"), answer("in-coffee"), False),
        (asks("in-tea"), Reply(status="clarify", documents=("in-coffee", "in-tea")), True),
        (asks("in-tea"), NOTHING, False),
        (asks("in-tea"), Reply(status="no_answer", reason="not_in_documents", documents=("in-tea",)), False),
        (asks("in-tea", says=("4%",)), answer("in-tea"), True),
        (asks("in-tea", says=("50,000", "4%")), answer("in-tea"), True),  # digits of any script
        (asks("in-tea", says=("5%",)), answer("in-tea"), False),
        (asks("in-tea", says=("RS 4",)), answer("in-tea", quote="Rs 4 lakh"), True),
        (asks("in-tea", says=("4%",)), Reply(status="clarify", documents=("in-tea",)), False),
        (asks(), NOTHING, True),
        (asks(), Reply(status="no_answer", reason="needs_person"), True),
        (asks(), answer("in-tea"), False),
        (asks(), Reply(status="clarify", documents=("in-tea",)), False),
    ],
)
def test_what_is_right(question: Golden, reply: Reply, right: bool) -> None:
    assert is_right(question, reply) is right


def test_what_is_wanted_is_said() -> None:
    assert wanted(asks("in-tea", "in-coffee", says=("4%", "५"))) == "in-tea or in-coffee with 4%, ५"
    assert wanted(asks()) == "no answer (out_of_scope)"


def test_figures_are_of_each_form_alone() -> None:
    golden = [asks("in-tea"), asks("in-tea"), asks(), asks("in-tea", form="gu-Latn")]
    found = figures(golden, [answer("in-tea"), NOTHING, NOTHING, answer("in-tea")])
    assert found == {
        "hi": {"recall": Share(right=1, asked=2), "refusal": Share(right=1, asked=1)},
        "gu-Latn": {"recall": Share(right=1, asked=1), "refusal": Share(right=0, asked=0)},
    }
    assert found["gu-Latn"]["refusal"].value == 1.0


def test_changes_are_told_with_their_effect_and_broken_ones_first() -> None:
    golden = [asks("in-tea"), asks("in-tea"), asks("in-tea"), asks()]
    old = [answer("in-tea"), NOTHING, answer("in-tea"), NOTHING]
    new = [answer("in-tea", quote="नया"), answer("in-tea"), NOTHING, NOTHING]
    changes = compare(golden, old, new)
    assert [change.effect for change in changes] == ["broken", "mended", "changed"]
    assert (changes[0].old, changes[0].new) == (answer("in-tea"), NOTHING)


def shares(recall: int, refusal: int, asked: int = 20) -> dict[str, Share]:
    return {"recall": Share(right=recall, asked=asked), "refusal": Share(right=refusal, asked=asked)}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("new", "worse"),
    [((20, 20), []), ((19, 19), []), ((18, 20), ["recall"]), ((20, 18), ["refusal"]), ((0, 0), ["recall", "refusal"])],
)
def test_a_fall_beyond_the_margin_in_any_form_is_worse(form: str, new: tuple[int, int], worse: list[str]) -> None:
    old = {name: shares(20, 20) for name in FORMS}
    found = gate(old, old | {form: shares(*new)}, 0.05)
    assert [(one.form, one.measure) for one in found] == [(form, measure) for measure in worse]


def test_better_in_one_form_does_not_pay_for_another() -> None:
    assert gate({"en": shares(10, 10), "th": shares(10, 10)}, {"en": shares(20, 20), "th": shares(8, 10)}, 0.06)


def test_a_form_whose_golden_questions_are_gone_is_worse() -> None:
    [one] = gate({"th": {"recall": Share(right=3, asked=3), "refusal": Share(right=0, asked=0)}}, {}, 0.05)
    assert one == Worse(form="th", measure="recall", old=Share(right=3, asked=3), new=Share(right=0, asked=3))


@pytest.mark.parametrize(
    ("days", "keep", "cited", "gone"),
    [
        (0.5, set(), set(), []),
        (2, set(), set(), ["b"]),
        (2, {"b"}, set(), []),
        (2, set(), {"b"}, []),
        (2, set(), None, []),
        (91, set(), {"b"}, ["b"]),
        (91, set(), None, ["b"]),
        (1000, {"b"}, {"b"}, []),
    ],
)
def test_a_bundle_goes_when_nothing_needs_it(
    days: float, keep: set[str], cited: set[str] | None, gone: list[str]
) -> None:
    assert old_enough({"b": NOW - timedelta(days=days)}, keep, cited, 90, NOW) == gone


def test_builds_that_were_killed_go_after_a_day(tmp_path: Path) -> None:
    for name in ("bundles/.half", "candidates/.half", "bundles/whole", ".encoder.680"):
        (tmp_path / name).mkdir(parents=True)
    now = datetime.now(UTC)
    assert prune(tmp_path, {"whole"}, {}, None, 90, now) == []
    assert (tmp_path / "bundles" / ".half").exists()
    assert prune(tmp_path, {"whole"}, {}, None, 90, now + timedelta(days=2)) == []
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} - {"bundles", "candidates"}
    assert left == {"bundles/whole"}
