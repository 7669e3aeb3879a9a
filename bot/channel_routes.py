"""Webhooks of the channels: read, parse, store, and only then say 200."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import sqlalchemy as sa
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from bot.channels.base import BadRequest, Channel
from bot.reception import Reception

log = logging.getLogger("sahayak.webhooks")


def add_webhooks(app: FastAPI, channels: Mapping[str, Channel], reception: Reception) -> None:
    """``POST /webhooks/<name>`` for every channel that is posted to."""
    for channel in channels.values():
        if channel.webhook:
            _add(app, channel, reception)


def _add(app: FastAPI, channel: Channel, reception: Reception) -> None:
    @app.post(f"/webhooks/{channel.name}", name=f"webhook_{channel.name}")
    async def receive(request: Request) -> Response:
        try:
            body = await read(request, channel.largest_body)
            messages = channel.parse(dict(request.headers), body)
        except BadRequest as problem:
            return _say(problem.status, problem.sentence)
        try:
            await reception.take(channel, messages)
        except sa.exc.SQLAlchemyError as problem:
            # Only what kind: the text holds what people wrote. The platform sends it again.
            log.error("a webhook of %s could not be stored: %s", channel.name, type(problem).__name__)
            return _say(503, "the message could not be stored; send it again later")
        return JSONResponse({})


async def read(request: Request, limit: int) -> bytes:
    """Raises BadRequest."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BadRequest(413, f"the request is longer than {limit} bytes")
    return bytes(body)


def _say(status: int, sentence: str) -> Response:
    return JSONResponse({"detail": sentence}, status)
