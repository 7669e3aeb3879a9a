"""Which offers and wishes fit: found by sentence vectors, proposed to both sides, told of only when both agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from actions import applicants, cases, events, listings
from actions.events import SYSTEM, Actor
from actions.listings import KINDS, Listing
from actions.match_space import Space
from records import case_tables, notices
from records import match_tables as tables
from records.database import Database, insert_once
from records.tables import outbox

MatchState = Literal["proposed", "agreed", "declined", "expired", "closed"]
#: What an answer led to; over: it was settled before, gone: it is not this person's, or erased.
Answered = Literal["waiting", "agreed", "declined", "over", "gone"]
#: Cosine of two centred vectors. On the 12 invented pairs of tests/actions/match_pairs.yml, 11 are at least as near,
#: and one in eleven of those that do not belong together: both sides are asked, so a miss costs more than a question.
THRESHOLD = 0.22
MOST_PROPOSED = 3  # to one new listing at once
ANSWER_WITHIN = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Match:
    id: int
    first: int
    second: int
    score: float | None
    state: MatchState
    answers: tuple[str | None, str | None]
    expires_at: datetime


def fitting(connection: Connection, listing: Listing, space: Space) -> list[tuple[int, float]]:
    """(listing, cosine) of open listings of others that fit, nearest first, not proposed before."""
    table = tables.listings
    mine = connection.execute(sa.select(table.c.vector, table.c.encoder).where(table.c.id == listing.id)).one()
    rows = connection.execute(
        sa.select(table).where(
            table.c.state == "open", table.c.kind == KINDS[listing.kind], table.c.id != listing.id,
            table.c.about_case_id.in_(_of_others(listing)),
        )
    ).all()  # fmt: skip
    if not rows:
        return []
    own = _vector(mine.vector, mine.encoder, listing.text, listing.language, space)
    others = np.stack([_vector(row.vector, row.encoder, row.text, row.language, space) for row in rows])
    known = _proposed_with(connection, listing.id)
    scored = sorted(zip((others @ own).tolist(), rows, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    return [
        (row.id, score)
        for score, row in scored
        if score >= THRESHOLD and row.id not in known and notices.wanted(connection, row.conversation_id)
    ]


def _of_others(listing: Listing) -> sa.Select[Any]:
    """A person's own second listing never fits their first."""
    table = case_tables.cases
    owner = sa.select(table.c.applicant_id).where(table.c.id == listing.about).scalar_subquery()
    return sa.select(table.c.id).where(table.c.applicant_id != owner)


def _vector(kept: bytes | None, encoder: str | None, text: str, form: str, space: Space) -> NDArray[np.float32]:
    # After a change of the encoder the old vectors are made anew, in memory.
    made = kept if kept and encoder == space.name else space.vector(text, form)
    return np.frombuffer(made, "<f4")


def _proposed_with(connection: Connection, listing: int) -> set[int]:
    table = tables.matches
    rows = connection.execute(sa.select(table.c.first_id, table.c.second_id).where(_of([listing])))
    return {one for row in rows for one in row if one != listing}


def _of(mine: Sequence[int]) -> sa.ColumnElement[bool]:
    """Matches that one of these listings is a side of."""
    return sa.or_(tables.matches.c.first_id.in_(mine), tables.matches.c.second_id.in_(mine))


def propose_fitting(connection: Connection, listing: Listing, space: Space, now: datetime) -> list[Match]:
    """Ask both sides of the nearest few."""
    found = fitting(connection, listing, space)[:MOST_PROPOSED]
    return [propose(connection, listing.id, other, score, SYSTEM, now) for other, score in found]


