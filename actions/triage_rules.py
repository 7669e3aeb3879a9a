"""Triage rules as data: actions/rules/<programme>.yml, read and checked once."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.intake_spec import BY_NAME, NEEDS
from knowledge.facts import DocumentError
from knowledge.questions import load_yaml

FOLDER = Path(__file__).parent / "rules"
SCALES = ("finance", "management", "limit")
#: Answers that are no field of the intake: has a registration number; distress was seen in the chat.
DERIVED: Mapping[str, tuple[str, ...]] = {"registered": ("yes", "no"), "distress": ("yes", "no")}
JUDGEMENT = "judgement"


class RulesError(ValueError):
    """A rules file cannot be used; the text names the file, the entry and the cure."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    id: str
    when: Mapping[str, frozenset[str]]  #: every field must have one of these values
    points: Mapping[str, int]  #: scale -> points
    urgency: int | None
    basis: str  #: a source of the file, or "judgement"


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    id: str
    when: Mapping[str, frozenset[str]]
    set_aside: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Band:
    id: str
    up_to: int | None  #: in the programme's currency, yearly


@dataclass(frozen=True, kw_only=True)
class Rules:
    programme: str
    version: str
    currency: str
    bands: tuple[Band, ...]
    limit_from: int
    tie: int
    calendar: str  #: the desk's own office, in the directory
    promise_hours: Mapping[int, int]  #: urgency -> working hours until the desk's first step
    answer_hours: Mapping[int, int]  #: urgency -> working hours until an agency must have answered
    rules: tuple[Rule, ...]
    contradictions: tuple[Contradiction, ...]
    choices: Mapping[str, tuple[str, ...]]  #: field -> its possible values


@functools.cache
def load(programme: str) -> Rules:
    """Raises RulesError."""
    return read(FOLDER / f"{programme}.yml")


def programmes() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def read(path: Path) -> Rules:
    if not path.exists():
        raise RulesError(f"there are no triage rules {path.name}; write actions/rules/{path.name}, see th-ssrc.yml")
    try:
        return _rules(path, load_yaml(path))
    except DocumentError as problem:
        raise RulesError(str(problem)) from problem
    except (KeyError, TypeError, AttributeError) as problem:
        raise RulesError(f"{path.name}: {problem!r} is missing or has the wrong shape; see th-ssrc.yml") from problem


def _rules(path: Path, body: Mapping[str, Any]) -> Rules:
    bands = tuple(Band(id=entry["id"], up_to=entry.get("up_to")) for entry in body["turnover"]["bands"])
    choices = _choices(bands)
    sources = {*body["sources"], JUDGEMENT}
    rules = tuple(_rule(path, entry, choices, sources) for entry in body["rules"])
    contradictions = tuple(_contradiction(path, entry, choices) for entry in body["contradictions"])
    ids = [rule.id for rule in rules] + [one.id for one in contradictions]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise RulesError(f"{path.name}: rule ids are given twice: {', '.join(twice)}")
    if body["programme"] != path.stem:
        raise RulesError(f"{path.name}: programme must be {path.stem}")
    return Rules(
        programme=body["programme"],
        version=body["version"],
        currency=body["turnover"]["currency"],
        bands=bands,
        limit_from=body["limit_from"],
        tie=body["tie"]["group"],
        calendar=body["calendar"],
        promise_hours=body["promise_hours"],
        answer_hours=body["answer_hours"],
        rules=rules,
        contradictions=contradictions,
        choices=choices,
    )


def _choices(bands: tuple[Band, ...]) -> dict[str, tuple[str, ...]]:
    closed = {name: BY_NAME[name].choices for name in ("sector", "trading", "loan", "orders", "age")}
    return {**closed, **DERIVED, "needs": NEEDS, "turnover": tuple(band.id for band in bands)}


def _rule(path: Path, entry: Mapping[str, Any], choices: Mapping[str, tuple[str, ...]], sources: set[str]) -> Rule:
    unknown = set(entry["points"]) - set(SCALES)
    if unknown or entry["basis"] not in sources or entry.get("urgency") not in (None, 1, 2, 3):
        raise RulesError(
            f"{path.name}, rule {entry['id']}: points go to {', '.join(SCALES)}; "
            f"basis is one of {', '.join(sorted(sources))}; urgency is 1, 2 or 3"
        )
    return Rule(
        id=entry["id"],
        when=_when(path, entry, choices),
        points=entry["points"],
        urgency=entry.get("urgency"),
        basis=entry["basis"],
    )


def _contradiction(path: Path, entry: Mapping[str, Any], choices: Mapping[str, tuple[str, ...]]) -> Contradiction:
    when = _when(path, entry, choices)
    if not set(entry["set_aside"]) <= set(when):
        raise RulesError(f"{path.name}, contradiction {entry['id']}: set_aside must be fields of its when")
    return Contradiction(id=entry["id"], when=when, set_aside=tuple(entry["set_aside"]))


def _when(path: Path, entry: Mapping[str, Any], choices: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    for field, values in entry["when"].items():
        wrong = [value for value in values if value not in choices.get(field, ())]
        if wrong:
            raise RulesError(
                f"{path.name}, rule {entry['id']}: {field} cannot be {wrong[0]!r}; "
                f"fields are {', '.join(choices)}, and {field} is one of {', '.join(choices.get(field, ('?',)))}"
            )
    return {field: frozenset(values) for field, values in entry["when"].items()}
