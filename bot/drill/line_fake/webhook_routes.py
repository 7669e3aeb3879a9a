"""Paths with which the assistant's operator sets and tests the webhook."""

from __future__ import annotations

import json
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.drill.line_fake.platform import Platform
from bot.drill.line_fake.sender import Sender

_PATH = "/v2/bot/channel/webhook"


def routes(platform: Platform) -> list[Route]:
    async def endpoint(request: Request) -> Response:
        if not _allowed(platform, request):
            return JSONResponse({"message": "Authentication failed."}, 401)
        if request.method == "PUT":
            url = str((await _body(request)).get("endpoint", ""))
            # LINE takes https alone; an address on this machine stands in for it here.
            if not url.startswith(("https://", "http://127.0.0.1")) or len(url) > 500:
                return JSONResponse({"message": "Invalid webhook endpoint URL"}, 400)
            platform.webhook = url
            return JSONResponse({})
        if not platform.webhook:
            return JSONResponse({"message": "webhook endpoint not found"}, 404)
        return JSONResponse({"endpoint": platform.webhook, "active": platform.webhook_used})

    async def test(request: Request) -> Response:
        if not _allowed(platform, request):
            return JSONResponse({"message": "Authentication failed."}, 401)
        url = str((await _body(request)).get("endpoint") or platform.webhook)
        return JSONResponse(await _try(platform, url))

    return [
        Route(f"{_PATH}/endpoint", endpoint, methods=["GET", "PUT"]),
        Route(f"{_PATH}/test", test, methods=["POST"]),
    ]


def _allowed(platform: Platform, request: Request) -> bool:
    return request.headers.get("authorization") == f"Bearer {platform.token}"


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


async def _try(platform: Platform, url: str) -> dict[str, Any]:
    """What LINE's "Verify" button does: a signed body without events."""
    report: dict[str, Any] = {"timestamp": platform.now().isoformat()}
    async with httpx.AsyncClient(trust_env=False) as client:
        status = await Sender(platform, client, url).post([])
    if status is None:
        return report | {"success": False, "statusCode": 0, "reason": "COULD_NOT_CONNECT", "detail": "no answer"}
    ok = status == 200
    reason = "OK" if ok else "ERROR_STATUS_CODE"
    return report | {"success": ok, "statusCode": status, "reason": reason, "detail": str(status)}
