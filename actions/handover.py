"""Conversations that a person takes over from the bot: who waits, who took it, when it is given back.

While a conversation waits, the bot goes on answering it: nobody is left alone with a silent chat. Once it is taken,
``conversations.owner`` is the person and the bot says nothing there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import people
from actions.people import Person
from records import notices
from records.case_tables import notices as notice_rows
from records.database import insert_once
from records.people_tables import handovers, staff_messages
from records.tables import conversations, inbound, outbox

Why = Literal["asked", "failed", "distress"]
#: done: the agent said so; left: the person went back to the bot; silent: the agent did not answer in time;
#: nobody: no one took it in time; disabled: the agent may not any more.
Ended = Literal["done", "left", "silent", "nobody", "disabled"]
#: The person's latest messages that whoever is called reads first.
SUMMARY, SUMMARY_LENGTH = 3, 300
_OPEN = handovers.c.ended_at.is_(None)


@dataclass(frozen=True, kw_only=True)
class Handover:
    id: int
    conversation: str
    why: Why
    asked_at: datetime
    person: str | None  #: who took it
    account: str | None  #: the conversation they took it in


def key_of(handover: int) -> str:
    """Begins the key of everything written for a hand-over, so that it can be found and deleted."""
    return f"ho:{handover}:"


def reachable(connection: Connection, conversation: str, now: datetime) -> list[Person]:
    """Who could take this conversation: of the roles that answer, with an account that is not this very one."""
    own = people.of_conversation(connection, conversation)
    return [
        one
        for one in people.with_role(connection, people.ANSWERING)
        if people.accounts(connection, one.id, now) and (own is None or one.id != own.id)
    ]


def ask(connection: Connection, conversation: str, key: str, why: Why, now: datetime, wait: timedelta) -> bool:
    """Call everybody who could take it; False when there is nobody, and nothing was begun.

    ``key`` names the turn: a repeated one calls nobody twice. One that waits already stays the same one.
    """
    found = reachable(connection, conversation, now)
    if not found:
        _keep_urgent(connection, key, why, now)
        return False
    # A distress that nobody took at once is never given back: it stays in everybody's list.
    due = None if why == "distress" else now + wait
    values = {"conversation_id": conversation, "why": why, "asked_at": now, "due_at": due}
    begun = insert_once(connection, handovers, values)
    open_one = of_conversation(connection, conversation)
    if open_one is None or open_one.person:
        return open_one is not None
    if why == "distress":
        urgent = handovers.update().where(handovers.c.id == open_one.id)
        connection.execute(urgent.values(why=why, due_at=None))
    if begun or why == "distress":
        args = {"handover": open_one.id, "summary": summary(connection, conversation)}
        message = "staff-urgent" if why == "distress" else f"staff-call-{why}"
        for one in found:
            people.tell(connection, one.id, f"{key_of(open_one.id)}{key}:{one.id}", message, args, now)
    return True


def _keep_urgent(connection: Connection, key: str, why: Why, now: datetime) -> None:
    """Who is nowhere to be reached reads of a distress as soon as they are."""
    if why == "distress":
        for one in people.with_role(connection, people.ANSWERING):
            people.tell(connection, one.id, f"urgent:{key}:{one.id}", "staff-urgent-kept", {}, now)


def summary(connection: Connection, conversation: str) -> str:
    """What the person wrote last, in their order."""
    rows = connection.execute(
        sa.select(inbound.c.text, inbound.c.kind, inbound.c.data)
        .where(
            inbound.c.conversation_id == conversation,
            inbound.c.kind.not_in(("button", "follow", "blocked", "unblocked")),
        )
        .where(inbound.c.status != "replaced")
        .order_by(inbound.c.id.desc())
        .limit(SUMMARY)
    ).all()
    lines = [row.text.strip() or f"[{row.kind}]" for row in reversed(rows)]
    return "\n".join(line if len(line) <= SUMMARY_LENGTH else f"{line[:SUMMARY_LENGTH]}…" for line in lines)


def of_conversation(connection: Connection, conversation: str) -> Handover | None:
    """The open one of a person's conversation."""
    return _one(connection, handovers.c.conversation_id == conversation)


def of_account(connection: Connection, account: str) -> Handover | None:
    """The one that is held from this account."""
    return _one(connection, handovers.c.account_id == account)


def is_owned(connection: Connection, conversation: str) -> bool:
    return connection.execute(_OWNER, {"b_conversation": conversation}).scalar() is not None


def waiting(connection: Connection) -> list[Handover]:
    """Distress first, then who waits longest."""
    urgent = sa.case((handovers.c.why == "distress", 0), else_=1)
    rows = connection.execute(
        sa.select(handovers).where(_OPEN, handovers.c.person_id.is_(None)).order_by(urgent, handovers.c.id)
    )
    return [_read(row) for row in rows]


def take(
    connection: Connection, handover: int, person: Person, account: str, now: datetime, wait: timedelta
) -> Handover | Literal["gone", "busy", "own"]:
    """The first who takes it owns the conversation. gone: another was first, or it is over; busy: one at a time."""
    if of_account(connection, account):
        return "busy"
    known = _one(connection, handovers.c.id == handover)
    if known and known.conversation == account:
        return "own"
    free = sa.and_(handovers.c.id == handover, _OPEN, handovers.c.person_id.is_(None))
    values = {"person_id": person.id, "account_id": account, "taken_at": now, "due_at": now + wait}
    if not connection.execute(handovers.update().where(free).values(**values)).rowcount:
        return "gone"
    taken = _one(connection, handovers.c.id == handover)
    assert taken
    _own(connection, taken.conversation, person.id, now)
    return taken