def propose(
    connection: Connection, one: int, other: int, score: float | None, actor: Actor, now: datetime
) -> Match:  # fmt: skip
    """Ask both sides; two listings are put together once. Raises LookupError, ValueError."""
    sides = [listings.get(connection, number) for number in sorted((one, other))]
    if one == other or len({cases.get(connection, side.about).applicant for side in sides}) == 1:
        raise ValueError("these are of the same person; choose two listings of two people")
    if any(side.state != "open" for side in sides):
        raise ValueError("both listings must be open; see: sahayak matches list")
    first, second = sides
    values = {
        "first_id": first.id, "second_id": second.id, "score": score, "proposed_by": actor.id, "state": "proposed",
        "proposed_at": now, "expires_at": now + ANSWER_WITHIN,
    }  # fmt: skip
    new = insert_once(connection, tables.matches, values)
    table = tables.matches
    row = connection.execute(sa.select(table).where(table.c.first_id == first.id, table.c.second_id == second.id)).one()
    match = _match(row)
    if new:
        _note(connection, match, "match_proposed", actor, now)
        for side, theirs in ((first, second), (second, first)):
            args = {
                "match": match.id, "kind": theirs.kind, "text": theirs.text, "country": theirs.country,
                "until": match.expires_at.isoformat(),
            }  # fmt: skip
            _tell(connection, match, side, "match-proposed", args, now)
    return match


def answer(connection: Connection, number: int, conversation: str, yes: bool, key: str, now: datetime) -> Answered:
    """One side's answer. Contact details go out only when both said yes; a yes may still become a no until then."""
    table = tables.matches
    # The row is locked, so that two answers at once cannot both be the first.
    row = connection.execute(sa.select(table).where(table.c.id == number).with_for_update()).first()
    if row is None:
        return "gone"
    match = _match(row)
    sides = [listings.get(connection, one) for one in (match.first, match.second)]
    theirs = applicants.conversations(connection, conversation)
    own = next((place for place, side in enumerate(sides) if side.conversation in theirs), None)
    if own is None:
        return "gone"
    if match.state != "proposed" or now >= match.expires_at:
        return "agreed" if match.state == "agreed" else "over"
    other = match.answers[1 - own]
    state = "declined" if not yes else "agreed" if other == "yes" else "proposed"
    if state == "agreed" and not all(notices.wanted(connection, side.conversation) for side in sides):
        # One of them wants no messages any more: who would give their contact would get none.
        _end(connection, match, "closed", now)
        return "over"
    values: dict[str, Any] = {("first_answer", "second_answer")[own]: "yes" if yes else "no", "state": state}
    _settle(connection, match, now, **values)
    actor = Actor(kind="applicant", id=cases.get(connection, sides[own].about).applicant)
    _note(connection, match, f"match_{'agreed' if yes else 'declined'}", actor, now, part=str(own))
    if state == "agreed":
        _exchange(connection, match, sides, now)
        return "agreed"
    if state == "declined":
        if other == "yes":
            _tell(connection, match, sides[1 - own], "match-none", {}, now)
        return "declined"
    return "waiting"


def _exchange(connection: Connection, match: Match, sides: Sequence[Listing], now: datetime) -> None:
    for side, theirs in (tuple(sides), tuple(reversed(sides))):
        person = cases.person(connection, theirs.case or theirs.about) or {}
        args = {
            "name": str(person.get("name") or ""),
            "enterprise": str(person.get("enterprise_name") or ""),
            "phone": str(person.get("phone") or ""),
        }
        _tell(connection, match, side, "match-contact", args, now)


def end_of(connection: Connection, listing: Listing, now: datetime) -> None:
    """A listing that is off the list answers nothing more; who had agreed is told."""
    table = tables.matches
    rows = connection.execute(sa.select(table).where(_of([listing.id]), table.c.state == "proposed")).all()
    for row in rows:
        _end(connection, _match(row), "closed", now, but=listing.id)


def expire(connection: Connection, now: datetime) -> int:
    """End what is over: matches nobody answered, listings of long ago, drafts nobody agreed to."""
    listings.drop_drafts(connection, now)
    old = listings.due(connection, now)
    for listing in old:
        listings.move(connection, listing, "expired", SYSTEM, "clock", now)
        end_of(connection, listing, now)
        if listing.case:
            key = f"listing:{listing.id}:{listing.expires_at:%Y%m%d}"
            args = {"reference": _reference(connection, listing), "listing": listing.id, "days": listings.KEPT.days}
            notices.put(connection, listing.conversation, key, "listing-expired", args, now)
    table = tables.matches
    rows = connection.execute(sa.select(table).where(table.c.state == "proposed", table.c.expires_at <= now)).all()
    for row in rows:
        _end(connection, _match(row), "expired", now)
    return len(old) + len(rows)


