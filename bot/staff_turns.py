"""Turns that are not the dialogue's: commands of people with roles, link codes, and conversations a person answers.

The gateway asks ``take`` inside the transaction that ends the turn, so that each takes effect once.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import regex
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import handover, people
from actions.handover import Handover
from actions.people import Person
from bot import outbox
from bot.dialogue import Said
from bot.inbox import Turn
from bot.messages import Reply
from bot.replies import compose
from records.tables import conversations

_CODE = regex.compile(r"\s*P[-\s]?([2-9A-HJKMNP-Z]{4})[-\s]?([2-9A-HJKMNP-Z]{4})\s*", regex.IGNORECASE)
#: What a button of ours means -> the command that says the same.
BUTTONS = {"staff_take": "/take", "staff_done": "/done", "staff_waiting": "/waiting"}
LEAVE = "leave_person"  #: the person's button: back to the bot
#: (connection, person, text, now) -> what to say to the officer; None: no command of theirs.
CaseCommands = Callable[[Connection, Person, str, datetime], list[Said] | None]


@dataclass
class Taken:
    """What is said to whoever wrote, and the other conversations that got something."""

    said: list[Said] = field(default_factory=list)
    woken: list[str] = field(default_factory=list)


def case_commands() -> CaseCommands | None:
    """`bot/officer_commands.py`'s, once it is there."""
    if importlib.util.find_spec("bot.officer_commands") is None:
        return None
    handle: CaseCommands = importlib.import_module("bot.officer_commands").handle
    return handle


class StaffTurns:
    def __init__(self, wait: timedelta, commands: CaseCommands | None = None) -> None:
        self._wait, self._commands = wait, commands

    def take(self, connection: Connection, turn: Turn, now: datetime) -> Taken | None:
        """None: the dialogue's turn."""
        if turn.kind in ("text", "edited") and (code := _CODE.fullmatch(turn.text)) and turn.action is None:
            return self._link(connection, turn, "".join(code.groups()), now)
        person = people.of_conversation(connection, turn.conversation)
        if person is not None and (done := self._of_staff(connection, turn, person, now)) is not None:
            return done
        return self._of_person(connection, turn, now)

    def _link(self, connection: Connection, turn: Turn, code: str, now: datetime) -> Taken:
        person = people.redeem(connection, turn.conversation, code, now)
        if person is None:
            return Taken([Said(key="staff-code-wrong")])
        unset = sa.and_(conversations.c.id == turn.conversation, conversations.c.language.is_(None))
        connection.execute(conversations.update().where(unset).values(language=person.languages[0]))
        return Taken([Said(key=f"staff-linked-{person.role}", args={"name": person.name})])

    # --- people with roles ------------------------------------------------------------------------------------------

    def _of_staff(self, connection: Connection, turn: Turn, person: Person, now: datetime) -> Taken | None:
        command = _command(turn)
        if command and person.disabled:
            people.record(connection, person.id, "refused", command.split()[0], now)
            return Taken([Said(key="staff-refused")])
        held = None if person.disabled else handover.of_account(connection, turn.conversation)
        if command:
            return self._commands_of(connection, turn, person, held, command, now)
        if held is None or turn.action or turn.kind == "command":
            return None
        return self._relay_out(connection, turn, person, held, turn.text)

    def _commands_of(
        self, connection: Connection, turn: Turn, person: Person, held: Handover | None, text: str, now: datetime
    ) -> Taken:
        """A burst may hold several commands, and words for the person that was just taken over."""
        whole = Taken()
        for part in _parts(text):
            if part.startswith("/"):
                done = self._command(connection, turn, person, part, now)
            elif held := handover.of_account(connection, turn.conversation):
                done = self._relay_out(connection, turn, person, held, part)
            else:
                done = Taken([Said(key="staff-commands")])
            whole.said += done.said
            whole.woken += done.woken
        return whole

    def _command(self, connection: Connection, turn: Turn, person: Person, text: str, now: datetime) -> Taken:
        word, _, rest = text.partition(" ")
        word, argument = word.split("@")[0].strip().casefold(), rest.strip()
        people.record(connection, person.id, word, argument.split()[0] if argument else "", now)
        if word in ("/take", "/done", "/waiting"):
            if person.role not in people.ANSWERING:
                return Taken([Said(key="staff-not-yours")])
            if word == "/waiting":
                return Taken([_waiting(connection, now)])
            if word == "/take":
                return self._take(connection, turn, person, argument, now)
            return self._done(connection, turn, person, now)
        said = None
        if self._commands is not None and person.role in ("officer", "admin"):
            said = self._commands(connection, person, text, now)
        return Taken(list(said) if said is not None else [Said(key="staff-commands")])

    def _take(self, connection: Connection, turn: Turn, person: Person, argument: str, now: datetime) -> Taken:
        first = next(iter(handover.waiting(connection)), None)
        number = int(argument) if argument.isdecimal() and len(argument) < 10 else (first.id if first else 0)
        taken = handover.take(connection, number, person, turn.conversation, now, self._wait)
        if isinstance(taken, str):
            return Taken([Said(key=f"staff-take-{taken}")])
        words = handover.summary(connection, taken.conversation)
        told = Said(key="handover-taken", args={"name": person.name})
        tell(connection, taken.conversation, f"{handover.key_of(taken.id)}taken", told, now)
        return Taken([Said(key="staff-took", args={"summary": words})], [taken.conversation])

    def _done(self, connection: Connection, turn: Turn, person: Person, now: datetime) -> Taken:
        held = handover.of_account(connection, turn.conversation)
        if held is None or not handover.end(connection, held.id, "done", now):
            return Taken([Said(key="staff-nothing-held")])
        told = Said(key="handover-done", args={"name": person.name})
        tell(connection, held.conversation, f"{handover.key_of(held.id)}done", told, now)
        return Taken([Said(key="staff-done")], [held.conversation])

    def _relay_out(self, connection: Connection, turn: Turn, person: Person, held: Handover, text: str) -> Taken:
        if not text.strip():
            return Taken([Said(key="staff-words-only")])
        row = connection.execute(sa.select(conversations).where(conversations.c.id == held.conversation)).one()
        if row.blocked_at:
            return Taken([Said(key="staff-person-gone")])
        reply = Reply(text=f"{person.name}: {text}", language=row.language or "en")
        key = f"{handover.key_of(held.id)}{turn.id}"
        outbox.put(connection, held.conversation, key, reply, self._now(), author=f"person:{person.id}")
        handover.agent_wrote(connection, held.id)
        return Taken([], [held.conversation])
