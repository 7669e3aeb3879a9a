"""People with roles: officers, agents, admins; their accounts, what they did, and whom they talk to for the bot."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text

from records.tables import Serial, metadata
from records.times import Time

people = Table(
    "people",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("name", Text, nullable=False),  # as entrepreneurs and colleagues read it
    Column("role", String(10), nullable=False),  # officer, agent, admin
    Column("languages", JSON, nullable=False),  # en, hi, gu, th
    Column("created_at", Time(), nullable=False),
    Column("disabled_at", Time()),
)

#: A conversation that belongs to a person with a role. No row: an entrepreneur's.
people_accounts = Table(
    "people_accounts",
    metadata,
    Column("conversation_id", String(40), ForeignKey("conversations.id"), primary_key=True),
    Column("person_id", String(20), ForeignKey("people.id"), nullable=False),
    Column("linked_at", Time(), nullable=False),
    Column("seen_at", Time()),  # a terminal, there only while it is seen; null: always there
    Index("people_accounts_of", "person_id"),
)

people_codes = Table(
    "people_codes",
    metadata,
    Column("hash", String(64), primary_key=True),  # the code itself is kept nowhere
    Column("person_id", String(20), ForeignKey("people.id"), nullable=False),
    Column("until", Time(), nullable=False),
    Column("used_at", Time()),
    Index("people_codes_of", "person_id"),
)

#: What people with roles did. Only ever added to; names nobody else and holds no one's words.
deeds = Table(
    "deeds",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("by", String(20), nullable=False),  # people.id, or "operator" for the command line
    Column("what", String(40), nullable=False),
    Column("about", String(80), nullable=False),
    Column("at", Time(), nullable=False),
    Index("deeds_by", "by", "id"),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

#: Messages for a person who has no account linked; they are moved to the first one that is.
staff_messages = Table(
    "staff_messages",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("person_id", String(20), ForeignKey("people.id"), nullable=False),
    Column("message", String(60), nullable=False),  # message key in bot/words
    Column("args", JSON, nullable=False),
    Column("created_at", Time(), nullable=False),
    Column("moved_at", Time()),
    Index("staff_messages_of", "person_id"),
)

_LOST = text("case_id is null")

#: Turns in which people with roles spoke of a case: their words and ours there are the person's data, too.
staff_turns = Table(
    "staff_turns",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("turn_id", String(40), nullable=False),
    Column("account_id", String(40), ForeignKey("conversations.id"), nullable=False),  # where it was typed
    Column("by", String(20), nullable=False),  # people.id
    Column("case_id", Serial, ForeignKey("cases.id"), autoincrement=False),  # none: it named no case that is there
    Column("at", Time(), nullable=False),
    UniqueConstraint("turn_id", "case_id"),
    Index("staff_turns_of", "case_id"),
    Index("staff_turns_lost", "at", sqlite_where=_LOST, postgresql_where=_LOST),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

_OPEN = text("ended_at is null")

#: A conversation that waits for a person, or that one has taken.
handovers = Table(
    "handovers",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("why", String(20), nullable=False),  # asked, failed, distress
    Column("asked_at", Time(), nullable=False),
    Column("due_at", Time()),  # given back when nobody took it, or wrote, until then
    Column("person_id", String(20), ForeignKey("people.id")),  # who took it
    Column("account_id", String(40), ForeignKey("conversations.id")),  # the conversation they took it in
    Column("taken_at", Time()),
    Column("ended_at", Time()),
    Column("ended", String(20)),  # done, left, silent, nobody, disabled
    Index("handovers_open", "conversation_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    # One at a time: it must be clear who is meant.
    Index("handovers_account", "account_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("handovers_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)
