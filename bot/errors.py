"""Why a delivery failed: a closed set, and the one function that maps what a platform answered to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    RATE_LIMITED = "rate_limited"
    UNREACHABLE = "unreachable"
    PLATFORM_DOWN = "platform_down"
    UNAUTHORIZED = "unauthorized"
    CONFLICT = "conflict"
    QUOTA_EXHAUSTED = "quota_exhausted"
    QUOTA_UNSURE = "quota_unsure"
    NOT_CONFIGURED = "not_configured"
    REPLY_TOKEN_REFUSED = "reply_token_refused"
    BLOCKED = "blocked"
    NO_SUCH_CHAT = "no_such_chat"
    BOUNCED = "bounced"
    REFUSED = "refused"
    BROKEN = "broken"
    GAVE_UP = "gave_up"
    ALREADY_ACCEPTED = "already_accepted"


@dataclass(frozen=True)
class DeliveryError:
    """``retryable``: the same delivery may succeed later, unchanged. ``sentence``: for the operator, with the cure."""

    code: Code
    retryable: bool
    sentence: str


ERRORS: dict[Code, DeliveryError] = {
    error.code: error
    for error in (
        DeliveryError(Code.RATE_LIMITED, True, "The platform asked us to slow down; it is sent when it allows."),
        DeliveryError(Code.UNREACHABLE, True, "The platform could not be reached; check the network. It is retried."),
        DeliveryError(Code.PLATFORM_DOWN, True, "The platform has an outage; nothing to do. It is retried."),
        DeliveryError(Code.UNAUTHORIZED, True, "The platform refused our token or is not there; correct the settings."),
        DeliveryError(Code.CONFLICT, True, "Another program uses the same account; stop it. It is retried."),
        DeliveryError(Code.QUOTA_EXHAUSTED, True, "This month's messages are used up; raise the plan at the platform."),
        DeliveryError(
            Code.QUOTA_UNSURE, True, "Messages are used up; an earlier try may have arrived. Raise the plan."
        ),
        DeliveryError(Code.NOT_CONFIGURED, True, "This process does not serve the channel; set the channel's token."),
        DeliveryError(Code.REPLY_TOKEN_REFUSED, True, "The reply token is used or too old; it is pushed instead."),
        DeliveryError(Code.BLOCKED, False, "The person has blocked us; leave them alone until they write again."),
        DeliveryError(Code.NO_SUCH_CHAT, False, "The platform knows no such chat; the account was closed."),
        DeliveryError(Code.BOUNCED, False, "The mailbox refused it; ask the agency for its present address."),
        DeliveryError(Code.REFUSED, False, "The platform refused the message itself; this is a bug, please report it."),
        DeliveryError(Code.BROKEN, False, "Our own code could not send it; see the app's log and report the bug."),
        DeliveryError(Code.GAVE_UP, False, "It could not be sent for too long; `sahayak outbox retry` sends it now."),
        DeliveryError(Code.ALREADY_ACCEPTED, False, "The platform had taken it at an earlier try; it counts as sent."),
    )
}

#: What platforms say -> code, where the status alone does not tell. First match wins.
#: Telegram: Bot API descriptions. LINE: error messages of the Messaging API reference.
_PHRASES: tuple[tuple[int, str, Code], ...] = (
    (400, "chat not found", Code.NO_SUCH_CHAT),
    (400, "user not found", Code.NO_SUCH_CHAT),
    (400, "peer_id_invalid", Code.NO_SUCH_CHAT),
    (400, "invalid reply token", Code.REPLY_TOKEN_REFUSED),
    (403, "deactivated", Code.NO_SUCH_CHAT),
    (403, "bot was blocked", Code.BLOCKED),
    (403, "bot can't initiate", Code.BLOCKED),
    (403, "was kicked", Code.BLOCKED),
    (409, "retry key", Code.ALREADY_ACCEPTED),
    (429, "monthly limit", Code.QUOTA_EXHAUSTED),
)
#: What no phrase explains says nothing about the person: it must neither mark them as gone nor count as sent.
#: Telegram answers 404 to a token that is none, LINE 403 and 404 where the account or the address is the wrong one.
_STATUSES: dict[int, Code] = {
    401: Code.UNAUTHORIZED,
    403: Code.UNAUTHORIZED,
    404: Code.UNAUTHORIZED,
    408: Code.UNREACHABLE,
    409: Code.CONFLICT,
    429: Code.RATE_LIMITED,
}


def error_of(status: int | None, said: str | None = "") -> DeliveryError:
    """The error for an HTTP status and the platform's own words; no ``status``: no answer came (timeout, cut line).

    ``said`` is None when the body is not the platform's: a proxy, or another server at that address, has answered.
    Not for success. A channel where a status means something else passes the code itself as ``said``.
    """
    if isinstance(said, Code):
        return ERRORS[said]
    if status is None or said is None:
        return ERRORS[Code.UNREACHABLE]
    words = said.casefold()
    for number, phrase, code in _PHRASES:
        if number == status and phrase in words:
            return ERRORS[code]
    if status >= 500:
        return ERRORS[Code.PLATFORM_DOWN]
    return ERRORS[_STATUSES.get(status, Code.REFUSED)]
