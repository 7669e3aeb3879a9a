"""One process handles a conversation, and what is stored meanwhile by another is not forgotten; on both databases."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from bot import inbox, leases
from bot.messages import Inbound
from records.database import Database
from records.tables import inbound
from tests.bot.boxes import claim, finish, take
from tests.fakes import START, text


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def lease(database: Database, conversation: str | None, process: str) -> bool:
    with database.write() as connection:
        return leases.TURNS.take(connection, str(conversation), process)


def release(database: Database, conversation: str | None, process: str) -> bool:
    with database.write() as connection:
        return leases.TURNS.release(connection, str(conversation), process)


def waiting(database: Database, process: str = "") -> list[str]:
    with database.read() as connection:
        return leases.waiting(connection, process)


def test_one_process_at_a_time(database: Database) -> None:
    (conversation,) = take(database, text())
    assert lease(database, conversation, "p1")
    assert lease(database, conversation, "p1"), "its own it may take again"
    assert not lease(database, conversation, "p2")
    assert (waiting(database, "p2"), waiting(database, "p1")) == ([], [conversation])
    assert not release(database, conversation, "p1"), "something is still to be answered"
    turn = claim(database, conversation)
    assert not release(database, conversation, "p2"), "only the holder lets go"
    finish(database, turn)
    assert lease(database, conversation, "p2"), "the end of the last turn lets go"
    assert release(database, conversation, "p2")


def test_nobody_lets_go_while_something_is_to_be_answered(database: Database) -> None:
    (conversation,) = take(database, text(event="1"))
    lease(database, conversation, "p1")
    turn = claim(database, conversation)
    take(database, text(event="2"))
    finish(database, turn)
    assert not lease(database, conversation, "p2")
    finish(database, claim(database, conversation))
    assert lease(database, conversation, "p2")


def test_a_turn_answered_by_another_process_is_lost_with_everything_of_it(database: Database) -> None:
    (conversation,) = take(database, text())
    turn = claim(database, conversation, "t1")
    finish(database, turn)
    assert turn

    def answer_late() -> None:
        with database.write() as connection:
            inbox.remember_language(connection, turn.conversation, "th")
            inbox.finish(connection, turn)

    with pytest.raises(inbox.TurnLost):
        answer_late()
    again = take(database, text(event="2"))
    assert claim(database, again[0]).language is None  # type: ignore[union-attr]


def test_a_failed_turn_waits_longer_each_time_and_keeps_its_error(database: Database) -> None:
    (conversation,) = take(database, text())
    pauses = []
    for _ in range(4):
        turn = claim(database, conversation)
        assert turn
        with database.write() as connection:
            inbox.fail(connection, turn, "ZeroDivisionError in x.py:1", START)
        with database.read() as connection:
            due = leases.due(connection, str(conversation))
            assert due
            pauses.append((due - START).total_seconds())
    assert pauses == [0.5, 1.0, 2.0, 4.0]
    with database.read() as connection:
        row = connection.execute(sa.select(inbound)).one()
    assert (row.status, row.attempts, row.error) == ("working", 4, "ZeroDivisionError in x.py:1")


def test_two_processes_that_store_one_event_at_the_same_time_store_it_once(database: Database) -> None:
    """Also the conversation that both find missing."""
    start, kept, problems = threading.Barrier(8), [], []

    def store() -> None:
        start.wait(60)
        try:
            with database.write() as connection:
                kept.append(inbox.accept(connection, text("एक ही"), START))
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=store) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not problems
    assert len([one for one in kept if one]) == 1
    with database.read() as connection:
        assert len(connection.execute(sa.select(inbound.c.id)).all()) == 1


def sent(kind: str, event: str, words: str = "", **data: object) -> Inbound:
    return Inbound(channel="telegram", event_id=event, address="7", kind=kind, text=words, data=data)  # type: ignore[arg-type]


def test_what_is_no_text_is_a_turn_of_its_own_with_its_data(database: Database) -> None:
    first, *_ = take(
        database,
        sent("text", "1", "यह लो"),
        sent("location", "2", latitude=23.02, longitude=72.57),
        sent("contact", "3", phone="+919800000000", own=True),
        sent("text", "4", "ठीक"),
    )
    turns = []
    while turn := claim(database, first):
        turns.append((turn.kind, turn.text, turn.data))
        finish(database, turn)
    assert turns == [
        ("text", "यह लो", {}),
        ("location", "", {"latitude": 23.02, "longitude": 72.57}),
        ("contact", "", {"phone": "+919800000000", "own": True}),
        ("text", "ठीक", {}),
    ]


def test_who_blocks_us_is_not_answered_until_they_write_again(database: Database) -> None:
    conversation, _ = take(database, sent("text", "1", "hello"), sent("blocked", "2"))
    turn = claim(database, conversation)
    assert turn
    assert turn.text == "hello"
    finish(database, turn)
    assert claim(database, conversation) is None
    with database.read() as connection:
        assert connection.execute(sa.text("select blocked_at from conversations")).scalar() is not None
    take(database, sent("follow", "3"))
    with database.read() as connection:
        assert connection.execute(sa.text("select blocked_at from conversations")).scalar() is None


def test_the_platform_s_language_of_a_person_is_kept_for_the_first_reply(database: Database) -> None:
    message = Inbound(channel="telegram", event_id="1", address="7", kind="follow", text="", language="th-TH", raw="{}")
    (conversation,) = take(database, message)
    turn = claim(database, conversation)
    assert turn
    assert (turn.language, turn.profile_language) == (None, "th-TH")
