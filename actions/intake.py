"""A finished draft -> a case, with its consent receipt, in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import assessments, drafts, entitlements
from actions.cases import Case, NewCase, get, open_case
from actions.drafts import Draft, DraftError
from actions.events import Actor
from actions.intake_spec import FIELDS, missing
from records import notices
from records.case_tables import drafts as drafts_table
from records.case_tables import enterprises


class NotReady(DraftError):
    """Required fields are missing, or consent was refused."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(f"still to be asked: {', '.join(fields)}")
        self.fields = fields


def submit(
    connection: Connection,
    draft_id: str,
    turn: str,
    now: datetime,
    *,
    conversation: str | None,
    origin: str = "chat",
    actor: Actor | None = None,
    distress: bool = False,
) -> Case:
    """Make the case of a draft and assess it; a submitted draft gives its case again. Raises NotReady, DraftError."""
    draft = drafts.get(connection, draft_id)
    if draft.case is not None:
        return get(connection, draft.case)
    if draft.state != "open":
        raise DraftError(f"the draft is {draft.state}; open another")
    still = missing(draft.fields)
    if still or draft.fields["consent"] != "yes":
        raise NotReady(still or ["consent"])
    who = actor or Actor(kind="applicant", id=draft.applicant)
    enterprise = _keep_enterprise(connection, draft, now)
    case = open_case(connection, _new_case(draft, enterprise, conversation, origin), f"{turn}:{draft.id}", who, now)
    _receipt(connection, case, draft, now)
    if conversation:
        # Who opens a case wants to hear of it, whatever they stopped before.
        notices.stop(connection, conversation, None)
    assessments.assess(connection, case, draft.fields, f"{turn}:{draft.id}", now, distress=distress)
    connection.execute(
        drafts_table.update()
        .where(drafts_table.c.id == draft.id)
        # What was told now stands in the case; the draft forgets it.
        .values(state="submitted", case_id=case.id, fields={}, history=[], link_hash=None, updated_at=now)
    )
    return get(connection, case.id)


def _new_case(draft: Draft, enterprise: str, conversation: str | None, origin: str) -> NewCase:
    given = draft.fields
    return NewCase(
        programme=draft.programme,
        applicant=draft.applicant,
        conversation=conversation,
        enterprise=enterprise,
        language=draft.language,
        origin=origin,
        needs=given["needs"],
        region=given["region"],
        person={
            "name": given["name"],
            "phone": given["phone"],
            "enterprise_name": given["enterprise"],
            **{name: given.get(name) for name in ("district", "description", "registration", "contact_time")},
        },
    )


def _keep_enterprise(connection: Connection, draft: Draft, now: datetime) -> str:
    """The business of the draft, told of before or new, as it is today."""
    values = _enterprise_values(draft.fields) | {"updated_at": now}
    if draft.enterprise:
        connection.execute(enterprises.update().where(enterprises.c.id == draft.enterprise).values(**values))
        return draft.enterprise
    made = secrets.token_hex(8)
    connection.execute(
        enterprises.insert().values(id=made, applicant_id=draft.applicant, programme=draft.programme, **values)
    )
    return made


def _enterprise_values(given: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: given.get(name) for name in ("region", "sector", "age", "turnover")}
    return {**told, "registered": bool(given["registration"]) if "registration" in given else None}


def _receipt(connection: Connection, case: Case, draft: Draft, now: datetime) -> None:
    """What the desk was allowed to keep; what leaves the desk gets a receipt of its own."""
    given = [field.name for field in FIELDS if draft.fields.get(field.name) not in (None, [], "")]
    entitlements.receipt(connection, case, entitlements.DESK, given, now)


def enterprises_of(connection: Connection, applicant: str) -> list[str]:
    rows = connection.execute(
        sa.select(enterprises.c.id)
        .where(enterprises.c.applicant_id == applicant)
        .order_by(enterprises.c.updated_at.desc())
    )
    return [row.id for row in rows]
