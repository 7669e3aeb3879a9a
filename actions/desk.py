"""What officers do with a case, each once per key, with its event and notice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from actions import assessments, cases, events, intake, people, referrals, timers
from actions.cases import Case
from actions.drafts import Draft
from actions.events import Actor
from actions.referral_states import OPEN
from actions.referrals import Referral

#: How a case ends, besides the outcomes of its referrals.
CLOSINGS = ("helped", "partly-helped", "no-help-found", "withdrawn", "not-reached", "duplicate")


def take_in(
    connection: Connection, draft: Draft, turn: str, now: datetime, *, conversation: str | None, origin: str = "chat",
    actor: Actor | None = None, distress: bool = False,
) -> tuple[Case, list[Referral]]:  # fmt: skip
    """A told draft becomes an assessed case with proposed agencies, in one transaction. Raises NotReady, DraftError."""
    case = intake.submit(
        connection, draft.id, turn, now, conversation=conversation, origin=origin, actor=actor, distress=distress
    )
    proposed = referrals.propose(connection, case, f"{turn}:{draft.id}", now)
    return cases.get(connection, case.id), proposed


def alarm(connection: Connection, conversation: str, turn: str, now: datetime) -> None:
    """Somebody wrote in distress: their open cases become urgent, and whoever has them is told."""
    for case in cases.of_conversation(connection, conversation):
        if case.kind != "help" or case.closed_at or not assessments.distressed(connection, case, turn, now):
            continue
        args = {"reference": case.reference}
        people.tell_owner(connection, case.owner, f"case:{turn}:{case.id}:distress", "officer-distress", args, now)


def assign(connection: Connection, case: Case, officer: str | None, actor: Actor, key: str, now: datetime) -> Case:
    """Give a case to an officer; None: back to the unassigned."""
    data = {"from": case.owner, "to": officer}
    if events.append(connection, case.id, "assigned", actor, f"{key}:assigned", now, data=data):
        return cases.change(connection, case.id, now, owner=officer)
    return cases.get(connection, case.id)


def note(connection: Connection, case: Case, text: str, actor: Actor, key: str, now: datetime) -> None:
    """Keep an officer's own words; erasure reaches them."""
    if not events.known(connection, f"{key}:noted"):
        number = events.note(connection, case.id, text, now)
        events.append(connection, case.id, "noted", actor, f"{key}:noted", now, data={"note": number})


def close(connection: Connection, case: Case, outcome: str, actor: Actor, key: str, now: datetime) -> Case:
    """End a case: open referrals are recalled, clocks stop, the person is told. Raises ValueError."""
    if outcome not in CLOSINGS:
        raise ValueError(f"a case closes as one of {', '.join(CLOSINGS)}")
    if case.closed_at or not events.append(connection, case.id, "closed", actor, f"{key}:closed", now, why=outcome):
        return cases.get(connection, case.id)
    for one in referrals.of_case(connection, case.id):
        if one.state in OPEN:
            referrals.act(connection, one.id, "recall", actor, f"{key}:{one.id}", now, code="other", quiet=True)
    timers.cancel(connection, now, case=case.id)
    closed = cases.change(
        connection, case.id, now, state="closed", outcome=outcome, closed_at=now, due_at=None, next_step=None
    )
    cases.tell(connection, closed, f"{key}:closed", "notice-closed", now, {"outcome": outcome})
    return closed


def withdraw(connection: Connection, case: Case, key: str, now: datetime, actor: Actor | None = None) -> Case:
    """The person takes their case back; ``actor``: who wrote it down for them."""
    return close(connection, case, "withdrawn", actor or Actor(kind="applicant", id=case.applicant), key, now)
