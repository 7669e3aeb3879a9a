"""A stand-in for Telegram's Bot API on loopback, with the people who use it and what can go wrong.

    fake = FakeTelegram()
    async with fake.serve() as url:        # http://127.0.0.1:…; give {url}/bot and {url}/file/bot to the bot
        meena = fake.phone(language="gu")
        meena.say("/start")
        (line,) = await meena.hear()

In the same process as the test or the drill, so that nothing but the bot's own traffic goes over HTTP.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.drill.serve import serving
from bot.drill.telegram_fake import asking, sending
from bot.drill.telegram_fake.faults import CallFault, Faults
from bot.drill.telegram_fake.fields import Fields, read
from bot.drill.telegram_fake.phone import Phone
from bot.drill.telegram_fake.refusals import CONFLICT_WEBHOOK, Refused, too_many
from bot.drill.telegram_fake.updates import Queue
from bot.drill.telegram_fake.webhook import Webhook
from bot.drill.telegram_fake.world import Chat, Person, World

TOKEN = "123456:TEST-not-a-secret"
Method = Callable[[World, Fields], Any]
METHODS: dict[str, Method] = {
    "getMe": asking.get_me,
    "getChat": asking.get_chat,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendVoice": sending.send_voice,
    "sendMediaGroup": sending.send_media_group,
    "sendLocation": sending.send_location,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "deleteMessage": sending.delete_message,
    "answerCallbackQuery": asking.answer_callback_query,
    "answerInlineQuery": asking.answer_inline_query,
    "getFile": asking.get_file,
    "setMyCommands": asking.set_my_commands,
    "getMyCommands": asking.get_my_commands,
    "deleteMyCommands": asking.delete_my_commands,
    "setMyDescription": asking.set_text,
    "setMyShortDescription": asking.set_text,
    "setMyName": asking.set_text,
    "setChatMenuButton": asking.nothing_to_do,
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of the bot, as it came; ``status`` 0: the connection was dropped."""

    method: str
    values: dict[str, Any]  #: empty when the caller died before it had said all
    at: float
    status: int
    fault: str = ""
    done: bool = False

    @property
    def unheard(self) -> bool:
        """It was done, and the caller cannot know."""
        return self.done and not self.status


class Dropped(Exception):
    """The connection ends here, without an answer."""


class _Cut(Response):
    """A response that is begun and not ended makes the server close the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
        raise ConnectionAbortedError("dropped on demand")


class FakeTelegram:
    """One bot, its people, and ``faults``. ``calls`` holds everything the bot asked for."""

    def __init__(
        self,
        token: str = TOKEN,
        username: str = "sahayak_test_bot",
        faults: Faults | None = None,
        now: Callable[[], float] = time.time,
        **webhook: Any,
    ) -> None:
        self.token, self.faults = token, faults or Faults()
        self.world = World(now=now, username=username)
        self.queue = Queue(now, self.faults)
        self.webhook = Webhook(self.queue, self.faults, now, **webhook)
        self.calls: list[Call] = []
        self._people = itertools.count(1001)
        self._groups = itertools.count(1)
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._download),
            ]
        )

    def phone(self, name: str = "Meena", language: str | None = None) -> Phone:
        """A new person who has never written."""
        return Phone(self, Person(id=next(self._people), name=name, language=language))

    def group(self, title: str = "Weavers") -> Chat:
        chat = Chat(id=-next(self._groups), type="group", name=title)
        return self.world.chats.setdefault(chat.id, chat)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    # --- the HTTP side --------------------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (_Cut() if self.faults.away else self.app)(scope, receive, send)

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"]
        fault = self.faults.of_call(method)
        values: dict[str, Any] = {}
        status, done = 0, False
        try:
            if request.path_params["token"] != self.token:
                raise Refused(401, "Unauthorized")
            fields = await read(request)
            values = fields.values
            await self._before(fault)
            result = await self._answer(method, fields)
            done = True
            if fault and fault.kind == "drop_after":
                raise Dropped
            status = 200
            return JSONResponse({"ok": True, "result": result})
        except Dropped:
            return _Cut()
        except Refused as no:
            status = no.code
            return JSONResponse(no.body(), no.code)
        finally:
            kind = fault.kind if fault else ""
            at = self.world.now()
            self.calls.append(Call(method=method, values=values, at=at, status=status, fault=kind, done=done))

    async def _before(self, fault: CallFault | None) -> None:
        if fault is None or fault.kind == "drop_after":
            return
        if fault.kind == "too_many":
            raise too_many(max(1, int(fault.seconds)))
        if fault.kind == "server_error":
            raise Refused(fault.status, "Bad Gateway" if fault.status == 502 else "Internal Server Error")
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
        raise Dropped

    async def _answer(self, method: str, fields: Fields) -> Any:
        if method == "getUpdates":
            if self.webhook.hook:
                raise Refused(*CONFLICT_WEBHOOK)
            self.queue.allow(fields.nested("allowed_updates"))
            return await self.queue.poll(
                fields.number("offset", 0), fields.number("limit", 100), fields.number("timeout", 0)
            )
        if method == "setWebhook":
            return await self.webhook.set(fields)
        if method == "deleteWebhook":
            return await self.webhook.delete(fields)
        if method == "getWebhookInfo":
            return self.webhook.info()
        if method not in METHODS:
            raise Refused(404, "Not Found: method not found")
        return METHODS[method](self.world, fields)

    async def _download(self, request: Request) -> Response:
        stored = self.world.files.get(request.path_params["path"].removeprefix("documents/"))
        if request.path_params["token"] != self.token or stored is None:
            return JSONResponse(Refused(404, "Not Found").body(), 404)
        return Response(stored.data, media_type=stored.mime or "application/octet-stream")

    @asynccontextmanager
    async def serve(self, port: int = 0) -> AsyncIterator[str]:
        """Listen on loopback for as long as the block lasts; the address without a path."""
        async with serving(self, port) as address:
            try:
                yield address
            finally:
                await self.webhook.close()
                await self.queue.close()
