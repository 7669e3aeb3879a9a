"""What the operator sees of trouble, and what retry and drop do; on both databases."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from bot import inbox, outbox
from bot.delivery import Sender
from bot.errors import Code
from bot.gateway import Gateway
from bot.messages import Reply
from bot.operations import channel_rows, drop_inbox, list_inbox, list_outbox, retry_inbox, retry_outbox
from records.database import Database
from records.tables import outbox as rows
from tests.bot.boxes import claim, finish, statuses, take
from tests.bot.command import Sahayak
from tests.bot.desk import PATIENCE
from tests.bot.pigeon import Pigeon, failure, say, talk
from tests.fakes import START, Clock, FakeDialogue, VirtualSleep, latin_model, text


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def set_aside(database: Database, words: str = "ज़हर") -> Any:
    (conversation,) = take(database, text(words))
    turn = claim(database, conversation, "t1")
    assert turn
    with database.write() as connection:
        inbox.fail(connection, turn, "ZeroDivisionError in x.py:1", START)
        outbox.put(connection, turn.conversation, "t1:0", Reply(text="sorry", language="en"), START)
        inbox.finish(connection, turn, "set_aside")
    return conversation


def test_what_is_set_aside_is_shown_without_its_words(database: Database) -> None:
    set_aside(database)
    (row,) = list_inbox(database)
    assert (row["status"], row["error"], row["channel"], row["attempts"]) == (
        "set_aside", "ZeroDivisionError in x.py:1", "web", 1,
    )  # fmt: skip
    assert "ज़हर" not in str(row)
    assert list_inbox(database, with_text=True)[0]["text"] == "ज़हर"


async def test_retry_answers_the_same_turn_again(database: Database, clock: Clock) -> None:
    conversation = set_aside(database)
    assert retry_inbox(database, []) == 1
    turn = claim(database, conversation)
    assert turn
    assert (turn.id, turn.attempts) == ("t1", 1)
    dialogue = FakeDialogue()
    gateway = Gateway(database, dialogue, latin_model, clock, PATIENCE, sleep=VirtualSleep())  # type: ignore[arg-type]
    await gateway.handle(turn)
    with database.read() as connection:
        said = [sent.reply.text for sent in outbox.after(connection, conversation, 0)]
    assert said[0] == "sorry"
    assert len(said) == 2
    assert list_inbox(database) == []


def test_drop_leaves_it_unanswered_and_touches_nothing_else(database: Database) -> None:
    conversation = set_aside(database)
    take(database, text("behind", event="2"))
    (row,) = list_inbox(database)
    assert drop_inbox(database, [row["id"] + 1]) == 0, "what waits in order is no operator's business"
    assert drop_inbox(database, [row["id"]]) == 1
    assert statuses(database) == ["dropped", "waiting"]
    finish(database, claim(database, conversation))


async def test_what_could_not_be_sent_is_shown_with_its_cure_and_sent_again(database: Database, clock: Clock) -> None:
    pigeon = Pigeon(failure(Code.REFUSED))
    sender = Sender(database, {"telegram": pigeon}, clock, "p1")
    conversation = talk(database)
    say(database, conversation, "सवाल का जवाब")
    sender.wake(conversation)
    await pigeon.until(lambda: not sender._running)
    (row,) = list_outbox(database)
    assert (row["status"], row["error"]) == ("failed", "refused")
    assert "report" in row["means"]
    assert "जवाब" not in str(row)
    assert channel_rows(database, {"telegram": pigeon}, ask=False)[0]["failed"] == 1
    assert retry_outbox(database, [row["id"]]) == 1
    assert sender.sweep() == 1
    await pigeon.until(lambda: pigeon.accepted)
    await pigeon.until(lambda: not sender._running)
    assert list_outbox(database) == []
    with database.read() as connection:
        assert connection.execute(sa.select(rows.c.status)).scalars().all() == ["sent"]


def test_the_commands_say_when_there_is_nothing(sahayak: Sahayak) -> None:
    assert sahayak("inbox", "list").out == "nothing is set aside\n"
    assert sahayak("outbox", "list").out == "everything was sent, or is on its way\n"
    assert sahayak("inbox", "retry").out.startswith("0 messages")
    assert sahayak("outbox", "retry", "7").out.startswith("0 replies")
    assert sahayak("inbox", "drop", "7").out.startswith("0 messages")
    assert sahayak("inbox", "list", "--json").out == ""


def test_a_channel_s_state_is_shown_and_its_platform_asked(sahayak: Sahayak, monkeypatch: pytest.MonkeyPatch) -> None:
    pigeon = Pigeon()

    async def status() -> dict[str, Any]:
        return {"webhook": "https://x.example", "quota": {"limit": 500, "used": 80, "left": 420}, "cure": ""}

    pigeon.status = status  # type: ignore[method-assign]
    monkeypatch.setattr("bot.channels.registry.channels", lambda settings, host=None: {"telegram": pigeon})
    (row,) = sahayak("channels", "status", "--json").rows
    assert (row["waiting"], row["blocked_us"], row["platform"]) == (0, 0, asyncio.run(status()))
    text = sahayak("channels", "status").out
    assert text.endswith(
        "platform.webhook=https://x.example  platform.quota.limit=500  platform.quota.used=80  platform.quota.left=420\n"
    )

    async def away() -> dict[str, Any]:
        raise failure(Code.UNREACHABLE)

    pigeon.status = away  # type: ignore[method-assign]
    (row,) = sahayak("channels", "status", "--json").rows
    assert row["platform"]["error"] == "unreachable"
    assert "network" in row["platform"]["means"]
    assert "platform.error=unreachable  platform.means=The platform could not" in sahayak("channels", "status").out
