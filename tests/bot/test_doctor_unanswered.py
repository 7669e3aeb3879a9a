"""The doctor names what nobody was answered: who looks there at night must not be told that all is well."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import doctor, outgoing
from bot.errors import Code
from bot.settings import Settings
from records.database import Database
from tests.bot.boxes import claim, finish, take
from tests.bot.pigeon import say, talk
from tests.fakes import START, text


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def records(settings: Settings) -> Database:
    made = Database(settings.database)
    made.migrate()
    return made


def findings(settings: Settings) -> list[tuple[str, bool]]:
    return [(found.what, found.ok) for found in doctor._database(settings)[1:]]


def test_when_everybody_was_answered(settings: Settings) -> None:
    assert findings(settings) == [("0 messages set aside", True), ("0 replies that could not be sent", True)]


@pytest.mark.parametrize("words", ["loan?", "ऋण?", "લોન?", "สินเชื่อ?"])
def test_a_message_set_aside(settings: Settings, records: Database, words: str) -> None:
    (conversation,) = take(records, text(words))
    finish(records, claim(records, conversation), "set_aside")
    assert findings(settings)[0] == ("1 messages set aside", False)
    assert "sahayak inbox list" in doctor._database(settings)[1].cure
    records.close()


@pytest.mark.parametrize(("code", "ok"), [(Code.REFUSED, False), (Code.GAVE_UP, False), (Code.BLOCKED, True)])
def test_a_reply_that_failed(settings: Settings, records: Database, code: Code, ok: bool) -> None:
    """Whom nothing can be sent to because they want nothing is no fault."""
    conversation = talk(records)
    say(records, conversation, "answer")
    with records.write() as connection:
        known = outgoing.SENDING.take(connection, conversation, "p1")
        out = outgoing.claim(connection, known, 1, START)
        assert isinstance(out, outgoing.Outgoing)
        outgoing.failed(connection, out, code)
    assert findings(settings)[1] == (f"{int(not ok)} replies that could not be sent", ok)
    records.close()
