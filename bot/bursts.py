"""Which of the messages that wait are read together."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

#: Texts of one burst are one turn, and so are edits that came too late; anything else is a turn of its own.
MERGED = ("text", "edited")
#: Texts further apart than a burst lasts are questions of their own. Not more than so many: a person who has written a
#: hundred times during an outage wants no hundred replies at a message a second. What is older is read together.
MOST_APART = 10
#: Telegram tells the time of a message in whole seconds.
SLACK = timedelta(seconds=1)


def first(rows: list[Any], burst: float) -> list[Any]:
    """The next turn's; texts of one turn follow each other within ``burst`` seconds."""
    limit = timedelta(seconds=burst) + SLACK
    taken = rows[:1]
    for before, row in pairwise(rows):
        if row.kind not in MERGED or row.kind != before.kind:
            break
        apart = _between(before, row) > limit and len(rows) - len(taken) <= MOST_APART
        # What an agent writes just before "/done" is for the person they talk to, the command is not.
        if row.kind == "text" and (apart or _is_command(before) or _is_command(row)):
            break
        taken.append(row)
    return taken


def _between(before: Any, row: Any) -> timedelta:
    """As they were written, where the platform says so: after an outage all of them come at once."""
    if before.sent_at and row.sent_at:
        written: timedelta = row.sent_at - before.sent_at
        return written
    received: timedelta = row.received_at - before.received_at
    return received


def _is_command(row: Any) -> bool:
    return str(row.text).lstrip().startswith("/")
