"""Answers -> one of the centre's three groups, an urgency, and why. Pure; the rules are data.

Group 1: potential, with a financial problem. 2: potential, with a management problem. 3: limited potential for
recovery. The decision is a proposal to an officer, who can override it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from actions.triage_rules import DERIVED, SCALES, Contradiction, Rule, Rules

#: Answers that weigh most: without any of them the decision is thin.
TELLING = ("trading", "loan", "orders")
#: This near to another group, one answer understood differently would do.
NEAR = 1


@dataclass(frozen=True, kw_only=True)
class Contribution:
    rule: str
    answers: Mapping[str, str]  #: the answers that the rule is about
    points: Mapping[str, int]
    basis: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One answer that would put the case into another group."""

    field: str
    value: str  #: what the answer would have to be
    given: bool  #: for needs: it would have to be added (true) or left out (false); else always true
    group: int


@dataclass(frozen=True, kw_only=True)
class Decision:
    programme: str
    version: str
    group: int
    urgency: int  #: 1 now, 2 soon, 3 in turn
    scores: Mapping[str, int]
    contributions: tuple[Contribution, ...]
    rules: tuple[str, ...]  #: ids of every rule that applied
    changes: tuple[Change, ...]
    missing: tuple[str, ...]  #: telling answers not given
    contradictions: tuple[str, ...]
    ask_officer: bool  #: contradictory, thin or borderline: an officer looks before anything is sent

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Decision:
        tuples = {name: tuple(body[name]) for name in ("rules", "missing", "contradictions")}
        contributions = tuple(Contribution(**entry) for entry in body["contributions"])
        changes = tuple(Change(**entry) for entry in body["changes"])
        return cls(**{**body, **tuples, "contributions": contributions, "changes": changes})


Answers = Mapping[str, frozenset[str]]


def answers_of(given: Mapping[str, Any], rules: Rules, *, distress: bool = False) -> Answers:
    """The answers triage may see: choices only, never names or free text. Skipped and unknown ones are left out."""
    told: dict[str, frozenset[str]] = {}
    for field, choices in rules.choices.items():
        value = given.get(field)
        values = value if isinstance(value, list | tuple) else [value]
        known = frozenset(one for one in values if one in choices)
        if known and field not in DERIVED:
            told[field] = known
    if given.get("registration"):
        told["registered"] = frozenset({"yes"})
    if distress:
        told["distress"] = frozenset({"yes"})
    return told


def decide(answers: Answers, rules: Rules) -> Decision:
    contradictions = _contradictions(answers, rules)
    counted = _counted(answers, contradictions)
    matched = [rule for rule in rules.rules if holds(rule.when, counted)]
    scores = _scores(matched)
    group = _group(scores, rules)
    missing = tuple(field for field in TELLING if field not in counted)
    return Decision(
        programme=rules.programme,
        version=rules.version,
        group=group,
        urgency=min((rule.urgency for rule in matched if rule.urgency), default=3),
        scores=scores,
        contributions=tuple(_contribution(rule, counted) for rule in matched if rule.points),
        rules=tuple(rule.id for rule in matched),
        changes=tuple(_changes(answers, rules, group)),
        missing=missing,
        contradictions=tuple(one.id for one in contradictions),
        ask_officer=bool(contradictions) or len(missing) == len(TELLING) or _borderline(scores, rules),
    )


def group_of(answers: Answers, rules: Rules) -> int:
    """The group alone: what ``decide`` would say, without the reasons."""
    counted = _counted(answers, _contradictions(answers, rules))
    return _group(_scores(rule for rule in rules.rules if rule.points and holds(rule.when, counted)), rules)


def holds(when: Mapping[str, frozenset[str]], answers: Answers) -> bool:
    """Every field of a condition is answered with one of its values."""
    return all(field in answers and not values.isdisjoint(answers[field]) for field, values in when.items())


def _contradictions(answers: Answers, rules: Rules) -> list[Contradiction]:
    return [one for one in rules.contradictions if holds(one.when, answers)]


def _counted(answers: Answers, contradictions: Iterable[Contradiction]) -> Answers:
    """Without the answers that contradict others."""
    aside = {field for one in contradictions for field in one.set_aside}
    return {field: values for field, values in answers.items() if field not in aside}


def _scores(matched: Iterable[Rule]) -> dict[str, int]:
    scores = dict.fromkeys(SCALES, 0)
    for rule in matched:
        for scale, points in rule.points.items():
            scores[scale] += points
    return scores


def _group(scores: Mapping[str, int], rules: Rules) -> int:
    if scores["limit"] >= rules.limit_from:
        return 3
    if scores["finance"] == scores["management"]:
        return rules.tie
    return 1 if scores["finance"] > scores["management"] else 2


def _borderline(scores: Mapping[str, int], rules: Rules) -> bool:
    """One point from another group."""
    return abs(scores["limit"] - rules.limit_from + 0.5) <= NEAR or (
        scores["limit"] < rules.limit_from and abs(scores["finance"] - scores["management"]) <= NEAR
    )


def _contribution(rule: Rule, answers: Answers) -> Contribution:
    about = {field: ", ".join(sorted(values & answers[field])) for field, values in rule.when.items()}
    return Contribution(rule=rule.id, answers=about, points=dict(rule.points), basis=rule.basis)


def _changes(answers: Answers, rules: Rules, group: int) -> Iterable[Change]:
    """Each single answer, changed, added or left out, that leads to another group."""
    asked = {field for rule in rules.rules if rule.points for field in rule.when} - set(DERIVED)
    for field in sorted(asked):
        for value in rules.choices[field]:
            other = _with(answers, field, value)
            if other is not None and (leads := group_of(other, rules)) != group:
                given = field != "needs" or value in other.get("needs", ())
                yield Change(field=field, value=value, given=given, group=leads)


def _with(answers: Answers, field: str, value: str) -> Answers | None:
    """The answers with one of them different; needs are several, so one is added or left out."""
    if field == "needs":
        return {**answers, field: answers.get(field, frozenset()) ^ {value}}
    other = frozenset({value})
    return None if answers.get(field) == other else {**answers, field: other}
