"""Three turns in a row in which the assistant could not help: a person is called, or the questions are kept for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import handover, person_messages
from bot.dialogue import Said
from bot.inbox import Turn
from records.answer_tables import answers
from records.people_tables import handovers
from records.tables import inbound
from records.tables import person_messages as stored_messages

MOST, FAILED = 3, "failed_turns"


def failed(said: Sequence[Said], status: str) -> bool:
    """No answer to what the assistant is there for, or a fault of its own."""
    outcomes = [one.outcome for one in said if one.outcome]
    if any(one.get("status") == "answer" for one in outcomes):
        return False
    return status == "set_aside" or any(
        one.get("status") == "no_answer" and one.get("reason") != "out_of_scope" for one in outcomes
    )


def after(
    connection: Connection, turn: Turn, said: Sequence[Said], status: str, now: datetime, wait: timedelta
) -> list[Said]:
    """What to say besides, in the transaction that ends the turn."""
    if not failed(said, status) or not _failed_before(connection, turn):
        return []
    if handover.ask(connection, turn.conversation, turn.id, "failed", now, wait):
        return [Said(key="handover-asked-failed", args={"minutes": max(1, round(wait.total_seconds() / 60))})]
    words = handover.summary(connection, turn.conversation)
    stored = person_messages.store(connection, turn.id, FAILED, words, now)
    return [Said(key="handover-kept-failed", args={"reference": stored.reference})]


def _failed_before(connection: Connection, turn: Turn) -> bool:
    """Whether the turns before it failed too, and nobody was called for them yet."""
    last = sa.func.max(inbound.c.id)
    rows = connection.execute(
        sa.select(inbound.c.turn_id, sa.func.max(inbound.c.status).label("status"), last.label("row"),
                  sa.func.min(inbound.c.received_at).label("at"))
        .where(inbound.c.conversation_id == turn.conversation, inbound.c.turn_id.is_not(None),
               inbound.c.turn_id != turn.id)
        .group_by(inbound.c.turn_id).order_by(last.desc()).limit(MOST - 1)
    ).all()  # fmt: skip
    if len(rows) < MOST - 1 or _called_since(connection, turn.conversation, rows[-1].at):
        return False
    ids = [row.turn_id for row in rows if row.status != "set_aside"]
    known = sa.select(answers.c.turn_id).where(
        answers.c.turn_id.in_(ids), answers.c.status == "no_answer", answers.c.reason != "out_of_scope"
    )
    return len(connection.execute(known).all()) == len(ids)


def _called_since(connection: Connection, conversation: str, at: datetime) -> bool:
    called = sa.select(handovers.c.id).where(handovers.c.conversation_id == conversation, handovers.c.asked_at >= at)
    kept = sa.select(stored_messages.c.id).where(
        stored_messages.c.conversation_id == conversation,
        stored_messages.c.intent == FAILED,
        stored_messages.c.created_at >= at,
    )
    return any(connection.execute(one.limit(1)).first() for one in (called, kept))
