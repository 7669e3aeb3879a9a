"""What platforms posted, byte for byte, is kept for some days only: for finding out what went wrong, no longer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.beside import Beside
from records.database import Database
from records.tables import inbound

log = logging.getLogger("sahayak.retention")

LOOK_EVERY = timedelta(hours=1)
#: Nothing is to be done with these any more. What was set aside still waits for an operator.
FINISHED = ("done", "dropped", "replaced")
#: Rows of one transaction: nobody's message waits longer for it.
AT_ONCE = 500


def blank(database: Database, before: datetime) -> int:
    """Take the raw body from finished messages that came before; how many had one. Safe to repeat."""
    count, last = 0, 0
    wanted = (
        sa.select(inbound.c.id)
        .where(inbound.c.received_at < before, inbound.c.raw.is_not(None), inbound.c.status.in_(FINISHED))
        .order_by(inbound.c.id)
        .limit(AT_ONCE)
    )
    while True:
        with database.read() as connection:
            found = list(connection.execute(wanted.where(inbound.c.id > last)).scalars())
        if not found:
            return count
        with database.write() as connection:
            connection.execute(inbound.update().where(inbound.c.id.in_(found)).values(raw=None))
        count, last = count + len(found), found[-1]


def retention(database: Database, now: Callable[[], datetime], days: int) -> Callable[[], None]:
    """For the rounds; 0 days: everything is kept."""

    def work(moment: datetime) -> None:
        if done := blank(database, moment - timedelta(days=days)):
            log.info("the raw bodies of %d messages were blanked", done)

    return Beside(work, now, LOOK_EVERY, "raw bodies could not be blanked") if days > 0 else lambda: None
