"""The intake talked through with the real processes: what is asked now, buttons by their words, other kinds of messages."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from bot import inbox
from bot.messages import Inbound, Kind, Reply
from bot.wording import say
from records.database import Database
from tests.integration.talk import Person


@dataclass
class Applicant:
    """One person in the intake of a programme, in one language form."""

    person: Person
    form: str
    programme: str

    def says(self, text: str) -> str:
        """What is said back, all of it."""
        return words_of(self.person.say(text))

    def presses(self, key: str) -> str:
        """Press the newest button with the words of ``key``."""
        label = say(self.form, key)
        found = [one.token for reply in self.person.replies for one in reply.buttons if one.label == label]
        assert found, f"{self.form}: no button {label!r}"
        self.person.post(button=found[-1])
        return words_of(self.person.wait())

    def writes_in(self, form: str) -> str:
        """Choose a language on the page."""
        self.form = form
        chosen = httpx.post(f"{self.person.url}/chat/language/{form}", headers=self.person.headers, timeout=10)
        assert chosen.status_code == 202
        return words_of(self.person.wait())

    def sends(self, records: Database, kind: Kind, **data: Any) -> str:
        """What only a platform can bring, as its channel stores it."""
        address, channel = self.person.key, self.person.channel
        event = f"{address}:{secrets.token_hex(8)}"
        message = Inbound(channel=channel, event_id=event, address=address, kind=kind, text="", data=data)
        with records.write() as connection:
            assert inbox.accept(connection, message, datetime.now(UTC))
        return words_of(self.person.wait())

    def hears(self, what: str, within: float = 30.0) -> str:
        """What was said with these words in it, now or before; waits for what the desk says on its own."""
        while True:
            for reply in self.person.replies:
                if what in reply.text:
                    return reply.text
            self.person.wait(within)

    def asked(self, name: str, said: str) -> bool:
        """Whether the last thing said is this field's question, in the form now spoken."""
        question = say(self.form, f"ask-{name.replace('_', '-')}", programme=self.programme)
        return f") {question}" in said[max(said.rfind("\n("), 0) :]

    def must_ask(self, name: str, said: str) -> str:
        assert self.asked(name, said), f"{self.form}: {name} should be asked now, but it says:\n{said}"
        return said


def words_of(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies if not reply.interim)
