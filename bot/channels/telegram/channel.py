"""The channel itself: update in, message out, and what Telegram wants to hear besides."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from telegram import InlineQueryResultArticle, LinkPreviewOptions
from telegram.constants import ChatAction, ParseMode

from bot import secrets_in_logs
from bot.arrivals import COMMANDS
from bot.channels.base import LIMITS, BadRequest, Channel, Delivered, Delivery, Host, Pacing, Take
from bot.channels.telegram import inline
from bot.channels.telegram.api import Api, Refused, call
from bot.channels.telegram.messages import html_of, markup_of
from bot.channels.telegram.papers import Papers
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.updates import NAME, Reader
from bot.messages import Inbound, Reply
from bot.roles import role_of
from bot.settings import Settings, SettingsError
from bot.wording import say
from records.tables import conversations

log = logging.getLogger("sahayak.telegram")

SECRET_HEADER = "x-telegram-bot-api-secret-token"
_TOKEN = re.compile(r"(\d+):[\w-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
#: Kinds after which an answer is being prepared.
ANSWERED = {"text", "button", "command", "voice", "image", "document", "location", "contact"}
#: Seconds between two answers to one group, which allows twenty messages a minute; groups remembered.
GROUP_PAUSE, MOST_GROUPS = 60.0, 1_000
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def make(settings: Settings, host: Host | None) -> Telegram:
    """Raises SettingsError."""
    token, secret = settings.telegram_token, settings.telegram_secret
    secrets_in_logs.hide(token, secret)
    found = _TOKEN.fullmatch(token)
    if not found:
        raise SettingsError("SAHAYAK_TELEGRAM_TOKEN is not what @BotFather gives: digits, a colon, letters")
    if settings.telegram_webhook and not _SECRET.fullmatch(secret):
        raise SettingsError(
            "SAHAYAK_TELEGRAM_SECRET is needed with a webhook: 16 to 256 of A-Z a-z 0-9 _ -; "
            "make one with: openssl rand -hex 24"
        )
    used = secret if settings.telegram_webhook else ""
    return Telegram(token, settings.telegram_url, used, host, settings.data / "papers")


class Telegram(Channel):
    """``secret``: of the webhook; without one updates are fetched. ``papers``: folder for what admins send."""

    name = NAME
    limits = LIMITS[NAME]
    pacing = Pacing(per_chat=1.0, per_second=30.0)

    def __init__(self, token: str, url: str, secret: str, host: Host | None, papers: Path | None = None) -> None:
        self._token, self._url, self._secret, self._host = token, url, secret, host
        self.webhook = bool(secret)
        self.reader = Reader(bot_id=token.partition(":")[0], commands=frozenset(COMMANDS))
        self._api: Api | None = None
        self._name = ""
        self._pointed: dict[str, float] = {}  #: group -> when it was told where to write
        self._papers = Papers(host, papers, lambda: self.api) if host and papers else None

    @property
    def api(self) -> Api:
        assert self._api, "open() first"
        return self._api

    async def open(self) -> None:
        self._api = Api(self._token, self._url)

    async def close(self) -> None:
        if self._api:
            await self._api.close()

    def parse(self, headers: Mapping[str, str], body: bytes) -> list[Inbound]:
        given = headers.get(SECRET_HEADER, "")
        if not self._secret or not hmac.compare_digest(_bytes(given), _bytes(self._secret)):
            raise BadRequest(401, "the webhook's secret was expected in X-Telegram-Bot-Api-Secret-Token")
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError) as problem:
            raise BadRequest(400, "JSON was expected") from problem
        return self.reader.read(raw)

    async def run(self, take: Take) -> None:
        async with asyncio.TaskGroup() as together:
            if self._papers:
                together.create_task(self._papers.run())
            if not self.webhook:
                together.create_task(Poller(self.api, self.reader).run(take))

    async def send(self, delivery: Delivery) -> Delivered:
        (reply,) = delivery.replies
        try:
            return await self._send(delivery.address, reply, html_of(reply), ParseMode.HTML)
        except Refused as problem:
            if "parse entities" not in problem.said:
                raise
        log.warning("Telegram could not read our HTML; the plain text is sent instead")
        return await self._send(delivery.address, reply, reply.text, None)

    async def _send(self, address: str, reply: Reply, text: str, mode: str | None) -> Delivered:
        sent = await call(
            self.api.bot.send_message(
                int(address), text, parse_mode=mode, reply_markup=markup_of(reply), link_preview_options=NO_PREVIEW
            )
        )
        return Delivered(platform_ids=(str(sent.message_id),))

    async def taken(self, message: Inbound) -> None:
        if message.kind == "document" and self._papers:
            self._papers.wake()
        if message.kind == "button":
            # Else the button goes on blinking.
            await call(self.api.bot.answer_callback_query(message.data["callback"]))
        if message.kind in ANSWERED:
            await call(self.api.bot.send_chat_action(int(message.address), ChatAction.TYPING))

    async def answer_inline(self, message: Inbound) -> None:
        form = inline.form_of(message.language, self._form(message.address), message.text)
        if "group" in message.data:
            await self._point_to_private(message, form)
            return
        found, button = self._offer(message, form)
        await call(
            self.api.bot.answer_inline_query(
                message.data["query"], found, cache_time=inline.CACHE, is_personal=True, button=button
            )
        )

    async def _point_to_private(self, message: Inbound, form: str) -> None:
        """Not by way of the outbox: a group has no conversation, and what is lost here is asked for again."""
        if (to := message.data.get("to")) and to.casefold() != (await self._own_name()).casefold():
            return
        now = time.monotonic()
        if now - self._pointed.get(message.address, -GROUP_PAUSE) < GROUP_PAUSE:
            return
        if len(self._pointed) >= MOST_GROUPS:
            self._pointed.clear()
        self._pointed[message.address] = now
        await call(self.api.bot.send_message(int(message.address), say(form, "telegram-group")))

    async def _own_name(self) -> str:
        if not self._name:
            self._name = (await call(self.api.bot.get_me())).username or ""
        return self._name

    def _offer(self, message: Inbound, form: str) -> tuple[list[InlineQueryResultArticle], Any]:
        """Cards for those who help others with them; everybody else is better served in the private chat."""
        if self._host is None or role_of(self._host.database, NAME, message.address) is None:
            return [], inline.hint(form, "telegram-inline-hint")
        found = inline.cards(self._host.answerer(), message.text, form)
        return found, None if found else inline.hint(form, "telegram-inline-none")

    def _form(self, address: str) -> str | None:
        """The form of the private conversation, where there is one."""
        if self._host is None:
            return None
        with self._host.database.read() as connection:
            return connection.scalar(
                sa.select(conversations.c.language).where(
                    conversations.c.channel == NAME, conversations.c.address == address
                )
            )

    async def status(self) -> dict[str, Any]:
        """``cure``: what to do where the platform and our settings disagree."""
        hook = await call(self.api.bot.get_webhook_info())
        state = {
            "webhook": hook.url or None,
            "pending": hook.pending_update_count,
            "last_error": hook.last_error_message,
            "last_error_at": hook.last_error_date.isoformat() if hook.last_error_date else None,
        }
        agreed = bool(hook.url) == self.webhook
        return state | ({} if agreed else {"cure": "Telegram was told another way to us: sahayak telegram set-up"})


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
