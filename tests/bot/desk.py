"""A gateway over empty records with a scripted dialogue: time and sleep in the test's hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot import inbox, outbox
from bot.gateway import Gateway, Patience
from bot.inbox import Turn
from bot.messages import Inbound, Reply
from records.database import Database
from records.tables import conversations, inbound
from tests.fakes import Clock, FakeDialogue, VirtualSleep, latin_model, text

PATIENCE = Patience(interim_after=3.0, give_up_after=60.0)


@dataclass
class Desk:
    """One conversation at the gateway: say something, handle the turn, read the replies."""

    database: Database
    clock: Clock
    dialogue: FakeDialogue
    sleep: VirtualSleep
    patience: Patience = PATIENCE
    notified: list[str] = field(default_factory=list)
    _events: int = 0

    @property
    def gateway(self) -> Gateway:
        return Gateway(
            self.database, self.dialogue, latin_model, self.clock, self.patience, self.notified.append, self.sleep
        )  # type: ignore[arg-type]  # fmt: skip

    def receive(self, message: Inbound | str) -> Turn:
        """Store a message and claim its turn."""
        self._events += 1
        if isinstance(message, str):
            message = text(message, event=f"e{self._events}")
        with self.database.write() as connection:
            conversation = inbox.accept(connection, message, self.clock())
            assert conversation
            turn = inbox.claim(connection, conversation, lambda: f"t{self._events}")
        assert turn
        return turn

    async def say(self, message: Inbound | str) -> list[Reply]:
        """Handle one message from beginning to end; the replies to it alone."""
        before = len(self.replies())
        await self.gateway.handle(self.receive(message))
        return self.replies()[before:]

    def replies(self, address: str = "a" * 24) -> list[Reply]:
        with self.database.read() as connection:
            conversation = outbox.find_conversation(connection, "web", address)
            return [sent.reply for sent in outbox.after(connection, conversation or "", 0)]


def state(database: Database) -> tuple[str | None, bool, list[str]]:
    """Language of the one conversation, whether it was chosen, and what became of each message."""
    with database.read() as connection:
        row = connection.execute(sa.select(conversations)).one()
        done = connection.execute(sa.select(inbound.c.status).order_by(inbound.c.id)).scalars().all()
    return row.language, row.language_chosen, list(done)


MakeDesk = Callable[..., Desk]
