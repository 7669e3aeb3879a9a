"""Asks LINE through its SDK; the only file that knows it. Plain values go in and come out.

The SDK takes two seconds of CPU to load, so it is loaded when a client is opened. Its own time-out is five minutes:
every request here has one of its own.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp

from bot.channels.base import SEND_LIMIT, DeliveryFailed
from bot.errors import Code, error_of

log = logging.getLogger("sahayak.line")
# At lower levels the SDK logs whole answers.
logging.getLogger("linebot").setLevel(logging.WARNING)


class Missing(DeliveryFailed):
    """LINE's own 404: where something is looked up, it was never set up."""


class Client:
    """Every method raises DeliveryFailed, which holds nothing of the request and so no token."""

    def __init__(self, token: str, url: str = "") -> None:
        self._token, self._url = token, url.rstrip("/")

    async def open(self) -> None:
        """Inside the running loop: the SDK's session belongs to it."""
        from linebot.v3 import messaging

        self._sdk = messaging
        # Without a host each request goes to LINE's own: api.line.me, pictures and sound to api-data.line.me.
        configuration = messaging.Configuration(host=self._url or None, access_token=self._token)
        self._client = messaging.AsyncApiClient(configuration)
        self._api = messaging.AsyncMessagingApi(self._client)
        self._blob = messaging.AsyncMessagingApiBlob(self._client)

    async def close(self) -> None:
        await self._client.close()

    # Messages

    async def reply(self, token: str, messages: Sequence[dict[str, Any]]) -> tuple[str, ...]:
        """The ids of the messages."""
        request = self._sdk.ReplyMessageRequest(replyToken=token, messages=self._made(messages))
        return _ids(await self._ask(self._api.reply_message, request))

    async def push(self, to: str, messages: Sequence[dict[str, Any]], retry_key: str) -> tuple[str, ...]:
        request = self._sdk.PushMessageRequest(to=to, messages=self._made(messages))
        return _ids(await self._ask(self._api.push_message, request, x_line_retry_key=retry_key))

    def _made(self, messages: Sequence[dict[str, Any]]) -> list[Any]:
        return [self._sdk.Message.from_dict(message) for message in messages]

    async def show_loading(self, user: str, seconds: int, limit: float) -> None:
        request = self._sdk.ShowLoadingAnimationRequest(chatId=user, loadingSeconds=seconds)
        await self._ask(self._api.show_loading_animation, request, limit=limit)

    async def content(self, message: str) -> bytes:
        """A picture, a voice note, a film or a file that somebody sent, by its message's id."""
        return bytes(await self._ask(self._blob.get_message_content, message))

    # The account

    async def name(self) -> str:
        bot = await self._ask(self._api.get_bot_info)
        return f"{bot.display_name} {bot.basic_id}"

    async def quota(self) -> dict[str, int | None]:
        """Pushes this month; ``limit`` is None when the plan has none. Replies by token are not counted."""
        limit = (await self._ask(self._api.get_message_quota)).value
        used = (await self._ask(self._api.get_message_quota_consumption)).total_usage
        return {"limit": limit, "used": used, "left": None if limit is None else max(limit - used, 0)}

    async def webhook(self) -> tuple[str, bool]:
        """Its address, empty when none is set, and whether the console lets LINE use it."""
        try:
            found = await self._ask(self._api.get_webhook_endpoint)
        except Missing:
            return "", False
        return str(found.endpoint), bool(found.active)

    async def set_webhook(self, address: str) -> None:
        await self._ask(self._api.set_webhook_endpoint, self._sdk.SetWebhookEndpointRequest(endpoint=address))

    async def test_webhook(self) -> tuple[bool, str]:
        """LINE posts to it: whether that went well, and what it says of it."""
        found = await self._ask(self._api.test_webhook_endpoint, self._sdk.TestWebhookEndpointRequest())
        return bool(found.success), f"{found.reason} {found.detail}".strip()

    # Rich menus

    async def aliases(self) -> dict[str, str]:
        """Alias -> id of its menu."""
        found = await self._ask(self._api.get_rich_menu_alias_list)
        return {one.rich_menu_alias_id: one.rich_menu_id for one in found.aliases}

    async def create_menu(self, menu: dict[str, Any], picture: bytes) -> str:
        """Its id; ``picture`` is a PNG."""
        made = await self._ask(self._api.create_rich_menu, self._sdk.RichMenuRequest.from_dict(menu))
        await self._ask(self._blob.set_rich_menu_image, made.rich_menu_id, picture, _headers=_PNG)
        return str(made.rich_menu_id)

    async def set_alias(self, alias: str, menu: str, *, exists: bool) -> None:
        if exists:
            change = self._sdk.UpdateRichMenuAliasRequest(richMenuId=menu)
            await self._ask(self._api.update_rich_menu_alias, alias, change)
        else:
            wish = self._sdk.CreateRichMenuAliasRequest(richMenuAliasId=alias, richMenuId=menu)
            await self._ask(self._api.create_rich_menu_alias, wish)

    async def delete_alias(self, alias: str) -> None:
        await self._ask(self._api.delete_rich_menu_alias, alias)

    async def delete_menu(self, menu: str) -> None:
        """One that is gone already is no problem."""
        try:
            await self._ask(self._api.delete_rich_menu, menu)
        except Missing:
            return

    async def show_to_everybody(self, menu: str) -> None:
        await self._ask(self._api.set_default_rich_menu, menu)

    async def link_menu(self, user: str, menu: str) -> None:
        await self._ask(self._api.link_rich_menu_id_to_user, user, menu)

    async def _ask(
        self, call: Callable[..., Awaitable[Any]], *arguments: Any, limit: float = SEND_LIMIT, **named: Any
    ) -> Any:
        try:
            return await call(*arguments, _request_timeout=limit, **named)
        except self._sdk.ApiException as problem:
            raise _failure(problem) from None
        except (TimeoutError, aiohttp.ClientError, OSError):
            raise DeliveryFailed(error_of(None)) from None
        except Exception as problem:
            # The SDK stumbles in many ways over what is not LINE's answer. Its texts may hold what was sent.
            log.warning(
                "an answer that is not LINE's: %s; check SAHAYAK_LINE_URL and the proxy", type(problem).__name__
            )
            raise DeliveryFailed(error_of(None)) from None


_PNG = {"Content-Type": "image/png"}


def _ids(answer: Any) -> tuple[str, ...]:
    if answer is None:  # a status without a meaning at LINE, such as 204
        raise DeliveryFailed(error_of(None))
    return tuple(str(sent.id) for sent in answer.sent_messages)


def _failure(problem: Any) -> DeliveryFailed:
    """What LINE's answer means; its words are those of the Messaging API reference."""
    said = _said(problem.body)
    if problem.status == 400 and said and "'to'" in said:
        said = Code.NO_SUCH_CHAT
    waits = str((problem.headers or {}).get("Retry-After", ""))
    kind = Missing if problem.status == 404 and said is not None else DeliveryFailed
    return kind(error_of(problem.status, said), float(waits) if waits.isdecimal() else None)


def _said(body: Any) -> str | None:
    """None for what is not LINE's {"message": …}: a proxy, or another server at that address, has answered."""
    try:
        content = json.loads(body)
    except (ValueError, TypeError, RecursionError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("message"), str):
        return None
    return str(body)
