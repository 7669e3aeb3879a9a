"""After erasure nothing that stays leads from a chat to a case, and a draft's old chats are reached."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions import applicants, desk, drafts, erasure, people
from bot import history
from records.case_tables import applicant_conversations, case_events, draft_moves, timers
from records.case_tables import cases as cases_table
from records.database import Database
from records.tables import conversations, inbound, metadata, person_messages
from tests.actions import desk as told
from tests.actions.forgetting import ADDRESS, LATER, live
from tests.fakes import START

OLD = "c-old"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def writes(connection: sa.Connection, conversation: str, text: str, turn: str, minutes: int = 0) -> None:
    connection.execute(
        inbound.insert().values(
            channel="web", event_id=f"{conversation}:{turn}", conversation_id=conversation, kind="text", text=text,
            received_at=START + timedelta(minutes=minutes), status="done", turn_id=turn,
        )
    )  # fmt: skip


def moved(connection: sa.Connection, to: str, name: str = "สมชาย", chat: str = OLD) -> drafts.Draft:
    """Told in one chat, brought to another by its code."""
    told.talk(connection, chat)
    writes(connection, chat, name, f"t-{chat}")
    draft = told.tell(connection, chat)
    code = drafts.link_code(connection, draft.id, START)
    told.talk(connection, to)
    found = drafts.redeem(connection, to, code, START, "t-move")
    assert found
    return found


def texts(connection: sa.Connection, conversation: str) -> set[str]:
    mine = sa.select(inbound.c.text).where(inbound.c.conversation_id == conversation)
    return set(connection.execute(mine).scalars())


def test_no_name_of_a_turn_leads_from_the_chat_to_the_case(database: Database, tmp_path: Path) -> None:
    """Who writes again keeps their address, and the case's events their keys."""
    live(database, tmp_path)
    with database.write() as connection:
        erasure.erase(connection, "c1", "t9", START)
        connection.execute(inbound.update().where(inbound.c.status == "working").values(status="done"))
        writes(connection, "c1", "hello again", "t99", minutes=30)
    erasure.finish(database, LATER, lambda mine, until: 0)
    with database.read() as connection:
        assert (
            connection.execute(sa.select(conversations.c.address).where(conversations.c.id == "c1")).scalar() == ADDRESS
        )
        columns = (case_events.c.key, timers.c.key, cases_table.c.made_by)
        turns = {key.split(":")[0] for one in columns for key in connection.execute(sa.select(one)).scalars()}
        assert "t1" in turns, "guards what follows"
        theirs = {
            str(value)
            for table in metadata.sorted_tables
            if "conversation_id" in table.c
            for row in connection.execute(sa.select(table).where(table.c.conversation_id == "c1"))
            for value in row
        }
        assert theirs & turns == set()
        begun = sa.select(conversations.c.created_at).where(conversations.c.id == "c1")
        came = sa.select(inbound.c.received_at).where(inbound.c.conversation_id == "c1", inbound.c.text == "")
        assert set(connection.execute(came).scalars()) == {connection.execute(begun).scalar_one()}
        left = connection.execute(sa.select(person_messages.c.turn_id, person_messages.c.added_in_turn)).one()
        assert left[0].startswith("erased:")
        assert left[1] is None


@pytest.mark.parametrize("sent", [False, True])
def test_the_chat_that_answers_were_moved_from_is_forgotten_too(database: Database, sent: bool) -> None:
    forgotten: list[str] = []
    with database.write() as connection:
        draft = moved(connection, "c-new")
        if sent:
            desk.take_in(connection, draft, "t-send", START, conversation="c-new")
        made = erasure.erase(connection, "c-new", "t9", START)
        assert texts(connection, OLD) == {""}
        assert "other-chats" not in made.stays
        for table in (draft_moves, applicant_conversations):
            assert connection.execute(sa.select(table)).all() == []

    def forget(mine: list[str], until: object) -> int:
        forgotten.extend(mine)
        return 0

    erasure.finish(database, LATER, forget)  # type: ignore[arg-type]
    assert sorted(forgotten) == ["c-new", OLD]
    with database.read() as connection:
        address = sa.select(conversations.c.address).where(conversations.c.id == OLD)
        assert connection.execute(address).scalar() == f"erased-{OLD}"


@pytest.mark.parametrize("matter", ["case", "draft", "role"])
def test_an_old_chat_with_matters_of_its_own_is_only_named(database: Database, matter: str) -> None:
    """Whoever is talked into typing a code, or gives theirs away, loses nothing by another's wish."""
    with database.write() as connection:
        moved(connection, "c-new")
        if matter == "case":
            told.case(connection, OLD)
        elif matter == "draft":
            told.tell(connection, OLD)
        else:
            people.link(connection, people.add(connection, "Anong", "officer", ["th"], START).id, OLD, START)
        made = erasure.erase(connection, "c-new", "t9", START)
        assert "other-chats" in made.stays
        assert texts(connection, OLD) == {"สมชาย"}
        assert applicants.of(connection, OLD)


def test_who_deletes_in_the_old_chat_hears_of_the_new_one(database: Database) -> None:
    with database.write() as connection:
        draft = moved(connection, "c-new")
        made = erasure.erase(connection, OLD, "t9", START)
        assert "other-chats" in made.stays
        assert texts(connection, OLD) == {""}
        assert drafts.get(connection, draft.id).fields["name"] == "สมชาย ใจดี"
        assert "other-chats" not in erasure.erase(connection, "c-new", "t10", START).stays


def test_a_draft_that_went_through_three_chats(database: Database) -> None:
    with database.write() as connection:
        draft = moved(connection, "c-two")
        writes(connection, "c-two", "second", "t-two")
        code = drafts.link_code(connection, draft.id, START)
        drafts.redeem(connection, told.talk(connection, "c-three"), code, START, "t-again")
        erasure.erase(connection, "c-three", "t9", START)
        assert texts(connection, OLD) | texts(connection, "c-two") == {""}


def test_the_page_shows_no_empty_messages_of_before(database: Database) -> None:
    with database.write() as connection:
        writes(connection, told.talk(connection), "मेरा नाम रमेश है", "t1")
        writes(connection, "c1", "delete my data", "t9")
        erasure.erase(connection, "c1", "t9", START)
        writes(connection, "c1", "નમસ્તે ફરીથી 🙏", "t10", minutes=30)
        assert [one.text for one in history.heard(connection, "c1", 10)] == ["નમસ્તે ફરીથી 🙏"]
