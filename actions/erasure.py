"""Delete my data: everything that names a person or holds their words, with a certificate of what went and what stays.

Two steps. ``erase`` runs in the person's own turn. ``finish`` runs a little later, when that turn is over, and takes
what the turn itself still needed: its message, Rasa's memory of it, and what deleting leaves in the database file.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import (
    answers,
    applicants,
    blanking,
    cases,
    desk,
    draft_moves,
    entitlements,
    erased_ids,
    events,
    handover,
    matching,
    referrals,
    staff_traces,
)
from actions.events import Actor
from records import case_tables as desk_tables
from records.answer_tables import wishes
from records.case_tables import applicants as applicants_table
from records.case_tables import erasures
from records.database import Database
from records.people_tables import people_accounts
from records.tables import buttons, conversations, inbound, outbox, person_messages

#: The turn that asked for it is over by then; one that failed has been set aside.
FINISH_AFTER = timedelta(minutes=5)
#: A certificate that did not reach anybody by then never will.
GIVE_UP_AFTER = timedelta(days=1)
#: What stays although it belongs to the conversation, and why; shown with the certificate.
STAYS = ("chat-address", "case-counts", "other-chats", "backups")
Deleter = Callable[[Connection, Sequence[str]], int]


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What was deleted, by kind, and what remains without a name. Names nobody itself."""

    number: str
    at: datetime
    deleted: Mapping[str, int]
    cases: int  #: cases that remain as counts: group, needs, region, outcome
    told: Mapping[str, Sequence[str]]  #: agencies that were told before -> the fields; they must be asked themselves
    stays: Sequence[str]  #: codes of STAYS

    def to_json(self) -> dict[str, Any]:
        told = {agency: list(fields) for agency, fields in self.told.items()}
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "deleted": dict(self.deleted),
            "cases": self.cases,
            "told": told,
            "stays": list(self.stays),
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Certificate:
        return cls(**{**body, "at": datetime.fromisoformat(body["at"]), "stays": tuple(body["stays"])})


def erase(connection: Connection, conversation: str, key: str, now: datetime) -> Certificate:
    """Erase the person who talks here, in every conversation of theirs. The same key gives the same certificate."""
    applicant = applicants.of(connection, conversation)
    return _erase(connection, applicant, applicants.conversations(connection, conversation), None, key, now)


def made_before(connection: Connection, key: str) -> Certificate | None:
    """The certificate of an erasure that was carried out under this key."""
    row = connection.execute(sa.select(erasures.c.certificate).where(erasures.c.key == key)).first()
    return Certificate.from_json(row.certificate) if row else None


def erase_applicant(connection: Connection, applicant: str, actor: Actor, key: str, now: datetime) -> Certificate:
    """Erase somebody at their wish, told to ``actor``: also who came by letter, phone or in person and has no chat."""
    mine = applicants.conversations_of(connection, applicant)
    return _erase(connection, applicant, mine, actor, key, now)


def _erase(
    connection: Connection, applicant: str | None, mine: Sequence[str], actor: Actor | None, key: str, now: datetime
) -> Certificate:
    if known := made_before(connection, key):
        return known
    told: dict[str, Sequence[str]] = {}
    deleted: dict[str, int] = {}
    count, elsewhere = 0, False
    if applicant:
        old, elsewhere = draft_moves.old_chats(connection, applicant, mine)
        mine = [*mine, *old]
        draft_moves.forget(connection, applicant, mine)
        table = desk_tables.cases
        own = list(connection.execute(sa.select(table.c.id).where(table.c.applicant_id == applicant)).scalars())
        count = len(own)
        told = _close_cases(connection, own, actor or Actor(kind="applicant", id=applicant), key, now)
        deleted |= _erase_applicant(connection, applicant, own, now)
    matching.leave(connection, mine, now)
    erased_ids.note(connection, applicant, mine)
    deleted |= _erase_conversations(connection, mine)
    made = Certificate(
        number=f"E-{now:%y}-{secrets.token_hex(4).upper()}",
        at=now,
        deleted={kind: number for kind, number in deleted.items() if number},
        cases=count,
        told=told,
        stays=_stays(bool(count), bool(mine), elsewhere),
    )
    connection.execute(
        erasures.insert().values(id=made.number, key=key, certificate=made.to_json(), pending=list(mine), at=now)
    )
    return made


