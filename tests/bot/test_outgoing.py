"""What is sent next, what is not sent any more, and which reply token goes along; on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot import inbox, outgoing
from bot.errors import Code
from bot.messages import Inbound
from bot.outgoing import NotYet, Outgoing
from records.database import Database
from records.tables import conversations, outbox
from tests.bot.pigeon import say, talk
from tests.fakes import START

LATER = START + timedelta(seconds=10)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def claim(database: Database, conversation: str, batch: int = 1, at: Any = START, process: str = "p1") -> Any:
    with database.write() as connection:
        known = outgoing.SENDING.take(connection, conversation, process)
        return outgoing.claim(connection, known, batch, at) if known else "taken"


def settle(database: Database, how: Any, *arguments: Any, **given: Any) -> None:
    with database.write() as connection:
        how(connection, *arguments, **given)


def rows(database: Database) -> list[tuple[str, str | None]]:
    with database.read() as connection:
        return [(row.status, row.error) for row in connection.execute(sa.select(outbox).order_by(outbox.c.id))]


def change(database: Database, conversation: str, **values: Any) -> None:
    with database.write() as connection:
        connection.execute(conversations.update().where(conversations.c.id == conversation).values(**values))


def test_one_after_the_other_in_order(database: Database) -> None:
    conversation = talk(database)
    say(database, conversation, "एक", "બે", "สาม 👩🏽‍🌾")
    heard = []
    while isinstance(out := claim(database, conversation), Outgoing):
        heard.append(out.delivery.replies[0].text)
        settle(database, outgoing.sent, out, ("9",), LATER)
    assert heard == ["एक", "બે", "สาม 👩🏽‍🌾"]
    with database.read() as connection:
        assert set(connection.execute(sa.select(outbox.c.platform_ids)).scalars().all()[0]) == {"9"}


def test_a_batch_is_the_same_again_after_a_crash_whatever_came_behind_it(database: Database) -> None:
    conversation = talk(database, "line", "U1")
    say(database, conversation, "a", "b")
    first = claim(database, conversation, batch=5)
    say(database, conversation, "c", key="t2")
    again = claim(database, conversation, batch=5)
    assert [reply.text for reply in again.delivery.replies] == ["a", "b"]
    assert again.delivery.retry_key == first.delivery.retry_key
    assert (first.attempts, again.attempts) == (1, 2)
    assert (first.unsure, bool(again.unsure)) == ("", True)
    settle(database, outgoing.sent, again, (), LATER)
    behind = claim(database, conversation, batch=5)
    assert [reply.text for reply in behind.delivery.replies] == ["c"]
    assert behind.delivery.retry_key != first.delivery.retry_key


def test_another_process_does_not_get_what_one_sends(database: Database) -> None:
    conversation = talk(database)
    say(database, conversation, "a")
    assert isinstance(claim(database, conversation), Outgoing)
    assert claim(database, conversation, process="p2") == "taken"
    with database.write() as connection:
        assert not outgoing.SENDING.release(connection, conversation, "p1"), "something is still to be sent"
        outgoing.give_back(connection, conversation, "p1")
    assert isinstance(claim(database, conversation, process="p2"), Outgoing)


@pytest.mark.parametrize(
    ("values", "author", "reason"),
    [
        ({"owner": "person-7"}, "bot", "owner"),
        ({"owner": "person-7"}, "notice", None),
        ({"owner": "person-7"}, "person-7", None),
        ({"blocked_at": START}, "bot", "blocked"),
        ({"blocked_at": START}, "notice", "blocked"),
        ({"owner": None}, "bot", None),
    ],
)
def test_what_may_not_be_sent_any_more_is_dropped(
    database: Database, values: dict[str, Any], author: str, reason: str | None
) -> None:
    conversation = talk(database)
    say(database, conversation, "too late?", author=author)
    change(database, conversation, **values)
    found = claim(database, conversation)
    if reason:
        assert found is None
        assert rows(database) == [("dropped", reason)]
    else:
        assert found.delivery.replies[0].text == "too late?"


def test_one_moment_is_not_said_after_the_answer(database: Database) -> None:
    conversation = talk(database)
    say(database, conversation, "one moment", key="t1:moment", interim=True)
    say(database, conversation, "the answer")
    assert claim(database, conversation).delivery.replies[0].text == "the answer"
    assert rows(database)[0] == ("dropped", "interim")


def test_after_a_failure_the_same_delivery_waits_for_its_time_and_holds_back_what_is_behind(database: Database) -> None:
    conversation = talk(database)
    say(database, conversation, "a", "b")
    settle(database, outgoing.postpone, claim(database, conversation), Code.RATE_LIMITED, LATER)
    found = claim(database, conversation)
    assert found == NotYet(at=LATER)
    again = claim(database, conversation, at=LATER)
    assert (again.delivery.replies[0].text, again.unsure) == ("a", "")


def test_who_has_blocked_us_gets_nothing_until_they_write_again(database: Database) -> None:
    conversation = talk(database)
    say(database, conversation, "a", "b")
    settle(database, outgoing.blocked, claim(database, conversation), Code.BLOCKED, LATER)
    assert claim(database, conversation) is None
    assert rows(database) == [("failed", "blocked"), ("dropped", "blocked")]
    again = inbox.Inbound(channel="telegram", event_id="77:2", address="77", kind="text", text="नमस्ते")
    with database.write() as connection:
        inbox.accept(connection, again, LATER)
    say(database, conversation, "welcome back", key="t2")
    assert claim(database, conversation).delivery.replies[0].text == "welcome back"


def test_waiting_finds_what_is_due_on_the_channels_served_and_not_another_process_s(database: Database) -> None:
    conversations_ = [talk(database, address=f"{number}") for number in range(3)]
    other = talk(database, "line", "U1")
    for place, conversation in enumerate([*conversations_, other]):
        say(database, conversation, "a", key=f"k{place}")
    settle(database, outgoing.postpone, claim(database, conversations_[1]), Code.PLATFORM_DOWN, LATER)
    settle(database, outgoing.give_back, conversations_[1], "p1")
    claim(database, conversations_[2], process="p2")
    with database.read() as connection:
        assert outgoing.waiting(connection, ["telegram"], START, "p1") == [conversations_[0]]
        assert outgoing.waiting(connection, ["telegram"], LATER, "p1") == conversations_[:2]
        assert outgoing.waiting(connection, ["telegram", "line"], LATER, "p2") == [*conversations_, other]
        assert outgoing.waiting(connection, [], LATER, "p1") == []


# --- reply tokens -------------------------------------------------------------------------------------------------


def test_a_fresh_reply_token_is_used_once_and_for_all_that_fits(database: Database) -> None:
    conversation = talk(database, "line", "U1", reply_token="tok")
    say(database, conversation, *"abcdefg")
    first = claim(database, conversation, batch=5)
    assert (first.delivery.reply_token, len(first.delivery.replies)) == ("tok", 5)
    settle(database, outgoing.sent, first, (), START)
    rest = claim(database, conversation, batch=5)
    assert (rest.delivery.reply_token, len(rest.delivery.replies)) == (None, 2)


@pytest.mark.parametrize(("seconds", "token"), [(0, "tok"), (50, "tok"), (51, None), (3600, None)])
def test_an_old_reply_token_is_not_tried(database: Database, seconds: float, token: str | None) -> None:
    conversation = talk(database, "line", "U1", reply_token="tok")
    say(database, conversation, "a")
    assert claim(database, conversation, at=START + timedelta(seconds=seconds)).delivery.reply_token == token


def test_a_notice_has_no_reply_token(database: Database) -> None:
    conversation = talk(database, "line", "U1", reply_token="tok")
    say(database, conversation, "a", key="case-7:accepted", author="notice")
    assert claim(database, conversation).delivery.reply_token is None


def test_a_second_try_has_the_token_of_the_first_while_it_is_fresh(database: Database) -> None:
    conversation = talk(database, "line", "U1", reply_token="tok")
    say(database, conversation, "a")
    first = claim(database, conversation)
    settle(database, outgoing.postpone, first, Code.UNREACHABLE, START)
    again = claim(database, conversation)
    assert (again.delivery.reply_token, again.unsure) == ("tok", "unreachable")
    settle(database, outgoing.postpone, again, Code.RATE_LIMITED, START)
    assert claim(database, conversation).unsure == "unreachable", "a later sure refusal does not make the first sure"
    assert claim(database, conversation, at=START + timedelta(minutes=2)).delivery.reply_token is None


def test_who_dies_in_a_second_try_leaves_it_unsure_although_the_first_was_surely_refused(database: Database) -> None:
    """Otherwise the answer that LINE took with the token before the kill is pushed once more."""
    conversation = talk(database, "line", "U1", reply_token="tok")
    say(database, conversation, "a")
    settle(database, outgoing.postpone, claim(database, conversation), Code.RATE_LIMITED, START)
    assert claim(database, conversation).unsure == ""
    again = claim(database, conversation)
    assert (again.delivery.reply_token, again.unsure) == ("tok", "unreachable")


def test_a_spent_token_is_not_tried_again(database: Database) -> None:
    conversation = talk(database, "line", "U1", reply_token="tok")
    say(database, conversation, "a")
    settle(database, outgoing.postpone, claim(database, conversation), Code.REPLY_TOKEN_REFUSED, START, push=True)
    assert claim(database, conversation).delivery.reply_token is None


# --- the month's pushes are used up -------------------------------------------------------------------------------


def refused_push(database: Database, *texts: str, code: Code = Code.QUOTA_EXHAUSTED) -> str:
    """A conversation whose notice was pushed in vain, and is to be tried again in five minutes."""
    conversation = talk(database, "line", "U1", reply_token="old")
    say(database, conversation, *(texts or ("notice",)), key="case-7", author="notice")
    out = claim(database, conversation, batch=5)
    settle(database, outgoing.postpone, out, code, START + timedelta(minutes=5))
    return conversation


def answer_to(database: Database, conversation: str, turn: str, token: str, *texts: str) -> None:
    with database.write() as connection:
        message = Inbound(channel="line", event_id=turn, address="U1", kind="text", text="?", reply_token=token)
        inbox.accept(connection, message, LATER)
        first = inbox.claim(connection, conversation, lambda: turn)
        if first and first.id != turn:
            inbox.finish(connection, first)
            inbox.claim(connection, conversation, lambda: turn)
    say(database, conversation, *texts, key=turn)


def test_a_push_that_the_quota_refused_goes_out_with_the_next_reply(database: Database) -> None:
    conversation = refused_push(database, "notice", "more")
    assert isinstance(claim(database, conversation, batch=5, at=LATER), NotYet)
    answer_to(database, conversation, "t2", "tok", "answer")
    out = claim(database, conversation, batch=5, at=LATER)
    assert [reply.text for reply in out.delivery.replies] == ["notice", "more", "answer"]
    assert (out.delivery.reply_token, out.unsure) == ("tok", "")
    # Its own answer was lost: the same again, with the same token, until it is dead.
    settle(database, outgoing.postpone, out, Code.UNREACHABLE, LATER)
    again = claim(database, conversation, batch=5, at=LATER)
    assert (again.delivery, again.unsure) == (out.delivery, "unreachable")
    settle(database, outgoing.sent, again, (), LATER)
    assert claim(database, conversation, batch=5, at=LATER) is None


def test_of_more_than_fit_the_oldest_go_first_and_the_token_is_found_again(database: Database) -> None:
    conversation = refused_push(database, "1", "2", "3", "4", "5")
    answer_to(database, conversation, "t2", "tok", "answer")
    out = claim(database, conversation, batch=5, at=LATER)
    assert ([reply.text for reply in out.delivery.replies], out.delivery.reply_token) == (list("12345"), "tok")
    settle(database, outgoing.postpone, out, Code.UNREACHABLE, LATER)
    assert claim(database, conversation, batch=5, at=LATER).delivery == out.delivery
    settle(database, outgoing.sent, out, (), LATER)
    behind = claim(database, conversation, batch=5, at=LATER)
    assert ([reply.text for reply in behind.delivery.replies], behind.delivery.reply_token) == (["answer"], None)


@pytest.mark.parametrize("code", [Code.UNREACHABLE, Code.PLATFORM_DOWN, Code.RATE_LIMITED, Code.UNAUTHORIZED])
def test_what_waits_for_another_reason_is_not_mixed_with_what_is_new(database: Database, code: Code) -> None:
    conversation = refused_push(database, code=code)
    answer_to(database, conversation, "t2", "tok", "answer")
    assert isinstance(claim(database, conversation, batch=5, at=LATER), NotYet)


def test_without_a_fresh_token_it_waits_on(database: Database) -> None:
    conversation = refused_push(database)
    say(database, conversation, "another notice", key="case-8", author="notice")
    assert isinstance(claim(database, conversation, batch=5, at=LATER), NotYet)
    answer_to(database, conversation, "t2", "tok", "answer")
    assert isinstance(claim(database, conversation, batch=5, at=LATER + timedelta(minutes=1)), NotYet)


def test_what_may_have_arrived_holds_nothing_up_when_the_quota_is_used_up(database: Database) -> None:
    """Not with the reply: without a key it might be read twice. Under its own key it is tried again beside it."""
    conversation = refused_push(database, code=Code.QUOTA_UNSURE)
    answer_to(database, conversation, "t2", "tok", "answer")
    with database.read() as connection:
        assert outgoing.waiting(connection, ["line"], LATER, "p1") == [conversation]
    out = claim(database, conversation, batch=5, at=LATER)
    assert ([reply.text for reply in out.delivery.replies], out.delivery.reply_token) == (["answer"], "tok")
    settle(database, outgoing.sent, out, (), LATER)
    with database.read() as connection:
        assert outgoing.waiting(connection, ["line"], LATER, "p1") == []
    assert claim(database, conversation, batch=5, at=LATER) == NotYet(at=START + timedelta(minutes=5))
    again = claim(database, conversation, batch=5, at=START + timedelta(minutes=5))
    assert (again.delivery.id, again.delivery.reply_token, again.unsure) == ("case-7:0", None, "quota_unsure")


def test_a_second_push_behind_it_waits_for_its_own_time(database: Database) -> None:
    conversation = refused_push(database, code=Code.QUOTA_UNSURE)
    say(database, conversation, "another", key="case-8", author="notice")
    out = claim(database, conversation, batch=5, at=LATER)
    settle(database, outgoing.postpone, out, Code.QUOTA_EXHAUSTED, LATER + timedelta(minutes=1))
    assert claim(database, conversation, batch=5, at=LATER) == NotYet(at=LATER + timedelta(minutes=1))
