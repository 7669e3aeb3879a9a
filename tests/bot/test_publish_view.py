"""Publishing as people read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.problems import UserProblem
from bot.publish_view import as_object, as_text, changed_answers, history_rows, history_text, run_lines, run_object
from bot.publishing import Judgement, Wish, roll_back
from knowledge.publish import Change, Golden, Reply, Share, Worse
from tests.bot.publish_made import GOLDEN, Made

pytestmark = pytest.mark.usefixtures("few_words")


CHANGE = Change(
    question=Golden(form="gu", text="ચા માટે લોન? 🙂", documents=("in-tea",), reason="", says=("4%",)),
    old=Reply(status="answer", documents=("in-tea",), quotes=("લોન 4% વ્યાજે.",)),
    new=Reply(status="no_answer", reason="not_in_documents"),
    effect="broken",
)
FIGURES = {"gu": {"recall": Share(right=9, asked=10), "refusal": Share(right=4, asked=4)}}
REFUSED = Judgement(
    published=False, hash="new1", previous="old1", changes=(CHANGE,), before=FIGURES, after=FIGURES, note="a note",
    worse=(Worse(form="gu", measure="recall", old=Share(right=9, asked=10), new=Share(right=7, asked=10)),),
    unsigned=("in-tea",), candidate="/of its/candidates/new1",
)  # fmt: skip


def test_a_changed_answer_stands_side_by_side_and_the_verdict_last() -> None:
    text = as_text(REFUSED, 0.06)
    assert text.startswith(
        "BROKEN   gu       ચા માટે લોન? 🙂\n         wanted in-tea with 4%\n    old  answer in-tea\n"
        "           • લોન 4% વ્યાજે.\n    new  no_answer not_in_documents\n"
    )
    assert "9/10 (90%) -> 9/10 (90%)" in text
    verdict = text[text.index("REFUSED: old1 stays live.") :]
    assert "in-tea: its facts are new or changed" in verdict
    assert "sahayak kb sign in-tea" in verdict
    assert "gu: recall fell from 9/10 (90%) to 7/10 (70%), more than the margin of 6%" in verdict
    close = Worse(form="hi", measure="recall", old=Share(right=33, asked=33), new=Share(right=31, asked=33))
    assert "from 33/33 (100%) to 31/33 (93.9%), more than the margin of 6%" in as_text(
        replace(REFUSED, worse=(close,)), 0.06
    )
    assert "--override REASON" in verdict
    assert verdict.endswith("--kb '/of its/candidates/new1'")
    assert "--kb '/of its" in as_text(replace(REFUSED, worse=()), 0.06)


def test_what_changed_facts_are_published_says_how_to_find_who_was_told_the_old_ones() -> None:
    published = replace(REFUSED, published=True, unsigned=(), worse=(), checked={"in-tea": "Asha on 2026-11-21"})
    assert "sahayak corrections list old1 live\nPUBLISHED" in as_text(published, 0.06)
    for other in (replace(published, checked={}), replace(published, previous="")):
        assert "corrections" not in as_text(other, 0.06)


def test_what_is_published_says_how_to_go_back() -> None:
    text = as_text(replace(REFUSED, published=True, unsigned=(), worse=()), 0.06)
    assert text.endswith("PUBLISHED: new1 is live; before it was old1. To go back: sahayak kb rollback --why TEXT")
    assert (
        as_text(Judgement(published=False, hash="a", previous="a", note="the same"), 0.1)
        == "the same\nnothing to publish"
    )


@pytest.mark.parametrize("published", [True, False])
def test_what_was_left_out_is_told_by_document(published: bool) -> None:
    stale = (
        "documents/gu/in-tea.md",
        "documents/hi/in-tea.md",
        "questions/hi-Latn/in-tea.yml",
        "documents/th/th-silk.md",
    )
    text = as_text(replace(REFUSED, published=published, stale=stale), 0.06)
    assert "left out: in-tea: translations gu, hi; questions hi-Latn\nleft out: th-silk: translations th\n" in text
    assert text.index("sahayak kb stale --stamp") < text.index("PUBLISHED" if published else "REFUSED")


def test_nothing_left_out_is_not_told() -> None:
    assert "stale" not in as_text(REFUSED, 0.06)


def test_programs_read_the_same() -> None:
    read = as_object(REFUSED)
    assert (read["refused"], read["worse"][0]["form"], read["changes"][0]["effect"]) == (True, "gu", "broken")


def test_the_history_is_told_newest_first(workshop: Made) -> None:
    first = workshop.live()
    workshop.edit("4%", "5%")
    workshop.questions = [replace(GOLDEN[0], says=("4%",)), *GOLDEN[1:]]
    assert workshop.publish().refused
    second = workshop.publish(Wish(by="આશા", why="નવો દર", override="સરકારી આદેશ")).hash
    roll_back(workshop, "", Wish(by="Ravi", why="wrong"))
    rows = history_rows(workshop.build)
    assert [(row["action"], row["hash"], row["state"]) for row in rows] == [
        ("rollback", first, "live"), ("publish", second, "was live"),
        ("refused", second, "refused"), ("publish", first, "was live"),
    ]  # fmt: skip
    text = history_text(rows)
    assert "by આશા: નવો દર" in text
    assert "although answers got worse: સરકારી આદેશ" in text
    assert "changed: in-tea" in text
    assert "checked: in-tea by Asha on 2026-11-21" in text
    assert "answered and refused rightly: en " in text
    [loan] = [c for c in changed_answers(workshop, first[:8], second) if c.effect == "broken"]
    assert loan.question.says == ("4%",)


def test_what_the_live_bundle_gets_wrong_is_listed(workshop: Made) -> None:
    workshop.questions = [*GOLDEN, Golden(form="th", text="งานผ้าไหม ราคา", documents=("in-tea",), reason="")]
    lines = "\n".join(run_lines(workshop))
    assert "wrong    th       งานผ้าไหม ราคา\n         wanted in-tea" in lines
    assert run_object(workshop)["figures"]["th"]["recall"] == {"right": 1, "asked": 2}
    workshop.questions = []
    with pytest.raises(UserProblem, match="sahayak kb golden add"):
        run_lines(workshop)
