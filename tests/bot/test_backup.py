"""Backup while everything runs, and back: all of it, but nobody who had their data deleted meanwhile."""

from __future__ import annotations

import socket
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions import drafts, erasure
from bot.app import open_database
from bot.settings import from_env
from records.case_tables import cases, erasures
from records.database import Database
from records.tables import conversations, inbound
from tests.actions import desk as told
from tests.actions.forgetting import ADDRESS, SAID, SECRETS, erase, left, live
from tests.bot.command import Sahayak, assert_explained
from tests.fakes import START


@pytest.fixture
def data(sahayak: Sahayak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with socket.socket() as probe:  # nothing of this machine listens there
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SAHAYAK_PORT", str(probe.getsockname()[1]))
    return tmp_path / "data"


@pytest.fixture
def database(data: Path) -> Iterator[Database]:
    made = open_database(from_env())
    yield made
    made.close()


def texts(conversation: str) -> set[str]:
    database = open_database(from_env())
    with database.read() as connection:
        mine = sa.select(inbound.c.text).where(inbound.c.conversation_id == conversation)
        found = set(connection.execute(mine).scalars())
    database.close()
    return found


def test_who_was_deleted_after_the_backup_does_not_come_back(
    sahayak: Sahayak, database: Database, data: Path, tmp_path: Path
) -> None:
    """Their message that waited for an answer when the backup was made is not answered either."""
    reference, tracker = live(database)
    (data / "desk.secret").write_text("of then")
    done = sahayak("backup", tmp_path / "b" / "one.backup")
    assert done.code == 0, done.err
    with zipfile.ZipFile(tmp_path / "b" / "one.backup") as whole:
        assert sorted(whole.namelist()) == ["desk.secret", "records.sqlite", "tracker.sqlite"]
    assert list((tmp_path / "b").iterdir()) == [tmp_path / "b" / "one.backup"], "no copy beside it"
    assert (tmp_path / "b" / "one.backup").stat().st_mode & 0o077 == 0
    made = erase(database, tracker)
    with database.write() as connection:
        told.case(connection, told.talk(connection, "later"))
    database.close()

    restored = sahayak("restore", tmp_path / "b" / "one.backup")
    assert restored.code == 0, restored.err
    assert "Deleted again: 1" in restored.out
    assert left(data) == []
    assert texts("other") == {"somebody else"}
    assert (data / "desk.secret").read_text() == "of then"
    aside = next(data.glob("before-restore-*"))
    assert {path.name for path in aside.iterdir()} >= {"records.sqlite", "tracker.sqlite", "desk.secret"}
    database = open_database(from_env())
    with database.read() as connection:
        rows = connection.execute(sa.select(cases)).all()
        assert {(row.state, row.outcome) for row in rows} == {("closed", "withdrawn")}
        assert len(drafts.open_drafts(connection, "other")) == 1
        assert made.number in connection.execute(sa.select(erasures.c.id)).scalars().all()
        assert connection.execute(sa.select(inbound).where(inbound.c.status.in_(("waiting", "working")))).all() == []
    database.close()
    # Once more from the same file: the list of who was deleted came along.
    assert "Deleted again: 1" in sahayak("restore", tmp_path / "b" / "one.backup").out
    assert left(data) == []
    assert reference


def test_without_records_everything_of_the_backup_is_back(
    sahayak: Sahayak, database: Database, data: Path, tmp_path: Path
) -> None:
    live(database)
    database.close()
    before = set(left(data))
    assert before >= {*SECRETS.values(), SAID, ADDRESS}
    sahayak("backup", tmp_path / "one")
    for path in data.iterdir():
        path.unlink()
    said = sahayak("restore", tmp_path / "one").out
    assert "is in it again" in said
    assert set(left(data)) == before


def test_who_was_deleted_before_the_backup_keeps_what_they_wrote_since(
    sahayak: Sahayak, database: Database, tmp_path: Path
) -> None:
    _, tracker = live(database)
    erase(database, tracker)
    with database.write() as connection:
        connection.execute(
            inbound.insert().values(
                channel="web", event_id="new", conversation_id="c1", kind="text", text="પાછો આવ્યો 🙏", status="done",
                received_at=START + timedelta(hours=1), turn_id="t50",
            )
        )  # fmt: skip
    sahayak("backup", tmp_path / "one")
    assert "Deleted again: 0" in sahayak("restore", tmp_path / "one").out
    assert "પાછો આવ્યો 🙏" in texts("c1")
    # Deleted a second time, after that backup: it must not stay.
    again = open_database(from_env())
    with again.write() as connection:
        erasure.erase(connection, "c1", "t60", START + timedelta(hours=2))
    again.close()
    assert "Deleted again: 1" in sahayak("restore", tmp_path / "one").out
    assert texts("c1") == {""}


def test_who_came_without_a_chat_does_not_come_back_either(
    sahayak: Sahayak, database: Database, data: Path, tmp_path: Path
) -> None:
    with database.write() as connection:
        told.case(connection, told.talk(connection))
        connection.execute(cases.update().values(conversation_id=None))
        applicant = connection.execute(sa.select(cases.c.applicant_id)).scalar_one()
    sahayak("backup", tmp_path / "one")
    with database.write() as connection:
        officer = erasure.Actor(kind="officer", id="o1")
        erasure.erase_applicant(connection, applicant, officer, "k", START)
    assert "Deleted again: 1" in sahayak("restore", tmp_path / "one").out
    with sqlite3.connect(data / "records.sqlite") as raw:
        assert raw.execute("select count(*) from people_data").fetchone() == (0,)
    raw.close()


def test_what_cannot_be_backed_up_or_restored_says_why(
    sahayak: Sahayak, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_explained(sahayak("backup", tmp_path / "one"), "no records")
    database = open_database(from_env())
    with database.write() as connection:
        told.talk(connection)
    (tmp_path / "there").write_text("x")
    assert_explained(sahayak("backup", tmp_path / "there"), "there already")
    assert_explained(sahayak("restore", tmp_path / "there"), "cannot be read as a backup")
    assert_explained(sahayak("restore", tmp_path / "nowhere"), "cannot be read as a backup")
    with zipfile.ZipFile(tmp_path / "other", "w") as whole:
        whole.writestr("x", "x")
    assert_explained(sahayak("restore", tmp_path / "other"), "no backup")
    with zipfile.ZipFile(tmp_path / "rubbish", "w") as whole:
        whole.writestr("records.sqlite", "rubbish " * 1000)
    assert_explained(sahayak("restore", tmp_path / "rubbish"), "cannot be read as a backup")
    sahayak("backup", tmp_path / "good")
    with socket.socket() as assistant:
        assistant.bind(("127.0.0.1", from_env().port))
        assistant.listen()
        assert_explained(sahayak("restore", tmp_path / "good"), "stop the assistant")
    with database.read() as connection:
        assert connection.execute(sa.select(conversations.c.id)).scalars().all() == ["c1"], "nothing was changed"
    database.close()
    assert [path.name for path in data.iterdir() if path.name.startswith((".", "before"))] == []
    monkeypatch.setenv("SAHAYAK_DATABASE_URL", "postgresql+psycopg://somewhere/x")
    assert_explained(sahayak("backup", tmp_path / "two"), "pg_dump")
    assert_explained(sahayak("restore", tmp_path / "good"), "pg_restore")
