"""The migrations make exactly the tables that records/tables.py describes, however often and by whomever run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.settings import ROOT
from records.database import MIGRATIONS, Database
from records.tables import conversations, metadata
from tests.fakes import START


def config(connection: sa.Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def test_the_migrations_make_the_tables_of_tables_py(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_comparison_sees_a_missing_column(database: Database) -> None:
    """Guards the test above: it must be able to fail."""
    with database.write() as connection:
        connection.execute(sa.text("alter table person_messages drop column urgent"))
    with database.read() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [difference[0] for difference in found] == ["add_column"]


def test_migrating_twice_keeps_what_is_stored(database: Database) -> None:
    with database.write() as connection:
        connection.execute(
            conversations.insert().values(
                id="kept", channel="web", address="kept", language="gu-Latn", language_chosen=True, created_at=START
            )
        )
    database.migrate()
    with database.read() as connection:
        row = connection.execute(sa.select(conversations)).one()
    assert (row.id, row.language, row.language_chosen) == ("kept", "gu-Latn", True)


def test_processes_that_start_together_may_all_migrate(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    program = f"from records.database import Database; Database({url!r}).migrate()"
    started = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    problems = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], problems
    database = Database(url)
    assert set(metadata.tables) < set(sa.inspect(database.engine).get_table_names())
    database.close()


def test_nobody_sees_a_store_between_two_migrations(tmp_path: Path) -> None:
    """Another process that found one done and the next not would do that one too."""
    database = Database(f"sqlite:///{tmp_path / 'new.sqlite'}")
    commits: list[sa.Connection] = []
    sa.event.listen(database.engine, "commit", commits.append)
    database.migrate()
    database.close()
    assert len(commits) == 1


def test_going_down_leaves_no_table(database: Database) -> None:
    with database.engine.connect() as connection:
        command.downgrade(config(connection), "base")
        connection.commit()
    assert sa.inspect(database.engine).get_table_names() == ["alembic_version"]


def test_there_is_one_newest_migration() -> None:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    assert len(ScriptDirectory.from_config(made).get_heads()) == 1
