"""Referrals on record: every step is an event, a notice to the person, and its clocks, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import agencies, agency_links, assessments, cases, entitlements, events, match, referral_clocks
from actions.cases import Case
from actions.events import SYSTEM, Actor
from actions.match import Proposal, Wanted
from actions.referral_states import AT_AGENCY, OPEN, Action, Refused, asks_next, path, step
from records.case_tables import referrals

#: Steps after which the person is told who is asked next, or that nobody is.
_LOSING = frozenset({"decline", "expire", "fail"})


@dataclass(frozen=True, kw_only=True)
class Referral:
    id: str
    case: int
    agency: str
    need: str
    rank: int
    state: str
    reasons: Sequence[Mapping[str, Any]]
    why: str | None
    outcome: str | None
    version: int
    due_at: datetime | None  #: when the agency must have answered
    paused_at: datetime | None
    left_seconds: int | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Step:
    """What came of an action; ``next`` is the referral proposed in place of a lost one."""

    referral: Referral
    refused: Refused | None = None
    next: Referral | None = None


def wanted(connection: Connection, case: Case) -> Wanted:
    answers = assessments.latest(connection, case.id).answers
    return Wanted(needs=case.needs, region=case.region, language=case.language, answers=answers)


def propose(connection: Connection, case: Case, key: str, now: datetime) -> list[Referral]:
    """Propose agencies for an assessed case. Once: a case that has referrals keeps them."""
    known = of_case(connection, case.id)
    if known:
        return known
    decision = assessments.latest(connection, case.id).decision
    directory = agencies.load(case.programme)
    found = match.match(wanted(connection, case), decision, directory)
    return [_insert(connection, case, one, SYSTEM, f"{key}:{one.agency}", now) for one in found]


def refer(
    connection: Connection, case: Case, agency: str, need: str, officer: str, key: str, now: datetime
) -> Referral:
    """An officer's own choice of agency. Raises LookupError when it is not in the directory."""
    agencies.load(case.programme).get(agency)
    still = [one for one in of_case(connection, case.id) if one.agency == agency and one.state in OPEN]
    if still:
        return still[0]
    chosen = Proposal(agency=agency, need=need, score=0, reasons=(), route="officer")
    return _insert(connection, case, chosen, Actor(kind="officer", id=officer), f"{key}:{agency}", now)


def act(
    connection: Connection, referral: str, action: Action, actor: Actor, key: str, now: datetime, *,
    code: str | None = None, note: str = "", quiet: bool = False,
) -> Step:  # fmt: skip
    """Take a step with all that belongs to it. The same key again changes nothing and is not refused.

    ``quiet``: the person is told by whatever it is part of.
    """
    before = _locked(connection, referral)
    if _done(connection, key, action):
        return Step(referral=before)
    current = before
    for one in path(before.state, action):
        moved = step(current.state, one, actor.kind, code)
        if isinstance(moved, Refused):
            return Step(referral=before, refused=moved)
        last = one == action
        said = (code, note) if last else (None, "")
        current = _move(connection, current, one, moved.state, actor, key, now, *said)
    follows = _follow(connection, current, action, key, now)
    # Of an agency that was only thought of, nothing is taken back.
    if not quiet and (action != "recall" or before.state in AT_AGENCY):
        nobody = "-nobody" if action in _LOSING and follows is None else ""
        case, args = cases.get(connection, current.case), {"agency": current.agency}
        cases.tell(connection, case, f"{key}:{action}", f"notice-{action}{nobody}", now, args)
    return Step(referral=get(connection, referral), next=follows)


def progress(connection: Connection, referral: str, actor: Actor, text: str, key: str, now: datetime) -> Step:
    """A progress note of an agency; the first one starts the work."""
    before = get(connection, referral)
    if before.state not in ("accepted", "in_progress"):
        return Step(referral=before, refused=Refused(why="wrong-state"))
    if before.state == "accepted":
        started = act(connection, referral, "start", actor, key, now)
        if started.refused:
            return started
    data = {"referral": referral}
    if events.append(connection, before.case, "progress", actor, f"{key}:progress", now, data=data):
        number = events.note(connection, before.case, text, now)
        events.append(connection, before.case, "noted", actor, f"{key}:noted", now, data={**data, "note": number})
        case = cases.get(connection, before.case)
        cases.tell(connection, case, f"{key}:progress", "notice-progress", now, {"agency": before.agency})
    return Step(referral=get(connection, referral))


