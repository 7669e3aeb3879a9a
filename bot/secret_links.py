"""Links of agencies in letters: whoever has one can answer for the agency, so it is kept no longer than it takes."""

from __future__ import annotations

from dataclasses import replace

import regex
from sqlalchemy.engine import Connection

from bot.messages import Reply
from records.tables import outbox

#: Where the pages of bot/agency_pages.py stand; what is behind it is the key.
PATH = "/agency/"
_TOKEN = regex.compile(rf"({PATH})[\w.~-]{{20,}}")


def forget_in(connection: Connection, row: int, reply: Reply) -> None:
    """Once the reply has reached whom it was for: a copy of the store opens nothing."""
    if PATH not in reply.text:
        return
    kept = replace(reply, text=_TOKEN.sub(r"\1…", reply.text))
    connection.execute(outbox.update().where(outbox.c.id == row).values(body=kept.to_json()))
