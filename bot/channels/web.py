"""The web page and the terminal: JSON in, server-sent events out.

A message in:    {"event_id": "…", "text": "…"}  or  {"event_id": "…", "button": "<token>"}
A reply out:     id: 17 / event: reply / data: {"text": …, "language": …, "buttons": [{label, token}], "interim": false}
"""

from __future__ import annotations

import json
from typing import Any, Literal

from bot.messages import Inbound
from bot.outbox import Sent

#: Characters of one message's JSON; a text of 10,000 Thai characters fits.
LARGEST_BODY = 200_000
#: With the address in front it must fit records.tables.inbound.event_id.
LONGEST_EVENT_ID = 80

Name = Literal["web", "terminal"]


class BadMessage(ValueError):
    """The request is not a message; the text says what one looks like."""


def parse(channel: Name, address: str, body: bytes) -> Inbound:
    """Raises BadMessage."""
    try:
        content: Any = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise BadMessage('send JSON such as {"event_id": "1", "text": "hello"}') from problem
    event = content.get("event_id") if isinstance(content, dict) else None
    # Printable: no database takes NUL or lone surrogates.
    if not isinstance(event, str) or not 1 <= len(event) <= LONGEST_EVENT_ID or not event.isprintable():
        raise BadMessage(f"event_id must be a text of 1 to {LONGEST_EVENT_ID} characters, new for each message")
    button, text = content.get("button"), content.get("text")
    if isinstance(button, str):
        return _inbound(channel, address, event, "button", button[:100])
    if not isinstance(text, str):
        raise BadMessage("text must be a text")
    return _inbound(channel, address, event, "text", text)


def _inbound(channel: str, address: str, event: str, kind: Literal["text", "button"], text: str) -> Inbound:
    # Event ids are the browser's own: only together with its address are they unique.
    return Inbound(channel=channel, event_id=f"{address}:{event}", address=address, kind=kind, text=text)


def reply_event(sent: Sent) -> str:
    body = json.dumps(sent.reply.to_json(), ensure_ascii=False)
    return f"id: {sent.id}\nevent: reply\ndata: {body}\n\n"


def typing_event(busy: bool) -> str:
    return f"event: typing\ndata: {json.dumps(busy)}\n\n"
