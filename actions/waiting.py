"""While the desk waits for the person: what it asked, their answer, and what happens when none comes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from actions import cases, events, people, reference_number, referral_clocks
from actions.cases import Case, NotFound
from actions.events import SYSTEM, Actor
from actions.reference_number import Reference

#: Times the person is reminded; then the case stands among the overdue, for somebody to call them.
MOST_REMINDED = 2


def is_case(reference: str) -> bool:
    """A case's reference, and not that of a message for a person."""
    return isinstance(reference_number.parse(reference), Reference)


def question(connection: Connection, case: Case) -> str:
    """What the person was asked last; empty once it is answered or erased."""
    if case.state != "waiting":
        return ""
    asked = [one for one in events.of_case(connection, case.id) if one.kind == "asked"]
    return (events.read_note(connection, asked[-1].data["note"]) or "") if asked else ""


def answer(connection: Connection, reference: str, text: str, turn: str, now: datetime) -> bool:
    """Keep the person's words, tell the case's officer, let the clocks go on; False when the case is over."""
    case = cases.by_reference(connection, reference)
    if isinstance(case, NotFound):
        return False
    if events.known(connection, f"{turn}:answered"):
        return True
    case = cases.locked(connection, case.id)
    if case.closed_at:
        return False
    number = events.note(connection, case.id, text, now)
    actor = Actor(kind="applicant", id=case.applicant)
    events.append(connection, case.id, "answered", actor, f"{turn}:answered", now, data={"note": number})
    referral_clocks.resume(connection, case, actor, turn, now)
    args = {"reference": case.reference}
    people.tell_owner(connection, case.owner, f"case:{turn}:answered", "officer-answered", args, now)
    return True


def remind(connection: Connection, case: Case, key: str, now: datetime) -> None:
    """No answer yet: the person is asked again, a few times."""
    reminded = 0
    for one in events.of_case(connection, case.id):
        reminded = 0 if one.kind == "paused" else reminded + (one.kind == "asked_again")
    events.append(connection, case.id, "asked_again", SYSTEM, f"{key}:again", now)
    if reminded >= MOST_REMINDED:
        cases.change(connection, case.id, now, due_at=now)
        return
    args = {"question": question(connection, case)}
    cases.tell(connection, case, f"{key}:again", "notice-your-turn-again", now, args)
    referral_clocks.ask_again_later(connection, case, f"{key}:again", now)
