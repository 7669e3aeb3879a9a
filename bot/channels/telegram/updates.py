"""Telegram's update -> what somebody sent. Pure; shapes: core.telegram.org/bots/api#update."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Chat, ChatMemberUpdated, InlineQuery, Message, Update, User

from bot.channels.base import BadRequest
from bot.messages import Inbound, Kind

NAME = "telegram"
#: Messages that the platform writes by itself. An unknown kind of message is somebody's, who then hears what is read.
SERVICE = {
    "pinned_message", "message_auto_delete_timer_changed", "successful_payment", "refunded_payment", "users_shared",
    "chat_shared", "connected_website", "write_access_allowed", "proximity_alert_triggered", "boost_added",
    "chat_background_set", "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo",
    "delete_chat_photo", "group_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "gift", "unique_gift",
    "paid_message_price_changed", "direct_message_price_changed", "video_chat_started", "video_chat_ended",
}  # fmt: skip
LONGEST_TEXT, LONGEST_NAME = 20_000, 200
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.S)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """``bot_id`` stands in front of every event id; ``commands`` are those listed with the platform."""

    bot_id: str
    commands: Collection[str]

    def read(self, raw: Any) -> list[Inbound]:
        """Raises BadRequest for what is no update; what no person sent, and what names no chat, is left out."""
        if not isinstance(raw, dict) or not _is_number(raw.get("update_id")):
            raise BadRequest(400, "an update of the Bot API was expected: an object with update_id")
        found = self._read(raw)
        if found is None:
            return []
        event, one = found
        text = json.dumps(raw, ensure_ascii=True)
        return [
            replace(one, event_id=f"{self.bot_id}:{raw['update_id']}:{event}", raw=text, text=one.text[:LONGEST_TEXT])
        ]

    def _read(self, raw: dict[str, Any]) -> tuple[str, Inbound] | None:
        """What makes the event one of its kind even if update ids begin anew, and the message."""
        kinds: Mapping[str, Callable[[Any, Any], tuple[str, Inbound] | None]] = {
            "message": self._message,
            "edited_message": self._edited,
            "callback_query": self._press,
            "my_chat_member": self._membership,
            "inline_query": self._inline,
        }
        kind = next((name for name in kinds if name in raw), "")
        if not kind:
            return None
        try:
            update = Update.de_json({"update_id": raw["update_id"], kind: raw[kind]}, None)
            return kinds[kind](getattr(update, kind), raw[kind])
        # The library takes any shape for granted. Whatever it stumbles over must not hold up what waits behind it.
        except Exception:
            return self._unreadable(raw[kind])

    def _unreadable(self, content: Any) -> tuple[str, Inbound] | None:
        """Of a private chat all the same: the person hears what can be read."""
        chat = content.get("chat") if isinstance(content, dict) else None
        if not isinstance(chat, dict) or chat.get("type") != "private" or not _is_number(chat.get("id")):
            return None
        return "unreadable", _inbound(chat["id"], "other")

    def _message(self, message: Message, raw: Mapping[str, Any]) -> tuple[str, Inbound] | None:
        sender = message.from_user
        if sender is None or sender.is_bot is True:
            return None
        event = f"{message.message_id}"
        if message.chat.type != Chat.PRIVATE:
            return self._in_a_group(message, sender)
        content = self._content(message, raw)
        if content is None:
            return None
        kind, text, data = content
        data["message"] = str(message.message_id)
        return event, _inbound(message.chat.id, kind, text, data, message.date, sender)

    def _in_a_group(self, message: Message, sender: User) -> tuple[str, Inbound] | None:
        """Only what is addressed to the bot, and only to say where to write."""
        found = _COMMAND.fullmatch(message.text) if isinstance(message.text, str) else None
        if not found:
            return None
        data = {"group": str(_number(message.chat.id))} | ({"to": found[2]} if found[2] else {})
        return f"{message.message_id}", _inbound(message.chat.id, "inline", "", data, message.date, sender)

    def _content(self, message: Message, raw: Mapping[str, Any]) -> tuple[Kind, str, dict[str, Any]] | None:
        """None for what the platform says by itself."""
        if message.text is not None:
            return self._words(_text(message.text))
        caption = _text(message.caption or "")
        for kind, file in (("voice", message.voice or message.audio), ("document", message.document)):
            if file:
                return kind, caption, _file(file)  # type: ignore[return-value]
        if message.photo:
            return "image", caption, _file(message.photo[-1])
        if message.venue:
            place = {"title": _short(message.venue.title), "address": _short(message.venue.address)}
            words = "\n".join(value for value in place.values() if value)
            return "location", words, _place(message.venue.location) | place
        if message.location:
            return "location", "", _place(message.location)
        if message.contact:
            return "contact", "", _contact(message)
        if message.sticker:
            return "sticker", "", {"emoji": _short(message.sticker.emoji)}
        if SERVICE & set(raw):
            return None
        return "other", caption, {}

    def _words(self, text: str) -> tuple[Kind, str, dict[str, Any]]:
        found = _COMMAND.fullmatch(text.strip())
        if found and found[1].lower() in self.commands:
            return "command", text, {"name": found[1].lower(), "argument": (found[3] or "").strip()}
        return "text", text, {}

    def _edited(self, message: Message, _: Any) -> tuple[str, Inbound] | None:
        """Words only: a live location would come as an edit every few seconds."""
        words = message.text if message.text is not None else message.caption
        if words is None or message.from_user is None or message.chat.type != Chat.PRIVATE:
            return None
        when = message.edit_date or message.date
        data = {"message": str(message.message_id)}
        event = f"{message.message_id}-{int(when.timestamp())}"
        return event, _inbound(message.chat.id, "edited", _text(words), data, when, message.from_user)

    def _press(self, press: CallbackQuery, _: Any) -> tuple[str, Inbound] | None:
        chat = press.message.chat if press.message else None
        if not isinstance(press.data, str) or (chat and chat.type != Chat.PRIVATE):
            return None
        data = {"callback": _short(press.id)}
        if press.message:
            data["message"] = str(press.message.message_id)
        address = chat.id if chat else press.from_user.id
        return _short(press.id, 40), _inbound(address, "button", _text(press.data), data, None, press.from_user)

    def _membership(self, change: ChatMemberUpdated, _: Any) -> tuple[str, Inbound] | None:
        here = change.new_chat_member.status in ("member", "administrator", "creator", "restricted")
        event = f"{change.new_chat_member.status}-{int(change.date.timestamp())}"
        if change.chat.type == Chat.PRIVATE:
            # Telegram's button "Restart bot" also sends /start, and that is answered.
            kind: Kind = "unblocked" if here else "blocked"
            return event, _inbound(change.chat.id, kind, "", {}, change.date, change.from_user)
        was_here = change.old_chat_member.status in ("member", "administrator", "restricted")
        if not here or was_here or change.chat.type == Chat.CHANNEL:
            return None
        data = {"group": str(_number(change.chat.id))}
        return event, _inbound(change.chat.id, "inline", "", data, change.date, change.from_user)

    def _inline(self, query: InlineQuery, _: Any) -> tuple[str, Inbound] | None:
        data = {"query": _short(query.id), "offset": _short(query.offset)}
        return _short(query.id, 40), _inbound(
            query.from_user.id, "inline", _text(query.query), data, None, query.from_user
        )


def _inbound(
    address: Any,
    kind: Kind,
    text: str = "",
    data: dict[str, Any] | None = None,
    sent_at: datetime | None = None,
    sender: User | None = None,
) -> Inbound:
    language = sender.language_code if sender else None
    return Inbound(
        channel=NAME,
        event_id="",
        address=str(_number(address)),
        kind=kind,
        text=text,
        data=data or {},
        sent_at=sent_at,
        language=_short(language, 35),
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _number(value: Any) -> int:
    """Raises ValueError for what is no id of the platform."""
    if not _is_number(value):
        raise ValueError("an id must be a number of 64 bits")
    return int(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text was expected")
    return value


def _short(value: Any, most: int = LONGEST_NAME) -> str:
    """A name or an id of the platform: printable, not too long; nothing for anything else."""
    return "".join(letter for letter in value if letter.isprintable())[:most] if isinstance(value, str) else ""


def _file(file: Any) -> dict[str, Any]:
    known = {
        "file": _short(file.file_id),
        "mime": _short(getattr(file, "mime_type", None)),
        "name": _short(getattr(file, "file_name", None)),
        "size": file.file_size if _is_number(file.file_size) else None,
        "seconds": _seconds(file),
    }
    if not known["file"]:
        raise ValueError("a file must have an id")
    return {name: value for name, value in known.items() if value not in (None, "")}


def _seconds(file: Any) -> int | None:
    # PTB's own ``duration`` warns that it will become a timedelta.
    duration = file.to_dict().get("duration")
    return duration if _is_number(duration) else None


def _place(location: Any) -> dict[str, Any]:
    place = {"latitude": float(location.latitude), "longitude": float(location.longitude)}
    if not all(math.isfinite(value) and abs(value) <= 180 for value in place.values()):
        raise ValueError("no place on earth")
    return place


def _contact(message: Message) -> dict[str, Any]:
    contact, sender = message.contact, message.from_user
    assert contact
    assert sender
    phone = _short(contact.phone_number, 40)
    own = contact.user_id is not None and contact.user_id == sender.id
    # The platform gives a person's own number in full, but not always with its plus.
    return {"phone": f"+{phone}" if own and phone.isdecimal() else phone, "own": own}
