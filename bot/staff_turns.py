"""Turns that are not the dialogue's: commands of people with roles, link codes, and conversations a person answers.

The gateway asks ``take`` inside the transaction that ends the turn, so that each takes effect once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import regex
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import handover, people, staff_traces
from actions.handover import Handover
from actions.people import Person
from bot import codes, outbox, saying
from bot.channels.base import LIMITS
from bot.dialogue import Said
from bot.inbox import Turn
from bot.messages import Reply
from bot.roles import Speaker
from bot.unasked import language_of
from records.tables import conversations

#: What a button of ours means -> the command that says the same.
BUTTONS = {"staff_take": "/take", "staff_done": "/done", "staff_waiting": "/waiting"}
#: Conversations listed at once.
MOST_SHOWN = 5
LEAVE = "leave_person"  #: the person's button: back to the bot
#: (connection, who speaks, text, now, key of the turn) -> what to say; None: no command of the desk's.
CaseCommands = Callable[[Connection, Speaker, str, datetime, str], Sequence[Said] | None]


@dataclass
class Taken:
    """What is said to whoever wrote, and the other conversations that got something."""

    said: list[Said] = field(default_factory=list)
    woken: list[str] = field(default_factory=list)


def no_commands(connection: Connection, speaker: Speaker, text: str, now: datetime, key: str) -> None:
    return None


class StaffTurns:
    def __init__(self, wait: timedelta, commands: CaseCommands = no_commands) -> None:
        self.wait, self._commands = wait, commands

    def may_take(self, connection: Connection, turn: Turn) -> bool:
        """Without changing anything: almost every turn is the dialogue's, and must not wait for a transaction here."""
        pressed = turn.action is not None and turn.action.intent in (*BUTTONS, LEAVE)
        typed = turn.action is None and bool(codes.of_account(turn.text))
        return bool(turn.owner) or pressed or typed or people.of_conversation(connection, turn.conversation) is not None

    def take(self, connection: Connection, turn: Turn, form: str, now: datetime) -> Taken | None:
        """None: the dialogue's turn."""
        if turn.action is None and (code := codes.of_account(turn.text)):
            return self._link(connection, turn, code, now)
        taken = None
        if person := people.of_conversation(connection, turn.conversation):
            taken = self._of_staff(connection, turn, person, form, now)
        if taken is None and turn.owner:
            taken = self._of_person(connection, turn, now)
        if taken is None and turn.action and turn.action.intent in (*BUTTONS, LEAVE):
            return Taken([Said(key="old-button")])
        return taken

    def _link(self, connection: Connection, turn: Turn, code: str, now: datetime) -> Taken:
        person = people.redeem(connection, turn.conversation, code, now)
        if person is None:
            return Taken([Said(key="staff-code-wrong")])
        unset = sa.and_(conversations.c.id == turn.conversation, conversations.c.language.is_(None))
        connection.execute(conversations.update().where(unset).values(language=person.languages[0]))
        return Taken([Said(key=f"staff-linked-{person.role}", args={"name": person.name})])

    # --- people with roles ------------------------------------------------------------------------------------------

    def _of_staff(self, connection: Connection, turn: Turn, person: Person, form: str, now: datetime) -> Taken | None:
        if _is_paper(turn, person):
            return Taken()
        command = _command(turn)
        if turn.text.lstrip().startswith("/"):  # a command that was edited too late, too
            staff_traces.note(connection, turn.id, turn.conversation, person.id, turn.text, now)
        if command and person.disabled:
            people.record(connection, person.id, "refused", _kept(command), now)
            return Taken([Said(key="staff-refused")])
        if command:
            speaker = Speaker(id=person.id, name=person.name, role=person.role, language=form)
            return self._each(connection, turn, person, speaker, command, now)
        held = None if person.disabled else handover.of_account(connection, turn.conversation)
        if held is None or turn.action or turn.kind in ("command", "edited"):
            return None
        return self._relay_out(connection, turn, person, held, turn.text, now)

    def _each(
        self, connection: Connection, turn: Turn, person: Person, speaker: Speaker, text: str, now: datetime
    ) -> Taken:
        """A burst may hold several commands; each takes the lines below it."""
        whole = Taken()
        for place, part in enumerate(regex.split(r"\n(?=/)", text)):
            done = self._command(connection, turn, person, speaker, part, f"{turn.id}:{place}", now)
            whole.said += done.said
            whole.woken += done.woken
        return whole

    def _command(
        self, connection: Connection, turn: Turn, person: Person, speaker: Speaker, text: str, key: str, now: datetime
    ) -> Taken:
        first, _, below = text.partition("\n")
        word, _, rest = first.partition(" ")
        word, argument = word.split("@")[0].strip().casefold(), rest.strip()
        people.record(connection, person.id, _kept(word), people.about(argument), now)
        # The desk's own /take and /done name a case.
        mine = word == "/waiting" or (word == "/done" and not argument) or (
            word == "/take" and (not argument or argument.isdecimal())
        )  # fmt: skip
        if not mine:
            said = self._commands(connection, speaker, text, now, key)
            return Taken([Said(key="staff-commands")] if said is None else list(said))
        if person.role not in people.ANSWERING:
            return Taken([Said(key="staff-not-yours")])
        if word == "/waiting":
            return Taken([_waiting(connection, now)])
        if word == "/done":
            return self._done(connection, turn, person, now)
        taken = self._take(connection, turn, person, argument, now)
        held = handover.of_account(connection, turn.conversation)
        if held and below.strip() and taken.woken:
            self._relay_out(connection, turn, person, held, below, now)
        return taken

    def _take(self, connection: Connection, turn: Turn, person: Person, argument: str, now: datetime) -> Taken:
        first = next(iter(handover.waiting(connection)), None)
        number = int(argument) if argument.isdecimal() and len(argument) < 10 else (first.id if first else 0)
        taken = handover.take(connection, number, person, turn.conversation, now, self.wait)
        if isinstance(taken, str):
            return Taken([Said(key=f"staff-take-{taken}")])
        people.record(connection, person.id, "taken", str(taken.id), now)
        words = handover.summary(connection, taken.conversation)
        told = Said(key="handover-taken", args={"name": person.name})
        tell(connection, taken.conversation, f"{handover.key_of(taken.id)}taken", told, now)
        # Under the hand-over's key, so that deleting the person's data finds their words here too.
        took = Said(key="staff-took", args={"summary": words})
        tell(connection, turn.conversation, f"{handover.key_of(taken.id)}took", took, now)
        return Taken([], [taken.conversation])

    def _done(self, connection: Connection, turn: Turn, person: Person, now: datetime) -> Taken:
        held = handover.of_account(connection, turn.conversation)
        if held is None or not handover.end(connection, held.id, "done", now):
            return Taken([Said(key="staff-nothing-held")])
        told = Said(key="handover-done", args={"name": person.name})
        tell(connection, held.conversation, f"{handover.key_of(held.id)}done", told, now)
        return Taken([Said(key="staff-done")], [held.conversation])

    def _relay_out(
        self, connection: Connection, turn: Turn, person: Person, held: Handover, text: str, now: datetime
    ) -> Taken:
        if not text.strip():
            return Taken([Said(key="staff-words-only")])
        row = connection.execute(sa.select(conversations).where(conversations.c.id == held.conversation)).one()
        if row.blocked_at:
            return Taken([Said(key="staff-person-gone")])
        reply = Reply(text=f"{person.name}: {text}", language=row.language or "en")
        key = f"{handover.key_of(held.id)}{turn.id}"
        outbox.put(connection, held.conversation, key, reply, now, author=f"person:{person.id}")
        handover.agent_wrote(connection, held.id)
        return Taken([], [held.conversation])

    # --- the person they talk to --------------------------------------------------------------------------------------

    def _of_person(self, connection: Connection, turn: Turn, now: datetime) -> Taken | None:
        held = handover.of_conversation(connection, turn.conversation)
        if held is None or held.account is None:
            return None  # given back meanwhile
        leaves = turn.action is not None and turn.action.intent == LEAVE
        if leaves or turn.kind == "command":
            handover.end(connection, held.id, "left", now)
            args = {"handover": held.id}
            tell(
                connection, held.account, f"{handover.key_of(held.id)}left", Said(key="staff-lost-left", args=args), now
            )
            # A command of the menu, such as deleting one's data, is the bot's to carry out.
            return Taken([Said(key="handover-left")], [held.account]) if leaves else None
        if turn.kind == "follow":
            return Taken()
        words = turn.text.strip()
        if turn.kind not in ("text", "button", "contact", "location"):
            words = f"[{turn.kind}] {words}".strip()
        if not words:
            return Taken([Said(key="handover-write")])
        reply = Reply(text=f"💬 {words}", language=language_of(connection, held.account, "en"))
        outbox.put(connection, held.account, f"{handover.key_of(held.id)}{turn.id}", reply, now, author="notice")
        handover.person_wrote(connection, held.id, now, self.wait)
        return Taken([], [held.account])


