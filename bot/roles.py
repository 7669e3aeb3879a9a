"""What an account of a channel may do beyond asking."""

from __future__ import annotations

from dataclasses import dataclass

from actions import people
from actions.people import Role
from records.database import Database


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A person with a role in the conversation they write in."""

    id: str
    name: str
    role: str
    language: str  #: the form to answer in


def role_of(database: Database, channel: str, address: str) -> Role | None:
    """None: an entrepreneur, or somebody whose role was taken away."""
    with database.read() as connection:
        return people.role_of(connection, channel, address)
