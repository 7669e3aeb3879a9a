"""Which fields of a case an agency of each kind may be told. Everything else stays on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import cases
from actions.agencies import Agency
from actions.cases import Case
from actions.intake_spec import CONSENT_VERSION
from records.case_tables import consents, enterprises
from records.database import insert_once

#: The desk itself, beside the agencies.
DESK = "desk"
_CONTACT = ("name", "enterprise", "phone", "contact_time")
_PLACE = ("region", "district")
_BUSINESS = ("sector", "age", "turnover", "registration")
#: Kind of agency -> fields, in the order of the letter. Our judgement of what each needs to begin.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "bank": (*_CONTACT, *_PLACE, "needs", *_BUSINESS, "description"),
    "guarantor": (*_CONTACT, *_PLACE, "needs", *_BUSINESS, "description"),
    "government": (*_CONTACT, *_PLACE, "needs", *_BUSINESS, "description"),
    "state": (*_CONTACT, *_PLACE, "needs", *_BUSINESS, "description"),
    "council": (*_CONTACT, *_PLACE, "needs", "registration", "description"),
    "association": (*_CONTACT, "region", "needs", "sector", "description"),
    "credit-bureau": ("name", "phone", "contact_time", "needs"),
    "portal": ("name", "enterprise", "phone", "region", "needs", "registration", "description"),
}


def told(connection: Connection, case: Case, agency: Agency) -> dict[str, Any]:
    """The entitled fields that have a value; empty once the person's data is erased."""
    known = everything(connection, case) or {}
    return {field: known[field] for field in FIELDS[agency.kind] if known.get(field) not in (None, "", [])}


def everything(connection: Connection, case: Case) -> dict[str, Any] | None:
    """Whatever the person told, by field; None once it is erased. The desk alone may see all of it."""
    person = cases.person(connection, case.id)
    if person is None:
        return None
    row = connection.execute(sa.select(enterprises).where(enterprises.c.id == case.enterprise)).mappings().first()
    business: Mapping[str, Any] = dict(row) if row else {}
    return {
        **{name: business.get(name) for name in ("sector", "age", "turnover")},
        **person,
        "enterprise": person["enterprise_name"],
        "region": case.region,
        "needs": list(case.needs),
    }


def receipt(
    connection: Connection, case: Case, recipient: str, fields: list[str], now: datetime, version: str = CONSENT_VERSION
) -> None:
    """What was told to whom and when, by which consent; one receipt for each recipient."""
    insert_once(
        connection,
        consents,
        {
            "case_id": case.id,
            "recipient": recipient,
            "fields": fields,
            "text_version": version,
            "language": case.language,
            "given_at": now,
        },
    )


def receipts(connection: Connection, case: int) -> list[tuple[str, list[str]]]:
    """(recipient, fields), the desk itself first."""
    rows = connection.execute(
        sa.select(consents.c.recipient, consents.c.fields).where(consents.c.case_id == case).order_by(consents.c.id)
    )
    return [(row.recipient, row.fields) for row in rows]
