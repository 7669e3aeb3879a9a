"""A person with LINE on their phone: what they send becomes events, what they see can be read and pressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.drill.line_fake.platform import Message, Platform
from bot.drill.line_fake.sender import Event, Sender

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: Kinds of events that bring a reply token.
_ANSWERABLE = ("message", "postback", "follow", "join", "beacon")


def ulid(milliseconds: int, random: Random) -> str:
    """26 characters: the time, then chance."""
    number = (milliseconds << 80) | random.getrandbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


@dataclass
class Phone:
    platform: Platform
    sender: Sender
    name: str = "มานี"
    language: str = "th"
    seed: int = 1
    random: Random = field(init=False)
    user: str = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.user = f"U{self.random.getrandbits(128):032x}"
        self.platform.join(self.user, self.name, self.language)

    def event(self, kind: str, source: dict[str, str] | None = None, **fields: Any) -> Event:
        """An event of this person that was not sent yet."""
        stamp = int(self.platform.now().timestamp() * 1000)
        event = {
            "type": kind,
            "mode": "active",
            "timestamp": stamp,
            "source": source or {"type": "user", "userId": self.user},
            "webhookEventId": ulid(stamp, self.random),
            "deliveryContext": {"isRedelivery": False},
            **fields,
        }
        if kind in _ANSWERABLE:
            event["replyToken"] = self.platform.issue_token(self.user)
        said = fields.get("message") or fields.get("postback") or {"type": kind}
        self.platform.record(self.user, "person", kind, dict(said), request=event["webhookEventId"])
        return event

    def message(self, kind: str, **fields: Any) -> Event:
        content = {
            "type": kind,
            "id": str(self.random.getrandbits(58)),
            "quoteToken": f"q{self.random.getrandbits(64):x}",
        }
        return self.event("message", message=content | fields)

    def media(self, kind: str, body: bytes, mime: str, **fields: Any) -> Event:
        """A picture, a voice note, a film, a file; its bytes can be fetched."""
        event = self.message(kind, **({} if kind == "file" else {"contentProvider": {"type": "line"}}), **fields)
        self.platform.content[event["message"]["id"]] = (mime, body)
        return event

    async def text(self, words: str) -> int | None:
        return await self.sender.deliver(self.message("text", text=words))

    async def press(self, label: str) -> int | None:
        """A button of the newest message that has one with this label. Raises LookupError."""
        action = self.find(label)
        if action["type"] == "message":
            return await self.text(action["text"])
        return await self.sender.deliver(self.event("postback", postback={"data": action["data"]}))

    async def block(self) -> int | None:
        self.platform.people[self.user].blocked = True
        return await self.sender.deliver(self.event("unfollow"))

    async def follow(self, again: bool = False) -> int | None:
        self.platform.people[self.user].blocked = False
        return await self.sender.deliver(self.event("follow", follow={"isUnblocked": again}))

    def seen(self) -> list[Message]:
        return self.platform.said_to(self.user)

    def find(self, label: str) -> dict[str, Any]:
        for message in reversed(self.seen()):
            for action in actions_of(message):
                if action.get("label") == label:
                    return action
        raise LookupError(f"no button {label!r} on the screen")


def actions_of(message: Message) -> Iterator[dict[str, Any]]:
    """Buttons of a message: quick replies, and those of a card."""
    for item in (message.get("quickReply") or {}).get("items", []):
        yield item["action"]
    yield from _card_actions(message.get("contents"))


def _card_actions(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("type") == "button":
            yield part["action"]
        for inner in part.values():
            yield from _card_actions(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _card_actions(inner)


def texts_of(message: Message) -> list[str]:
    """Everything a person can read in a message."""
    if message.get("type") == "text":
        return [str(message["text"])]
    return list(_card_texts(message.get("contents")))


def _card_texts(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == "text":
            yield str(part["text"])
        for inner in part.values():
            yield from _card_texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _card_texts(inner)
