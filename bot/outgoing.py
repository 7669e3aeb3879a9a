"""Rows of the outbox on their way to a platform: what is sent next, and what became of it.

A delivery is one row, or several that one request carries. It is fixed before the first try (``outbox.batch``), so that
a second try after a crash is the same request under the same key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot import secret_links
from bot.channels.base import Delivery
from bot.errors import Code
from bot.inbox import set_blocked
from bot.leases import Lease
from bot.messages import Reply
from records.tables import conversations, inbound, outbox
from records.times import Time

OPEN = ("waiting", "sending")
SENDING = Lease(conversations.c.send_by, outbox, OPEN)
#: Ends of a try after which the platform may have the message: no answer came, or not the platform's own.
UNSURE = (Code.UNREACHABLE, Code.PLATFORM_DOWN, Code.QUOTA_UNSURE)
#: A reply token works for a minute; the request itself takes some of it.
TOKEN_FRESH = timedelta(seconds=50)
TOKEN_DEAD = timedelta(seconds=60)
#: Looked at in one go; more wait for the next round.
WINDOW = 50


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A delivery in hand."""

    delivery: Delivery
    conversation: str
    rows: tuple[int, ...]
    attempts: int  #: this one included
    created_at: datetime  #: of the oldest row
    token_until: datetime | None = None  #: with a reply token: after this the platform takes it no more
    #: The code of an earlier try that the platform may have accepted without our learning of it.
    unsure: str = ""


@dataclass(frozen=True, kw_only=True)
class NotYet:
    """There is something to send, but not before this time."""

    at: datetime


@dataclass(frozen=True)
class Token:
    """A reply token; the platform takes it no more after ``until``."""

    text: str
    until: datetime

    @classmethod
    def of(cls, text: str, received_at: datetime, now: datetime) -> Token | None:
        return cls(text, received_at + TOKEN_DEAD) if now - received_at <= TOKEN_FRESH else None


def waiting(connection: Connection, channels: Iterable[str], now: datetime, process: str = "") -> list[str]:
    """Conversations of these channels with something due that no other process sends, the longest waiting first."""
    latest, postponed = sa.func.max(outbox.c.next_at), sa.func.count(outbox.c.next_at)
    aside = sa.func.count(sa.case((outbox.c.error == Code.QUOTA_UNSURE, outbox.c.next_at)))
    due = sa.or_(latest.is_(None), latest <= now, sa.and_(aside == postponed, sa.func.count() > postponed))
    query = SENDING.waiting(process).where(conversations.c.channel.in_(list(channels))).having(due)
    return list(connection.execute(query).scalars())


def give_back(connection: Connection, conversation: str, process: str) -> None:
    """Others may take it, whatever is still to be sent."""
    mine = conversations.update().where(conversations.c.id == conversation, conversations.c.send_by == process)
    connection.execute(mine.values(send_by=None))


def claim(
    connection: Connection, known: Any, batch: int, now: datetime, tokens: bool = True
) -> Outgoing | NotYet | None:
    """What is to be sent next to a conversation that was taken; what may not be sent any more is dropped here."""
    rows = connection.execute(_OPEN_ROWS, {"b_conversation": known.id}).all()
    aside = [row for row in rows if row.next_at and row.next_at > now and row.error == Code.QUOTA_UNSURE]
    found = _claim(connection, known, [row for row in rows if row not in aside], batch, now, tokens)
    if isinstance(found, Outgoing) or not aside:
        return found
    return NotYet(at=min(one.at for one in (found, NotYet(at=aside[0].next_at)) if one))


