"""Drafts: nothing told is lost, nothing counts twice, and a code moves one draft only."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from actions import drafts
from actions.drafts import DraftError
from records.database import Database
from tests.actions.desk import talk, tell
from tests.fakes import START

TEXTS = ["Help Loan Traders", "राम का करघा", "રમેશ એક્સપોર્ટ", "ครัวสมชาย", "mera dhandha", "👩🏽‍🌾 shop", "x" * 5_000]


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def test_a_draft_is_found_again_until_it_is_done(database: Database) -> None:
    with database.write() as connection:
        talk(connection)
        first = drafts.open_draft(connection, "c1", "th-ssrc", "th", START)
    with database.write() as connection:
        again = drafts.open_draft(connection, "c1", "th-ssrc", "th", START + timedelta(days=30))
        other = drafts.open_draft(connection, "c1", "in-msme", "hi", START)
        second = drafts.open_draft(connection, "c1", "th-ssrc", "th", START, another=True)
        open_now = {draft.id for draft in drafts.open_drafts(connection, "c1")}
    assert again.id == first.id
    assert open_now == {first.id, other.id, second.id}
    assert len(open_now) == 3


@pytest.mark.parametrize("text", TEXTS)
def test_a_value_comes_back_as_it_was(database: Database, text: str) -> None:
    with database.write() as connection:
        draft = drafts.open_draft(connection, talk(connection), "in-msme", "hi", START)
        drafts.set_field(connection, draft.id, "enterprise", text, "t1", START)
    with database.read() as connection:
        assert drafts.get(connection, draft.id).fields == {"enterprise": text}


def test_a_repeated_turn_changes_nothing(database: Database) -> None:
    with database.write() as connection:
        draft = drafts.open_draft(connection, talk(connection), "in-msme", "hi", START)
        drafts.set_field(connection, draft.id, "name", "Asha", "t1", START)
        drafts.set_field(connection, draft.id, "name", "Usha", "t2", START)
        drafts.set_field(connection, draft.id, "name", "Asha", "t1", START)
        assert drafts.get(connection, draft.id).fields == {"name": "Usha"}


def test_back_undoes_one_answer_a_turn(database: Database) -> None:
    with database.write() as connection:
        draft = drafts.open_draft(connection, talk(connection), "in-msme", "hi", START)
        drafts.set_field(connection, draft.id, "name", "Asha", "t1", START)
        drafts.set_field(connection, draft.id, "district", None, "t2", START)
        drafts.set_field(connection, draft.id, "name", "Usha", "t3", START)
        seen = []
        for turn in ("t4", "t4", "t5", "t6", "t7"):
            back = drafts.step_back(connection, draft.id, turn, START)
            seen.append((back.asked, dict(back.fields)))
    assert seen == [
        ("name", {"name": "Asha", "district": None}),
        ("name", {"name": "Asha", "district": None}),
        ("district", {"name": "Asha"}),
        ("name", {}),
        (None, {}),
    ]


def test_changing_a_field_keeps_the_old_value_until_there_is_a_new_one(database: Database) -> None:
    with database.write() as connection:
        draft = tell(connection, talk(connection))
        asked = drafts.ask_again(connection, draft.id, "phone", START)
        assert (asked.asked, asked.fields["phone"]) == ("phone", "+66812345678")
        with pytest.raises(DraftError, match="district"):
            drafts.ask_again(connection, draft.id, "district", START)


def test_a_cancelled_draft_is_empty_and_closed(database: Database) -> None:
    with database.write() as connection:
        draft = tell(connection, talk(connection))
        drafts.cancel(connection, draft.id, START)
        assert drafts.get(connection, draft.id).fields == {}
        assert drafts.current(connection, "c1") is None
        with pytest.raises(DraftError, match="cancelled"):
            drafts.set_field(connection, draft.id, "name", "x", "t9", START)


def test_starting_over_keeps_the_draft_and_forgets_the_answers(database: Database) -> None:
    with database.write() as connection:
        draft = tell(connection, talk(connection))
        again = drafts.restart(connection, draft.id, START)
        assert (again.id, again.fields, again.asked, again.state) == (draft.id, {}, None, "open")


def test_a_code_moves_the_draft_once(database: Database) -> None:
    with database.write() as connection:
        draft = tell(connection, talk(connection))
        code = drafts.link_code(connection, draft.id, START)
        talk(connection, "c2")
        talk(connection, "c3")
        moved = drafts.redeem(connection, "c2", f" {code.lower().replace('-', ' ')} ", START, "t9")
        assert moved is not None
        assert moved.id == draft.id
        assert moved.fields == draft.fields
        assert drafts.redeem(connection, "c3", code, START, "t9") is None
        assert drafts.current(connection, "c1") is None
        found = drafts.current(connection, "c2")
        assert found is not None
        assert found.id == draft.id


def test_only_the_draft_moves(database: Database) -> None:
    """Who talks somebody into typing a code must not see that person's other drafts."""
    with database.write() as connection:
        code = drafts.link_code(connection, tell(connection, talk(connection)).id, START)
        own = tell(connection, talk(connection, "victim"))
        drafts.redeem(connection, "victim", code, START, "t9")
        assert own.id not in {draft.id for draft in drafts.open_drafts(connection, "c1")}
        assert drafts.open_drafts(connection, "c1") == []


@pytest.mark.parametrize("typed", ["", "----", "AAAA-AAAA", "🙏", "मेरा कोड"])
def test_a_wrong_code_opens_nothing(database: Database, typed: str) -> None:
    with database.write() as connection:
        drafts.link_code(connection, tell(connection, talk(connection)).id, START)
        assert drafts.redeem(connection, talk(connection, "c2"), typed, START, "t9") is None


def test_an_old_or_replaced_code_opens_nothing(database: Database) -> None:
    with database.write() as connection:
        draft = tell(connection, talk(connection))
        replaced, newest = (drafts.link_code(connection, draft.id, START) for _ in range(2))
        talk(connection, "c2")
        assert drafts.redeem(connection, "c2", replaced, START, "t9") is None
        assert drafts.redeem(connection, "c2", newest, START + drafts.LINK_VALID + timedelta(seconds=1), "t9") is None
        assert drafts.redeem(connection, "c2", newest, START + drafts.LINK_VALID, "t9") is not None


def test_the_code_itself_is_stored_nowhere(database_file: Database) -> None:
    with database_file.write() as connection:
        code = drafts.link_code(connection, tell(connection, talk(connection)).id, START)
    database_file.close()
    folder = Path(str(database_file.engine.url.database)).parent
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored
