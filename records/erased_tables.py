"""Who was erased, as hashes of our own ids, without a time: a restored backup of before is cleaned with them."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from records.tables import metadata

erased_ids = Table(
    "erased_ids",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("times", Integer, nullable=False),  # who writes again may be erased again
)
