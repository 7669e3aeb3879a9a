"""Every table, on one screen. Times are UTC; ids are text made by the caller unless they order rows."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from records.times import Time

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
    Column("created_at", Time(), nullable=False),
    Column("profile_language", String(20)),  # what the platform says; a hint until the person wrote
    Column("blocked_at", Time()),  # the person wants nothing from us until they write again
    Column("owner", String(40)),  # the person who answers here; null: the bot
    Column("owner_since", Time()),
    Column("turn_by", String(40)),  # processes.id that handles a turn of it now; no other may
    Column("send_by", String(40)),  # processes.id that sends to it now; no other may
    UniqueConstraint("channel", "address"),
)

inbound = Table(
    "inbound",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("event_id", String(200), nullable=False),  # the platform's own id: a second delivery is dropped
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("kind", String(10), nullable=False),  # bot.messages.Kind
    Column("text", Text, nullable=False),
    Column("received_at", Time(), nullable=False),
    Column("status", String(10), nullable=False, default="waiting"),  # and working, done, set_aside, dropped, replaced
    Column("turn_id", String(40)),
    Column("data", JSON),  # bot.messages.Inbound.data
    Column("raw", Text),  # the event as the platform sent it
    Column("reply_token", String(200)),  # until it is used
    Column("sent_at", Time()),  # by the platform's clock
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("next_at", Time()),  # after a failure: not before
    Column("error", Text),  # why the last attempt failed, for the operator
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
    Column("status", String(10), nullable=False, default="waiting"),  # and sending, sent, failed, dropped
    Column("created_at", Time(), nullable=False),
    Column("author", String(40), nullable=False, default="bot", server_default="bot"),  # bot, notice, or who wrote it
    Column("batch", String(80)),  # rows sent together, the same at every retry: key of the first
    Column("reply_token", String(200)),  # LINE: what the batch was first sent with
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    Column("next_at", Time()),  # after a failure: not before
    Column("error", Text),  # bot.errors.Code, or why it was dropped
    Column("platform_ids", JSON),
    Column("sent_at", Time()),
    Index("outbox_order", "conversation_id", "id"),
    Index("outbox_waiting", "status", "conversation_id"),
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
    Column("created_at", Time(), nullable=False),
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
    Column("created_at", Time(), nullable=False),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

#: Running processes. One that is gone, or was not seen for long, gives back what it had taken.
processes = Table(
    "processes",
    metadata,
    Column("id", String(40), primary_key=True),  # new at every start
    Column("machine", String(200), nullable=False),  # where its pid means something
    Column("pid", Integer, nullable=False),
    Column("pid_started", String(40), nullable=False),  # pids are given again
    Column("started_at", Time(), nullable=False),
    Column("seen_at", Time(), nullable=False),
)