def _claim(
    connection: Connection, known: Any, rows: Sequence[Any], batch: int, now: datetime, tokens: bool
) -> Outgoing | NotYet | None:
    """Of these rows. Not among them is a push that may have arrived and was then refused for the quota: it may go out
    with nobody's reply token, which has no key against sending twice, so what is behind it goes first."""
    begun = [row for row in rows if row.status == "sending"]
    free = _free_token(connection, known.id, rows, begun, now) if tokens else None
    if begun and not free and begun[0].next_at and begun[0].next_at > now:
        return NotYet(at=begun[0].next_at)
    keep = _drop_unwanted(connection, known, rows)
    begun = [row for row in keep if row.status == "sending"]
    chosen = [row for row in begun if row.batch == begun[0].batch] if begun and not free else keep[:batch]
    if not chosen:
        return None
    if tokens and not free:
        free = _token(connection, known.id, chosen[0], rows, now)
    return _begin(connection, known, chosen, free)


def drop_unwanted(connection: Connection, conversation: str) -> None:
    """The same for a channel that is not sent to but fetches; to be called in the moment of fetching."""
    known = connection.execute(sa.select(conversations).where(conversations.c.id == conversation)).one()
    _drop_unwanted(connection, known, connection.execute(_OPEN_ROWS, {"b_conversation": conversation}).all())


def _drop_unwanted(connection: Connection, known: Any, rows: Sequence[Any]) -> list[Any]:
    """Checked at the moment of sending: a person may have taken over or blocked us since the reply was written."""
    reasons = {row.id: reason for place, row in enumerate(rows) if (reason := _unwanted(known, rows, place))}
    for reason in set(reasons.values()):
        ids = [number for number, why in reasons.items() if why == reason]
        connection.execute(outbox.update().where(outbox.c.id.in_(ids)).values(status="dropped", error=reason))
    return [row for row in rows if row.id not in reasons]


def _unwanted(known: Any, rows: Sequence[Any], place: int) -> str:
    row = rows[place]
    if known.blocked_at:
        return Code.BLOCKED
    if known.owner and row.author == "bot":
        return "owner"
    # "One moment" after the answer, or in the same breath, helps nobody; once it is on its way it is finished.
    answered = any(not later.body["interim"] for later in rows[place + 1 :])
    return "interim" if row.body["interim"] and row.status == "waiting" and answered else ""


def _begin(connection: Connection, known: Any, rows: Sequence[Any], token: Token | None) -> Outgoing:
    first = rows[0]
    name = first.batch or first.key
    connection.execute(
        _BEGIN, {"b_ids": [row.id for row in rows], "b_batch": name, "b_token": token.text if token else None}
    )
    delivery = Delivery(
        id=name,
        address=known.address,
        replies=tuple(Reply.from_json(row.body) for row in rows),
        reply_token=token.text if token else None,
    )
    return Outgoing(
        delivery=delivery,
        conversation=known.id,
        rows=tuple(row.id for row in rows),
        attempts=first.attempts + 1,
        created_at=first.created_at,
        token_until=token.until if token else None,
        # A process that died left no code at all.
        unsure=(first.error or Code.UNREACHABLE) if first.attempts and first.error in (None, *UNSURE) else "",
    )


def _token(connection: Connection, conversation: str, first: Any, rows: Sequence[Any], now: datetime) -> Token | None:
    """The reply token of the row's turn while it is fresh and unused.

    At a second try only the one of the first, which may have been accepted; a spent one was taken off the row.
    """
    if not first.attempts:
        return _unused(connection, conversation, [first], now)
    if not first.reply_token:
        return None
    # Perhaps another turn's, of a row further down: see _free_token.
    found = connection.execute(_TOKENS, {"b_turns": _turns(rows)}).all()
    own = next((row for row in found if row.reply_token == first.reply_token), None)
    return Token.of(own.reply_token, own.received_at, now) if own else None


def _free_token(
    connection: Connection, conversation: str, rows: Sequence[Any], begun: Sequence[Any], now: datetime
) -> Token | None:
    """Where the month's pushes are used up: the fresh token of a reply that waits behind the refused push.

    What was refused for the quota was surely not accepted. It goes out with the reply, free of charge; behind it the
    reply would lose its token, need a push itself, and the conversation would be silent for the rest of the month.
    """
    if not begun or begun[0].error != Code.QUOTA_EXHAUSTED:
        return None
    return _unused(connection, conversation, [row for row in rows if row.status == "waiting"], now)


