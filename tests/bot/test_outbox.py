"""The outbox: each reply once, in order, and buttons that mean something in one conversation only."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from bot import inbox, outbox
from bot.messages import Action, Button, Reply
from records.database import Database
from records.tables import buttons
from records.tables import outbox as table
from tests.fakes import START, Clock


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


SCRIPTS = ["Hello", "नमस्ते", "નમસ્તે", "สวัสดี", "namaste ji", "kem cho", "👩🏽‍🌾🇮🇳"]


@pytest.fixture
def conversations(database: Database) -> tuple[str, str]:
    with database.write() as connection:
        return (
            inbox.conversation_of(connection, "web", "a" * 24, START),
            inbox.conversation_of(connection, "web", "b" * 24, START),
        )


def put(database: Database, conversation: str, key: str, words: str = "नमस्ते", clock: Clock | None = None) -> None:
    with database.write() as connection:
        outbox.put(connection, conversation, key, Reply(text=words, language="hi"), (clock or Clock())())


def after(database: Database, conversation: str, last: int = 0) -> list[outbox.Sent]:
    with database.read() as connection:
        return outbox.after(connection, conversation, last)


def test_a_second_reply_under_the_same_key_is_dropped(database: Database, conversations: tuple[str, str]) -> None:
    mine, _ = conversations
    put(database, mine, "t1:0", "first")
    put(database, mine, "t1:0", "second")
    assert [sent.reply.text for sent in after(database, mine)] == ["first"]


def test_replies_come_in_the_order_in_which_they_were_put(
    database: Database, conversations: tuple[str, str], clock: Clock
) -> None:
    mine, theirs = conversations
    for number, words in enumerate(SCRIPTS):
        put(database, mine, f"t1:{number}", words, clock)
        put(database, theirs, f"t2:{number}", "not yours", clock)
        # Even a clock that goes back changes nothing.
        clock.forward(-60)
    got = after(database, mine)
    assert [sent.reply.text for sent in got] == SCRIPTS
    assert [sent.id for sent in got] == sorted({sent.id for sent in got})
    assert [sent.reply.text for sent in after(database, mine, got[4].id)] == SCRIPTS[5:]
    assert after(database, mine, got[-1].id) == []


def test_a_reply_is_kept_whole(database: Database, conversations: tuple[str, str]) -> None:
    mine, _ = conversations
    reply = Reply(text="ગુજરાતી\nไทย 🙏🏽", language="gu-Latn", buttons=(Button(label="હા", token="x"),), interim=True)
    with database.write() as connection:
        outbox.put(connection, mine, "k", reply, START)
    assert [sent.reply for sent in after(database, mine)] == [reply]


def test_what_was_sent_is_marked_up_to_there_and_only_here(database: Database, conversations: tuple[str, str]) -> None:
    mine, theirs = conversations
    for key in ("a", "b", "c"):
        put(database, mine, f"1{key}")
        put(database, theirs, f"2{key}")
    second = after(database, mine)[1].id
    with database.write() as connection:
        outbox.mark_sent(connection, mine, second)
    with database.read() as connection:
        rows = connection.execute(sa.select(table.c.key, table.c.status).order_by(table.c.id)).all()
    assert {row.key for row in rows if row.status == "sent"} == {"1a", "1b"}
    # Marked or not, a connection that asks again gets it again.
    assert len(after(database, mine)) == 3


def test_a_button_keeps_what_it_means_and_its_token_tells_nothing(
    database: Database, conversations: tuple[str, str]
) -> None:
    mine, _ = conversations
    action = Action(intent="show_detail", entities={"document": "in-cgtmse", "detail": "papers"})
    with database.write() as connection:
        made = [outbox.make_button(connection, mine, "कागज़", action, START) for _ in range(50)]
    assert {button.label for button in made} == {"कागज़"}
    assert len({button.token for button in made}) == 50
    assert all(re.fullmatch(r"[\w-]{16,}", button.token) for button in made)
    with database.read() as connection:
        row = connection.execute(sa.select(buttons).where(buttons.c.token == made[0].token)).one()
    assert (row.conversation_id, row.intent, row.entities, row.label) == (mine, action.intent, action.entities, "कागज़")


def test_a_conversation_is_found_by_channel_and_address(database: Database, conversations: tuple[str, str]) -> None:
    with database.read() as connection:
        assert outbox.find_conversation(connection, "web", "a" * 24) == conversations[0]
        assert outbox.find_conversation(connection, "terminal", "a" * 24) is None
        assert outbox.find_conversation(connection, "web", "c" * 24) is None
