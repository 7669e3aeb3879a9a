"""The inbox: nothing twice, nothing out of order, and after a crash the same turn again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot import inbox, leases
from bot.inbox import MOST_MERGED
from bot.messages import Inbound, Kind
from records.database import Database
from records.tables import conversations, inbound
from tests.bot.boxes import A, B, claim, finish, statuses, take
from tests.fakes import START, text


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


SCRIPTS = ["What is CGTMSE?", "मुझे लोन चाहिए", "મારે લોન જોઈએ", "ขอสินเชื่อ", "mujhe loan chahiye", "👩🏽‍🌾🇮🇳"]


# --- taking -------------------------------------------------------------------------------------------------------


def test_a_second_delivery_of_an_event_is_dropped(database: Database) -> None:
    first, again, changed = take(database, text(), text(), text("something else"))
    assert first
    assert (again, changed) == (None, None)
    assert statuses(database) == ["waiting"]


def test_the_same_event_id_elsewhere_is_another_event(database: Database) -> None:
    taken = take(database, text(address=A), text(address=B), text(address=A, channel="terminal"))
    assert len(set(taken)) == 3
    assert None not in taken


def test_one_address_is_one_conversation_of_its_channel(database: Database) -> None:
    web, again, terminal = take(
        database, text(event="1"), text(event="2"), text(event="3", channel="terminal")
    )  # fmt: skip
    assert web == again != terminal


@pytest.mark.parametrize(
    ("sent", "stored"),
    [(words, words) for words in SCRIPTS]
    + [("a\x00b", "ab"), ("\ud83d", "?"), ("क\udc00ख", "क?ख"), ("\x00", ""), ("tab\tline\n", "tab\tline\n")],
)
def test_texts_are_stored_whole_without_what_no_database_takes(database: Database, sent: str, stored: str) -> None:
    (conversation,) = take(database, text(sent))
    turn = claim(database, conversation)
    assert turn
    assert turn.text == stored


# --- turns --------------------------------------------------------------------------------------------------------


def test_texts_that_came_together_are_one_turn_in_their_order(database: Database) -> None:
    conversation, *_ = take(database, *(text(words, event=str(n)) for n, words in enumerate(SCRIPTS)))
    turn = claim(database, conversation, "t1")
    assert turn
    assert turn.text == "\n".join(SCRIPTS)
    assert (turn.id, turn.action, turn.old_button) == ("t1", None, False)
    finish(database, turn)
    assert claim(database, conversation) is None
    assert statuses(database) == ["done"] * len(SCRIPTS)


def test_a_text_sent_twice_in_a_burst_is_read_once(database: Database) -> None:
    conversation, *_ = take(database, text("હેલો", event="1"), text("લોન", event="2"), text("હેલો", event="3"))
    turn = claim(database, conversation)
    assert turn
    assert turn.text == "હેલો\nલોન"


def test_a_flood_is_read_a_hundred_at_a_time(database: Database) -> None:
    conversation, *_ = take(database, *(text(f"नंबर {n}", event=str(n)) for n in range(MOST_MERGED + 30)))
    first = claim(database, conversation)
    finish(database, first)
    second = claim(database, conversation)
    assert first
    assert second
    assert [first.text.count("\n") + 1, second.text.count("\n") + 1] == [MOST_MERGED, 30]


# --- crashes ------------------------------------------------------------------------------------------------------


def test_a_turn_begun_before_a_crash_is_the_same_turn_again(database: Database) -> None:
    conversation, _ = take(database, text("पहला", event="1"), text("दूसरा", event="2"))
    begun = claim(database, conversation)
    take(database, text("तीसरा", event="3"))
    again = claim(database, conversation, "t2")
    assert begun == again
    finish(database, again)
    later = claim(database, conversation, "t3")
    assert later
    assert (later.id, later.text) == ("t3", "तीसरा")


def test_no_turn_is_ever_named_as_another_was(database: Database) -> None:
    """A restored backup gives the same row numbers out again; Rasa's tracker may still hold the turns of then."""
    named = set()
    for _ in range(5):
        (conversation,) = take(database, text("फिर से"))
        with database.write() as connection:
            turn = inbox.claim(connection, str(conversation))
            assert turn
            named.add(turn.id)
            connection.execute(inbound.delete())
    assert len(named) == 5


def test_a_claim_that_was_not_committed_never_was(database: Database) -> None:
    (conversation,) = take(database, text())

    def claim_and_die() -> None:
        with database.write() as connection:
            inbox.claim(connection, str(conversation))
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        claim_and_die()
    assert statuses(database) == ["waiting"]


@pytest.mark.parametrize("status", ["done", "set_aside"])
def test_what_is_finished_waits_no_more(database: Database, status: str) -> None:
    (conversation,) = take(database, text())
    finish(database, claim(database, conversation), status)
    assert statuses(database) == [status]
    with database.read() as connection:
        assert leases.waiting(connection) == []


def test_who_waited_longest_comes_first_and_a_begun_turn_waits_too(database: Database) -> None:
    first, second, third = take(database, *(text(address=letter * 20) for letter in "xyz"))
    claim(database, third)
    finish(database, claim(database, first))
    take(database, text(address="x" * 20, event="2"), text(address="y" * 20, event="2"))
    with database.read() as connection:
        assert leases.waiting(connection) == [second, third, first]


# --- what is remembered -------------------------------------------------------------------------------------------


def test_a_turn_carries_the_conversations_language(database: Database) -> None:
    (conversation,) = take(database, text())
    with database.write() as connection:
        inbox.remember_language(connection, str(conversation), "gu-Latn")
    turn = claim(database, conversation)
    assert turn
    assert (turn.language, turn.language_chosen) == ("gu-Latn", False)
    with database.write() as connection:
        connection.execute(conversations.update().values(language_chosen=True))
    again = claim(database, conversation)
    assert again
    assert again.language_chosen is True


def at(seconds: int, kind: Kind, event: str) -> Inbound:
    when = START + timedelta(seconds=seconds)
    return Inbound(channel="telegram", event_id=event, address="7", kind=kind, text="x", sent_at=when)


@pytest.mark.parametrize(
    ("events", "blocked"),
    [
        ([at(0, "text", "1"), at(5, "blocked", "2")], True),
        ([at(5, "text", "1"), at(5, "blocked", "2")], True),
        ([at(9, "text", "1"), at(5, "blocked", "2")], False),
        ([at(9, "unblocked", "1"), at(5, "blocked", "2")], False),
        ([at(0, "blocked", "1"), at(5, "unblocked", "2")], False),
        ([at(5, "blocked", "1"), at(0, "text", "2")], True),
        ([at(5, "blocked", "1"), at(0, "unblocked", "2")], True),
        ([at(5, "blocked", "1"), at(0, "text", "2"), at(9, "text", "3")], False),
    ],
)
def test_of_blocking_and_writing_the_later_one_holds_however_they_come(
    database: Database, events: list[Inbound], blocked: bool
) -> None:
    take(database, *events)
    with database.read() as connection:
        assert (connection.scalar(sa.select(conversations.c.blocked_at)) is not None) == blocked


def test_who_takes_the_bot_back_is_not_answered_for_that(database: Database) -> None:
    (conversation, *_) = take(database, at(0, "blocked", "1"), at(5, "unblocked", "2"))
    assert claim(database, conversation) is None
