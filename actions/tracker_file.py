"""Rasa's memory of a conversation: the one place outside the records that holds what people said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from records.database import compact

#: Rasa 3.6, rasa/core/tracker_store.py, SQLTrackerStore.SQLEvent.
_EVENTS = sa.table("events", sa.column("sender_id"), sa.column("timestamp"))


def forget(url: str, conversations: Sequence[str], until: datetime) -> int:
    """Delete Rasa's events of these conversations up to a moment; how many. No tracker yet: none."""
    made = sa.make_url(url)
    file = Path(made.database or "") if made.get_backend_name() == "sqlite" else None
    if file is not None and not file.exists():
        return 0
    engine = sa.create_engine(made, hide_parameters=True)
    try:
        if not sa.inspect(engine).has_table("events"):
            return 0
        with engine.begin() as connection:
            if file is not None:  # whoever is killed before the file is rewritten leaves no words in it either
                connection.exec_driver_sql("pragma secure_delete=on")
            mine = sa.and_(_EVENTS.c.sender_id.in_(list(conversations)), _EVENTS.c.timestamp <= until.timestamp())
            gone = connection.execute(sa.delete(_EVENTS).where(mine)).rowcount
        if file is not None and gone:
            compact(engine)
        return gone
    finally:
        engine.dispose()
