"""Moments in the database, the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, TypeDecorator
from sqlalchemy.engine import Dialect


class Time(TypeDecorator[datetime]):
    """A moment, in and out with its zone: SQLite keeps none, and would store Bangkok's clock as if it were UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)) if value else None
