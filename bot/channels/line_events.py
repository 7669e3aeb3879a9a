"""LINE's webhook events -> Inbound. Reads the few fields it needs and survives any others.

The SDK's event classes are not used here: they refuse an event whose fields they do not know, and a person's message
must not be lost because LINE added a field.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.inbox import clean
from bot.messages import Inbound, Kind

NAME = "line"
#: Buttons of the rich menu send this and the name of a command; a button's token holds no colon.
MENU = "menu:"
LONGEST_ID = 200

Event = Mapping[str, Any]


def inbound_of(event: Any, language: str) -> Inbound | None:
    """What a person did, or None: groups, other bots' turns, and events that ask for no answer.

    ``language``: the hint for people of whom nothing is known yet.
    """
    if not isinstance(event, dict) or event.get("mode") == "standby":
        return None
    source = event.get("source")
    # In a group everybody would read one person's affairs; only chats of one person are answered.
    if not isinstance(source, dict) or source.get("type") != "user" or not _is_id(source.get("userId")):
        return None
    read = _read(event)
    if read is None:
        return None
    kind, text, data = read
    return Inbound(
        channel=NAME,
        event_id=_event_id(event),
        address=source["userId"],
        kind=kind,
        text=text,
        data=data,
        raw=json.dumps(event),
        reply_token=event["replyToken"] if _is_id(event.get("replyToken")) else "",
        sent_at=_time(event.get("timestamp")),
        language=language,
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= LONGEST_ID and value.isascii() and value.isprintable()


def _event_id(event: Event) -> str:
    """The same at every redelivery, which changes nothing but the delivery context."""
    if _is_id(event.get("webhookEventId")):
        return str(event["webhookEventId"])
    lasting = {name: value for name, value in event.items() if name != "deliveryContext"}
    return "sha256:" + hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def _time(stamp: Any) -> datetime | None:
    """Milliseconds since 1970; None for what is no time of this age."""
    if isinstance(stamp, bool) or not isinstance(stamp, int) or not 0 < stamp < 1 << 42:
        return None
    return datetime.fromtimestamp(stamp / 1000, UTC)


Read = tuple[Kind, str, dict[str, Any]]


def _read(event: Event) -> Read | None:
    kind = event.get("type")
    if kind == "message":
        return _message(event.get("message"))
    if kind == "postback":
        return _postback(event.get("postback"))
    if kind == "follow":
        return "follow", "", {}
    return ("blocked", "", {}) if kind == "unfollow" else None


def _postback(postback: Any) -> Read:
    data = _text(postback, "data")
    if data.startswith(MENU):
        return "command", data, {"name": data.removeprefix(MENU)[:LONGEST_ID], "argument": ""}
    return "button", data[:LONGEST_ID], {}


def _message(message: Any) -> Read:
    """A message of a kind that LINE has yet to invent is "other": somebody sent it and waits for an answer."""
    content: Event = message if isinstance(message, dict) else {}
    number = _text(content, "id")[:LONGEST_ID]
    data: dict[str, Any] = {"message": number} if number else {}
    kind = _text(content, "type")
    if kind == "text":
        return "text", _text(content, "text"), data
    if kind == "location":
        return _location(content, data)
    if kind == "sticker":
        words = content.get("keywords")
        keywords = [str(word) for word in words[:15]] if isinstance(words, list) else []
        return "sticker", "", data | {"keywords": keywords}
    if kind in _FILES:
        return _FILES[kind], "", data | _file(content, number)
    return "other", "", data


_FILES: dict[str, Kind] = {"audio": "voice", "image": "image", "file": "document", "video": "document"}
_MIME = {"audio": "audio/x-m4a", "video": "video/mp4"}


def _file(content: Event, number: str) -> dict[str, Any]:
    """``file`` is the message's id: the content is fetched with it."""
    known: dict[str, Any] = {"file": number, "mime": _MIME.get(_text(content, "type"), "")}
    known["name"] = _text(content, "fileName")
    size, milliseconds = content.get("fileSize"), content.get("duration")
    if isinstance(size, int):
        known["size"] = size
    if isinstance(milliseconds, int):
        known["seconds"] = milliseconds // 1000
    return {name: value for name, value in known.items() if value != ""}


def _location(content: Event, data: dict[str, Any]) -> Read:
    latitude, longitude = _number(content.get("latitude")), _number(content.get("longitude"))
    if latitude is None or longitude is None:
        return "other", "", data
    names = {name: _text(content, name) for name in ("title", "address")}
    place = {"latitude": latitude, "longitude": longitude} | {name: text for name, text in names.items() if text}
    return "location", "\n".join(text for text in names.values() if text), data | place


def _number(value: Any) -> float | None:
    """No database takes NaN or infinity in JSON."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= 180 and math.isfinite(value) else None


def _text(content: Any, name: str) -> str:
    """Without what JSON columns refuse: lone surrogates and NUL."""
    value = content.get(name) if isinstance(content, dict) else None
    return clean(value) if isinstance(value, str) else ""
