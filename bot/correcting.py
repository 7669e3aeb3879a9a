"""Corrections: who was told a fact that has changed, what they are told now, and sending it to those who agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import corrections, wishes
from actions.answers import short_hash
from actions.corrections import Changed, Told
from actions.quoting import best_source, in_form, title
from bot import outbox, unasked
from bot.messages import Reply
from bot.wording import say
from knowledge.bundle import Bundle, Card
from knowledge.text import shorten
from records import answer_tables as tables
from records.database import Database

#: Facts of one document in one message: more is not read.
MOST_FACTS = 2
FACT_LENGTH = 240


@dataclass(frozen=True, kw_only=True)
class Row:
    """A changed fact, and how many people it reached."""

    change: Changed
    answers: int  #: times that it was told
    people: int
    agreed: int  #: of the people, those who want to hear of changes


@dataclass(frozen=True, kw_only=True)
class Message:
    conversation: str
    key: str
    form: str
    text: str
    changes: tuple[Changed, ...]
    languages: dict[str, str]  #: fact -> language in which it was told


@dataclass(frozen=True, kw_only=True)
class Plan:
    before: str
    after: str
    rows: tuple[Row, ...]
    messages: tuple[Message, ...]
    left_out: dict[str, int]  #: reason -> people


def plan(connection: Connection, before: Bundle, after: Bundle, only: Sequence[str] = ()) -> Plan:
    """``only``: these facts; all changed ones when empty. Nothing is stored."""
    changes = [one for one in corrections.changed_facts(before, after) if not only or one.id in only]
    told = corrections.told(connection, changes)
    agreed = wishes.wanting(connection, wishes.UPDATES)
    of_whom: dict[tuple[str, str], list[Told]] = {}
    left_out = Counter[str]()
    for one in told:
        if one.conversation in agreed:
            of_whom.setdefault((str(one.conversation), one.fact.split("#")[0]), []).append(one)
    by_id = {change.id: change for change in changes}
    messages = []
    for (conversation, document), theirs in of_whom.items():
        reason = unasked.against(connection, conversation)
        message = _message(connection, conversation, document, theirs, by_id, (before, after))
        if reason or unasked.was_put(connection, message.key):
            left_out[reason or "told already"] += 1
        else:
            messages.append(message)
    rows = tuple(_row(change, told, agreed) for change in changes)
    return Plan(before=before.hash, after=after.hash, rows=rows, messages=tuple(messages), left_out=dict(left_out))


def _row(change: Changed, told: Sequence[Told], agreed: set[str]) -> Row:
    mine = [one for one in told if one.fact == change.id]
    people = {one.conversation for one in mine if one.conversation}
    return Row(change=change, answers=len(mine), people=len(people), agreed=len(people & agreed))


def _message(
    connection: Connection, conversation: str, document: str, told: Sequence[Told], changes: dict[str, Changed],
    bundles: tuple[Bundle, Bundle],
) -> Message:  # fmt: skip
    form = unasked.language_of(connection, conversation, told[0].language)
    mine = tuple(changes[one.fact] for one in told)[:MOST_FACTS]
    before, after = bundles
    card = after.cards.get(document) or before.cards[document]
    at = max(one.at for one in told).date().isoformat()
    lines = [say(form, "correction", date=at, title=title(card, form))]
    for change in mine:
        lines += _change_lines(form, change)
    lines += _source_lines(form, card, mine)
    lines.append(say(form, "correction-end"))
    return Message(
        conversation=conversation,
        # Hashed: names of documents are longer than a key may be.
        key=f"correction:{short_hash(f'{before.hash} {after.hash} {document}')}:{conversation}",
        form=form,
        text="\n".join(lines),
        changes=mine,
        languages={one.fact: one.language for one in told},
    )


def _change_lines(form: str, change: Changed) -> list[str]:
    old = shorten(in_form(change.old, form), FACT_LENGTH)
    if change.new is None:
        return [say(form, "correction-gone", fact=old)]
    new = shorten(in_form(change.new, form), FACT_LENGTH)
    # In a form whose own words did not change, the text of record did.
    before = [say(form, "correction-before", fact=old)] if old != new else []
    return [*before, say(form, "correction-now", fact=new)]


def _source_lines(form: str, card: Card, changes: Sequence[Changed]) -> list[str]:
    new = next((change.new for change in changes if change.new), None)
    if new is None or not card.sources:
        return []
    source = best_source(card, new.sources)
    shown = f"{source['title']} {source['url']}".strip()
    return [say(form, "answer-as-of", date=card.as_of, source=shown, grade=say(form, f"grade-{source['grade']}"))]


def send(database: Database, made: Plan, by: str, now: datetime) -> int:
    """Queue the plan's messages, each once for ever; who sent them is kept. How many were queued."""
    queued = 0
    with database.write() as connection:
        for message in made.messages:
            if unasked.was_put(connection, message.key):
                continue
            reply = Reply(text=message.text, language=message.form)
            outbox.put(connection, message.conversation, message.key, reply, now)
            corrections.remember(connection, message.key, message.conversation, message.changes, message.languages, now)
            queued += 1
        if queued:
            connection.execute(
                sa.insert(tables.corrections).values(
                    bundle_before=made.before, bundle_after=made.after, sent_by=by, facts=len(made.rows),
                    messages=queued, created_at=now,
                )
            )  # fmt: skip
    return queued
