"""Links by which an agency answers without an account: signed, expiring, for one referral and one purpose.

A "page" link shows the referral until it expires. What the page sends carries an "act" link that works once. The
store keeps a hash of each link's number, so a copy of the database opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy.engine import Connection

from records.case_tables import agency_links

Purpose = Literal["page", "act"]
PAGE_VALID, ACT_VALID = timedelta(days=30), timedelta(hours=12)
MOST_CHARACTERS = 400


@dataclass(frozen=True, kw_only=True)
class Opened:
    referral: str


@dataclass(frozen=True, kw_only=True)
class Shut:
    reason: Literal["altered", "expired", "used", "revoked"]


class AgencyLinks:
    """Makes and opens links with the desk's secret; whoever holds the secret can make links."""

    def __init__(self, secret: str) -> None:
        if len(secret) < 16:
            raise ValueError("the secret for agencies' links needs 16 characters or more")
        self._secret = secret

    def page(self, connection: Connection, referral: str, now: datetime) -> str:
        return self._make(connection, referral, "page", now, now + PAGE_VALID)

    def act(self, connection: Connection, referral: str, now: datetime) -> str:
        """For one thing the page may send; make a new one each time the page is shown."""
        return self._make(connection, referral, "act", now, now + ACT_VALID)

    def open(self, connection: Connection, token: str, now: datetime) -> Opened | Shut:
        """Look whether a page link holds; opening changes nothing, as mail scanners open links too."""
        return self._check(connection, token, "page", now)

    def is_ours(self, token: str) -> bool:
        """Whether it was signed here as a page link, without the store: it may be old, used or shut."""
        return "r" in self._read(token, "page")

    def spend(self, connection: Connection, token: str, now: datetime) -> Opened | Shut:
        """Use an act link up, in the transaction of what it does."""
        found = self._check(connection, token, "act", now)
        if isinstance(found, Shut):
            return found
        spent = connection.execute(
            agency_links.update()
            .where(agency_links.c.nonce_hash == _hash(self._read(token, "act")["n"]), agency_links.c.used_at.is_(None))
            .values(used_at=now)
        )
        return found if spent.rowcount == 1 else Shut(reason="used")

    def _make(self, connection: Connection, referral: str, purpose: Purpose, now: datetime, until: datetime) -> str:
        nonce = secrets.token_urlsafe(16)
        connection.execute(
            agency_links.insert().values(
                nonce_hash=_hash(nonce), referral_id=referral, purpose=purpose, issued_at=now, expires_at=until
            )
        )
        return str(self._serializer(purpose).dumps({"n": nonce, "r": referral}))

    def _check(self, connection: Connection, token: str, purpose: Purpose, now: datetime) -> Opened | Shut:
        body = self._read(token, purpose)
        row = connection.execute(
            sa.select(agency_links).where(
                agency_links.c.nonce_hash == _hash(body.get("n", "")), agency_links.c.purpose == purpose
            )
        ).first()
        if row is None or row.referral_id != body["r"]:
            return Shut(reason="altered")
        if row.revoked_at:
            return Shut(reason="revoked")
        if row.used_at:
            return Shut(reason="used")
        return Opened(referral=row.referral_id) if now <= row.expires_at else Shut(reason="expired")

    def _read(self, token: str, purpose: Purpose) -> dict[str, Any]:
        try:
            body = self._serializer(purpose).loads(token) if len(token) <= MOST_CHARACTERS else {}
        except BadData:
            return {}
        return body if isinstance(body, dict) else {}

    def _serializer(self, purpose: Purpose) -> URLSafeSerializer:
        # The purpose is the salt: a signature for one purpose is none for another.
        return URLSafeSerializer(
            self._secret, salt=f"agency link {purpose}", signer_kwargs={"digest_method": hashlib.sha256}
        )


def revoke(connection: Connection, referral: str, now: datetime) -> None:
    """Shut every link of a referral that is over."""
    connection.execute(
        agency_links.update()
        .where(agency_links.c.referral_id == referral, agency_links.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _hash(nonce: str) -> str:
    return hashlib.sha256(f"agency link {nonce}".encode()).hexdigest()
