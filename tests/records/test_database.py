"""Transactions: all or nothing, writers wait for each other, readers see one moment and change nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from records.database import Database
from records.tables import conversations, outbox
from tests.fakes import START

TEXTS = [
    "What is CGTMSE?",
    "मुझे लोन चाहिए",
    "મારે લોન જોઈએ",
    "ขอสินเชื่อ",
    "mujhe loan chahiye",
    "mane loan joie",
    "👩🏽‍🌾🇮🇳",
]


def add(database: Database, name: str, then: Exception | None = None) -> None:
    with database.write() as connection:
        connection.execute(
            conversations.insert().values(id=name, channel="web", address=name, language_chosen=False, created_at=START)
        )
        if then:
            raise then


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return [row.id for row in connection.execute(sa.select(conversations.c.id).order_by(conversations.c.id))]


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError, match="half way"):
        add(database, "half", RuntimeError("half way"))
    assert names(database) == []


@pytest.mark.parametrize("text", TEXTS)
def test_an_error_tells_nothing_of_what_was_written(either_database: Database, text: str) -> None:
    values = {"id": "c", "channel": "web", "address": text, "language_chosen": False, "created_at": START}
    with either_database.write() as connection:
        connection.execute(conversations.insert().values(values))
    again = conversations.insert().values(values | {"address": f"{text}!"})
    with pytest.raises(sa.exc.IntegrityError) as problem, either_database.write() as connection:
        connection.execute(again)
    assert text not in f"{problem.value} {problem.value!r}"


@pytest.mark.parametrize("text", TEXTS)
def test_every_script_comes_back_as_it_was(database: Database, text: str) -> None:
    add(database, "c")
    with database.write() as connection:
        connection.execute(
            outbox.insert().values(
                conversation_id="c", key="k", body={"text": text}, status="waiting", created_at=START
            )
        )
    with database.read() as connection:
        assert connection.execute(sa.select(outbox.c.body)).scalar_one() == {"text": text}


def test_concurrent_writers_that_read_first_all_succeed(database: Database) -> None:
    """Each counts and then adds: with deferred transactions most would fail with "database is locked"."""

    def count_and_add(worker: int) -> None:
        for number in range(10):
            with database.write() as connection:
                total = connection.execute(sa.select(sa.func.count()).select_from(conversations)).scalar_one()
                connection.execute(
                    conversations.insert().values(
                        id=f"{total:04d}", channel="web", address=f"{worker}-{number}",
                        language_chosen=False, created_at=START,
                    )
                )  # fmt: skip

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(count_and_add, range(6)))
    assert names(database) == [f"{n:04d}" for n in range(60)]


def test_a_reader_goes_on_while_a_writer_is_at_work(database: Database) -> None:
    add(database, "before")
    with database.write() as connection:
        connection.execute(conversations.update().values(language="th"))
        with database.read() as reader:
            assert reader.execute(sa.select(conversations.c.language)).scalar_one() is None
    with database.read() as reader:
        assert reader.execute(sa.select(conversations.c.language)).scalar_one() == "th"


def test_two_readers_and_a_writer_at_once_do_not_wait(database: Database) -> None:
    add(database, "one")
    done = threading.Event()

    def write() -> None:
        add(database, "two")
        done.set()

    with database.read() as first, database.read() as second:
        assert first.execute(sa.select(conversations.c.id)).all() == second.execute(sa.select(conversations.c.id)).all()
        writer = threading.Thread(target=write)
        writer.start()
        assert done.wait(60), "an open reader held up a writer"
        # A reader sees the moment at which it began.
        assert [row.id for row in first.execute(sa.select(conversations.c.id))] == ["one"]
        writer.join()
    assert names(database) == ["one", "two"]


def test_what_is_written_in_a_read_is_not_kept(database: Database) -> None:
    with database.read() as connection:
        connection.execute(
            conversations.insert().values(
                id="stray", channel="web", address="stray", language_chosen=False, created_at=START
            )
        )
    assert names(database) == []


def test_a_row_without_its_conversation_is_refused(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError), database.write() as connection:
        connection.execute(
            outbox.insert().values(conversation_id="nobody", key="k", body={}, status="waiting", created_at=START)
        )


def test_close_leaves_a_file_that_opens_again(database: Database, tmp_path: Path) -> None:
    add(database, "kept")
    database.close()
    again = Database(str(database.engine.url))
    assert names(again) == ["kept"]
    again.close()
