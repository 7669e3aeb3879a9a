"""What answers at a platform's address without being the platform: a proxy, or another server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import Receive, Scope, Send

from bot.drill.serve import serving

PAGE = b"<html><h1>Forbidden</h1> bot was blocked, chat not found, retry key</html>"
#: Statuses and bodies of such answers.
ANSWERS = [
    *((status, PAGE) for status in (200, 204, 302, 400, 403, 404, 409, 413, 429, 502)),
    *((status, b"\xff\xfe\x00") for status in (200, 403)),
    *((status, b'{"status": "blocked"}') for status in (200, 201, 400, 403, 404, 409)),
    *((status, b"[]") for status in (200, 403)),
    (200, b'{"message": 1, "sentMessages": null, "ok": true}'),
    (403, b""),
    (403, b"[" * 100_000),
]


@asynccontextmanager
async def stranger(status: int, body: bytes) -> AsyncIterator[str]:
    """Answers everything this way; its address."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        kind = b"application/json" if body[:1] in b"{[" else b"text/html"
        headers = [(b"content-type", kind)] + ([] if status == 204 else [(b"content-length", b"%d" % len(body))])
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if status == 204 else body})

    async with serving(app, lifespan="off") as url:
        yield url
