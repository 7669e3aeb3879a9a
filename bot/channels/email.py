"""E-mail to agencies over SMTP: send only. Nobody writes to the assistant by e-mail; what comes back is a bounce."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

import aiosmtplib
import regex

from bot.channels.base import LIMITS, SEND_LIMIT, BadRequest, Channel, Delivered, Delivery, DeliveryFailed, Host, Pacing
from bot.desk_secret import desk_secret
from bot.errors import Code, DeliveryError, error_of
from bot.messages import Inbound
from bot.secrets_in_logs import hide
from bot.settings import PREFIX, Settings, SettingsError

NAME = "email"
#: One mailbox; whatever could begin another header or another recipient is none.
_ADDRESS = regex.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_BREAKS = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\s]+")
LONGEST_SUBJECT = 200
TLS_PORT = 465  #: encrypted from the first byte; on others STARTTLS
#: Replies of RFC 5321, 4.2.2, to RCPT: no such mailbox, user not local, name not allowed.
UNKNOWN = frozenset({550, 551, 553})
#: RFC 4954: log-in needed, refused, too weak, without encryption.
LOG_IN = frozenset({454, 530, 534, 535, 538})


class Email(Channel):
    name = NAME
    limits = LIMITS[NAME]
    pacing = Pacing(per_second=1.0, at_once=2)
    webhook = False

    def __init__(
        self, settings: Settings, secret: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._settings, self._secret, self._now = settings, secret, now

    def parse(self, headers: Mapping[str, str], body: bytes) -> list[Inbound]:
        raise BadRequest(403, "nothing is taken by e-mail")

    async def send(self, delivery: Delivery) -> Delivered:
        """One message; its Message-ID follows from the delivery, so that a repeated one is seen to be the same."""
        if not _ADDRESS.fullmatch(delivery.address):
            raise DeliveryFailed(error_of(0, Code.BOUNCED))
        number = message_id(delivery.id, self._secret, self._settings.smtp_from)
        made = message(delivery, self._settings.smtp_from, number, self._now())
        try:
            await self._hand_over(made, delivery.address)
        except (aiosmtplib.SMTPException, OSError) as problem:
            # Without its cause: the text may hold the address, or what the server was told.
            raise DeliveryFailed(error(problem)) from None
        return Delivered(platform_ids=(number,))

    async def status(self) -> dict[str, Any]:
        """Whether the server answers and takes the log-in."""
        try:
            async with self._server():
                return {"server": f"{self._settings.smtp_host}:{self._settings.smtp_port}"}
        except (aiosmtplib.SMTPException, OSError) as problem:
            raise DeliveryFailed(error(problem)) from None

    async def _hand_over(self, made: EmailMessage, address: str) -> None:
        async with self._server() as server:
            await server.send_message(made, sender=self._settings.smtp_from, recipients=[address])

    def _server(self) -> aiosmtplib.SMTP:
        own = self._settings
        return aiosmtplib.SMTP(
            hostname=own.smtp_host,
            port=own.smtp_port,
            username=own.smtp_user or None,
            password=own.smtp_password or None,
            use_tls=own.smtp_port == TLS_PORT,
            start_tls=own.smtp_starttls and own.smtp_port != TLS_PORT,
            timeout=SEND_LIMIT,
        )


def message_id(delivery: str, secret: str, sender: str) -> str:
    """Names the delivery; nobody can make one up without the desk's secret, so that no bounce is forged."""
    sign = hmac.new(secret.encode(), f"mail {delivery}".encode(), hashlib.sha256).hexdigest()[:24]
    return f"<{regex.sub(r'[^A-Za-z0-9.]', '_', delivery)}.{sign}@{sender.rpartition('@')[2]}>"


def message(delivery: Delivery, sender: str, number: str, now: datetime) -> EmailMessage:
    """Plain text in UTF-8. Line breaks in the subject are spaces: they cannot begin another header."""
    reply = delivery.replies[0]
    made = EmailMessage()
    try:
        made["From"] = Address(display_name="Sahayak", addr_spec=sender)
        made["To"] = Address(addr_spec=delivery.address)
        made["Subject"] = _BREAKS.sub(" ", reply.subject).strip()[:LONGEST_SUBJECT]
    except (ValueError, MessageError):
        raise DeliveryFailed(error_of(0, Code.REFUSED)) from None
    made["Message-ID"] = number
    made["Date"] = format_datetime(now)
    # No holiday notes and no answers of other machines (RFC 3834).
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = reply.language
    made.set_content(reply.text, cte="base64")
    return made


def error(problem: BaseException) -> DeliveryError:
    """A server's refusal -> one of the closed set; 4xx may succeed later, 5xx never."""
    if isinstance(problem, aiosmtplib.SMTPRecipientsRefused):
        codes = [one.code for one in problem.recipients]
        if codes and codes[0] in UNKNOWN:
            return error_of(0, Code.BOUNCED)
        return _by_code(codes[0] if codes else 0)
    if isinstance(problem, aiosmtplib.SMTPNotSupported):
        return error_of(0, Code.NOT_CONFIGURED)
    if isinstance(problem, aiosmtplib.SMTPSenderRefused) and problem.code >= 500:
        return error_of(0, Code.UNAUTHORIZED)
    if isinstance(problem, aiosmtplib.SMTPResponseException):
        return _by_code(problem.code)
    return error_of(None)


def _by_code(code: int) -> DeliveryError:
    if code in LOG_IN:
        return error_of(0, Code.UNAUTHORIZED)
    if code in (450, 451, 452):
        return error_of(0, Code.RATE_LIMITED)  # greylisted, busy, full for now
    if code == 421 or 400 <= code < 500:
        return error_of(0, Code.PLATFORM_DOWN)
    return error_of(0, Code.REFUSED)


def from_settings(settings: Settings, host: Host | None) -> Email | None:
    if not settings.smtp_host:
        return None
    if not _ADDRESS.fullmatch(settings.smtp_from):
        raise SettingsError(f"{PREFIX}SMTP_FROM must be the address letters come from, such as desk@example.org")
    hide(settings.smtp_password)
    return Email(settings, desk_secret(settings), host.now if host else lambda: datetime.now(UTC))
