"""People who were answered and agreed to hear more: conversations, answers and wishes, as the app stores them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from actions import answers, wishes
from actions.answers import Asked, Keeping
from actions.outcomes import Outcome, Topic
from bot import inbox, outbox
from bot.messages import Reply
from bot.replies import outcome_words
from records.database import Database
from records.tables import conversations
from records.tables import outbox as rows
from tests.fakes import START, FakeAnswerer, no_answer

KEEPING = Keeping(word=outcome_words, settings={}, code="c" * 16)


@dataclass
class Replying(FakeAnswerer):
    """Gives each question its own outcome; what is not named is not known."""

    by_question: Mapping[str, Outcome] = field(default_factory=dict)

    def answer(self, question: str, form: str | None = None, topic: Topic = Topic()) -> Outcome:
        return self.by_question.get(question, no_answer(language=form or "en"))


class People:
    """Conversations by a letter: people.person("a")."""

    def __init__(self, database: Database) -> None:
        self.database, self.turns = database, 0

    def person(self, letter: str, language: str = "en", **changes: Any) -> str:
        with self.database.write() as connection:
            conversation = inbox.conversation_of(connection, "web", letter * 24, START)
            given = {"language": language} | changes
            connection.execute(conversations.update().where(conversations.c.id == conversation).values(**given))
        return conversation

    def asked(
        self, conversation: str | None, question: str, outcome: Outcome, wish: str = "", answerer: Any = None
    ) -> str:
        """``wish``: yes or no to hearing of a better answer."""
        self.turns += 1
        asked = Asked(kind="answer", question=question, form=outcome.language)
        with self.database.write() as connection:
            kept = answers.keep(
                connection, f"t{self.turns}", asked, outcome, answerer or FakeAnswerer(), KEEPING, START, conversation
            )
            if wish and conversation:
                wishes.say(connection, conversation, kept.reference, wish == "yes", START)
        return kept.reference

    def wants_updates(self, conversation: str, yes: bool = True) -> None:
        with self.database.write() as connection:
            wishes.say(connection, conversation, wishes.UPDATES, yes, START)

    def got(self, conversation: str) -> list[Reply]:
        with self.database.read() as connection:
            return [sent.reply for sent in outbox.after(connection, conversation, 0)]

    def keys(self) -> list[str]:
        with self.database.read() as connection:
            return list(connection.execute(sa.select(rows.c.key).order_by(rows.c.id)).scalars())