def tell(connection: Connection, conversation: str, key: str, said: Said, now: datetime) -> None:
    """Say something of the bot's own into another conversation, whoever owns it."""
    form = language_of(connection, conversation, "en")
    for reply in saying.replies(connection, conversation, [said], form, now):
        outbox.put(connection, conversation, key, reply, now, author="notice")


def _is_paper(turn: Turn, person: Person) -> bool:
    """The channel itself says what became of it."""
    keeps = turn.channel in LIMITS and LIMITS[turn.channel].papers
    return keeps and turn.kind == "document" and person.role == "admin" and not person.disabled


def _command(turn: Turn) -> str:
    """What was typed or pressed as a command of people with roles; empty: none."""
    if turn.kind == "command" and turn.data.get("name") == "help":
        return "/help"  # of a platform that lists it, where it is everybody's; theirs is another one
    if turn.action:
        word = BUTTONS.get(turn.action.intent, "")
        return f"{word} {turn.action.entities.get('handover', '')}".strip()
    return turn.text.strip() if turn.kind == "text" and turn.text.lstrip().startswith("/") else ""


def _kept(command: str) -> str:
    """A command's name for the deeds; whatever else stands behind the slash may be anybody's name."""
    word = command.split()[0]
    return word if regex.fullmatch(r"/[a-z]{1,20}", word) else "/?"


def _waiting(connection: Connection, now: datetime) -> Said:
    """Without anybody's words: these stand only where they can be deleted."""
    found = handover.waiting(connection)
    if not found:
        return Said(key="staff-waiting-none")
    lines = []
    for one in found[:MOST_SHOWN]:
        minutes = int((now - one.asked_at).total_seconds() // 60)
        urgent = "⚠ " if one.why == "distress" else ""
        lines.append(f"{urgent}{one.id} · {minutes} min · {language_of(connection, one.conversation, 'en')}")
    numbers = " ".join(str(one.id) for one in found[:MOST_SHOWN])
    return Said(key="staff-waiting", args={"count": len(found), "lines": "\n".join(lines), "numbers": numbers})
