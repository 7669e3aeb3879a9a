"""Letters by e-mail that came back: the referral is an officer's again. Each once, whatever tells of it first.

A letter comes back in two ways: the server refuses it while it is sent (a failed row of the outbox), or a delivery
report comes later (RFC 3464), which `sahayak mail bounce` reads.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from typing import Any

import regex
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import cases, events, people, referrals
from actions.events import SYSTEM
from bot.channels.email import NAME
from bot.errors import Code
from bot.inbox import set_blocked
from records.case_tables import case_events
from records.database import Database
from records.tables import conversations, outbox

#: Outbox keys of letters: referral:<referral>:<version of the referral when it was sent>.
_KEY = regex.compile(r"referral:([\w.]+):(\d+)")
_NUMBER = regex.compile(r"<([A-Za-z0-9._]+)\.([0-9a-f]{24})@[^>\s]+>")
#: A report is small; more is none.
LARGEST = 5_000_000
MOST_AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a delivery report says of one of our letters."""

    key: str  #: of the outbox row
    failed: bool  #: for good; else only late
    status: str  #: such as 5.1.1


@dataclass(frozen=True, kw_only=True)
class NoReport:
    why: str  #: for the operator


def refused(connection: Connection, now: datetime) -> int:
    """Hand back what the outbox could not send; what was handed back before is left alone. How many."""
    return sum(hand_back(connection, key, why or Code.BROKEN, now) for key, why in _failed(connection))


def _failed(connection: Connection) -> list[tuple[str, str | None]]:
    """(key of the letter, error code)"""
    mark = sa.literal("mail:") + outbox.c.key + sa.literal(":bounce")
    done = sa.exists().where(case_events.c.key == mark)
    # Dropped: the address was refused before this letter was sent.
    dropped = sa.and_(outbox.c.status == "dropped", outbox.c.error == Code.BLOCKED)
    # A reminder that comes back changes nothing: the letter before it arrived.
    letter = sa.and_(outbox.c.key.like("referral:%"), outbox.c.key.not_like("referral:%:remind:%"))
    found = (
        sa.select(outbox.c.key, outbox.c.error)
        .join(conversations, conversations.c.id == outbox.c.conversation_id)
        .where(conversations.c.channel == NAME, letter, ~done)
        .where(sa.or_(outbox.c.status == "failed", dropped))
        .limit(MOST_AT_ONCE)
    )
    return [(row.key, row.error) for row in connection.execute(found)]


def hand_back(connection: Connection, key: str, why: str, now: datetime) -> bool:
    """The referral is only proposed again, with an event, and whoever has the case is told. False when done before."""
    found = _KEY.fullmatch(key)
    if found is None or events.known(connection, f"mail:{key}:bounce"):
        return False
    try:
        referral = referrals.get(connection, found[1])
    except LookupError:
        return False
    if referral.version == int(found[2]) and referral.state == "sent":
        referrals.act(connection, referral.id, "bounce", SYSTEM, f"mail:{key}", now, code=why)
        case = cases.get(connection, referral.case)
        args = {"reference": case.reference, "agency": referral.agency}
        people.tell_owner(connection, case.owner, f"mail:{key}:told", "officer-mail-returned", args, now)
    else:
        # Answered, or sent another way meanwhile: it is kept in mind and changes nothing.
        data = {"referral": referral.id, "agency": referral.agency}
        event = f"mail:{key}:bounce"
        events.append(connection, referral.case, "mail_returned", SYSTEM, event, now, why=why, data=data)
    return True


def bounced(connection: Connection, report: Report, now: datetime) -> bool:
    """Record a report; the mailbox gets no more letters until `sahayak mail allow`. False when it was known."""
    if not report.failed:
        return False
    row = connection.execute(sa.select(outbox.c.conversation_id).where(outbox.c.key == report.key)).first()
    if row is None:
        return False
    connection.execute(
        outbox.update().where(outbox.c.key == report.key).values(status="failed", error=Code.BOUNCED)
    )  # fmt: skip
    set_blocked(connection, row.conversation_id, now)
    return hand_back(connection, report.key, Code.BOUNCED, now)


def allow(connection: Connection, address: str) -> bool:
    """Send to this mailbox again; False when it was not refused."""
    mine = (
        conversations.c.channel == NAME,
        conversations.c.address == address,
        conversations.c.blocked_at.is_not(None),
    )
    return bool(connection.execute(conversations.update().where(*mine).values(blocked_at=None)).rowcount)


def read(raw: bytes, number_of: Callable[[str], str]) -> Report | NoReport:
    """``number_of``: outbox key -> the Message-ID that it was sent with. Never raises, whatever the bytes are."""
    if len(raw) > LARGEST:
        return NoReport(why="it is too large for a delivery report")
    try:
        parts = list(message_from_bytes(raw, policy=policy.compat32).walk())
        status = next((one for one in map(_status, parts) if one), None)
        key = next((key for number in _numbers(parts) if (key := _key(number, number_of))), "")
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        return NoReport(why="it cannot be read as an e-mail")
    if not key:
        return NoReport(why="it names no letter that was sent from here")
    if status is None:
        return NoReport(why="it is no delivery report (message/delivery-status)")
    return Report(key=key, failed=status[0] == "failed" and status[1].startswith("5"), status=status[1])


def _status(part: Message[Any, Any]) -> tuple[str, str] | None:
    """(action, status) of the first recipient."""
    if part.get("Action") is None or part.get("Status") is None:
        return None
    return str(part["Action"]).strip().lower(), str(part["Status"]).strip()[:20]


def _numbers(parts: list[Message[Any, Any]]) -> Iterator[str]:
    """Message-IDs that the report names: of the letter it carries, of its headers, of what it answers."""
    for part in parts:
        yield from (str(part[name]) for name in ("Message-ID", "In-Reply-To", "References") if part[name])
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            yield payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _key(text: str, number_of: Callable[[str], str]) -> str:
    for found in _NUMBER.finditer(text):
        key = found[1].replace("_", ":")
        if _KEY.fullmatch(key) and hmac.compare_digest(found[0].rpartition("@")[0], number_of(key).rpartition("@")[0]):
            return key
    return ""


class Returns:
    """Called in every round: what could not be sent goes back to its officer."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def __call__(self) -> None:
        with self._database.read() as connection:
            if not _failed(connection):
                return
        with self._database.write() as connection:
            refused(connection, self._now())
