"""Buttons in the inbox: pressed or typed, they mean something in their own conversation only."""

from __future__ import annotations

import pytest

from bot import history, outbox
from bot.messages import Action, Reply
from records.database import Database
from tests.bot.boxes import A, B, claim, finish, offer, take
from tests.fakes import START, Clock, press, text


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


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


@pytest.mark.parametrize(("typed", "pressed"), [
    ("👍", "👍 Helpful"), ("👍🏽", "👍 Helpful"), (" 👍\ufe0f ", "👍 Helpful"), ("👎🏿", "👎 काम का नहीं"), ("👍 helpful", "👍 Helpful"),
    ("🙏", None), ("👍👍👎", None), ("👍 or not", None),
])  # fmt: skip
def test_a_thumb_alone_presses_the_button_that_begins_with_it(
    database: Database, typed: str, pressed: str | None
) -> None:
    (conversation,) = take(database, text(event="1"))
    finish(database, claim(database, conversation))
    with database.write() as connection:
        labels = ("Papers", "👍 Helpful", "👎 काम का नहीं")
        action = Action(intent="rate_answer")
        made = [outbox.make_button(connection, str(conversation), label, action, START) for label in labels]
        outbox.put(connection, str(conversation), "t1:0", Reply(text="?", language="en", buttons=tuple(made)), START)
    take(database, text(typed, event="2"))
    turn = claim(database, conversation)
    assert turn
    assert (turn.text if turn.action else None) == pressed


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


def test_what_was_said_is_shown_again_as_the_person_saw_it(database: Database, clock: Clock) -> None:
    (conversation,) = take(database, text("नमस्ते", event="1"))
    token = offer(database, conversation, "ગુજરાતી")
    take(database, press(token, event="2"), press("long gone", event="3"), text("🙂", event="4"))
    with database.read() as connection:
        shown = [one.text for one in history.heard(connection, str(conversation), 10)]
        latest = [one.text for one in history.heard(connection, str(conversation), 1)]
    assert shown == ["नमस्ते", "ગુજરાતી", "🙂"]
    assert latest == ["🙂"]
    with database.read() as connection:
        assert history.heard(connection, "another", 10) == []


def test_another_conversations_label_is_never_shown(database: Database) -> None:
    (theirs,) = take(database, text(address=A))
    token = offer(database, theirs, "their label")
    (mine,) = take(database, press(token, address=B))
    with database.read() as connection:
        assert [one.text for one in history.heard(connection, str(mine), 10)] == []