def get(connection: Connection, referral: str) -> Referral:
    """Raises LookupError."""
    row = connection.execute(sa.select(referrals).where(referrals.c.id == referral)).first()
    if row is None:
        raise LookupError(f"there is no referral {referral}")
    return _referral(row)


def of_case(connection: Connection, case: int) -> list[Referral]:
    rows = connection.execute(sa.select(referrals).where(referrals.c.case_id == case).order_by(referrals.c.rank))
    return [_referral(row) for row in rows]


def _insert(connection: Connection, case: Case, chosen: Proposal, actor: Actor, key: str, now: datetime) -> Referral:
    rank = len(of_case(connection, case.id)) + 1
    made = f"{case.id}.{rank}"
    connection.execute(
        referrals.insert().values(
            id=made,
            case_id=case.id,
            agency_id=chosen.agency,
            need=chosen.need,
            rank=rank,
            state="proposed",
            reasons=[{"key": one.key, "args": dict(one.args)} for one in chosen.reasons],
            version=0,
            created_at=now,
            updated_at=now,
        )
    )
    data = {"referral": made, "agency": chosen.agency, "need": chosen.need, "route": chosen.route}
    events.append(connection, case.id, "referral_proposed", actor, f"{key}:proposed", now, data=data)
    return get(connection, made)


def _move(
    connection: Connection, before: Referral, action: str, state: str, actor: Actor, key: str, now: datetime,
    code: str | None, note: str,
) -> Referral:  # fmt: skip
    """One transition; two at once cannot both win, because the version must still be the one that was read."""
    values = {"outcome": code} if action == "complete" else {"why": code} if code else {}
    changed = connection.execute(
        referrals.update()
        .where(referrals.c.id == before.id, referrals.c.version == before.version)
        .values(state=state, version=before.version + 1, updated_at=now, **values)
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"referral {before.id} was changed at the same moment; try again")
    data: dict[str, Any] = {"referral": before.id, "agency": before.agency}
    if note.strip():
        data["note"] = events.note(connection, before.case, note, now)
    events.append(connection, before.case, f"referral_{action}", actor, f"{key}:{action}", now, why=code, data=data)
    return get(connection, before.id)


def _follow(connection: Connection, current: Referral, action: str, key: str, now: datetime) -> Referral | None:
    """What a step brings with it: receipt, clocks, links, the case's state, and who is asked next."""
    case = cases.get(connection, current.case)
    if action == "send":
        agency = agencies.load(case.programme).get(current.agency)
        entitlements.receipt(connection, case, current.agency, list(entitlements.told(connection, case, agency)), now)
    referral_clocks.follow(connection, case, current.id, current.agency, current.state, f"{key}:{action}", now)
    if current.state not in OPEN or action == "bounce":
        agency_links.revoke(connection, current.id, now)
    lost = asks_next(current.state, current.why)
    follows = _next_best(connection, case, current, key, now) if lost else None
    referral_clocks.update_case(connection, case, f"{key}:{action}", now)
    return follows


def _next_best(connection: Connection, case: Case, lost: Referral, key: str, now: datetime) -> Referral | None:
    tried = [one.agency for one in of_case(connection, case.id)]
    decision = assessments.latest(connection, case.id).decision
    directory = agencies.load(case.programme)
    found = match.next_best(lost.need, wanted(connection, case), decision, directory, tried)
    if found is None:
        data = {"need": lost.need}
        events.append(connection, case.id, "nobody_left", SYSTEM, f"{key}:nobody", now, data=data)
        return None
    return _insert(connection, case, found, SYSTEM, f"{key}:next", now)


def _locked(connection: Connection, referral: str) -> Referral:
    """The case is locked before its referrals, as where it is paused: each sees what the other did."""
    cases.locked(connection, get(connection, referral).case)
    return get(connection, referral)


def _done(connection: Connection, key: str, action: str) -> bool:
    return events.known(connection, f"{key}:{action}")


def _referral(row: sa.Row[Any]) -> Referral:
    return Referral(
        id=row.id,
        case=row.case_id,
        agency=row.agency_id,
        need=row.need,
        rank=row.rank,
        state=row.state,
        reasons=row.reasons,
        why=row.why,
        outcome=row.outcome,
        version=row.version,
        due_at=row.due_at,
        paused_at=row.paused_at,
        left_seconds=row.left_seconds,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
