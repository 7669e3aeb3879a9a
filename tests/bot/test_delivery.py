"""The sender: order, side by side, what each failure leads to, and a clean end."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channels.base import Delivery
from bot.delivery import GIVE_UP_AFTER, LONGEST_PAUSE, OPERATORS, STOP_LIMIT, Sender, judge
from bot.errors import ERRORS, Code
from bot.outgoing import Outgoing
from records.database import Database
from records.tables import conversations, outbox
from tests.bot.pigeon import Pigeon, failure, say, talk
from tests.fakes import START, Clock


def outgoing(**given: Any) -> Outgoing:
    delivery = Delivery(id="t1:0", address="77", replies=())
    fields: dict[str, Any] = {"conversation": "c", "rows": (1,), "attempts": 1, "created_at": START}
    return Outgoing(delivery=delivery, **fields | given)


# --- what each failure means --------------------------------------------------------------------------------------

TOKEN_WORKS = START + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("code", "given", "status"),
    [
        (Code.ALREADY_ACCEPTED, {}, "sent"),
        (Code.BLOCKED, {}, "blocked"),
        (Code.NO_SUCH_CHAT, {}, "blocked"),
        (Code.REFUSED, {}, "failed"),
        (Code.BOUNCED, {}, "blocked"),
        (Code.BROKEN, {}, "failed"),
        (Code.UNREACHABLE, {}, "postponed"),
        (Code.QUOTA_EXHAUSTED, {}, "postponed"),
        (Code.REPLY_TOKEN_REFUSED, {"token_until": TOKEN_WORKS}, "postponed"),
        (Code.REPLY_TOKEN_REFUSED, {"token_until": TOKEN_WORKS, "unsure": "unreachable"}, "sent"),
        (Code.REPLY_TOKEN_REFUSED, {"token_until": START - timedelta(seconds=1), "unsure": "unreachable"}, "postponed"),
        (Code.PLATFORM_DOWN, {"created_at": START - GIVE_UP_AFTER - timedelta(seconds=1)}, "failed"),
    ],
)
def test_what_a_failure_leads_to(code: Code, given: dict[str, Any], status: str) -> None:
    verdict = judge(outgoing(**given), ERRORS[code], None, START)
    assert verdict.status == status
    assert verdict.push == (code is Code.REPLY_TOKEN_REFUSED and status == "postponed")


def test_every_error_has_a_verdict_and_pauses_grow_to_a_limit() -> None:
    for error in ERRORS.values():
        pauses = []
        for attempts in (1, 2, 3, 10, 1000):
            verdict = judge(outgoing(attempts=attempts), error, None, START)
            if verdict.at:
                pauses.append((verdict.at - START).total_seconds())
        assert pauses == sorted(pauses)
        assert all(pause <= LONGEST_PAUSE for pause in pauses)
        assert (error.code not in OPERATORS) or pauses[0] >= 60
        assert error.retryable == bool(pauses)


def test_the_platform_s_own_pause_is_kept() -> None:
    verdict = judge(outgoing(), ERRORS[Code.RATE_LIMITED], 17.0, START)
    assert verdict.at == START + timedelta(seconds=17)


# --- the sender ---------------------------------------------------------------------------------------------------


class Post:
    """A sender over one pigeon; time stands in the test's hands, and waiting for it takes none."""

    def __init__(self, database: Database, clock: Clock, pigeon: Pigeon, monkeypatch: pytest.MonkeyPatch) -> None:
        self.database, self.clock, self.pigeon = database, clock, pigeon
        self.sender = Sender(database, {pigeon.name: pigeon}, clock, "p1")
        real = asyncio.sleep

        async def sleep(seconds: float) -> None:
            clock.forward(seconds)
            await real(0)

        monkeypatch.setattr("bot.delivery.asyncio.sleep", sleep)

    def statuses(self) -> list[tuple[str, str | None]]:
        with self.database.read() as connection:
            return [(row.status, row.error) for row in connection.execute(sa.select(outbox).order_by(outbox.c.id))]

    async def quiet(self) -> None:
        async with asyncio.timeout(60):
            while tasks := list(self.sender._running.values()):
                await asyncio.gather(*tasks)