def tick(database: Database, now: datetime) -> int:
    with database.read() as connection:
        due = sa.or_(
            sa.exists().where(tables.matches.c.state == "proposed", tables.matches.c.expires_at <= now),
            sa.exists().where(tables.listings.c.state.in_(("open", "paused")), tables.listings.c.expires_at <= now),
            sa.exists().where(
                tables.listings.c.state == "draft", tables.listings.c.created_at <= now - listings.DRAFT_KEPT
            ),
        )
        if not connection.execute(sa.select(due)).scalar():
            return 0
    with database.write() as connection:
        return expire(connection, now)


def leave(connection: Connection, conversations: Sequence[str], now: datetime) -> None:
    """Before ``forget``: who had agreed to a match with these people hears that nothing came of it."""
    table = tables.listings
    rows = connection.execute(sa.select(table.c.id).where(table.c.conversation_id.in_(conversations)))
    for row in rows.all():
        end_of(connection, listings.get(connection, row.id), now)


def forget(connection: Connection, conversations: Sequence[str]) -> int:
    """Erasure: the listings of these conversations, their matches, and what the other sides were told of them."""
    table, pairs = tables.listings, tables.matches
    mine = [
        row.id for row in connection.execute(sa.select(table.c.id).where(table.c.conversation_id.in_(conversations)))
    ]
    which = _of(mine)
    for row in connection.execute(sa.select(pairs).where(which)).all():
        told = [f"match:{row.id}:{message}:" for message in ("match-proposed", "match-contact")]
        for rows in (outbox, case_tables.notices):
            theirs = sa.or_(*(rows.c.key.startswith(key, autoescape=True) for key in told))
            connection.execute(rows.delete().where(theirs))
    connection.execute(pairs.delete().where(which))
    return connection.execute(table.delete().where(table.c.id.in_(mine))).rowcount


def all_of(connection: Connection, state: MatchState | None = None) -> list[Match]:
    wanted = [tables.matches.c.state == state] if state else []
    rows = connection.execute(sa.select(tables.matches).where(*wanted).order_by(tables.matches.c.id))
    return [_match(row) for row in rows]


def _end(connection: Connection, match: Match, state: MatchState, now: datetime, but: int | None = None) -> None:
    _settle(connection, match, now, state=state)
    for number, said in zip((match.first, match.second), match.answers, strict=True):
        if said == "yes" and number != but:
            _tell(connection, match, listings.get(connection, number), "match-none", {}, now)


def _settle(connection: Connection, match: Match, now: datetime, **values: Any) -> None:
    if values["state"] != "proposed":
        values["settled_at"] = now
    connection.execute(tables.matches.update().where(tables.matches.c.id == match.id).values(**values))


def _note(connection: Connection, match: Match, kind: str, actor: Actor, now: datetime, part: str = "") -> None:
    for number in (match.first, match.second):
        case = listings.get(connection, number).case
        if case is not None:
            key = f"match:{match.id}:{kind}:{part}:{case}"
            events.append(connection, case, kind, actor, key, now, data={"match": match.id})


def _reference(connection: Connection, listing: Listing) -> str:
    return cases.get(connection, listing.case).reference if listing.case else ""


def _tell(
    connection: Connection, match: Match, side: Listing, message: str, args: dict[str, Any], now: datetime
) -> None:
    args = {"reference": _reference(connection, side), **args}
    notices.put(connection, side.conversation, f"match:{match.id}:{message}:{side.id}", message, args, now)


def _match(row: sa.Row[Any]) -> Match:
    return Match(
        id=row.id,
        first=row.first_id,
        second=row.second_id,
        score=row.score,
        state=row.state,
        answers=(row.first_answer, row.second_answer),
        expires_at=row.expires_at,
    )
