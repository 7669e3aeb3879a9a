"""Every table, on one screen. Times are UTC; ids are text made by the caller unless they order rows."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

#: BIGINT on PostgreSQL; SQLite only numbers rows by itself when the type is INTEGER.
Serial = BigInteger().with_variant(Integer, "sqlite")

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("address", String(200), nullable=False),  # the platform's id of the person
    Column("language", String(10)),  # one of the six forms, once known
    Column("language_chosen", Boolean, nullable=False, default=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("channel", "address"),
)

inbound = Table(
    "inbound",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("event_id", String(200), nullable=False),  # the platform's own id: a second delivery is dropped
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("kind", String(10), nullable=False),  # text, button, other
    Column("text", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("status", String(10), nullable=False, default="waiting"),  # waiting, working, done, set_aside
    Column("turn_id", String(40)),
    UniqueConstraint("channel", "event_id"),
    Index("inbound_open", "status", "conversation_id"),
    Index("inbound_turn", "turn_id"),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("key", String(80), nullable=False, unique=True),  # the same reply is never written twice
    Column("body", JSON, nullable=False),  # bot.messages.Reply
    Column("status", String(10), nullable=False, default="waiting"),  # waiting, sent
    Column("created_at", DateTime(timezone=True), nullable=False),
    Index("outbox_order", "conversation_id", "id"),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

buttons = Table(
    "buttons",
    metadata,
    Column("token", String(40), primary_key=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("intent", String(40), nullable=False),
    Column("entities", JSON, nullable=False),
    Column("label", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

person_messages = Table(
    "person_messages",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("reference", String(40), nullable=False, unique=True),
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("turn_id", String(40), nullable=False, unique=True),  # a repeated turn stores nothing twice
    Column("added_in_turn", String(40), unique=True),
    Column("intent", String(40), nullable=False),
    Column("language", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("urgent", Boolean, nullable=False, default=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)
