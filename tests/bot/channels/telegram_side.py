"""What Telegram posts, and a channel that reads it."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.telegram.channel import SECRET_HEADER, Telegram
from bot.messages import Inbound

BOT = "123456"
TOKEN = f"{BOT}:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
SECRET = "s3cr3t_token-of-the-webhook"
MEENA = {"id": 777, "is_bot": False, "first_name": "Meena", "language_code": "gu"}
CHAT = {"id": 777, "type": "private", "first_name": "Meena"}
GROUP = {"id": -100777, "type": "supergroup", "title": "Weavers"}
#: 2026-11-22 09:00 UTC
DATE = 1795338000


def channel(secret: str = SECRET) -> Telegram:
    return Telegram(TOKEN, "http://127.0.0.1:9", secret, None)


def update(kind: str = "message", number: int = 7, **content: Any) -> dict[str, Any]:
    return {"update_id": number, kind: content}


def message(number: int = 7, chat: dict[str, Any] = CHAT, **content: Any) -> dict[str, Any]:
    fields = {"message_id": 5, "date": DATE, "from": MEENA, "chat": chat} | content
    return update("message", number, **fields)


def bytes_of(body: Any) -> bytes:
    return json.dumps(body).encode()


def parse(body: Any, secret: str | None = SECRET, **headers: str) -> list[Inbound]:
    """Over the webhook; bytes go as they are, all else as JSON."""
    given = headers | ({SECRET_HEADER: secret} if secret is not None else {})
    return channel().parse(given, body if isinstance(body, bytes) else bytes_of(body))
