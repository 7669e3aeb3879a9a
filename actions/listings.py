"""What somebody offers or looks for: listed with consent as a case of kind match, until it expires or is closed.

Read by strangers, so contact details in it are masked; those of the person stand in the case and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import applicants, cases, desk, entitlements, events
from actions.cases import Case, NewCase
from actions.events import Actor
from actions.regions import COUNTRIES
from knowledge.mask import mask
from knowledge.text import clean, shorten
from records.case_tables import enterprises
from records.database import insert_once
from records.match_tables import listings

State = Literal["draft", "open", "paused", "expired", "closed"]
#: Kind -> the kind that it fits.
KINDS: Mapping[str, str] = {
    "offer-technology": "seek-technology",
    "seek-technology": "offer-technology",
    "seek-partner": "seek-partner",
    "seek-buyer": "seek-supplier",
    "seek-supplier": "seek-buyer",
}
#: Needs of a case at whose end a listing is offered.
NEEDS = frozenset({"technology", "export", "marketing"})
#: Begins the slot "offer" while a draft waits for a yes or no; its number follows.
OFFER = "listing:"
KEPT, DRAFT_KEPT = timedelta(days=180), timedelta(days=1)
LONGEST = 600  # letters
#: The version of the consent text in bot/words/*/matches.ftl.
CONSENT_VERSION = "match-2026-11-22"
SHARED = ("name", "enterprise", "phone")


@dataclass(frozen=True, kw_only=True)
class Listing:
    id: int
    conversation: str
    about: int  #: the case of the person's own matter
    case: int | None  #: the listing's own
    kind: str
    text: str
    language: str
    country: str
    region: str | None
    sector: str | None
    state: State
    expires_at: datetime | None


def write(
    connection: Connection, conversation: str, about: Case, kind: str, text: str, language: str, key: str, now: datetime
) -> Listing:
    """Keep a draft until it is agreed to; the same ``key`` gives the first one. Raises ValueError."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
    sector = connection.execute(sa.select(enterprises.c.sector).where(enterprises.c.id == about.enterprise)).scalar()
    values = {
        "key": key,
        "conversation_id": conversation,
        "about_case_id": about.id,
        "kind": kind,
        "text": shorten(mask(clean(text)), LONGEST),
        "language": language,
        "country": COUNTRIES[about.programme],
        "region": about.region,
        "sector": sector,
        "state": "draft",
        "created_at": now,
        "updated_at": now,
    }
    insert_once(connection, listings, values)
    return _listing(connection.execute(sa.select(listings).where(listings.c.key == key)).one())


def agree(
    connection: Connection, listing: Listing, vector: bytes, encoder: str, key: str, now: datetime
) -> tuple[Listing, Case]:
    """List a draft: its case, its consent, its vector, in one transaction. Repeated, it gives the same case.

    Raises LookupError when the person's data is gone.
    """
    if listing.case is not None:
        return listing, cases.get(connection, listing.case)
    about = cases.get(connection, listing.about)
    person = cases.person(connection, about.id)
    if person is None:
        raise LookupError(f"the person of case {about.reference} was erased")
    actor = Actor(kind="applicant", id=about.applicant)
    case = cases.open_case(connection, _case_of(listing, about, person), f"listing:{listing.id}", actor, now)
    cases.change(connection, case.id, now, state="assessed", next_step="step-match-looks")
    entitlements.receipt(connection, case, entitlements.DESK, list(SHARED), now, CONSENT_VERSION)
    _set(
        connection, listing.id, now, case_id=case.id, vector=vector, encoder=encoder, state="open", consent_at=now,
        expires_at=now + KEPT,
    )  # fmt: skip
    return get(connection, listing.id), cases.get(connection, case.id)


def _case_of(listing: Listing, about: Case, person: Mapping[str, Any]) -> NewCase:
    kept = {name: value for name, value in person.items() if name not in ("case_id", "phone_end")}
    return NewCase(
        programme=about.programme,
        applicant=about.applicant,
        conversation=listing.conversation,
        enterprise=about.enterprise,
        language=listing.language,
        origin="chat",
        needs=about.needs,
        region=about.region,
        person={**kept, "description": listing.text},
        kind="match",
    )


def get(connection: Connection, listing: int) -> Listing:
    """Raises LookupError."""
    row = connection.execute(sa.select(listings).where(listings.c.id == listing)).first()
    if row is None:
        raise LookupError(f"there is no listing {listing}; see: sahayak matches list")
    return _listing(row)


def of_conversation(connection: Connection, listing: int, conversation: str) -> Listing | None:
    """None when it is gone, or somebody else's."""
    row = connection.execute(sa.select(listings).where(listings.c.id == listing)).first()
    if row is None:
        return None
    return _listing(row) if row.conversation_id in applicants.conversations(connection, conversation) else None


def all_of(connection: Connection, state: State | None = "open") -> list[Listing]:
    wanted = [listings.c.state == state] if state else [listings.c.state != "draft"]
    rows = connection.execute(sa.select(listings).where(*wanted).order_by(listings.c.id))
    return [_listing(row) for row in rows]


def move(
    connection: Connection, listing: Listing, to: State, actor: Actor, key: str, now: datetime,
    outcome: str = "withdrawn",
) -> Listing:  # fmt: skip
    """Pause, go on, list again or close (then with the case's outcome). What is closed stays closed; a draft goes.

    Raises ValueError for an outcome that is none.
    """
    if listing.case is None:
        connection.execute(listings.delete().where(listings.c.id == listing.id))
        return listing
    if listing.state in ("closed", to):
        return listing
    again: dict[str, Any] = {"expires_at": now + KEPT} if to == "open" else {}
    _set(connection, listing.id, now, state=to, **again)
    events.append(connection, listing.case, f"listing_{to}", actor, f"{key}:listing:{listing.id}:{to}", now)
    if to == "closed":
        case = cases.get(connection, listing.case)
        desk.close(connection, case, outcome, actor, key, now)
    return get(connection, listing.id)


def due(connection: Connection, now: datetime) -> list[Listing]:
    rows = connection.execute(
        sa.select(listings).where(listings.c.state.in_(("open", "paused")), listings.c.expires_at <= now)
    )
    return [_listing(row) for row in rows]


def drop_drafts(connection: Connection, now: datetime) -> None:
    """What nobody agreed to is not kept."""
    old = sa.and_(listings.c.state == "draft", listings.c.created_at <= now - DRAFT_KEPT)
    connection.execute(listings.delete().where(old))


def _set(connection: Connection, listing: int, now: datetime, **values: Any) -> None:
    connection.execute(listings.update().where(listings.c.id == listing).values(updated_at=now, **values))


def _listing(row: sa.Row[Any]) -> Listing:
    return Listing(
        id=row.id,
        conversation=row.conversation_id,
        about=row.about_case_id,
        case=row.case_id,
        kind=row.kind,
        text=row.text,
        language=row.language,
        country=row.country,
        region=row.region,
        sector=row.sector,
        state=row.state,
        expires_at=row.expires_at,
    )
