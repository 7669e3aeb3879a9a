"""Raw bodies go when their days are over; messages, what is still open and what is younger stay; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot import retention
from bot.retention import blank
from records.database import Database
from records.tables import inbound
from tests.bot.boxes import claim, finish, take
from tests.fakes import START, Clock, text

RAW = '{"message": "ઉધાર जमा เงินกู้ 🙏"}'
LATER = START + timedelta(days=30, seconds=1)


def came(database: Database, *events: str) -> str | None:
    return take(database, *(replace(text(event=event), raw=RAW) for event in events))[0]


def raws(database: Database) -> list[str | None]:
    with database.read() as connection:
        return list(connection.execute(sa.select(inbound.c.raw).order_by(inbound.c.id)).scalars())


@pytest.mark.parametrize(
    ("status", "kept"), [("done", None), ("dropped", None), ("replaced", None), ("set_aside", RAW), ("working", RAW)]
)
def test_only_what_is_finished_loses_it(either_database: Database, status: str, kept: str | None) -> None:
    turn = claim(either_database, came(either_database, "1"))
    if status != "working":
        finish(either_database, turn, status)
    assert blank(either_database, LATER) == (kept is None)
    assert raws(either_database) == [kept]
    with either_database.read() as connection:
        (row,) = connection.execute(sa.select(inbound)).all()
    assert (row.text, row.status) == (text().text, status)


def test_in_pieces_and_only_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    finish(database, claim(database, came(database, *"12345")))
    assert blank(database, START) == 0, "none came before its own moment"
    assert blank(database, LATER) == 5
    assert blank(database, LATER) == 0


def test_in_the_rounds_after_the_days_that_are_set(database: Database, clock: Clock) -> None:
    finish(database, claim(database, came(database, "1")))
    rounds = retention.retention(database, clock, 30)
    for day, left in ((29, [RAW]), (2, [None])):
        clock.forward(timedelta(days=day).total_seconds())
        rounds()
        rounds.wait()
        assert raws(database) == left


def test_no_days_keep_it_for_ever(database: Database, clock: Clock) -> None:
    finish(database, claim(database, came(database, "1")))
    clock.forward(timedelta(days=5000).total_seconds())
    retention.retention(database, clock, 0)()
    assert raws(database) == [RAW]
