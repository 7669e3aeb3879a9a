"""Steps with the inbox, each in a transaction of its own, as the processes take them."""

from __future__ import annotations

import sqlalchemy as sa

from bot import inbox, outbox
from bot.inbox import Turn
from bot.messages import Action, Inbound
from records.database import Database
from records.tables import inbound
from tests.fakes import START

A, B = "a" * 24, "b" * 24


def take(database: Database, *messages: Inbound) -> list[str | None]:
    taken = []
    for message in messages:
        with database.write() as connection:
            taken.append(inbox.accept(connection, message, START))
    return taken


def claim(database: Database, conversation: str | None, turn: str | None = None) -> Turn | None:
    assert conversation
    with database.write() as connection:
        return inbox.claim(connection, conversation, (lambda: turn) if turn else inbox.new_turn_id)


def finish(database: Database, turn: Turn | None, status: str = "done") -> None:
    assert turn
    with database.write() as connection:
        inbox.finish(connection, turn, status)


def offer(database: Database, conversation: str | None, label: str = "हिन्दी") -> str:
    assert conversation
    with database.write() as connection:
        action = Action(intent="choose_language", entities={"language": "hi"})
        return outbox.make_button(connection, conversation, label, action, START).token


def statuses(database: Database) -> list[str]:
    with database.read() as connection:
        return [row.status for row in connection.execute(sa.select(inbound.c.status).order_by(inbound.c.id))]
