"""What an officer does with listings and matches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from actions import cases, listings, matching, people
from actions.events import Actor
from bot.officer_commands import find_colleague
from records.database import Database

#: Who may bring two people together; an agent only looks.
MATCHING = ("officer", "admin")


def rows(database: Database, *, every: bool = False) -> Iterator[dict[str, Any]]:
    """Listings, then matches; only what is open unless ``every``."""
    with database.read() as connection:
        for one in listings.all_of(connection, None if every else "open"):
            reference = cases.get(connection, one.case).reference if one.case else None
            yield {
                "listing": one.id, "case": reference, "state": one.state, "kind": one.kind, "country": one.country,
                "region": one.region, "sector": one.sector, "language": one.language, "text": one.text,
            }  # fmt: skip
        for match in matching.all_of(connection, None if every else "proposed"):
            yield {
                "match": match.id, "listings": f"{match.first}+{match.second}", "state": match.state,
                "score": round(match.score, 2) if match.score is not None else None,
                "answers": "/".join(said or "-" for said in match.answers), "until": f"{match.expires_at:%Y-%m-%d}",
            }  # fmt: skip


def propose(database: Database, first: int, second: int, officer: str, now: datetime) -> int:
    """The match's number; the same two again give the first one. Raises LookupError, ValueError."""
    with database.write() as connection:
        actor = _actor(connection, officer)
        number = matching.propose(connection, first, second, None, actor, now).id
        people.record(connection, actor.id, "match-proposed", f"{first}+{second}", now)
        return number


def close(database: Database, number: int, outcome: str, officer: str, now: datetime) -> str:
    """The reference of the listing's case. Raises LookupError, ValueError."""
    with database.write() as connection:
        actor = _actor(connection, officer)
        listing = listings.get(connection, number)
        if listing.case is None:
            raise ValueError(f"listing {number} is a draft that nobody agreed to; it goes away by itself within a day")
        listings.move(connection, listing, "closed", actor, f"officer:{number}", now, outcome)
        matching.end_of(connection, listing, now)
        people.record(connection, actor.id, "listing-closed", str(number), now)
        return cases.get(connection, listing.case).reference


def _actor(connection: Connection, typed: str) -> Actor:
    """Raises LookupError for nobody who works here, ValueError for somebody who may not."""
    who = find_colleague(connection, typed)
    if who is None:
        raise LookupError(f"nobody called {typed!r} works here; `sahayak people list` shows all")
    if who.role not in MATCHING:
        raise ValueError(f"{who.name} is {who.role}; matches are the work of {' and '.join(MATCHING)}")
    return Actor(kind="officer", id=who.id)
