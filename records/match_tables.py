"""Offers and wishes that people list, and matches between two of them. Erasure deletes both."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from records.tables import Serial, metadata
from records.times import Time

listings = Table(
    "listings",
    metadata,
    Column("id", Serial, primary_key=True),
    Column(
        "key", String(80), nullable=False, unique=True
    ),  # the turn that wrote it: a repeated one lists nothing twice
    Column("conversation_id", String(40), ForeignKey("conversations.id"), nullable=False),
    Column("about_case_id", Serial, ForeignKey("cases.id"), nullable=False, autoincrement=False),  # whose person it is
    Column("case_id", Serial, ForeignKey("cases.id"), autoincrement=False),  # its own, of kind match; none: a draft
    Column("kind", String(20), nullable=False),  # actions.listings.KINDS
    Column("text", Text, nullable=False),
    Column("language", String(10), nullable=False),
    Column("country", String(2), nullable=False),
    Column("region", String(10)),  # ISO 3166-2
    Column("sector", String(40)),
    Column("vector", LargeBinary),  # float32, little-endian, of length 1
    Column("encoder", String(80)),  # vectors of two encoders are never compared
    Column("state", String(10), nullable=False),  # draft, open, paused, expired, closed
    Column("consent_at", Time()),
    Column("expires_at", Time()),
    Column("created_at", Time(), nullable=False),
    Column("updated_at", Time(), nullable=False),
    Index("listings_open", "kind", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
    Index("listings_of", "conversation_id"),
    sqlite_autoincrement=True,  # a deleted row's number is never given out again
)

matches = Table(
    "matches",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("first_id", Serial, ForeignKey("listings.id"), nullable=False, autoincrement=False),
    Column("second_id", Serial, ForeignKey("listings.id"), nullable=False, autoincrement=False),
    Column("score", Float),  # cosine; none: an officer's proposal
    Column("proposed_by", String(40), nullable=False),  # desk, or an officer
    Column("state", String(10), nullable=False),  # proposed, agreed, declined, expired, closed
    Column("first_answer", String(3)),  # yes, no
    Column("second_answer", String(3)),
    Column("proposed_at", Time(), nullable=False),
    Column("expires_at", Time(), nullable=False),
    Column("settled_at", Time()),
    UniqueConstraint("first_id", "second_id"),
    CheckConstraint("first_id < second_id", name="matches_ordered"),
    Index("matches_second", "second_id"),
    Index(
        "matches_waiting",
        "expires_at",
        sqlite_where=text("state = 'proposed'"),
        postgresql_where=text("state = 'proposed'"),
    ),
    sqlite_autoincrement=True,
)
