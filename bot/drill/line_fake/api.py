"""The platform's HTTP side: what the assistant calls."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.drill.line_fake import limits
from bot.drill.line_fake.faults import Faults
from bot.drill.line_fake.platform import Answer, Platform, refusal

Handler = Callable[[Request, Any], Answer | Response]


def create(platform: Platform, faults: Faults | None = None) -> Starlette:
    """Answers under the same paths as api.line.me and api-data.line.me."""
    from bot.drill.line_fake import menu_routes, webhook_routes

    made = faults or Faults()
    table = _routes(platform) + menu_routes.routes(platform)
    routes = [_Endpoint(platform, made, name, path, method, handler) for name, path, method, handler in table]
    return Starlette(routes=[one.route() for one in routes] + webhook_routes.routes(platform))


def _routes(platform: Platform) -> list[tuple[str, str, str, Handler]]:
    bot = "/v2/bot"
    return [
        ("reply", f"{bot}/message/reply", "POST", lambda request, body: _reply(platform, request, body)),
        ("push", f"{bot}/message/push", "POST", lambda r, body: platform.push(body, r.headers.get("x-line-retry-key"))),
        ("validate", f"{bot}/message/validate/push", "POST", lambda _, body: _validate(body)),
        ("validate", f"{bot}/message/validate/reply", "POST", lambda _, body: _validate(body)),
        ("loading", f"{bot}/chat/loading/start", "POST", lambda _, body: platform.load(body)),
        ("profile", f"{bot}/profile/{{user}}", "GET", lambda r, _: platform.profile(r.path_params["user"])),
        ("content", f"{bot}/message/{{message}}/content", "GET", lambda r, _: _content(platform, r)),
        ("quota", f"{bot}/message/quota", "GET", lambda *_: platform.month()[0]),
        ("consumption", f"{bot}/message/quota/consumption", "GET", lambda *_: platform.month()[1]),
        ("info", f"{bot}/info", "GET", lambda *_: Answer(body=_INFO)),
    ]


_INFO = {
    "userId": "U" + "f" * 32,
    "basicId": "@000sahay",
    "displayName": "Sahayak",
    "chatMode": "bot",
    "markAsReadMode": "manual",
}


def _reply(platform: Platform, request: Request, body: Any) -> Answer:
    if "x-line-retry-key" in request.headers:
        return refusal(400, "The 'X-Line-Retry-Key' header is not supported by this endpoint")
    return platform.reply(body)


def _validate(body: Any) -> Answer:
    wrong = limits.problems(body.get("messages"))
    return refusal(400, f"The request body has {len(wrong)} error(s)", wrong) if wrong else Answer()


def _content(platform: Platform, request: Request) -> Answer | Response:
    found = platform.content.get(request.path_params["message"])
    return Response(found[1], media_type=found[0]) if found else refusal(404, "Not found")


class _Endpoint:
    """One path: who asks, what goes wrong today, and only then what was asked."""

    def __init__(self, platform: Platform, faults: Faults, name: str, path: str, method: str, handler: Handler) -> None:
        self._platform, self._faults, self._handler = platform, faults, handler
        self._name, self._path, self._method = name, path, method

    def route(self) -> Route:
        # A class instance is an ASGI app to Starlette: it may leave a request without an answer.
        return Route(self._path, self, methods=[self._method])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        await asyncio.sleep(self._faults.pause())
        fault = self._faults.next(self._name)
        if fault == "hang":
            await _until_gone(receive)
            return
        if fault in (None, "500-after", "drop-after"):
            response = self._answer(request, body)
        if fault in ("drop", "drop-after"):
            await _drop(receive)
            return
        if fault == "429":
            response = _as_response(refusal(429, "The API rate limit has been exceeded. Try again later."))
        elif fault in ("500", "500-after"):
            response = _as_response(refusal(500, "Internal server error"))
        with contextlib.suppress(OSError):
            await response(scope, receive, send)

    def _answer(self, request: Request, body: bytes) -> Response:
        if request.headers.get("authorization") != f"Bearer {self._platform.token}":
            return _as_response(refusal(401, "Authentication failed. Confirm that the access token is valid."))
        parsed: Any = body
        if "json" in request.headers.get("content-type", "") and self._method in ("POST", "PUT"):
            try:
                parsed = json.loads(body or b"{}")
            except ValueError:
                parsed = None
            if not isinstance(parsed, dict):
                return _as_response(refusal(400, "The request body could not be parsed as JSON"))
        answer = self._handler(request, parsed)
        return answer if isinstance(answer, Response) else _as_response(answer)


def _as_response(answer: Answer) -> Response:
    return JSONResponse(dict(answer.body), answer.status, dict(answer.headers))


async def _drop(receive: Receive) -> None:
    """Cut the connection without an answer: uvicorn's ``receive`` belongs to the cycle that holds it."""
    cycle: Any = receive
    while not hasattr(cycle, "transport"):
        cycle = getattr(cycle, "__self__", None) or cycle.__wrapped__
    cycle.transport.abort()
    await _until_gone(receive)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
