"""Codes that are typed once to link something, read off one screen and typed into another."""

from __future__ import annotations

import secrets

#: Without what is read or heard as another: 0 O, 1 I L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def make() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """In two groups, as it is told."""
    return f"{code[:4]}-{code[4:]}"


def read(typed: str) -> str:
    """What was typed, without groups and case."""
    return "".join(c for c in typed.upper() if c.isalnum())