def _stays(cases_stay: bool, chats: bool, elsewhere: bool) -> tuple[str, ...]:
    told = {"case-counts": cases_stay, "chat-address": chats, "other-chats": elsewhere}
    return tuple(one for one in STAYS if told.get(one, True))


def finish(database: Database, now: datetime, forget_tracker: Callable[[Sequence[str], datetime], int]) -> int:
    """Take what the turn that asked still needed; how many erasures were finished. Safe to repeat.

    ``forget_tracker`` gets the conversations and the moment up to which Rasa must forget them.
    """
    with database.read() as connection:
        due = connection.execute(
            sa.select(erasures).where(erasures.c.pending.is_not(None), erasures.c.at <= now - FINISH_AFTER)
        ).all()
    left: dict[str, list[str]] = {}
    changed = False
    for row in due:
        until = row.at + FINISH_AFTER
        # First the tracker: if this process dies in between, everything is simply done once more.
        changed |= bool(forget_tracker(row.pending, until))
        with database.write() as connection:
            left[row.id], touched = _finish_conversations(connection, row, until, now)
            staff_traces.finish(connection, now - FINISH_AFTER)
        changed |= touched or not left[row.id]
    # Only then is it finished: what was deleted stands in the file and its log until both are rewritten.
    if changed and not database.compact():
        return 0
    for number, still in left.items():
        with database.write() as connection:
            values = {"pending": still or sa.null()}
            connection.execute(erasures.update().where(erasures.c.id == number).values(**values))
    return sum(not still for still in left.values())


def _close_cases(
    connection: Connection, mine: Sequence[int], actor: Actor, key: str, now: datetime
) -> dict[str, Sequence[str]]:
    """End what is open, and list who was told what before."""
    told: dict[str, Sequence[str]] = {}
    for case in mine:
        desk.withdraw(connection, cases.get(connection, case), f"{key}:{case}", now, actor)
        events.append(connection, case, "erased", actor, f"{key}:{case}:erased", now)
        for recipient, fields in entitlements.receipts(connection, case):
            if recipient != entitlements.DESK:
                told[recipient] = sorted({*told.get(recipient, ()), *fields})
    return told


def _erase_applicant(connection: Connection, applicant: str, mine: Sequence[int], now: datetime) -> dict[str, int]:
    table = desk_tables.cases
    ours = [one.id for case in mine for one in referrals.of_case(connection, case)]

    def gone(rows: sa.Table, column: str, values: Sequence[Any]) -> int:
        return connection.execute(rows.delete().where(rows.c[column].in_(values))).rowcount

    decisions = desk_tables.triage_decisions
    connection.execute(decisions.update().where(decisions.c.case_id.in_(mine)).values(override_note=None))
    found = {
        "personal-data": gone(desk_tables.people_data, "case_id", mine),
        "notes": gone(desk_tables.case_notes, "case_id", mine),
        "drafts": gone(desk_tables.drafts, "applicant_id", [applicant]),
        "links": gone(desk_tables.agency_links, "referral_id", ours),
        "letters": _letters(connection, ours),
        "copies": staff_traces.forget(connection, mine),
    }
    # The turn's name leads to the conversation, so the case forgets it.
    for case in mine:
        values = {"conversation_id": None, "made_by": f"erased:{case}"}
        connection.execute(table.update().where(table.c.id == case).values(**values))
    receipts = desk_tables.consents
    connection.execute(receipts.update().where(receipts.c.case_id.in_(mine)).values(withdrawn_at=now))
    connection.execute(applicants_table.update().where(applicants_table.c.id == applicant).values(erased_at=now))
    return found


def _letters(connection: Connection, ours: Sequence[str]) -> int:
    """Mails to agencies stand in the agency's own conversation, under the referral's name."""
    keys = [outbox.c.key.startswith(f"referral:{one}:", autoescape=True) for one in ours]
    return connection.execute(outbox.delete().where(sa.or_(sa.false(), *keys))).rowcount


def _messages(connection: Connection, mine: Sequence[str]) -> int:
    """Done messages go; the turn under way keeps its own until ``finish``."""
    return blanking.messages(connection, sa.and_(inbound.c.conversation_id.in_(mine), blanking.OVER))


def _replies(connection: Connection, mine: Sequence[str]) -> int:
    # One that is on its way to the platform is taken by ``finish``.
    return connection.execute(
        outbox.delete().where(outbox.c.conversation_id.in_(mine), outbox.c.status != "sending")
    ).rowcount


