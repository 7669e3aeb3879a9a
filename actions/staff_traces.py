"""Which turns of people with roles spoke of a case, so that deleting its person's data finds their words there too.

What an officer types (/note REF …, /new …) stands in the officer's inbox, what is answered (/case, /letter) in the
officer's outbox. Both are found by the turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import blanking, reference_number
from records.case_tables import applicants, cases
from records.database import insert_once
from records.people_tables import staff_turns
from records.tables import inbound, outbox

#: A command that named no case, such as one with a mistyped number, is found by nothing later: it is emptied soon.
LOST_KEPT = timedelta(days=1)
#: Values of one statement.
AT_ONCE = 500


def note(connection: Connection, turn: str, account: str, by: str, text: str, now: datetime) -> None:
    """Remember what a command is about. A repeated turn notes nothing twice."""
    _, _, rest = text.strip().partition(" ")
    if not rest.strip() or rest.strip().isdecimal():
        return
    live = sa.select(cases.c.id).join(applicants, applicants.c.id == cases.c.applicant_id)
    named = live.where(cases.c.reference.in_(reference_number.every(text)), applicants.c.erased_at.is_(None))
    found: Sequence[int | None] = list(connection.execute(named).scalars())
    values = {"turn_id": turn, "account_id": account, "by": by, "at": now}
    for case in found or [None]:
        if not connection.execute(sa.select(staff_turns.c.id).where(_same(turn, case))).first():
            connection.execute(staff_turns.insert().values(case_id=case, **values))


def opened(connection: Connection, turn: str, by: str, case: int, now: datetime) -> None:
    """A case was written down in this turn; what the officer tried just before was most likely about it."""
    mine = sa.and_(staff_turns.c.by == by, staff_turns.c.case_id.is_(None), staff_turns.c.at > now - LOST_KEPT)
    for row in connection.execute(sa.select(staff_turns).where(mine)).all():
        values = {"turn_id": row.turn_id, "account_id": row.account_id, "by": by, "at": row.at, "case_id": case}
        insert_once(connection, staff_turns, values)
    connection.execute(staff_turns.delete().where(_same(turn, None)))


def unlink(connection: Connection, turn: str) -> None:
    """Nothing in this turn is anybody's: it may stay."""
    connection.execute(staff_turns.delete().where(staff_turns.c.turn_id == turn))


def _same(turn: str, case: int | None) -> sa.ColumnElement[bool]:
    of = staff_turns.c.case_id.is_(None) if case is None else staff_turns.c.case_id == case
    return sa.and_(staff_turns.c.turn_id == turn, of)


def forget(connection: Connection, of: Collection[int]) -> int:
    """Empty what was typed about these cases and delete what was answered; how many of both."""
    return _forget(connection, connection.execute(sa.select(staff_turns).where(staff_turns.c.case_id.in_(of))).all())


def finish(connection: Connection, before: datetime) -> None:
    """Once more for cases erased until then, with what was on its way when they were; then nothing leads to them."""
    gone = sa.select(cases.c.id).join(applicants, applicants.c.id == cases.c.applicant_id)
    erased = staff_turns.c.case_id.in_(gone.where(applicants.c.erased_at <= before))
    _forget(connection, connection.execute(sa.select(staff_turns).where(erased)).all(), on_its_way=True)
    connection.execute(staff_turns.delete().where(erased))


def has_lost(connection: Connection, now: datetime) -> bool:
    return connection.execute(sa.select(staff_turns.c.id).where(_lost(now)).limit(1)).first() is not None


def _lost(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(staff_turns.c.case_id.is_(None), staff_turns.c.at <= now - LOST_KEPT)


def forget_lost(connection: Connection, now: datetime) -> int:
    """Empty commands of long ago that named no case; how many."""
    rows = connection.execute(sa.select(staff_turns).where(_lost(now))).all()
    _forget(connection, rows)
    for ids in _parts(row.id for row in rows):
        connection.execute(staff_turns.delete().where(staff_turns.c.id.in_(ids)))
    return len(rows)


def _forget(connection: Connection, rows: Sequence[sa.Row[Any]], *, on_its_way: bool = False) -> int:
    turns = {str(row.turn_id) for row in rows}
    accounts = {str(row.account_id) for row in rows}
    count = 0
    for part in _parts(turns):
        count += blanking.messages(connection, sa.and_(inbound.c.turn_id.in_(part), blanking.OVER))
    # An edit that took a message's place has no turn of its own.
    replaced = sa.and_(inbound.c.conversation_id.in_(accounts), inbound.c.status == "replaced")
    blanking.messages(connection, replaced)
    spared = sa.false() if on_its_way else outbox.c.status == "sending"
    theirs = sa.and_(outbox.c.conversation_id.in_(accounts), ~spared)
    answered = connection.execute(sa.select(outbox.c.id, outbox.c.key).where(theirs)).all()
    for part in _parts(row.id for row in answered if row.key.partition(":")[0] in turns):
        count += connection.execute(outbox.delete().where(outbox.c.id.in_(part))).rowcount
    return count


def _parts(values: Iterable[Any]) -> list[list[Any]]:
    every = list(values)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
