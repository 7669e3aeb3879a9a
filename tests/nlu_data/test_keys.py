"""Every message that the program says exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.checks.uses import uses_in
from tests.nlu_data.small import GREET, Change, becomes, change, messages, swap

ADD = "which is not in bot/words/en/; add it there"


@pytest.mark.parametrize(
    ("path", "how", "said"),
    [
        ("actions/actions.py", becomes('send(dispatcher, "saved")'), f":1: says saved, {ADD}"),
        ("bot/more.py", becomes('\n\nsay(form, "saved")'), f":3: says saved, {ADD}"),
        ("bot/channels/line.py", becomes('Said(key="saved", args={})'), f":1: says saved, {ADD}"),
        ("bot/guard.py", becomes('Checked(text="", problem="a" if x else "button-papers")'), f":1: says a, {ADD}"),
        (
            "bot/more.py",
            becomes('say(form, f"web-{name}")'),
            ":1: says web-…, and nothing in bot/words/en/ begins so; add those messages",
        ),
        (
            "actions/actions.py",
            becomes('send(dispatcher, "greet", nam="x")'),
            ":1: says greet without $name; give it, or take it out of bot/words/",
        ),
        ("domain.yml", swap("key: greet", "key: gret"), f": utter_greet: says gret, {ADD}"),
        (
            "domain.yml",
            swap("{name: ", "{whom: "),
            ": utter_greet: says greet without $name; give it, or take it out of bot/words/",
        ),
        ("nlu/rules.yml", swap("intent: deny", "intent: greet"), f"says person-greet, {ADD}"),
    ],
)
def test_what_is_said_and_not_written_is_named(project: Path, path: str, how: Change, said: str) -> None:
    change(project, path, how)
    (only,) = messages(project)
    assert only == (f"bot/replies.py:11: {said}" if path == "nlu/rules.yml" else f"{path}{said}")


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("person-deny", 11),
        ("no-answer-expired", 7),
        ("button-papers", 7),
        ("thanks", 7),
    ],
)
def test_the_endings_of_a_prefix_are_all_wanted(project: Path, key: str, line: int) -> None:
    for form in GREET:
        change(project, f"bot/words/{form}/chat.ftl", lambda text: text.replace(f"\n{key} =", "\nother ="))
    assert messages(project) == [f"bot/replies.py:{line}: says {key}, {ADD}"]


def test_a_response_with_words_of_its_own_stops_the_check(project: Path) -> None:
    from nlu.checks.project import ProjectError

    change(project, "domain.yml", swap("{custom: {key: greet, args: {name: ", "{text: {x: {y: "))
    with pytest.raises(ProjectError, match=r"utter_greet: needs custom: \{key: …\}; words stand in bot/words/ alone"):
        messages(project)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('send(dispatcher, "a", x=1)', [("a", False, {"x"})]),
        ('send(dispatcher, key="a")', [("a", False, {"key"})]),
        ('say(form, "a" if x else f"b-{y}")', [("a", False, set()), ("b-", True, set())]),
        ('say(form, "a", **line)', [("a", False, None)]),
        ('say(form, first or "a")', [("a", False, set())]),
        ('TABLE = {1: "a", 2: "b"}\ndef f(): say(form, TABLE[1])', [("a", False, set()), ("b", False, set())]),
        ('PAIR = ("a", "b")\nsay(form, PAIR[0])', [("a", False, set()), ("b", False, set())]),
        ('def f():\n  key: str = "a"\n  say(form, key)', [("a", False, set())]),
        ('async def f():\n  def g():\n    say(form, "a")', [("a", False, set())]),
        ('Said(key="a")', [("a", False, set())]),
        ('Said(key="a", args={"n": 1})', [("a", False, {"n"})]),
        ('Said(key="a", args=given)', [("a", False, None)]),
        ('Said(key="a", args={**given})', [("a", False, None)]),
        ('Said(key="a", outcome=None)', [("a", False, set())]),
        ('Checked(problem="a")', [("a", False, set())]),
        # Not messages, or not to be known without running.
        ('Said(key="outcome", outcome=outcome)', []),
        ("Checked(text=text)", []),
        ('say("started")', []),
        ('channel.send(line, "text")', []),
        ('send(socket, "text")', []),
        ("say(form, said.key)", []),
        ("key = key\nsay(form, key)", []),
        ('say(form, f"{name}-a")', []),
    ],
)
def test_uses_are_read_off_the_source(source: str, found: list[tuple[str, bool, set[str] | None]]) -> None:
    assert [(use.key, use.prefix, use.given) for use in uses_in(source, "bot/x.py")] == found