def _left_messages(connection: Connection, mine: Sequence[str]) -> int:
    ours = person_messages.c.conversation_id.in_(mine)
    # A case's events are called after the turns in which they came about; these rows must not lead to them.
    number = sa.literal("erased:") + sa.cast(person_messages.c.id, sa.String)
    connection.execute(person_messages.update().where(ours).values(turn_id=number, added_in_turn=sa.null()))
    return connection.execute(
        person_messages.update().where(ours, person_messages.c.text != "").values(text="")
    ).rowcount


def _answers(connection: Connection, mine: Sequence[str]) -> int:
    return sum(answers.forget(connection, one) for one in mine)


def _all_of(table: sa.Table) -> Deleter:
    return lambda connection, mine: connection.execute(table.delete().where(table.c.conversation_id.in_(mine))).rowcount


#: Everything that hangs on a conversation -> what is done with it. A test looks that no table is left out.
STORES: Mapping[str, tuple[str, Deleter]] = {
    "handovers": ("handovers", handover.forget),  # first: the replies still tell which words were an agent's
    "people_accounts": ("accounts", _all_of(people_accounts)),
    "inbound": ("messages", _messages),
    "outbox": ("replies", _replies),
    "person_messages": ("messages-for-a-person", _left_messages),
    "answers": ("questions", _answers),
    "buttons": ("buttons", _all_of(buttons)),
    "notices": ("notices", _all_of(desk_tables.notices)),
    "wishes": ("wishes", _all_of(wishes)),
    "listings": ("listings", matching.forget),
}
#: Tables with a conversation that something else above sees to.
ELSEWHERE = ("applicant_conversations", "cases", "told_facts", "draft_moves")


def _erase_conversations(connection: Connection, mine: Sequence[str]) -> dict[str, int]:
    return {kind: delete(connection, mine) for kind, delete in STORES.values()}


def _finish_conversations(
    connection: Connection, row: sa.Row[Any], until: datetime, now: datetime
) -> tuple[list[str], bool]:
    """Those that the certificate has not reached yet, and whether anything was taken."""
    of_them = sa.and_(inbound.c.conversation_id.in_(row.pending), inbound.c.received_at <= until)
    touched = blanking.messages(connection, sa.and_(of_them, blanking.OVER))
    blanking.times(connection, sa.and_(of_them, blanking.OVER))
    ours = sa.and_(outbox.c.conversation_id.in_(row.pending), outbox.c.created_at <= until)
    # What was on its way when they asked is tried no more; the certificate itself is.
    old = sa.and_(outbox.c.created_at <= row.at, ~outbox.c.key.startswith(f"{row.key}:", autoescape=True))
    over = outbox.c.status.not_in(("waiting", "sending"))
    touched += connection.execute(outbox.delete().where(ours, sa.or_(over, old))).rowcount
    return [
        one for one in row.pending if not _let_go(connection, one, until, now > row.at + GIVE_UP_AFTER)
    ], touched > 0


def _let_go(connection: Connection, conversation: str, until: datetime, late: bool) -> bool:
    """Who never wrote again is no longer known by the platform's number either. False: we still have to reach them."""
    later = sa.select(inbound.c.id).where(inbound.c.conversation_id == conversation, inbound.c.received_at > until)
    if connection.execute(later).first():
        return True
    waiting = sa.and_(outbox.c.conversation_id == conversation, outbox.c.status.in_(("waiting", "sending")))
    if connection.execute(sa.select(outbox.c.id).where(waiting)).first() and not late:
        return False
    _unname(connection, conversation)
    values = {"address": f"erased-{conversation}", "language": None, "profile_language": None}
    connection.execute(conversations.update().where(conversations.c.id == conversation).values(**values))
    return True


def _unname(connection: Connection, conversation: str) -> None:
    """The page's messages are called after the address that they came from."""
    address = connection.execute(sa.select(conversations.c.address).where(conversations.c.id == conversation)).scalar()
    named = sa.and_(
        inbound.c.conversation_id == conversation, inbound.c.event_id.startswith(f"{address}:", autoescape=True)
    )
    number = sa.literal("erased-") + sa.cast(inbound.c.id, sa.String)
    connection.execute(inbound.update().where(named).values(event_id=number))
