"""The ASGI app that faces people: the web page, its messages and events, health."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles

from actions import handover
from actions.agency_links import AgencyLinks
from bot import history as past
from bot import inbox, outbox, outgoing
from bot.agency_pages import AgencyPages
from bot.backstage import Backstage
from bot.channel_routes import add_webhooks, read
from bot.channels import web
from bot.channels.base import BadRequest
from bot.feed import Feed
from bot.messages import Action, Inbound
from bot.replies import LANGUAGE_NAMES
from bot.secure_headers import SecureHeaders
from bot.wording import say
from knowledge.language import FORMS
from records.database import Database

PAGE = Path(__file__).parent / "channels" / "web_page"
COOKIE = "sahayak"
A_YEAR = 365 * 24 * 3600
#: Another process may have written the reply; a connection looks for itself this often.
LOOK_EVERY = 1.0
#: Messages of each side shown again when the page is opened.
HISTORY = 50
PAGE_WORDS = (
    "title", "intro", "conversation", "input", "send", "typing", "you", "assistant", "language", "offline", "refused",
    "retry",
)  # fmt: skip
SECURITY_HEADERS = {
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


@dataclass(frozen=True)
class Parts:
    """What the app stands on, made by bot/app.py or by a test."""

    database: Database
    backstage: Backstage
    feed: Feed
    now: Callable[[], datetime]
    health: Callable[[], dict[str, Any]]
    agency_links: AgencyLinks | None = None  #: without them no agency page is served


def create(parts: Parts) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await parts.backstage.start()
        yield
        await parts.backstage.stop()

    app = FastAPI(title="Sahayak", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.add_middleware(SecureHeaders, headers=SECURITY_HEADERS)
    app.mount("/page", StaticFiles(directory=PAGE), name="page")
    _add_pages(app, parts)
    _add_chat(app, parts)
    if parts.agency_links:
        AgencyPages(parts.database, parts.agency_links, parts.now).add(app)
    add_webhooks(app, parts.backstage.channels, parts.backstage.reception)
    return app


def _add_pages(app: FastAPI, parts: Parts) -> None:
    @app.get("/")
    async def page(request: Request) -> Response:
        response = FileResponse(PAGE / "index.html", headers={"cache-control": "no-cache"})
        if not request.cookies.get(COOKIE):
            token = secrets.token_urlsafe(24)
            response.set_cookie(COOKIE, token, max_age=A_YEAR, httponly=True, samesite="strict")
        return response

    @app.get("/health")
    async def health() -> Response:
        state = parts.health()
        return JSONResponse(state, 200 if state["ok"] else 503)

    @app.get("/words/{form}")
    async def words(form: str) -> dict[str, Any]:
        if form not in FORMS:
            raise HTTPException(404, f"language must be one of {', '.join(FORMS)}")
        labels = {name: say(form, f"web-{name}") for name in PAGE_WORDS}
        return {"form": form, "labels": labels, "languages": LANGUAGE_NAMES}


def _address(request: Request) -> str:
    token = request.cookies.get(COOKIE) or request.headers.get("x-conversation", "")
    if not 16 <= len(token) <= 100:
        raise HTTPException(401, "open the page / first: it gives the conversation its key")
    return token


def _channel(request: Request) -> web.Name:
    return "terminal" if request.headers.get("x-channel") == "terminal" else "web"


def _add_chat(app: FastAPI, parts: Parts) -> None:
    @app.post("/chat/messages", status_code=202)
    async def receive(request: Request) -> dict[str, str]:
        # A cross-site form cannot send this content type without a preflight, which is never granted.
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            raise HTTPException(415, "send content-type: application/json")
        body = await _read(request)
        try:
            message = web.parse(_channel(request), _address(request), body)
        except web.BadMessage as problem:
            raise HTTPException(400, str(problem)) from problem
        _take(parts, message)
        return {"status": "stored"}

    @app.post("/chat/language/{form}", status_code=202)
    async def choose_language(form: str, request: Request) -> dict[str, str]:
        if form not in FORMS:
            raise HTTPException(404, f"language must be one of {', '.join(FORMS)}")
        channel, address = _channel(request), _address(request)
        with parts.database.write() as connection:
            conversation = inbox.conversation_of(connection, channel, address, parts.now())
            action = Action(intent="choose_language", entities={"language": form})
            button = outbox.make_button(connection, conversation, LANGUAGE_NAMES[form], action, parts.now())
        event = f"{address}:language:{secrets.token_hex(8)}"
        _take(parts, Inbound(channel=channel, event_id=event, address=address, kind="button", text=button.token))
        return {"status": "stored"}

    @app.get("/chat/history")
    async def history(request: Request) -> list[dict[str, Any]]:
        """What was said so far, oldest first; ``id`` of a reply is where the event stream goes on."""
        channel, address = _channel(request), _address(request)
        with parts.database.write() as connection:
            conversation = inbox.conversation_of(connection, channel, address, parts.now())
            outgoing.drop_unwanted(connection, conversation)
            said = outbox.after(connection, conversation, 0)[-HISTORY:]
            heard = past.heard(connection, conversation, HISTORY)
        items: list[tuple[datetime, int, dict[str, Any]]]
        items = [(one.received_at, 0, {"who": "you", "text": one.text}) for one in heard]
        items += [(one.created_at, one.id, {"who": "assistant", "id": one.id} | one.reply.to_json()) for one in said]
        return [item for _, _, item in sorted(items, key=lambda entry: entry[:2])]

    @app.get("/chat/events")
    async def events(request: Request, after: int = 0) -> StreamingResponse:
        last = _last_heard(request, after)
        channel, address = _channel(request), _address(request)
        with parts.database.write() as connection:
            conversation = inbox.conversation_of(connection, channel, address, parts.now())
        stream = _stream(parts, conversation, last, request.is_disconnected)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"cache-control": "no-store"})


def _last_heard(request: Request, after: int) -> int:
    """Where a connection goes on; what can be no number of a reply is taken for the beginning."""
    header = request.headers.get("last-event-id", "")
    last = int(header) if header.isdecimal() and len(header) < 19 else after
    return last if 0 <= last < 2**63 else 0


async def _read(request: Request) -> bytes:
    try:
        return await read(request, web.LARGEST_BODY)
    except BadRequest as problem:
        raise HTTPException(problem.status, "the message is too long; send at most a few pages of text") from problem


def _take(parts: Parts, message: Inbound) -> None:
    with parts.database.write() as connection:
        conversation = inbox.accept(connection, message, parts.now())
    if conversation:
        parts.backstage.workers.wake(conversation, burst=message.kind == "text" and message.channel == "web")


def _fetch(parts: Parts, conversation: str, last: int) -> list[outbox.Sent]:
    """What is to be heard now. Somebody may have taken over since it was written."""
    with parts.database.write() as connection:
        outgoing.drop_unwanted(connection, conversation)
        new = outbox.after(connection, conversation, last)
        if new:
            # Before it has gone out: who did not get it asks again from the last number that they have.
            outbox.mark_sent(connection, conversation, new[-1].id)
    return new


async def _stream(parts: Parts, conversation: str, last: int, gone: Callable[[], Any]) -> AsyncIterator[str]:
    """Replies after ``last``, then new ones as they come; a comment line now and then keeps proxies awake."""
    yield "retry: 1000\n\n"
    busy = False
    with parts.feed.listen(conversation) as news:
        while not await gone():
            news.clear()
            with parts.database.read() as connection:
                new = outbox.after(connection, conversation, last)
                is_busy = parts.feed.is_busy(conversation) and not handover.is_owned(connection, conversation)
            for sent in _fetch(parts, conversation, last) if new else ():
                last = sent.id
                yield web.reply_event(sent)
            if is_busy != busy:
                busy = not busy
                yield web.typing_event(busy)
            try:
                await asyncio.wait_for(news.wait(), LOOK_EVERY)
            except TimeoutError:
                yield ": still here\n\n"