def person_wrote(connection: Connection, handover: int, now: datetime, wait: timedelta) -> None:
    """From now on the agent has ``wait`` to answer, unless that clock runs already."""
    idle = sa.and_(handovers.c.id == handover, handovers.c.due_at.is_(None))
    connection.execute(handovers.update().where(idle).values(due_at=now + wait))


def agent_wrote(connection: Connection, handover: int) -> None:
    connection.execute(handovers.update().where(handovers.c.id == handover).values(due_at=None))


def end(connection: Connection, handover: int, how: Ended, now: datetime) -> bool:
    """Give the conversation back to the bot; False when it was given back before."""
    mine = sa.and_(handovers.c.id == handover, _OPEN)
    row = connection.execute(sa.select(handovers.c.conversation_id).where(mine)).first()
    if (
        row is None
        or not connection.execute(handovers.update().where(mine).values(ended_at=now, ended=how, due_at=None)).rowcount
    ):
        return False
    _own(connection, row.conversation_id, None, now)
    return True


def late(connection: Connection, now: datetime) -> list[Handover]:
    return [_read(row) for row in connection.execute(sa.select(handovers).where(_OPEN, handovers.c.due_at <= now))]


def sweep(connection: Connection, now: datetime) -> list[Handover]:
    """End what nobody took or answered in time, and tell both sides; what was ended."""
    found = late(connection, now)
    return [one for one in found if give_back(connection, one, "silent" if one.person else "nobody", now)]


def give_back(connection: Connection, one: Handover, how: Ended, now: datetime) -> bool:
    """End it with an apology and the offer of a call; who held it is told too."""
    if not end(connection, one.id, how, now):
        return False
    message = "handover-nobody" if how == "nobody" else "handover-silent"
    _put(connection, one.conversation, f"{key_of(one.id)}sorry", message, {}, now)
    if one.account:
        _put(connection, one.account, f"{key_of(one.id)}lost", f"staff-lost-{how}", {"handover": one.id}, now)
    return True


def of_person(connection: Connection, person: str) -> list[Handover]:
    rows = connection.execute(sa.select(handovers).where(_OPEN, handovers.c.person_id == person))
    return [_read(row) for row in rows]


def disable(connection: Connection, person: str, now: datetime) -> Person:
    """Disable a person of a role; whoever they were talking to is not left waiting."""
    disabled = people.disable(connection, person, now)
    for one in of_person(connection, person):
        give_back(connection, one, "disabled", now)
    return disabled


def unlink(connection: Connection, person: str, now: datetime) -> int:
    """Unlink all accounts of a person; how many. What they held goes back to the bot."""
    for one in of_person(connection, person):
        give_back(connection, one, "disabled", now)
    return people.unlink(connection, person, now)


def forget(connection: Connection, mine: Sequence[str]) -> int:
    """Delete what hand-overs of these conversations left behind, also with the agents that held them."""
    rows = connection.execute(sa.select(handovers).where(handovers.c.conversation_id.in_(mine))).all()
    for row in rows:
        if row.account_id and row.ended_at is None:
            _put(connection, row.account_id, f"erased:{row.id}", "staff-lost-left", {"handover": row.id}, row.asked_at)
        _forget_copies(connection, key_of(row.id))
    if mine:
        free = conversations.update().where(conversations.c.id.in_(mine))
        connection.execute(free.values(owner=None, owner_since=None))
    # As an agent's own account: the hand-over is the other person's, and only forgets who held it.
    held = handovers.update().where(handovers.c.account_id.in_(mine))
    connection.execute(held.values(account_id=None))
    return connection.execute(handovers.delete().where(handovers.c.conversation_id.in_(mine))).rowcount


def _forget_copies(connection: Connection, begins: str) -> None:
    # What an agent typed here is in the agent's own inbox too, under the turn that the key ends with.
    written = sa.select(outbox.c.key).where(
        outbox.c.key.startswith(begins, autoescape=True), outbox.c.author.startswith("person:")
    )
    turns = [key.removeprefix(begins).split(":")[0].split(".")[0] for key in connection.execute(written).scalars()]
    connection.execute(inbound.update().where(inbound.c.turn_id.in_(turns)).values(text="", data=None, raw=None))
    for table in (outbox, notice_rows, staff_messages):
        connection.execute(table.delete().where(table.c.key.startswith(begins, autoescape=True)))


def _own(connection: Connection, conversation: str, person: str | None, now: datetime) -> None:
    values = {"owner": person, "owner_since": now if person else None}
    connection.execute(conversations.update().where(conversations.c.id == conversation).values(**values))


def _put(
    connection: Connection, conversation: str, key: str, message: str, args: Mapping[str, Any], now: datetime
) -> None:
    notices.put(connection, conversation, key, message, args, now)


def _one(connection: Connection, which: sa.ColumnElement[bool]) -> Handover | None:
    row = connection.execute(sa.select(handovers).where(which, _OPEN)).first()
    return _read(row) if row else None


def _read(row: sa.Row[Any]) -> Handover:
    return Handover(
        id=row.id,
        conversation=row.conversation_id,
        why=row.why,
        asked_at=row.asked_at,
        person=row.person_id,
        account=row.account_id,
    )


# Made once: every message and every turn asks.
_OWNER = sa.select(conversations.c.owner).where(conversations.c.id == sa.bindparam("b_conversation", type_=sa.String))
