"""What is to be said to somebody -> rows of the outbox, in a language form and with buttons of that conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from bot import outbox
from bot.dialogue import Said
from bot.messages import Action, Button, Reply
from bot.replies import compose


def replies(connection: Connection, conversation: str, said: Sequence[Said], form: str, now: datetime) -> list[Reply]:
    """Replies whose buttons mean something in this conversation."""

    def button(label: str, action: Action) -> Button:
        return outbox.make_button(connection, conversation, label, action, now)

    return compose(said, form, button)


def put(
    connection: Connection, conversation: str, key: str, said: Sequence[Said], form: str, now: datetime, author: str
) -> None:
    """Queue each reply under ``key`` and its place."""
    for place, reply in enumerate(replies(connection, conversation, said, form, now)):
        outbox.put(connection, conversation, f"{key}:{place}", reply, now, author)
