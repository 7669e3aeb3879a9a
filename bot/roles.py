"""What an account of a channel may do beyond asking. Nobody may anything yet: no accounts are linked to people."""

from __future__ import annotations

from typing import Literal

from records.database import Database

Role = Literal["officer", "agent", "admin"]


def role_of(database: Database, channel: str, address: str) -> Role | None:
    """None: an entrepreneur."""
    return None