@pytest.fixture
def post(database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda pigeon: Post(database, clock, pigeon, monkeypatch)


async def test_replies_of_a_conversation_go_out_in_order(post: Any) -> None:
    office = post(Pigeon())
    conversation = talk(office.database)
    say(office.database, conversation, *(f"{number} ได้" for number in range(20)))
    office.sender.wake(conversation)
    await office.quiet()
    assert office.pigeon.texts == [f"{number} ได้" for number in range(20)]
    assert {status for status, _ in office.statuses()} == {"sent"}
    with office.database.read() as connection:
        assert connection.execute(sa.select(conversations.c.send_by)).scalar() is None
        assert connection.execute(sa.select(outbox.c.platform_ids)).scalars().first() == ["p1.0"]


async def test_a_failure_is_tried_again_and_nothing_overtakes_it(post: Any) -> None:
    office = post(Pigeon(failure(Code.UNREACHABLE), failure(Code.RATE_LIMITED, 7.0), failure(Code.PLATFORM_DOWN)))
    conversation = talk(office.database)
    say(office.database, conversation, "पहला", "दूसरा")
    began = office.clock()
    office.sender.wake(conversation)
    await office.quiet()
    assert office.pigeon.texts == ["पहला", "दूसरा"]
    assert [delivery.id for delivery in office.pigeon.tries] == ["t1:0"] * 4 + ["t1:1"]
    assert len({delivery.retry_key for delivery in office.pigeon.tries}) == 2
    assert (office.clock() - began).total_seconds() >= 7.0


@pytest.mark.parametrize(
    ("step", "first", "goes_on"),
    [
        (failure(Code.REFUSED), ("failed", "refused"), True),
        (failure(Code.ALREADY_ACCEPTED), ("sent", None), True),
        (failure(Code.BLOCKED), ("failed", "blocked"), False),
        (ZeroDivisionError("a bug"), ("failed", "broken"), True),
    ],
)
async def test_what_cannot_be_sent_does_not_hold_up_the_next(post: Any, step: Any, first: Any, goes_on: bool) -> None:
    office = post(Pigeon(step))
    conversation = talk(office.database)
    say(office.database, conversation, "a", "b")
    office.sender.wake(conversation)
    await office.quiet()
    assert office.statuses() == [first, ("sent", None) if goes_on else ("dropped", "blocked")]


async def test_a_refused_reply_token_is_followed_by_a_push_at_once(post: Any) -> None:
    office = post(Pigeon(failure(Code.REPLY_TOKEN_REFUSED), name="line"))
    conversation = talk(office.database, "line", "U1", reply_token="tok")
    say(office.database, conversation, "a", "b")
    office.sender.wake(conversation)
    await office.quiet()
    assert [delivery.reply_token for delivery in office.pigeon.tries] == ["tok", None]
    assert office.pigeon.texts == ["a", "b"]


async def test_a_reply_whose_answer_was_lost_is_not_pushed_a_second_time(post: Any) -> None:
    office = post(Pigeon(failure(Code.UNREACHABLE), failure(Code.REPLY_TOKEN_REFUSED), name="line"))
    conversation = talk(office.database, "line", "U1", reply_token="tok")
    say(office.database, conversation, "a")
    office.sender.wake(conversation)
    await office.quiet()
    assert [delivery.reply_token for delivery in office.pigeon.tries] == ["tok", "tok"]
    assert office.statuses() == [("sent", None)]


async def test_many_conversations_go_side_by_side_as_far_as_the_channel_allows(post: Any) -> None:
    pigeon = Pigeon()
    pigeon.gate.clear()
    office = post(pigeon)
    for number in range(20):
        conversation = talk(office.database, address=f"{number}")
        say(office.database, conversation, "a", key=f"k{number}")
        office.sender.wake(conversation)
    await pigeon.until(lambda: len(pigeon.tries) == pigeon.pacing.at_once)
    pigeon.gate.set()
    await office.quiet()
    assert len(pigeon.accepted) == 20


async def test_what_another_channel_says_is_left_to_it(post: Any) -> None:
    office = post(Pigeon())
    conversation = talk(office.database, "web", "a" * 24)
    say(office.database, conversation, "for the page")
    office.sender.wake(conversation)
    office.sender.sweep()
    await office.quiet()
    assert office.statuses() == [("waiting", None)]


async def test_the_sweep_finds_what_nobody_was_woken_for(post: Any) -> None:
    office = post(Pigeon())
    conversation = talk(office.database)
    say(office.database, conversation, "a")
    assert office.sender.sweep() == 1
    await office.quiet()
    assert office.pigeon.texts == ["a"]
    assert office.sender.sweep() == 0


async def test_a_clean_end_lets_the_request_on_its_way_finish_and_begins_no_other(post: Any) -> None:
    pigeon = Pigeon()
    pigeon.gate.clear()
    office = post(pigeon)
    conversation = talk(office.database)
    say(office.database, conversation, "a", "b")
    office.sender.wake(conversation)
    await pigeon.until(lambda: pigeon.tries)
    ending = asyncio.create_task(office.sender.stop())
    await asyncio.sleep(0)
    pigeon.gate.set()
    await ending
    assert office.statuses() == [("sent", None), ("waiting", None)]


async def test_a_process_taken_for_dead_does_not_settle_what_another_has_settled(post: Any) -> None:
    pigeon = Pigeon(None, failure(Code.PLATFORM_DOWN))
    pigeon.gate.clear()
    office = post(pigeon)
    conversation = talk(office.database)
    say(office.database, conversation, "a")
    office.sender.wake(conversation)
    await pigeon.until(lambda: pigeon.tries)
    with office.database.write() as connection:
        connection.execute(outbox.update().values(status="sent", error="by the other"))
        connection.execute(conversations.update().values(send_by="p2"))
    pigeon.gate.set()
    await asyncio.gather(*office.sender._running.values())
    assert office.statuses() == [("sent", "by the other")]
    with office.database.read() as connection:
        assert connection.execute(sa.select(conversations.c.send_by)).scalar() == "p2"


@pytest.mark.parametrize("where", ["the platform's pause", "its own"])
async def test_a_clean_end_does_not_wait_for_what_waits_itself(database: Database, clock: Clock, where: str) -> None:
    pigeon = Pigeon(failure(Code.RATE_LIMITED, 20.0))
    sender = Sender(database, {pigeon.name: pigeon}, clock, "p1")
    conversation = talk(database)
    say(database, conversation, "a")
    if where == "its own":
        sender._pacers[pigeon.name].hold = lambda address, seconds: None  # type: ignore[method-assign]
    sender.wake(conversation)
    await pigeon.until(lambda: pigeon.tries and sender._resting)
    began = time.monotonic()
    await sender.stop()
    assert time.monotonic() - began < STOP_LIMIT / 2
    assert not sender._running


# --- what the platform has accepted is recorded -------------------------------------------------------------------


async def test_who_is_stopped_after_the_platform_s_yes_still_records_it(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.STOP_LIMIT", 0.0)
    pigeon = Pigeon()
    sender = Sender(database, {pigeon.name: pigeon}, clock, "p1")
    conversation = talk(database)
    say(database, conversation, "ส่งแล้ว")
    accepted = asyncio.Event()
    write = database.grouped.write

    async def slow(key: str, job: Any) -> Any:
        if pigeon.accepted:
            accepted.set()
            await asyncio.sleep(0.05)
        return await write(key, job)

    monkeypatch.setattr(database.grouped, "write", slow)
    sender.wake(conversation)
    await asyncio.wait_for(accepted.wait(), 60)
    await sender.stop()
    with database.read() as connection:
        assert connection.execute(sa.select(outbox.c.status)).scalars().all() == ["sent"]


@pytest.mark.parametrize(("times", "sent"), [(3, 1), (6, 2)])
async def test_records_that_are_away_after_the_platform_s_yes_are_waited_for(
    post: Any, monkeypatch: pytest.MonkeyPatch, times: int, sent: int
) -> None:
    office = post(Pigeon())
    conversation = talk(office.database)
    say(office.database, conversation, "एक बार")
    write, left = office.database.grouped.write, [sa.exc.OperationalError("commit", None, Exception())] * times

    async def away(key: str, job: Any) -> Any:
        if office.pigeon.accepted and left:
            raise left.pop()
        return await write(key, job)

    monkeypatch.setattr(office.database.grouped, "write", away)
    office.sender.wake(conversation)
    await office.quiet()
    office.sender.sweep()
    await office.quiet()
    assert office.statuses() == [("sent", None)]
    assert office.pigeon.texts == ["एक बार"] * sent
