"""LINE: signed webhooks in, messages out by reply token or push.

A reply token answers free of charge, once, within a minute; a push counts against the month's quota and carries
X-Line-Retry-Key, so that LINE takes it once however often it is sent.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot import secrets_in_logs
from bot.channels.base import LIMITS, BadRequest, Channel, Delivered, Delivery, DeliveryFailed, Host, Pacing, Take
from bot.channels.line_cards import messages_of
from bot.channels.line_client import Client
from bot.channels.line_events import NAME, inbound_of
from bot.channels.line_menus import menus_of
from bot.errors import Code
from bot.messages import Inbound
from bot.settings import Settings, SettingsError

log = logging.getLogger("sahayak.line")

#: Seconds, a multiple of five, that the three dots are shown; LINE takes them away when a message comes.
LOADING = 20
LOADING_LIMIT = 3.0
#: Seconds between two looks at the month's quota and the menus.
WATCH_EVERY = 600.0
#: Share of the month's pushes from which the operator is warned.
NEARLY_USED = 0.9
#: Past this many people their menus are linked again, which changes nothing.
MOST_LINKED = 10_000


def from_settings(settings: Settings, host: Host | None) -> Line | None:
    """Raises SettingsError when half of what LINE gives is missing."""
    given = {"SAHAYAK_LINE_SECRET": settings.line_secret, "SAHAYAK_LINE_TOKEN": settings.line_token}
    missing = [name for name, value in given.items() if not value]
    if len(missing) == len(given):
        return None
    if missing:
        raise SettingsError(f"{missing[0]} is not set: LINE needs both secret and token; its console shows them")
    return Line(settings.line_secret, settings.line_token, settings.line_url, settings.line_language)


class Line(Channel):
    name = NAME
    limits = LIMITS[NAME]
    #: LINE allows 2,000 requests a second to reply and push.
    pacing = Pacing(at_once=16)

    def __init__(self, secret: str, token: str, url: str = "", language: str = "th") -> None:
        secrets_in_logs.hide(secret, token)
        self._secret, self._language = secret.encode(), language
        self.client = Client(token, url)
        self._menus: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        await self.client.open()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.client.close()

    def parse(self, headers: Mapping[str, str], body: bytes) -> list[Inbound]:
        """A body without events is LINE's "Verify" button: good, and empty."""
        # The SDK's validator wants text; the signature is one of bytes, and these are the bytes.
        wanted = base64.b64encode(hmac.digest(self._secret, body, hashlib.sha256))
        given = headers.get("x-line-signature", "").encode("utf-8", "replace")
        if not hmac.compare_digest(wanted, given):
            raise BadRequest(403, "X-Line-Signature does not fit the body: the channel secret here is another one")
        try:
            content: Any = json.loads(body)
        except (ValueError, RecursionError) as problem:
            raise BadRequest(400, "the body is not JSON") from problem
        events = content.get("events") if isinstance(content, dict) else None
        if not isinstance(events, list):
            raise BadRequest(400, 'the body has no list "events"')
        try:
            found = [inbound_of(event, self._language) for event in events]
        except RecursionError as problem:
            raise BadRequest(400, "an event is nested too deeply") from problem
        return [message for message in found if message]

    async def taken(self, message: Inbound) -> None:
        """Three dots, as long as the person looks at the chat."""
        if message.kind != "blocked":
            await self.client.show_loading(message.address, LOADING, LOADING_LIMIT)

    async def send(self, delivery: Delivery) -> Delivered:
        try:
            ids = await self._send(delivery, messages_of(delivery.replies))
        except DeliveryFailed as problem:
            # LINE refused a message as such and took nothing: a card that it dislikes is said in plain words.
            if problem.error.code is not Code.REFUSED or not any(reply.card for reply in delivery.replies):
                raise
            log.error("LINE refused a card of delivery %s; it goes out as text. Please report it.", delivery.id)
            ids = await self._send(delivery, messages_of(delivery.replies, cards=False))
        self._link_menu(delivery.address, delivery.replies[-1].language)
        return Delivered(platform_ids=ids)

    async def _send(self, delivery: Delivery, messages: Sequence[dict[str, Any]]) -> tuple[str, ...]:
        if delivery.reply_token:
            return await self.client.reply(delivery.reply_token, messages)
        try:
            return await self.client.push(delivery.address, messages, delivery.retry_key)
        except DeliveryFailed as problem:
            if problem.error.code is Code.ALREADY_ACCEPTED:
                return ()
            raise

    def _link_menu(self, address: str, form: str) -> None:
        """In the background: a menu that is not there hinders nobody."""
        menu = self._menus.get(form)
        if not menu or self._linked.get(address) == menu:
            return
        if len(self._linked) >= MOST_LINKED:
            self._linked.clear()
        self._linked[address] = menu
        task = asyncio.create_task(self._link(address, menu))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _link(self, address: str, menu: str) -> None:
        try:
            await self.client.link_menu(address, menu)
        except DeliveryFailed as problem:
            self._linked.pop(address, None)
            log.warning("a rich menu was not linked: %s", problem.error.sentence)

    async def run(self, take: Take) -> None:
        """Looks at the menus and the month's quota now and then."""
        while True:
            with contextlib.suppress(DeliveryFailed):
                await self.watch()
            await asyncio.sleep(WATCH_EVERY)

    async def watch(self) -> None:
        """Raises DeliveryFailed."""
        self._menus = await menus_of(self.client)
        quota = await self.client.quota()
        limit, used = quota["limit"], quota["used"] or 0
        if limit is not None and used >= limit * NEARLY_USED:
            log.warning("LINE: %d of this month's %d pushes are used; raise the plan at LINE", used, limit)

    async def status(self) -> dict[str, Any]:
        webhook, used = await self.client.webhook()
        quota = await self.client.quota()
        return {
            "bot": await self.client.name(),
            "webhook": webhook,
            "webhook_used": used,
            "pushes_this_month": quota,
            "menus": sorted(await menus_of(self.client)),
            "cure": _cure(webhook, used, quota["left"]),
        }


def _cure(webhook: str, used: bool, left: int | None) -> str:
    """What the operator should do first; empty when all is well."""
    if not webhook:
        return "LINE has no address to post to: sahayak line set-up https://help.example"
    if not used:
        return 'switch on "Use webhook" in the LINE Developers console, tab "Messaging API"'
    return "this month's pushes are used up; raise the plan at LINE" if left == 0 else ""
