"""`sahayak agent`: a terminal of this machine as a person's account, straight on the records.

No request can reach its channel: who may open the records here may answer here.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TextIO

import sqlalchemy as sa

from actions import people
from actions.people import PeopleError
from bot import inbox, outbox
from bot.dialogue import Said
from bot.inbox import Turn
from bot.messages import Button
from bot.replies import compose
from bot.staff_turns import StaffTurns
from knowledge.language import FORMS
from records.database import Database
from records.tables import conversations

CHANNEL = "desk"
LOOK_EVERY = 1.0


class StaffTerminal:
    """One person at one terminal. Raises PeopleError when there is no such person, or the role was taken away."""

    def __init__(
        self, database: Database, staff: StaffTurns, person: str, now: Callable[[], datetime],
        show: Callable[[str], None], language: str = "",
    ) -> None:  # fmt: skip
        self._database, self._staff, self._now, self._show = database, staff, now, show
        self._over = threading.Event()
        if language and language not in FORMS:
            raise PeopleError(f"{language!r} is no language form; there are {', '.join(FORMS)}")
        with database.write() as connection:
            known = people.get(connection, person)
            if known.disabled:
                raise PeopleError(f"{person} is disabled and may answer nobody")
            self.conversation = inbox.conversation_of(connection, CHANNEL, person, now())
            values = {"language": language or known.languages[0], "language_chosen": True}
            connection.execute(conversations.update().where(conversations.c.id == self.conversation).values(**values))
            people.link(connection, person, self.conversation, now(), seen_at=now())
            shown = outbox.after(connection, self.conversation, 0)
        self._last = shown[-1].id if shown else 0

    def run(self, lines: TextIO | None = None) -> None:
        """Until the input ends; what is held then is given back by itself when the time is over."""
        watch = threading.Thread(target=self._watch, name="watch", daemon=True)
        self.say("/waiting")
        watch.start()
        try:
            for line in lines or sys.stdin:
                if line.strip():
                    self.say(line.strip())
        finally:
            self._over.set()
            watch.join()

    def say(self, line: str) -> None:
        """Take effect once, and show what is answered."""
        turn = self._turn(line)
        form = turn.language or "en"
        with self._database.write() as connection:
            taken = self._staff.take(connection, turn, form, self._now())
            said = [Said(key="staff-commands")] if taken is None else taken.said
            # Buttons are of no use here: everything is typed.
            for place, reply in enumerate(compose(said, form, lambda label, act: Button(label=label, token="-"))):
                outbox.put(connection, self.conversation, f"{turn.id}:{place}", reply, self._now(), "notice")
        self.look()

    def look(self) -> None:
        """Show what is new, and be seen."""
        with self._database.write() as connection:
            people.seen(connection, self.conversation, self._now())
            new = outbox.after(connection, self.conversation, self._last)
            if new:
                self._last = new[-1].id
                outbox.mark_sent(connection, self.conversation, self._last)
        for sent in new:
            self._show(sent.reply.text)

    def _turn(self, line: str) -> Turn:
        with self._database.read() as connection:
            known = connection.execute(sa.select(conversations).where(conversations.c.id == self.conversation)).one()
        return Turn(
            id=inbox.new_turn_id(),
            conversation=self.conversation,
            channel=CHANNEL,
            language=known.language,
            language_chosen=True,
            text=inbox.clean(line),
        )

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.look()
