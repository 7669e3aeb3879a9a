"""What an account of a channel may do beyond asking."""

from __future__ import annotations

from actions import people
from actions.people import Role
from records.database import Database


def role_of(database: Database, channel: str, address: str) -> Role | None:
    """None: an entrepreneur, or somebody whose role was taken away."""
    with database.read() as connection:
        return people.role_of(connection, channel, address)
