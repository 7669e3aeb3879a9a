"""The second step of erasure, when the turn that asked for it is over: whatever crashes, whoever writes again."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions import (
    erasure,
    tracker_file,
)
from records.database import Database
from records.tables import conversations, inbound, outbox
from tests.actions.forgetting import (
    ADDRESS,
    LATER,
    SAID,
    left,
    live,
)
from tests.fakes import START


def test_the_turn_under_way_keeps_its_message_until_it_is_over(database: Database) -> None:
    live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        working = connection.execute(sa.select(inbound.c.text).where(inbound.c.status == "working")).scalar()
    assert working == SAID
    assert erasure.finish(database, START, lambda mine, until: 0) == 0


def test_who_writes_again_is_still_reached(database: Database) -> None:
    _, tracker = live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        after = LATER + timedelta(minutes=1)
        connection.execute(
            inbound.insert().values(
                channel="web", event_id="new", conversation_id="c1", kind="text", received_at=after, text="hello again",
                status="done", turn_id="t99",
            )
        )  # fmt: skip
    erasure.finish(database, after, lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until))
    with database.read() as connection:
        row = connection.execute(sa.select(conversations).where(conversations.c.id == "c1")).one()
        kept = connection.execute(sa.select(inbound.c.text).where(inbound.c.event_id == "new")).scalar()
    assert (row.address, kept) == (ADDRESS, "hello again")


def test_a_crash_before_the_end_is_made_good(database: Database) -> None:
    _, tracker = live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)

    def breaks(mine: object, until: object) -> int:
        raise OSError("killed")

    with pytest.raises(OSError, match="killed"):
        erasure.finish(database, LATER, breaks)
    forget = lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until)  # noqa: E731
    assert erasure.finish(database, LATER, forget) == 1
    assert erasure.finish(database, LATER, forget) == 0


def test_it_is_finished_only_when_the_log_beside_the_file_is_empty(database: Database) -> None:
    """A long reader keeps what was deleted in the log: it is tried again."""
    _, tracker = live(database)
    forget = lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until)  # noqa: E731
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        connection.execute(inbound.update().where(inbound.c.status == "working").values(status="done"))

    def impatient(raw: sqlite3.Connection, _: object) -> None:
        raw.execute("pragma busy_timeout=50")

    reader = sqlite3.connect(tracker.parent / "records.sqlite")
    reader.execute("begin")
    reader.execute("select count(*) from inbound").fetchone()
    database.close()  # new connections
    sa.event.listen(database.engine, "connect", impatient)
    assert erasure.finish(database, LATER, forget) == 0
    reader.rollback()
    reader.close()
    assert erasure.finish(database, LATER, forget) == 1
    assert left(tracker.parent) == []


def test_a_tracker_that_is_not_there_yet_has_nothing_to_forget(tmp_path: Path) -> None:
    assert tracker_file.forget(f"sqlite:///{tmp_path / 'none.sqlite'}", ["c1"], START) == 0
    assert not (tmp_path / "none.sqlite").exists()
    sqlite3.connect(tmp_path / "empty.sqlite").close()
    assert tracker_file.forget(f"sqlite:///{tmp_path / 'empty.sqlite'}", ["c1"], START) == 0


def test_a_reply_that_was_dropped_later_goes_too_and_the_certificate_may_still_arrive(database: Database) -> None:
    """What was on its way when they asked is tried no more; the address stays only as long as it is needed."""
    _, tracker = live(database)
    body = {"text": SAID, "language": "en", "buttons": [], "interim": False}
    with database.write() as connection:
        rows = [("t1:1", "sending"), ("t1:2", "dropped"), ("t9:0", "waiting")]
        for key, status in rows[:2]:
            connection.execute(
                outbox.insert().values(conversation_id="c1", key=key, body=body, status=status, created_at=START)
            )
        erasure.erase(connection, "c1", "t9", START)
        certificate = {**body, "text": "certificate"}
        connection.execute(
            outbox.insert().values(
                conversation_id="c1", key="t9:0", body=certificate, status="waiting", created_at=START
            )
        )
        connection.execute(outbox.update().where(outbox.c.key == "t1:1").values(status="dropped"))
    forget = lambda mine, until: tracker_file.forget(f"sqlite:///{tracker}", mine, until)  # noqa: E731
    assert erasure.finish(database, LATER, forget) == 0

    def kept() -> tuple[list[str], str]:
        with database.read() as connection:
            mine = sa.select(outbox.c.key).where(outbox.c.conversation_id == "c1")
            address = sa.select(conversations.c.address).where(conversations.c.id == "c1")
            return list(connection.execute(mine).scalars()), connection.execute(address).scalar_one()

    assert kept() == (["t9:0"], ADDRESS)
    with database.write() as connection:
        connection.execute(outbox.update().where(outbox.c.key == "t9:0").values(status="sent"))
    assert erasure.finish(database, LATER, forget) == 1
    assert kept() == ([], "erased-c1")


def test_who_never_came_back_for_the_certificate_is_forgotten_after_a_day(database: Database) -> None:
    live(database)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        body = {"text": "certificate", "language": "en", "buttons": [], "interim": False}
        connection.execute(
            outbox.insert().values(conversation_id="c1", key="t9:0", body=body, status="waiting", created_at=START)
        )
    assert erasure.finish(database, LATER, lambda mine, until: 0) == 0
    late = START + erasure.GIVE_UP_AFTER + timedelta(seconds=1)
    assert erasure.finish(database, late, lambda mine, until: 0) == 1
    with database.read() as connection:
        address = sa.select(conversations.c.address).where(conversations.c.id == "c1")
        assert connection.execute(address).scalar() == "erased-c1"
