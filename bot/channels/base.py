"""The contract of a channel: one module that only parses and sends.

Coming in. ``bot/channel_routes.py`` serves ``POST /webhooks/<name>`` for every channel with ``webhook = True``: it
reads at most ``largest_body`` bytes, calls ``parse`` with lower-case header names and the raw body, stores every
message of it in one transaction, and answers 200 only then; ``BadRequest`` becomes its status and sentence. A channel
without webhook fetches in ``run`` and hands what it parsed to ``take``, which returns when it is stored: only then
confirm to the platform. Stored messages are told to ``taken`` (answer the callback query, show "typing"). Kind
"inline" may stand among them; it is never stored and goes to ``answer_inline``.

Going out. ``bot/delivery.py`` sends each conversation's rows in order, one ``send`` at a time for a conversation, with
the channel's ``pacing``; texts were cut to ``limits`` when they were queued (``bot/render.py``), so each reply of a
delivery is one message of the platform. ``send`` returns when the platform has accepted, or raises ``DeliveryFailed``
with ``errors.error_of(status, the platform's words)``; it never retries, sleeps or paces by itself and sets a time-out
of ``SEND_LIMIT`` seconds. What it raises besides counts as ``broken`` and is logged.

A channel keeps no state of people. It is made once per process by ``from_settings(settings, host)`` of its module (None
when its token is not set), which is named in ``bot/channels/registry.py``; ``open`` runs inside the event loop before
anything else, ``close`` at the end. Secrets never stand in an exception's text, a log line or a repr.
"""

# ruff: noqa: B027 - a channel that has nothing to open, close or run says nothing about it
from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from actions.answer import Answerer
from bot.errors import DeliveryError
from bot.messages import Inbound, Reply
from records.database import Database

#: Seconds until an unanswered request to a platform counts as unreachable.
SEND_LIMIT = 10.0
_KEYS = uuid.UUID("5ab0f1de-9f0a-5a56-8d5c-0a4e2f6f7a11")


class BadRequest(ValueError):
    """The request is not the platform's, or not what it claims: 400, 401, 403, 413 or 415, never 5xx.

    ``sentence`` says what is wrong and what was expected; it holds nothing of the request.
    """

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Of one message's text, counted in UTF-16 code units: Telegram 4096 (after parsing HTML), LINE 5000."""

    text: int
    #: Replies of one conversation that one ``send`` may carry (LINE 5: one reply token, one push for all of them).
    batch: int = 1
    buttons: int = 100  #: more are left out, the last ones first
    #: "One moment" as a message of its own; False where ``taken`` shows an indicator and a message costs money.
    interim: bool = True
    reply_tokens: bool = False  #: what came in may carry one (Inbound.reply_token)
    papers: bool = False  #: the channel itself keeps and acknowledges the documents of admins


#: Of every channel that is pushed to, by name; a channel's own ``limits`` are these.
LIMITS: dict[str, Limits] = {
    # Bot API, sendMessage and InlineKeyboardMarkup.
    "telegram": Limits(text=4096, buttons=100, papers=True),
    # Messaging API reference: text 5000, 5 messages a request, 13 quick replies. A push costs quota, an indicator none.
    "line": Limits(text=5000, batch=5, buttons=13, interim=False, reply_tokens=True),
    # A letter is one message, however long.
    "email": Limits(text=1_000_000, buttons=0, interim=False),
}
#: Fits every channel's text.
SHORT = 1000


@dataclass(frozen=True, kw_only=True)
class Pacing:
    """How fast one process may send."""

    per_chat: float = 0.0  #: seconds between two messages to one chat (Telegram 1.0)
    per_second: float = 0.0  #: messages a second over all chats (Telegram 30); 0: no limit
    at_once: int = 8  #: requests open side by side


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What is to be sent now, to one address."""

    id: str  #: of this delivery, the same at every retry; at most 80 characters
    address: str
    replies: tuple[Reply, ...]  #: 1 to ``limits.batch``
    #: From an unused token of the turn, at most 50 s old; None: push. An earlier try with it may have been accepted:
    #: just send again, the sender knows what a refused token then means.
    reply_token: str | None = None

    @property
    def retry_key(self) -> str:
        """For X-Line-Retry-Key, from the first try: the same UUID whenever this delivery is sent."""
        return str(uuid.uuid5(_KEYS, self.id))


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """Accepted by the platform; its message ids, empty where it gives none."""

    platform_ids: tuple[str, ...] = ()


class DeliveryFailed(Exception):
    """Nothing was accepted, or it is not known whether; ``retry_after``: seconds the platform asked for."""

    def __init__(self, error: DeliveryError, retry_after: float | None = None) -> None:
        super().__init__(error.code)
        self.error, self.retry_after = error, retry_after


@dataclass(frozen=True, kw_only=True)
class Host:
    """What the app lends to a channel; None where only the platform is asked (command line)."""

    database: Database
    answerer: Callable[[], Answerer]  #: of the live bundle
    now: Callable[[], datetime]


#: Stores messages, in one transaction; returns when they are on disk. Raises when they are not: do not confirm then.
Take = Callable[[Sequence[Inbound]], Awaitable[None]]


class Channel(ABC):
    """Subclass it: everything but ``name``, ``limits``, ``parse`` and ``send`` has a default."""

    name: str  #: at most 20 letters; the channel of Inbound and of conversations
    limits: Limits
    pacing: Pacing = Pacing()
    webhook: bool = True
    largest_body: int = 1_000_000
    #: Short texts that follow each other within settings.burst_pause are one turn.
    bursts: bool = True

    @abstractmethod
    def parse(self, headers: Mapping[str, str], body: bytes) -> list[Inbound]:
        """Raises BadRequest. Verifies the signature or secret over the raw body first, in constant time.

        Events that no person sent, and events of kinds unknown that name no chat, are left out; an empty list is a
        good answer. Never raises anything else, whatever the bytes are.
        """

    @abstractmethod
    async def send(self, delivery: Delivery) -> Delivered:
        """Raises DeliveryFailed."""

    async def open(self) -> None:
        """Make clients here: inside the running loop, one per process."""

    async def close(self) -> None:
        """Close them."""

    async def run(self, take: Take) -> None:
        """In the background until cancelled: polling, watchdogs. Started again with a pause when it raises."""

    async def taken(self, message: Inbound) -> None:
        """After a message was stored: best effort, lost without harm; what it raises is logged."""

    async def answer_inline(self, message: Inbound) -> None:
        """Answer an inline query at once; lost without harm when the process dies."""
        return

    async def status(self) -> dict[str, Any]:
        """For `sahayak channels status`: asks the platform (webhook, pending updates, quota). Raises DeliveryFailed."""
        return {}
