"""case + decision + directory -> which agencies, in which order, and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from actions.agencies import Agency, Directory
from actions.triage import Answers, Decision, holds
from knowledge.language import native

#: Agencies proposed at once; more needs wait until an officer adds one.
MOST_PROPOSED = 3
#: With limited potential a new loan makes the debt bigger: relief is looked for first. Our judgement.
INSTEAD = {3: {"finance": "recovery"}}
#: An agency already proposed that helps this much with another need is not joined by a second one.
ENOUGH = 2
#: A directory entry that helps with anything else is asked when nobody helps with the need itself.
FALLBACK_NEED = "other"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What of a case the match looks at."""

    needs: Sequence[str]
    region: str | None
    language: str
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reason:
    key: str  #: message key
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    agency: str
    need: str  #: what it is asked for
    score: int
    reasons: tuple[Reason, ...]
    route: Literal["email", "letter", "officer"]  #: officer: the directory has no usable contact


def match(wanted: Wanted, decision: Decision, directory: Directory, *, tried: Collection[str] = ()) -> list[Proposal]:
    """The best agency for each need, in the order the needs were told; one for several needs where it can."""
    proposals: list[Proposal] = []
    for need in effective_needs(wanted.needs, decision.group):
        asked = [one.agency for one in proposals]
        if any(directory.get(agency).helps.get(need, 0) >= ENOUGH for agency in asked):
            continue
        proposals.extend(ranked(need, wanted, decision, directory, tried={*tried, *asked})[:1])
    return proposals[:MOST_PROPOSED]


def next_best(
    need: str, wanted: Wanted, decision: Decision, directory: Directory, tried: Collection[str]
) -> Proposal | None:
    """Who is asked after a decline or when nobody answered; None: an officer must look for somebody."""
    found = ranked(need, wanted, decision, directory, tried=tried)
    return found[0] if found else None


def ranked(
    need: str, wanted: Wanted, decision: Decision, directory: Directory, *, tried: Collection[str] = ()
) -> list[Proposal]:
    """Everybody who can help with one need, best first; equals in the order of the directory."""
    usable = [one for one in directory.agencies if one.id not in tried and _usable(one, wanted)]
    able = [one for one in usable if one.helps.get(need)] or [one for one in usable if one.helps.get(FALLBACK_NEED)]
    proposals = [_proposal(one, need, wanted, decision) for one in able]
    return sorted(proposals, key=lambda one: -one.score)


def effective_needs(needs: Sequence[str], group: int) -> list[str]:
    """The needs without repetition, relief in place of new money in group 3."""
    instead = INSTEAD.get(group, {})
    return list(dict.fromkeys(instead.get(need, need) for need in needs)) or [FALLBACK_NEED]


def _usable(agency: Agency, wanted: Wanted) -> bool:
    here = not agency.regions or wanted.region in agency.regions
    return agency.merged_into is None and here and holds(agency.requires, wanted.answers)


def _proposal(agency: Agency, need: str, wanted: Wanted, decision: Decision) -> Proposal:
    score, reasons = 0, []

    def add(points: int, key: str, **args: Any) -> None:
        nonlocal score
        score += points
        reasons.append(Reason(key=key, args=args))

    strength = agency.helps.get(need, 0)
    add(2 * strength, "reason-helps" if strength else "reason-first-advice", need=need)
    if need not in wanted.needs and decision.group in INSTEAD:
        add(0, "reason-relief-first")
    for fit in agency.fits:
        if holds(fit.when, wanted.answers):
            add(fit.points, f"reason-{fit.why}")
    if agency.regions:
        add(1, "reason-region")
    if native(wanted.language) in agency.languages:
        add(1, "reason-language")
    others = [one for one in wanted.needs if one != need and agency.helps.get(one)]
    if others:
        add(1, "reason-helps-also", needs=others)
    return Proposal(
        agency=agency.id,
        need=need,
        score=score,
        reasons=tuple(reasons),
        route="email" if agency.email else "letter" if agency.reachable else "officer",
    )
