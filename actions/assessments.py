"""Triage decisions on record: what the rules said, what an officer said instead; both stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import cases, events, referral_clocks, triage, triage_rules
from actions.cases import Case
from actions.events import SYSTEM, Actor
from actions.triage import Answers, Decision
from records.case_tables import triage_decisions

OVERRIDE_REASONS = ("knows-more", "answers-wrong", "situation-changed", "rules-wrong", "other")


@dataclass(frozen=True, kw_only=True)
class Assessment:
    decision: Decision
    answers: Answers
    override_by: str | None  #: officer
    override_reason: str | None  #: code
    override_note: int | None  #: number of the hand-written reason
    decided_at: datetime


def assess(
    connection: Connection, case: Case, given: Mapping[str, Any], key: str, now: datetime, *, distress: bool = False
) -> Decision:
    """Decide by the rules of the case's programme, store it, and promise the next step. Once per key."""
    rules = triage_rules.load(case.programme)
    answers = triage.answers_of(given, rules, distress=distress)
    decision = triage.decide(answers, rules)
    if not events.append(
        connection, case.id, "triaged", SYSTEM, f"{key}:triaged", now,
        data={"group": decision.group, "urgency": decision.urgency, "version": decision.version},
    ):  # fmt: skip
        return decision
    _store(connection, case.id, answers, decision, now)
    assessed = cases.change(
        connection, case.id, now, group_no=decision.group, urgency=decision.urgency, state="assessed",
        next_step="step-officer-looks",
    )  # fmt: skip
    due = referral_clocks.promise_first_step(connection, assessed, key, now)
    cases.change(connection, case.id, now, due_at=due)
    return decision


def override(
    connection: Connection, case: Case, group: int, officer: str, reason: str, text: str, key: str, now: datetime
) -> Assessment:
    """An officer's group instead of the rules'. Raises ValueError for an unknown group or reason."""
    if group not in (1, 2, 3) or reason not in OVERRIDE_REASONS:
        raise ValueError(f"group is 1, 2 or 3; the reason one of {', '.join(OVERRIDE_REASONS)}")
    before = latest(connection, case.id)
    actor = Actor(kind="officer", id=officer)
    data = {"from": before.decision.group, "to": group}
    if events.append(connection, case.id, "triage_overridden", actor, f"{key}:override", now, why=reason, data=data):
        number = events.note(connection, case.id, text, now) if text.strip() else None
        # What the answers would lead to stands in the rules' own decision: this one follows from none of them.
        decided = replace(before.decision, group=group, changes=())
        _store(
            connection, case.id, before.answers, decided, now,
            override_by=officer, override_reason=reason, override_note=number,
        )  # fmt: skip
        cases.change(connection, case.id, now, group_no=group)
    return latest(connection, case.id)


def distressed(connection: Connection, case: Case, key: str, now: datetime) -> bool:
    """The person wrote in distress after the case was opened: it is assessed again, never less urgent than before.

    An officer's group stays. False when the turn was counted before.
    """
    actor = Actor(kind="applicant", id=case.applicant)
    if not events.append(connection, case.id, "distressed", actor, f"{key}:{case.id}:distressed", now):
        return False
    case, before = cases.locked(connection, case.id), latest(connection, case.id)
    answers = {**before.answers, "distress": frozenset({"yes"})}
    decision = triage.decide(answers, triage_rules.load(case.programme))
    if before.override_by:
        decision = replace(decision, group=before.decision.group, changes=())
    urgency = min(case.urgency, decision.urgency)
    if answers != before.answers:
        _store(
            connection, case.id, answers, decision, now, override_by=before.override_by,
            override_reason=before.override_reason, override_note=before.override_note,
        )  # fmt: skip
        data = {"group": decision.group, "urgency": urgency, "version": decision.version}
        again = f"{key}:{case.id}:triaged-again"
        events.append(connection, case.id, "triaged", SYSTEM, again, now, why="distress", data=data)
    changed = cases.change(connection, case.id, now, group_no=decision.group, urgency=urgency)
    referral_clocks.hasten(connection, changed, f"{key}:{case.id}:distress", now)
    return True


def latest(connection: Connection, case: int) -> Assessment:
    """What counts today. Raises LookupError for a case that was never assessed."""
    found = history(connection, case)
    if not found:
        raise LookupError(f"case {case} was not assessed")
    return found[-1]


def history(connection: Connection, case: int) -> list[Assessment]:
    rows = connection.execute(
        sa.select(triage_decisions).where(triage_decisions.c.case_id == case).order_by(triage_decisions.c.id)
    )
    return [
        Assessment(
            decision=Decision.from_json(row.decision),
            answers={field: frozenset(values) for field, values in row.answers.items()},
            override_by=row.override_by,
            override_reason=row.override_reason,
            override_note=row.override_note,
            decided_at=row.decided_at,
        )
        for row in rows
    ]


def _store(
    connection: Connection, case: int, answers: Answers, decision: Decision, now: datetime, **override: Any
) -> None:
    connection.execute(
        triage_decisions.insert().values(
            case_id=case,
            answers={field: sorted(values) for field, values in answers.items()},
            decision=decision.to_json(),
            rules_version=decision.version,
            decided_at=now,
            **override,
        )
    )
