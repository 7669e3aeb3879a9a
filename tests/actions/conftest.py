"""A desk with a scripted answerer, empty records and one conversation whose turns are known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from actions.rasa_turn import Desk
from bot import inbox
from records.database import Database
from records.tables import inbound, person_messages
from tests.fakes import KEEPING, Clock, FakeAnswerer, card, passage, text

Received = Callable[..., str]
QUESTIONS = {
    "en": "What is CGTMSE?",
    "hi": "सीजीटीएमएसई क्या है?",
    "gu": "સીજીટીએમએસઈ શું છે?",
    "th": "บสย. คืออะไร",
    "hi-Latn": "cgtmse kya hai",
    "gu-Latn": "cgtmse shu che 🙏",
}


@pytest.fixture
def answerer() -> FakeAnswerer:
    return FakeAnswerer()


@pytest.fixture
def desk(database: Database, answerer: FakeAnswerer, clock: Clock) -> Desk:
    helplines = {
        "IN": (card("in-tele-manas"), passage(en="Call 14416.", hi="14416 पर फोन करें।", gu="14416 પર ફોન કરો.")),
        "TH": (card("th-mental-health-1323"), passage(en="Phone 1323.", th="โทร 1323")),
    }
    return Desk(answerer=lambda: answerer, database=database, helplines=helplines, now=clock, keeping=KEEPING)  # type: ignore[arg-type,return-value]


@pytest.fixture
def received(database: Database, clock: Clock) -> Received:
    """Puts a message into the inbox and claims it; gives its conversation."""

    def put(turn: str = "t1", *, address: str = "a" * 24, words: str = "hello", language: str | None = None) -> str:
        with database.write() as connection:
            conversation = inbox.accept(connection, text(words, event=turn, address=address), clock())
            assert conversation
            claimed = inbox.claim(connection, conversation)
            assert claimed
            # Turn ids are chosen by the test so that it can speak of them.
            connection.execute(inbound.update().where(inbound.c.turn_id == claimed.id).values(turn_id=turn))
            connection.execute(inbound.update().where(inbound.c.turn_id == turn).values(status="done"))
            if language:
                inbox.remember_language(connection, conversation, language)
        return conversation

    return put


@pytest.fixture
def stored(database: Database) -> Callable[[], list[sa.Row[tuple[object, ...]]]]:
    """Every message for a person, in order."""

    def read() -> list[sa.Row[tuple[object, ...]]]:
        with database.read() as connection:
            return list(connection.execute(sa.select(person_messages).order_by(person_messages.c.id)).all())

    return read
