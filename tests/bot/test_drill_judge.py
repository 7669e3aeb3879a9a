"""What the drill makes of what people sent and saw."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot.drill.judge import Effect, Evidence, Report, Said, Seen, judge


def said(marker: str, chat: str = "telegram 1", at: float = 0.0, event: str = "") -> Said:
    return Said(chat=chat, marker=marker, at=at, event=event or f"e{marker}")


def seen(reference: str, at: float = 1.0, words: str = "धन्यवाद, {}.") -> Seen:
    return Seen(text=words.format(reference), at=at)


GOOD: dict[str, Any] = {
    "said": [said("101"), said("102", at=2.0), said("103", "line U", at=2.0)],
    "effects": [
        Effect(reference="M-26-0001", text="जवाब अच्छा था, 101"),
        Effect(reference="M-26-0002", text="คำตอบผิด 102"),
        Effect(reference="M-26-00021", text="jawab galat tha, 103"),
    ],
    "seen": {
        "telegram 1": [Seen(text="one moment", at=0.5, interim=True), seen("M-26-0001"), seen("M-26-0002", 2.5)],
        "line U": [seen("M-26-00021", 4.0)],
    },
    "tries": {"telegram 1": [("e101", False), ("e101", True), ("e102", True)], "line U": [("e103", True)]},
    "line": frozenset({"line U"}),
}


def report(**changes: Any) -> Report:
    return judge(Evidence(**GOOD | changes))


def test_when_all_is_well() -> None:
    good = report()
    assert good.broken() == []
    assert (good.sent, good.lost, good.interim_notices, good.p50_ms) == (3, 0, 1, 1000)
    assert good.p95_ms == 1900


@pytest.mark.parametrize(
    ("changes", "field", "count"),
    [
        # No effect, no answer, an answer on another person's screen, only the beginning of its number.
        ({"effects": GOOD["effects"][:2]}, "lost", 1),
        ({"seen": GOOD["seen"] | {"line U": []}}, "lost", 1),
        ({"seen": {"telegram 1": GOOD["seen"]["line U"], "line U": GOOD["seen"]["telegram 1"]}}, "lost", 3),
        ({"seen": GOOD["seen"] | {"line U": [seen("M-26-0002")]}}, "lost", 1),
        ({"seen": GOOD["seen"] | {"line U": [Seen(text="M-26-00021", at=4.0, interim=True)]}}, "lost", 1),
        ({"effects": [*GOOD["effects"], Effect(reference="M-26-0004", text="101")]}, "effects_repeated", 1),
        ({"effects": [GOOD["effects"][1], GOOD["effects"][0], GOOD["effects"][2]]}, "out_of_order", 1),
        ({"seen": GOOD["seen"] | {"line U": [seen("M-26-00021", 4.0), seen("M-26-00021", 5.0)]}},
         "replies_repeated_line", 1),
        ({"seen": GOOD["seen"] | {"telegram 1": [*GOOD["seen"]["telegram 1"], seen("M-26-0001", 9.0)]}},
         "unexplained_repeats", 1),
        ({"said": [], "tries": {}}, "lost", 0),
    ],
)  # fmt: skip
def test_what_is_wrong_is_counted_and_breaks_a_rule(changes: dict[str, Any], field: str, count: int) -> None:
    found = report(**changes)
    assert getattr(found, field) == count
    assert found.broken()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"tries": {"line U": []}, "effects": GOOD["effects"][:2]}, "its platform never offered it"),
        ({"tries": {"line U": [("e103", False)]}, "effects": GOOD["effects"][:2]}, "it was never taken"),
        ({"effects": GOOD["effects"][:2]}, "it took no effect"),
        ({"seen": GOOD["seen"] | {"line U": []}}, "its answer was never seen"),
    ],
)
def test_what_was_lost_is_shown_with_where_it_stopped(changes: dict[str, Any], where: str) -> None:
    assert report(**changes).examples == (f"lost: line U 103: {where}",)


def test_a_repeat_that_nothing_explains_is_shown_with_the_kills() -> None:
    twice = {"telegram 1": [*GOOD["seen"]["telegram 1"], seen("M-26-0001", 9.0)], "line U": GOOD["seen"]["line U"]}
    shown = "unexplained: telegram 1 M-26-0001: 8.0 s apart, [-99.0] s after kills"
    assert report(seen=twice, kills=[100.0]).examples == (shown,)


def test_two_that_were_offered_together_have_no_order() -> None:
    swapped = [GOOD["effects"][1], GOOD["effects"][0], GOOD["effects"][2]]
    tries = {"telegram 1": [("e101", False), ("e102", True), ("e101", True)], "line U": [("e103", True)]}
    assert report(effects=swapped, tries=tries).out_of_order == 0


def test_two_in_one_turn_are_in_the_order_of_its_text() -> None:
    merged = [Effect(reference="M-26-0001", text="101 b\n102 a"), GOOD["effects"][2]]
    assert report(effects=merged).broken() == []
    wrong = [Effect(reference="M-26-0001", text="102 a\n101 b"), GOOD["effects"][2]]
    assert report(effects=wrong).out_of_order == 1


def test_a_reply_in_flight_at_a_kill_may_come_twice_on_telegram_and_is_counted() -> None:
    twice = GOOD["seen"] | {"telegram 1": [*GOOD["seen"]["telegram 1"], seen("M-26-0001", 9.0)]}
    found = judge(Evidence(**GOOD | {"seen": twice, "kills": [1.2]}), kills=1)
    assert (found.replies_repeated_telegram, found.unexplained_repeats, found.broken()) == (1, 0, [])


def test_more_repeats_than_can_be_in_flight_break_the_rule() -> None:
    found = report()
    for repeated, sending, broken in ((9, 1, True), (8, 1, False), (1, 0, True)):
        # Three processes were killed, but the dialogue sends nothing.
        changes = {"replies_repeated_telegram": repeated, "kills": 3, "kills_of_senders": sending, "examples": ()}
        assert bool(Report(**{**found.to_json(), **changes}).broken()) == broken


def test_a_kill_of_what_sends_nothing_allows_no_repeat() -> None:
    found = judge(Evidence(**GOOD | {"kills": [1.2]}), kills=3)
    assert (found.kills, found.kills_of_senders) == (3, 1)


@pytest.mark.parametrize(
    ("unheard", "counted"),
    [
        ({"telegram 1": ["<b>धन्यवाद</b>, M-26-0001."]}, (1, 0, 0)),
        ({"telegram 1": ["धन्यवाद, M-26-0002."]}, (0, 1, 1)),
        ({"telegram 2": ["धन्यवाद, M-26-0001."]}, (0, 1, 1)),
        ({}, (0, 1, 1)),
    ],
)
def test_an_answer_whose_yes_was_lost_comes_again_and_is_counted_apart(unheard: Any, counted: Any) -> None:
    twice = GOOD["seen"] | {"telegram 1": [*GOOD["seen"]["telegram 1"], seen("M-26-0001", 9.0)]}
    found = report(seen=twice, unheard=unheard)
    shown = (found.replies_repeated_unheard, found.replies_repeated_telegram, found.unexplained_repeats)
    assert shown == counted
    assert bool(found.broken()) == bool(counted[2])


def test_each_lost_yes_explains_one_copy() -> None:
    thrice = [*GOOD["seen"]["telegram 1"], seen("M-26-0001", 9.0), seen("M-26-0001", 10.0)]
    found = report(seen=GOOD["seen"] | {"telegram 1": thrice}, unheard={"telegram 1": ["M-26-0001"]})
    assert (found.replies_repeated_unheard, found.unexplained_repeats) == (1, 1)


def test_a_lost_yes_explains_the_copy_that_the_kill_does_not() -> None:
    thrice = [*GOOD["seen"]["telegram 1"], seen("M-26-0001", 9.0), seen("M-26-0001", 10.0)]
    changes = {"seen": GOOD["seen"] | {"telegram 1": thrice}, "unheard": {"telegram 1": ["M-26-0001"]}, "kills": [1.2]}
    found = judge(Evidence(**GOOD | changes), kills=1)
    shown = (found.replies_repeated_unheard, found.replies_repeated_telegram, found.broken())
    assert shown == (1, 1, [])


def test_ten_thousand_messages_are_judged_in_seconds() -> None:
    numbers = range(10_000)
    effects = [Effect(reference=f"M-26-{number:04}", text=f"x {10**6 + number}") for number in numbers]
    evidence = Evidence(
        said=[said(str(10**6 + number), f"telegram {number % 500}") for number in numbers],
        effects=effects,
        seen={
            f"telegram {chat}": [seen(f"M-26-{number:04}") for number in range(chat, 10_000, 500)]
            for chat in range(500)
        },
        tries={},
    )
    began = time.process_time()
    assert judge(evidence).broken() == []
    assert time.process_time() - began < 10
