"""A gateway with people of roles behind it: anybody may say something, and everybody's replies are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from actions import handover, people
from actions.people import Person
from bot import inbox, outbox
from bot.dialogue import Said
from bot.gateway import Gateway
from bot.messages import Inbound, Reply
from bot.notices import Rounds
from bot.staff_turns import CaseCommands, StaffTurns, no_commands
from bot.staffing import Handovers, staff
from records.database import Database
from records.tables import conversations
from tests.bot.desk import PATIENCE
from tests.fakes import Clock, FakeDialogue, latin_model, press, text

#: What an entrepreneur and an agent say to each other.
SPOKEN = {
    "en": ("my loan was refused, what now?", "Please send me the letter."),
    "hi": ("मेरा लोन नहीं मिला 😟", "कृपया वह पत्र भेजें।"),
    "gu": ("મારી લોન ના થઈ 😟", "કૃપા કરી તે પત્ર મોકલો."),
    "th": ("กู้เงินไม่ผ่าน ทำอย่างไรดี 😟", "ส่งจดหมายมาให้ดูได้ไหม"),
    "hi-Latn": ("mera loan nahi mila, kya karu", "woh letter bhejiye"),
    "gu-Latn": ("mari loan na thai, shu karu", "te letter moklo"),
}
WAIT = timedelta(minutes=5)


@dataclass
class Floor:
    """Addresses are short names: "asker", "asha" …"""

    database: Database
    clock: Clock
    dialogue: FakeDialogue = field(default_factory=lambda: FakeDialogue([Said(key="greet")]))
    commands: CaseCommands = no_commands
    notified: list[str] = field(default_factory=list)
    _events: int = 0

    @property
    def gateway(self) -> Gateway:
        return Gateway(
            self.database, self.dialogue, latin_model, self.clock, PATIENCE, self.notified.append,  # type: ignore[arg-type]
            staff=StaffTurns(WAIT, self.commands),
        )  # fmt: skip

    def person(self, name: str, role: str = "agent", languages: Sequence[str] = ("en",), linked: bool = True) -> Person:
        with self.database.write() as connection:
            made = people.add(connection, name, role, languages, self.clock())
            if linked:
                people.link(connection, made.id, self._conversation(connection, name), self.clock())
        return made

    def code(self, person: Person) -> str:
        with self.database.write() as connection:
            return people.link_code(connection, person.id, self.clock())

    async def say(self, who: str, words: str | Inbound) -> list[str]:
        """What they hear at once in their own conversation."""
        self._events += 1
        message = text(words, event=f"e{self._events}", address=who) if isinstance(words, str) else words
        before = len(self.heard(who))
        with self.database.write() as connection:
            conversation = inbox.accept(connection, message, self.clock())
            assert conversation
            turn = inbox.claim(connection, conversation, lambda: f"t{self._events}")
        assert turn
        await self.gateway.handle(turn)
        return self.heard(who)[before:]

    async def press(self, who: str, label: str) -> list[str]:
        """The button of their last reply that has one of these words."""
        self._events += 1
        buttons = [one for reply in self.replies(who) for one in reply.buttons if one.label == label]
        return await self.say(who, press(buttons[-1].token, event=f"b{self._events}", address=who))

    def call(self, who: str, why: handover.Why = "asked", key: str = "t0") -> bool:
        with self.database.write() as connection:
            return handover.ask(connection, self._conversation(connection, who), key, why, self.clock(), WAIT)

    def rounds(self) -> None:
        """What runs beside the turns, once."""
        Handovers(self.database, self.clock)()
        Rounds(self.database, self.clock, self.notified.append, staff(self.clock))()

    def replies(self, who: str) -> list[Reply]:
        with self.database.read() as connection:
            conversation = outbox.find_conversation(connection, "web", who)
            return [sent.reply for sent in outbox.after(connection, conversation or "", 0)]

    def heard(self, who: str) -> list[str]:
        return [reply.text for reply in self.replies(who)]

    def speaks(self, who: str, form: str) -> None:
        with self.database.write() as connection:
            values: dict[str, Any] = {"language": form, "language_chosen": True}
            mine = conversations.c.id == self._conversation(connection, who)
            connection.execute(conversations.update().where(mine).values(**values))

    def owner(self, who: str) -> str | None:
        with self.database.read() as connection:
            found = sa.select(conversations.c.owner).where(conversations.c.address == who)
            owner: str | None = connection.execute(found).scalar()
        return owner

    def deeds(self, person: Person) -> list[tuple[str, str]]:
        with self.database.read() as connection:
            return [(row.what, row.about) for row in reversed(people.deeds_of(connection, person.id))]

    def _conversation(self, connection: sa.Connection, who: str) -> str:
        return inbox.conversation_of(connection, "web", who, self.clock())
