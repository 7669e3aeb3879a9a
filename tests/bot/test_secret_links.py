"""A letter's link is in the outbox only until it was delivered: afterwards a copy of the store opens nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from actions import desk
from actions.agency_links import AgencyLinks, Opened
from bot import outbox, outgoing
from bot.messages import Reply
from bot.outgoing import Outgoing
from bot.referral_letters import Dispatch, Letter
from records.database import Database
from records.tables import conversations, metadata
from tests.actions import desk as told
from tests.bot.pigeon import talk
from tests.fakes import START

LINKS = AgencyLinks("s" * 20)


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def letter(database: Database) -> Letter:
    with database.write() as connection:
        draft = told.tell(connection, told.talk(connection))
        _, proposed = desk.take_in(connection, draft, "t1", START, conversation="c1")
        made = Dispatch(LINKS, "https://desk.example").send(connection, proposed[0].id, "o1", "k", START)
    assert isinstance(made, Letter)
    return made


def everything(database: Database) -> str:
    with database.read() as connection:
        return "\n".join(
            str(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(sa.select(table))
        )


@pytest.mark.parametrize("platform", ["email", "telegram", "line"])
def test_after_a_platform_took_it(database: Database, platform: str) -> None:
    made = letter(database)
    token = made.link.rpartition("/")[2]
    conversation = talk(database, platform, "officer")
    with database.write() as connection:
        outbox.put(connection, conversation, "t2:0", Reply(text=made.text, language="th"), START, "notice")
        known = outgoing.SENDING.take(connection, conversation, "p1")
        out = outgoing.claim(connection, known, 1, START)
    assert isinstance(out, Outgoing)
    assert token in out.delivery.replies[0].text
    assert token in everything(database), "until then a second try must be the same"
    with database.write() as connection:
        outgoing.sent(connection, out, ("1",), START)
        assert isinstance(LINKS.open(connection, token, START), Opened), "the agency's own still opens"
        shown = outbox.after(connection, conversation, 0)[0].reply.text
    assert token not in everything(database)
    assert shown == made.text.replace(token, "…")


def test_after_the_page_or_the_terminal_showed_it(database: Database) -> None:
    made = letter(database)
    token = made.link.rpartition("/")[2]
    with database.write() as connection:
        officer = told.talk(connection, "officer")
        for place, text in enumerate((made.text, "ગુજરાતી 🙏")):
            outbox.put(connection, officer, f"t2:{place}", Reply(text=text, language="th"), START, "notice")
        first, second = outbox.after(connection, officer, 0)
        outbox.mark_sent(connection, officer, second.id)
        assert [one.reply.text for one in outbox.after(connection, officer, first.id)] == ["ગુજરાતી 🙏"]
        assert connection.execute(sa.select(sa.func.count()).select_from(conversations)).scalar() == 2
    assert token not in everything(database)
