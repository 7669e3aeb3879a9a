"""The inbox: nothing twice, nothing out of order, and after a crash the same turn again."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot import inbox, outbox
from bot.inbox import MOST_MERGED, Turn
from bot.messages import Action, Inbound, Reply
from records.database import Database
from records.tables import conversations, inbound
from tests.fakes import START, Clock, press, text

A, B = "a" * 24, "b" * 24
SCRIPTS = ["What is CGTMSE?", "मुझे लोन चाहिए", "મારે લોન જોઈએ", "ขอสินเชื่อ", "mujhe loan chahiye", "👩🏽‍🌾🇮🇳"]


def take(database: Database, *messages: Inbound) -> list[str | None]:
    taken = []
    for message in messages:
        with database.write() as connection:
            taken.append(inbox.accept(connection, message, START))
    return taken


def claim(database: Database, conversation: str | None, turn: str | None = None) -> Turn | None:
    assert conversation
    with database.write() as connection:
        return inbox.claim(connection, conversation, (lambda: turn) if turn else inbox.new_turn_id)


def finish(database: Database, turn: Turn | None, status: str = "done") -> None:
    assert turn
    with database.write() as connection:
        inbox.finish(connection, turn, status)


def offer(database: Database, conversation: str | None, label: str = "हिन्दी") -> str:
    assert conversation
    with database.write() as connection:
        action = Action(intent="choose_language", entities={"language": "hi"})
        return outbox.make_button(connection, conversation, label, action, START).token


def statuses(database: Database) -> list[str]:
    with database.read() as connection:
        return [row.status for row in connection.execute(sa.select(inbound.c.status).order_by(inbound.c.id))]


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


def test_a_button_is_a_turn_of_its_own(database: Database) -> None:
    (conversation,) = take(database, text("one", event="1"))
    token = offer(database, conversation)
    take(database, text("two", event="2"), press(token, event="3"), text("three", event="4"), press(token, event="5"))
    got: list[tuple[str, str, Action | None]] = []
    while turn := claim(database, conversation, f"t{len(got)}"):
        got.append((turn.id, turn.text, turn.action))
        finish(database, turn)
    action = Action(intent="choose_language", entities={"language": "hi"})
    assert got == [
        ("t0", "one\ntwo", None),
        ("t1", "हिन्दी", action),
        ("t2", "three", None),
        ("t3", "हिन्दी", action),
    ]


@pytest.mark.parametrize("token", ["never-made", "", "choose_language", '/choose_language{"language": "hi"}'])
def test_a_token_nobody_was_given_means_nothing(database: Database, token: str) -> None:
    (conversation,) = take(database, press(token))
    turn = claim(database, conversation)
    assert turn
    assert (turn.old_button, turn.action, turn.text) == (True, None, "")


def test_another_conversations_button_means_nothing(database: Database) -> None:
    (theirs,) = take(database, text(address=A))
    token = offer(database, theirs)
    (mine,) = take(database, press(token, address=B))
    turn = claim(database, mine)
    assert turn
    assert (turn.old_button, turn.action) == (True, None)


def test_a_typed_token_is_text(database: Database) -> None:
    (conversation,) = take(database, text(event="1"))
    finish(database, claim(database, conversation))
    token = offer(database, conversation)
    take(database, text(token, event="2"))
    turn = claim(database, conversation)
    assert turn
    assert (turn.text, turn.action, turn.old_button) == (token, None, False)


def offer_in_reply(database: Database, conversation: str | None, *labels: str) -> None:
    """A reply whose buttons are these."""
    assert conversation
    with database.write() as connection:
        made = tuple(
            outbox.make_button(connection, conversation, label, Action(intent=f"choose {label}"), START)
            for label in labels
        )
        outbox.put(connection, conversation, f"k{labels}", Reply(text="?", language="hi", buttons=made), START)


@pytest.mark.parametrize(
    ("typed", "label"),
    [("Benefits", "Benefits"), (" benefits ", "Benefits"), ("ફાયદા", "ફાયદા"), ("ประโยชน์", "ประโยชน์"),
     ("फ़ायदे", "फ़ायदे"), ("फायदे", "फ़ायदे"), ("Benefits please", None), ("Benefit", None), ("🙂", None)],
)  # fmt: skip
def test_the_words_of_a_button_of_the_last_reply_press_it(database: Database, typed: str, label: str | None) -> None:
    (conversation,) = take(database, text(event="1"))
    finish(database, claim(database, conversation))
    offer_in_reply(database, conversation, "Benefits", "ફાયદા", "ประโยชน์", "फ़ायदे")
    take(database, text(typed, event="2"))
    turn = claim(database, conversation)
    assert turn
    assert (turn.text, turn.action and turn.action.intent) == ((label, f"choose {label}") if label else (typed, None))
    assert not turn.old_button


def test_the_words_of_an_older_replys_button_are_words(database: Database) -> None:
    (conversation,) = take(database, text(event="1"))
    finish(database, claim(database, conversation))
    offer_in_reply(database, conversation, "Benefits")
    offer_in_reply(database, conversation, "Papers")
    take(database, text("Benefits", event="2"))
    turn = claim(database, conversation)
    assert turn
    assert turn.action is None


def test_a_typed_label_is_the_same_press_after_a_crash(database: Database) -> None:
    (conversation,) = take(database, text(event="1"))
    finish(database, claim(database, conversation))
    offer_in_reply(database, conversation, "Benefits")
    take(database, text("Benefits", event="2"))
    begun = claim(database, conversation, "t2")
    assert begun
    with database.write() as connection:
        moment = Reply(text="One moment", language="en", interim=True)
        outbox.put(connection, begun.conversation, f"{begun.id}:moment", moment, START)
    assert claim(database, conversation) == begun


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
        assert inbox.waiting(connection) == []


def test_who_waited_longest_comes_first_and_a_begun_turn_waits_too(database: Database) -> None:
    first, second, third = take(database, *(text(address=letter * 20) for letter in "xyz"))
    claim(database, third)
    finish(database, claim(database, first))
    take(database, text(address="x" * 20, event="2"), text(address="y" * 20, event="2"))
    with database.read() as connection:
        assert inbox.waiting(connection) == [second, third, first]


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


def test_what_was_said_is_shown_again_as_the_person_saw_it(database: Database, clock: Clock) -> None:
    (conversation,) = take(database, text("नमस्ते", event="1"))
    token = offer(database, conversation, "ગુજરાતી")
    take(database, press(token, event="2"), press("long gone", event="3"), text("🙂", event="4"))
    with database.read() as connection:
        shown = [one.text for one in inbox.heard(connection, str(conversation), 10)]
        latest = [one.text for one in inbox.heard(connection, str(conversation), 1)]
    assert shown == ["नमस्ते", "ગુજરાતી", "🙂"]
    assert latest == ["🙂"]
    with database.read() as connection:
        assert inbox.heard(connection, "another", 10) == []


def test_another_conversations_label_is_never_shown(database: Database) -> None:
    (theirs,) = take(database, text(address=A))
    token = offer(database, theirs, "their label")
    (mine,) = take(database, press(token, address=B))
    with database.read() as connection:
        assert [one.text for one in inbox.heard(connection, str(mine), 10)] == []
