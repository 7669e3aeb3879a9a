"""What the platform knows: people, chats with their messages, files, commands, open questions."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.drill.telegram_fake.fields import Upload
from bot.drill.telegram_fake.refusals import BLOCKED, Refused, bad

BOT_ID = 123456
LARGEST_DOWNLOAD, LARGEST_UPLOAD = 20_000_000, 50_000_000


@dataclass(frozen=True, kw_only=True)
class Person:
    id: int
    name: str
    language: str | None = None  #: what their app is set to, as in "hi" or "pt-br"

    def body(self) -> dict[str, Any]:
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.name}
        return user | ({"language_code": self.language} if self.language else {})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing said in a chat. ``message`` is the platform's own object; an edit changes it in place."""

    who: Literal["person", "bot"]
    at: float
    message: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Label and data (or link) of each inline button."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [(one["text"], one.get("callback_data") or one.get("url", "")) for row in rows for one in row]


@dataclass
class Chat:
    id: int
    type: Literal["private", "group"]
    name: str
    blocked: bool = False
    lines: list[Line] = field(default_factory=list)
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    #: The keyboard under the input field, which is no part of any message.
    keyboard: dict[str, Any] | None = None
    #: "typing…" and the like, as often as it was sent.
    actions: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def body(self) -> dict[str, Any]:
        return {"id": self.id, "type": self.type, ("first_name" if self.type == "private" else "title"): self.name}


@dataclass(frozen=True, kw_only=True)
class Stored:
    unique: str
    data: bytes
    name: str
    mime: str
    claimed_size: int  #: what the platform says of it; tests need no real 20 MB


@dataclass
class Asked:
    """A pressed button or an inline query that waits for its one answer."""

    person: Person
    at: float
    query: str = ""
    answer: dict[str, Any] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class World:
    now: Callable[[], float]
    username: str
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, Stored] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    presses: dict[str, Asked] = field(default_factory=dict)
    questions: dict[str, Asked] = field(default_factory=dict)
    #: Set whenever an answer may have to be sent no more: every message has a number of its own.
    sent: int = 0

    def me(self) -> dict[str, Any]:
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Sahayak",
            "username": self.username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }

    def chat(self, number: int) -> Chat:
        """The chat that the bot may write to. Raises Refused."""
        chat = self.chats.get(number)
        if chat is None:
            raise bad("chat not found")
        if chat.blocked:
            raise Refused(*BLOCKED)
        return chat

    def add(self, chat: Chat, who: Literal["person", "bot"], sender: dict[str, Any], **content: Any) -> dict[str, Any]:
        """A new message of the chat; ids count up per chat, dates are whole seconds."""
        number = max(chat.messages, default=0) + 1
        message = {"message_id": number, "date": int(self.now()), "chat": chat.body(), "from": sender} | content
        chat.messages[number] = message
        chat.lines.append(Line(who=who, at=self.now(), message=message))
        self.sent += who == "bot"
        chat.changed.set()
        return message

    def store(self, upload: Upload, size: int | None = None) -> str:
        identity = secrets.token_urlsafe(18)
        self.files[identity] = Stored(
            unique=secrets.token_hex(6), data=upload.data, name=upload.name, mime=upload.mime,
            claimed_size=len(upload.data) if size is None else size,
        )  # fmt: skip
        return identity

    def describe_file(self, identity: str) -> dict[str, Any]:
        """The fields that every kind of file has. Raises Refused."""
        stored = self.files.get(identity)
        if stored is None:
            raise bad("wrong file identifier/HTTP URL specified")
        return {"file_id": identity, "file_unique_id": stored.unique, "file_size": stored.claimed_size}

    def bot_lines(self) -> Iterator[tuple[Chat, Line]]:
        for chat in self.chats.values():
            yield from ((chat, line) for line in chat.lines if line.who == "bot")
