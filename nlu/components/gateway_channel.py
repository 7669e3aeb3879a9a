"""The only door into Rasa: a loopback channel for our own gateway.

Text, button intent, language and message id travel in separate fields, so that a typed "/restart" is text.
A message id that the tracker already holds is answered from the record and never steps the dialogue again.
Hazard: a message may come again while its first copy is still being worked on, so both the look and the step
happen under one lock for the conversation.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import os
import weakref
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from nlu.components import vectors

SECRET = "SAHAYAK_DIALOGUE_SECRET"
OnMessage = Callable[[UserMessage], Awaitable[Any]]
#: A message that comes again is the conversation's latest, asked anew a few times at most (bot/gateway.py).
LATEST = 12


def to_rasa_text(body: Dict[str, Any]) -> str:
    """A button's intent as a payload, or whatever was typed with no leading slash left."""
    if body.get("intent"):
        entities = body.get("entities")
        return f"/{body['intent']}" + (json.dumps(entities) if entities else "")
    return (body.get("text") or "").lstrip("/ \t\n").strip() or "?"


def recorded_replies(tracker: Optional[DialogueStateTracker], message_id: str) -> Optional[List[Dict[str, Any]]]:
    """What was replied to this message id, or None when the tracker never saw it."""
    replies: Optional[List[Dict[str, Any]]] = None
    for event in tracker.events if tracker else ():
        if isinstance(event, UserUttered):
            if replies is not None:
                break
            if event.message_id == message_id:
                replies = []
        elif replies is not None and isinstance(event, BotUttered):
            replies.append({"custom": (event.data or {}).get("custom"), "text": event.text})
    return replies


def may_hold(store: TrackerStore, sender: str, message_id: str) -> bool:
    """Whether the tracker may hold this message id; spares loading it, most of all a long one."""
    store = getattr(store, "_tracker_store", store)  # inside Rasa's wrapper for a store that fails
    if not isinstance(store, SQLTrackerStore):
        return True
    event = store.SQLEvent
    with store.session_scope() as session:
        mine = session.query(event.data).filter(event.sender_id == sender, event.type_name == UserUttered.type_name)
        latest = mine.order_by(event.id.desc()).limit(LATEST).all()
    return any(json.loads(row.data).get("message_id") == message_id for row in latest)


async def _recorded(store: TrackerStore, sender: str, message_id: str) -> Optional[List[Dict[str, Any]]]:
    if not may_hold(store, sender, message_id):
        return None
    return recorded_replies(await store.retrieve(sender), message_id)


class GatewayInput(InputChannel):
    @classmethod
    def name(cls) -> str:
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> GatewayInput:
        secret = os.environ.get(SECRET)
        if not secret:
            raise ValueError(f"{SECRET} is not set; start the dialogue process with: make run")
        return cls(secret)

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        hook = Blueprint("gateway_webhook")

        @hook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            # Rasa serves on without a model when it could not load one, and answers every message with nothing.
            if not request.app.ctx.agent.is_ready():
                return response.json({"status": "the model could not be loaded; see this log, then: make train"}, 503)
            return response.json({"status": "ok"})

        @hook.route("/message", methods=["POST"])
        async def message(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("x-dialogue-secret", ""), self._secret):
                return response.json({"error": "forbidden"}, 403)
            body = request.json
            vectors.take(body.get("vector"))
            async with self._locks.setdefault(body["sender"], asyncio.Lock()):
                replies = await _recorded(request.app.ctx.agent.tracker_store, body["sender"], body["message_id"])
                if replies is None:
                    replies = await self._converse(on_new_message, body)
            return response.json({"replies": replies})

        return hook

    async def _converse(self, on_new_message: OnMessage, body: Dict[str, Any]) -> List[Dict[str, Any]]:
        out = CollectingOutputChannel()
        await on_new_message(
            UserMessage(
                to_rasa_text(body),
                out,
                body["sender"],
                input_channel=self.name(),
                message_id=body["message_id"],
                metadata=body.get("metadata") or {},
            )
        )
        return [{"custom": sent.get("custom"), "text": sent.get("text")} for sent in out.messages]
