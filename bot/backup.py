"""One file with all that people told: the records, Rasa's memory, and the secret of the desk; and back from it.

SQLite only: on PostgreSQL its own tools do it.
"""

from __future__ import annotations

import functools
import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from actions import cleaning, erased_ids, tracker_file
from bot.problems import UserProblem
from bot.settings import Settings
from bot.supervise import port_is_free
from records.database import Database

RECORDS, TRACKER, SECRET = "records.sqlite", "tracker.sqlite", "desk.secret"
#: In this order: a turn that only the records know is asked again, one that only Rasa knows is answered from memory.
PARTS = (TRACKER, RECORDS, SECRET)
#: What SQLite leaves beside its files.
BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, kw_only=True)
class Restored:
    again: int | None  #: erasures done again; None: there were no records to know them from
    aside: Path | None  #: where the records of before are now


def backup(settings: Settings, file: Path) -> int:
    """Write it while everything runs; its size. Raises UserProblem."""
    records = _records(settings)
    if not records.exists():
        raise UserProblem(f"there are no records in {settings.data} yet")
    if file.exists():
        raise UserProblem(f"{file} is there already: name another file, or remove it first")
    file.parent.mkdir(parents=True, exist_ok=True)
    # Beside the file: nowhere else may a copy stay behind.
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        made = Path(folder) / "made"
        handle = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
            for name in PARTS:
                path = records.parent / name if name != RECORDS else records
                if path.exists():
                    whole.write(_copied(path, Path(folder)) if name != SECRET else path, name)
        made.rename(file)
    return file.stat().st_size


def _copied(path: Path, folder: Path) -> Path:
    """A whole copy of a database that is being written to."""
    copy = folder / path.name
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def restore(settings: Settings, file: Path, now: datetime) -> Restored:
    """Put it in the place of what is there, which is kept aside; nobody who was erased since comes back.

    Raises UserProblem; then nothing was changed.
    """
    records = _records(settings)
    if not port_is_free(settings.port, settings.host):
        raise UserProblem(f"stop the assistant first: something listens on port {settings.port}")
    settings.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.data, prefix=".restore-") as folder:
        unpacked = Path(folder)
        _unpack(file, unpacked)
        again = _clean(records, unpacked, now)
        aside = settings.data / f"before-restore-{now:%Y%m%d-%H%M%S}"
        # Never one's records with the other's tracker; a secret stays when the backup has none.
        names = [name for name in PARTS if name != SECRET or (unpacked / name).exists()]
        moved = [_move(settings.data / f"{name}{more}", aside) for name in names for more in BESIDE]
        for name in names:
            _move(unpacked / name, settings.data)
    return Restored(again=again, aside=aside if any(moved) else None)


def _records(settings: Settings) -> Path:
    url = sa.make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        raise UserProblem("the records are on PostgreSQL: use pg_dump and pg_restore, see docs/operating.md")
    if settings.database_url:
        raise UserProblem("the records are not in the data folder: copy them with SQLite's own .backup")
    return settings.data / RECORDS


def _unpack(file: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(file) as whole:
            if RECORDS not in whole.namelist():
                raise UserProblem(f"{file} is no backup: there is no {RECORDS} in it")
            for name in set(PARTS) & set(whole.namelist()):
                (folder / name).touch(0o600)
                (folder / name).write_bytes(whole.read(name))
        for name in (RECORDS, TRACKER):
            if (folder / name).exists():
                with closing(sqlite3.connect(folder / name)) as connection:
                    (found,) = connection.execute("pragma quick_check").fetchone()
                if found != "ok":
                    raise UserProblem(f"{file} is damaged: {name} cannot be read")
    except (OSError, zipfile.BadZipFile, sqlite3.DatabaseError) as problem:
        raise UserProblem(f"{file} cannot be read as a backup: {problem}") from problem


def _clean(records: Path, unpacked: Path, now: datetime) -> int | None:
    restored = Database(f"sqlite:///{unpacked / RECORDS}")
    restored.migrate()
    again = None
    if records.exists():
        present = Database(f"sqlite:///{records}")
        present.migrate()
        forget = functools.partial(tracker_file.forget, f"sqlite:///{unpacked / TRACKER}")
        with present.read() as connection:
            again = cleaning.clean(restored, erased_ids.every(connection), now, forget)
            with restored.write() as target:
                cleaning.keep_certificates(connection, target)
        present.close()
    restored.compact()
    restored.close()
    return again


def _move(path: Path, folder: Path) -> bool:
    if not path.exists():
        return False
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.move(path, folder / path.name)
    return True
