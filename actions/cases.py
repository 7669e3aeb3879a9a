"""Cases: opened once from a draft, found again by reference and phone, told of by notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from actions import applicants, events, reference_number
from actions.events import SYSTEM, Actor
from records import notices
from records.case_tables import case_events, case_serials, cases, people_data

STATES = ("new", "assessed", "referred", "waiting", "closed")
#: The eight registered channels of the Rescue Center (th-ssrc), its network offices, and this assistant.
ORIGINS = (
    "chat",
    "ssrc-centre",
    "ssrc-post",
    "ssrc-call-center",
    "ssrc-phone",
    "ssrc-email",
    "ssrc-website",
    "ssrc-facebook",
    "ssrc-line",
    "network-office",
)
#: Wrong phone digits for one case within an hour before the desk stops looking.
MOST_GUESSES, GUESS_WINDOW = 5, timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Case:
    id: int
    reference: str
    kind: str
    programme: str
    applicant: str
    conversation: str | None
    enterprise: str | None
    state: str
    group: int | None  #: the centre's groups 1, 2, 3; None before triage
    urgency: int  #: 1 now, 2 soon, 3 in turn
    needs: Sequence[str]
    region: str | None
    language: str
    origin: str
    owner: str | None  #: officer
    outcome: str | None
    next_step: str | None  #: message key
    due_at: datetime | None
    created_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class NotFound:
    reason: Literal["mistyped", "unknown", "locked"]  #: locked: too many wrong guesses, try again in an hour


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """What a case is opened with; built by actions.intake from a draft, or by an officer."""

    programme: str
    applicant: str
    conversation: str | None
    enterprise: str | None
    language: str
    origin: str
    needs: Sequence[str]
    region: str | None
    person: Mapping[str, str | None]  #: columns of people_data besides case_id and phone_end
    kind: str = "help"


def open_case(connection: Connection, new: NewCase, made_by: str, actor: Actor, now: datetime) -> Case:
    """Store the case, its personal data and its first event; the same ``made_by`` again finds the first one."""
    known = connection.execute(sa.select(cases).where(cases.c.made_by == made_by)).first()
    if known:
        return _case(known)
    if new.origin not in ORIGINS:
        raise ValueError(f"{new.origin!r} is no origin of cases; there are {', '.join(ORIGINS)}")
    serial = next_serial(connection, new.programme, now.year)
    inserted = connection.execute(
        cases.insert().values(
            reference=reference_number.make(new.programme, now.year, serial),
            kind=new.kind,
            programme=new.programme,
            applicant_id=new.applicant,
            enterprise_id=new.enterprise,
            conversation_id=new.conversation,
            made_by=made_by,
            state="new",
            urgency=3,
            needs=list(new.needs),
            region=new.region,
            language=new.language,
            origin=new.origin,
            created_at=now,
            updated_at=now,
        )
    )
    (number,) = inserted.inserted_primary_key or (0,)
    person = dict(new.person)
    connection.execute(people_data.insert().values(case_id=number, phone_end=str(person["phone"])[-4:], **person))
    events.append(connection, number, "opened", actor, f"{made_by}:opened", now, data={"origin": new.origin})
    return get(connection, number)


def next_serial(connection: Connection, programme: str, year: int) -> int:
    """One statement, so that no two transactions ever get the same number."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = (
        insert(case_serials)
        .values(programme=programme, year=year, last=1)
        .on_conflict_do_update(
            index_elements=[case_serials.c.programme, case_serials.c.year], set_={"last": case_serials.c.last + 1}
        )
        .returning(case_serials.c.last)
    )
    return int(connection.execute(statement).scalar_one())


def get(connection: Connection, case: int) -> Case:
    """Raises LookupError."""
    row = connection.execute(sa.select(cases).where(cases.c.id == case)).first()
    if row is None:
        raise LookupError(f"there is no case {case}")
    return _case(row)


def locked(connection: Connection, case: int) -> Case:
    """``get``; until the transaction ends nobody else changes it. Raises LookupError."""
    connection.execute(sa.select(cases.c.id).where(cases.c.id == case).with_for_update())
    return get(connection, case)


def by_reference(connection: Connection, typed: str) -> Case | NotFound:
    """For officers, who need no phone number."""
    read = reference_number.parse(typed)
    if isinstance(read, reference_number.Mistyped):
        return NotFound(reason="mistyped")
    row = connection.execute(sa.select(cases).where(cases.c.reference == str(read))).first()
    return _case(row) if row else NotFound(reason="unknown")


def find(connection: Connection, typed: str, phone_end: str, key: str, now: datetime) -> Case | NotFound:
    """By reference and the phone's last four digits; ``key`` names the turn, so that a repeated one counts once.

    A wrong phone and an unknown reference sound the same. References run in order, so guesses are counted.
    """
    found = by_reference(connection, typed)
    if isinstance(found, NotFound):
        return found
    wrong = sa.select(sa.func.count()).where(
        case_events.c.case_id == found.id, case_events.c.kind == "lookup_failed", case_events.c.at > now - GUESS_WINDOW
    )
    if connection.execute(wrong).scalar_one() >= MOST_GUESSES:
        return NotFound(reason="locked")
    end = connection.execute(sa.select(people_data.c.phone_end).where(people_data.c.case_id == found.id)).scalar()
    digits = "".join(str(int(c)) for c in phone_end if c.isdecimal())
    if end is not None and digits[-4:] == end:
        return found
    events.append(connection, found.id, "lookup_failed", SYSTEM, f"{key}:lookup:{found.id}", now)
    return NotFound(reason="unknown")


def of_conversation(connection: Connection, conversation: str) -> list[Case]:
    """All cases of the person who talks here, newest first."""
    applicant = applicants.of(connection, conversation)
    return of_applicant(connection, applicant) if applicant else []


def of_applicant(connection: Connection, applicant: str) -> list[Case]:
    rows = connection.execute(sa.select(cases).where(cases.c.applicant_id == applicant).order_by(cases.c.id.desc()))
    return [_case(row) for row in rows]


def change(connection: Connection, case: int, now: datetime, **values: Any) -> Case:
    """Set columns of ``cases``; call it beside the event that tells why."""
    connection.execute(cases.update().where(cases.c.id == case).values(updated_at=now, **values))
    return get(connection, case)


def person(connection: Connection, case: int) -> Mapping[str, Any] | None:
    """The personal data of a case; None once erased."""
    row = connection.execute(sa.select(people_data).where(people_data.c.case_id == case)).mappings().first()
    return dict(row) if row else None


def tell(
    connection: Connection, case: Case, key: str, message: str, now: datetime, args: Mapping[str, Any] | None = None
) -> bool:
    """Queue a notice for the conversation the case was opened in; False when there is nobody to tell."""
    if case.conversation is None:
        return False
    told = {"reference": case.reference, **(args or {})}
    return notices.put(connection, case.conversation, f"case:{key}", message, told, now)


def _case(row: sa.Row[Any]) -> Case:
    return Case(
        id=row.id,
        reference=row.reference,
        kind=row.kind,
        programme=row.programme,
        applicant=row.applicant_id,
        conversation=row.conversation_id,
        enterprise=row.enterprise_id,
        state=row.state,
        group=row.group_no,
        urgency=row.urgency,
        needs=tuple(row.needs),
        region=row.region,
        language=row.language,
        origin=row.origin,
        owner=row.owner,
        outcome=row.outcome,
        next_step=row.next_step,
        due_at=row.due_at,
        created_at=row.created_at,
        closed_at=row.closed_at,
    )
