"""An officer's queue: open cases, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from records.case_tables import cases

View = Literal["mine", "unassigned", "overdue"]
PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Line:
    id: int
    reference: str
    programme: str
    group: int | None
    urgency: int
    state: str
    owner: str | None
    next_step: str | None
    due_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Counts:
    mine: int
    unassigned: int
    overdue: int


def page(
    connection: Connection, view: View, officer: str, now: datetime, *, limit: int = PAGE, offset: int = 0
) -> list[Line]:
    """Urgency first, then the promised date; cases without a date last."""
    columns = [cases.c[name] for name in ("id", "reference", "programme", "group_no", "urgency", "state", "owner",
                                          "next_step", "due_at", "created_at")]  # fmt: skip
    order = (cases.c.due_at, cases.c.id) if view == "overdue" else (cases.c.urgency, cases.c.due_at, cases.c.id)
    statement = sa.select(*columns).where(*_where(view, officer, now)).order_by(*order).limit(limit).offset(offset)
    return [
        Line(
            id=row.id,
            reference=row.reference,
            programme=row.programme,
            group=row.group_no,
            urgency=row.urgency,
            state=row.state,
            owner=row.owner,
            next_step=row.next_step,
            due_at=row.due_at,
            created_at=row.created_at,
        )
        for row in connection.execute(statement)
    ]


def counts(connection: Connection, officer: str, now: datetime) -> Counts:
    views: tuple[View, ...] = ("mine", "unassigned", "overdue")
    found = {
        view: connection.execute(
            sa.select(sa.func.count()).select_from(cases).where(*_where(view, officer, now))
        ).scalar_one()
        for view in views
    }
    return Counts(**found)


def _where(view: View, officer: str, now: datetime) -> list[sa.ColumnElement[bool]]:
    # Offers and wishes are no work for an officer: `sahayak matches list` shows them.
    still = sa.and_(cases.c.closed_at.is_(None), cases.c.kind == "help")
    if view == "mine":
        return [still, cases.c.owner == officer]
    if view == "unassigned":
        return [still, cases.c.owner.is_(None)]
    return [still, cases.c.due_at < now]
