"""The life of a referral, as data. Pure: a step is allowed or refused with a reason.

proposed -> sent -> seen -> accepted | declined(reason) | expired | recalled; accepted -> in_progress ->
completed(outcome) | failed. A letter that comes back unopened makes "sent" only "proposed" again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from actions.events import ActorKind

STATES = (
    "proposed",
    "sent",
    "seen",
    "accepted",
    "in_progress",
    "completed",
    "failed",
    "declined",
    "expired",
    "recalled",
)
#: An agency has it, and somebody waits for that agency.
AT_AGENCY = frozenset({"sent", "seen", "accepted", "in_progress"})
OPEN = AT_AGENCY | {"proposed"}
#: States in which the next-best agency is asked; after a failure only where another agency may do better.
LOST = frozenset({"declined", "expired"})
TRY_ELSEWHERE = frozenset({"rejected", "cannot-reach", "other"})
DECLINE_REASONS = ("not-ours", "no-capacity", "not-eligible", "needs-papers", "cannot-reach", "other")
FAIL_REASONS = ("rejected", "withdrawn", "cannot-reach", "closed-down", "other")
RECALL_REASONS = ("applicant-asked", "wrong-agency", "duplicate", "erased", "other")
OUTCOMES = ("loan", "restructured", "settled", "advice", "training", "registered", "sale", "other")

Action = Literal["send", "see", "accept", "decline", "expire", "recall", "start", "complete", "fail", "bounce"]

#: (state, action) -> state
TRANSITIONS: Mapping[tuple[str, str], str] = {
    ("proposed", "send"): "sent",
    ("proposed", "recall"): "recalled",
    ("sent", "see"): "seen",
    ("sent", "expire"): "expired",
    ("sent", "bounce"): "proposed",
    ("sent", "recall"): "recalled",
    ("seen", "accept"): "accepted",
    ("seen", "decline"): "declined",
    ("seen", "expire"): "expired",
    ("seen", "recall"): "recalled",
    ("accepted", "start"): "in_progress",
    ("accepted", "recall"): "recalled",
    ("in_progress", "complete"): "completed",
    ("in_progress", "fail"): "failed",
    ("in_progress", "recall"): "recalled",
}
#: Who may take a step. Officers enter what an agency says on the phone.
MAY: Mapping[str, frozenset[ActorKind]] = {
    "send": frozenset({"officer", "system"}),
    "see": frozenset({"agency", "officer"}),
    "accept": frozenset({"agency", "officer"}),
    "decline": frozenset({"agency", "officer"}),
    "expire": frozenset({"system"}),
    "bounce": frozenset({"system"}),
    "recall": frozenset({"officer", "applicant", "system"}),
    "start": frozenset({"agency", "officer"}),
    "complete": frozenset({"agency", "officer"}),
    "fail": frozenset({"agency", "officer"}),
}
#: Steps that need a code, and the codes.
CODES: Mapping[str, tuple[str, ...]] = {
    "decline": DECLINE_REASONS,
    "fail": FAIL_REASONS,
    "recall": RECALL_REASONS,
    "complete": OUTCOMES,
}
#: A step taken in one go over others: somebody who accepts has seen, who completes has started.
_PATHS: Mapping[tuple[str, str], tuple[Action, ...]] = {
    ("sent", "accept"): ("see", "accept"),
    ("sent", "decline"): ("see", "decline"),
    ("accepted", "complete"): ("start", "complete"),
    ("accepted", "fail"): ("start", "fail"),
}


@dataclass(frozen=True, kw_only=True)
class Moved:
    state: str


@dataclass(frozen=True, kw_only=True)
class Refused:
    """``why`` is a message key: wrong-state, not-allowed or needs-code."""

    why: Literal["wrong-state", "not-allowed", "needs-code"]


def step(state: str, action: str, actor: ActorKind, code: str | None = None) -> Moved | Refused:
    """One step; repeating it is refused, so a replayed link does nothing."""
    if actor not in MAY.get(action, ()):
        return Refused(why="not-allowed")
    to = TRANSITIONS.get((state, action))
    if to is None:
        return Refused(why="wrong-state")
    if action in CODES and code not in CODES[action]:
        return Refused(why="needs-code")
    return Moved(state=to)


def asks_next(state: str, why: str | None) -> bool:
    return state in LOST or (state == "failed" and why in TRY_ELSEWHERE)


def path(state: str, action: Action) -> tuple[Action, ...]:
    """The steps that lead to what somebody did: accepting what was only sent is seeing and accepting."""
    return _PATHS.get((state, action), (action,))