def _unused(connection: Connection, conversation: str, rows: Sequence[Any], now: datetime) -> Token | None:
    """The newest token of the rows' turns, while it is fresh and no row has used it."""
    row = connection.execute(_TOKENS, {"b_turns": _turns(rows)}).first()
    token = Token.of(row.reply_token, row.received_at, now) if row else None
    return None if token is None or _is_used(connection, conversation, token.text) else token


def _turns(rows: Sequence[Any]) -> list[str]:
    return list({row.key.partition(":")[0] for row in rows})


def _is_used(connection: Connection, conversation: str, token: str) -> bool:
    mine = sa.and_(outbox.c.conversation_id == conversation, outbox.c.reply_token == token)
    return connection.execute(sa.select(outbox.c.id).where(mine).limit(1)).first() is not None


def sent(connection: Connection, out: Outgoing, platform_ids: Sequence[str], now: datetime) -> None:
    for row, reply in zip(out.rows, out.delivery.replies, strict=True):
        secret_links.forget_in(connection, row, reply)
    connection.execute(_SENT, {"b_ids": list(out.rows), "b_now": now, "b_platform_ids": list(platform_ids)})


def failed(connection: Connection, out: Outgoing, code: Code) -> None:
    """For good. Who has blocked us is left alone with everything that waits."""
    _settle(connection, out, status="failed", error=code)


def blocked(connection: Connection, out: Outgoing, code: Code, now: datetime) -> None:
    failed(connection, out, code)
    set_blocked(connection, out.conversation, now)


def postpone(connection: Connection, out: Outgoing, code: Code, at: datetime, push: bool = False) -> None:
    """Try the same delivery again; ``push``: without the reply token, which is spent."""
    certain = push or code is Code.QUOTA_UNSURE
    values: dict[str, Any] = {"next_at": at, "error": code if certain else out.unsure or code}
    _settle(connection, out, **values | ({"reply_token": None} if push else {}))


def _settle(connection: Connection, out: Outgoing, **values: Any) -> None:
    # Only what is still on its way: another process may have settled it after this one was taken for dead.
    own = sa.and_(outbox.c.id.in_(out.rows), outbox.c.status == "sending")
    connection.execute(outbox.update().where(own).values(**values))


# Made once: building a statement costs more than running it.
_CONVERSATION = sa.bindparam("b_conversation", type_=sa.String)
_ROWS = outbox.c.id.in_(sa.bindparam("b_ids", expanding=True))
_OPEN_ROWS = (
    sa.select(outbox)
    .where(outbox.c.conversation_id == _CONVERSATION, outbox.c.status.in_(OPEN))
    .order_by(outbox.c.id)
    .limit(WINDOW)
)
_BEGIN = (
    outbox.update()
    .where(_ROWS)
    .values(
        status="sending",
        batch=sa.bindparam("b_batch", type_=sa.String),
        attempts=outbox.c.attempts + 1,
        next_at=None,
        reply_token=sa.bindparam("b_token", type_=sa.String),
        # A sure refusal says nothing of the try that begins: a process killed in it must leave an unsure end.
        error=sa.case((outbox.c.error.in_(UNSURE), outbox.c.error), else_=None),
    )
)
_TOKENS = (
    sa.select(inbound.c.reply_token, inbound.c.received_at)
    .where(inbound.c.turn_id.in_(sa.bindparam("b_turns", expanding=True)), inbound.c.reply_token.is_not(None))
    .order_by(inbound.c.id.desc())
)
_SENT = (
    outbox.update()
    .where(_ROWS, outbox.c.status == "sending")
    .values(
        status="sent",
        error=None,
        sent_at=sa.bindparam("b_now", type_=Time),
        platform_ids=sa.bindparam("b_platform_ids", type_=sa.JSON),
    )
)
