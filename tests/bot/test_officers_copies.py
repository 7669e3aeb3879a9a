"""What officers typed and read of somebody is deleted with that person's data, in whatever form they work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from actions import cases, erasure, staff_traces
from actions.agency_links import AgencyLinks
from actions.cases import Case
from bot import officer_commands
from bot.erasing import erasing
from bot.referral_letters import Dispatch
from bot.wording import say
from knowledge.language import FORMS
from records.case_tables import cases as case_rows
from records.database import Database
from records.people_tables import deeds, staff_turns
from records.tables import inbound, outbox
from tests.actions import desk as told
from tests.bot.floor import Floor
from tests.fakes import START, Clock, text

DISPATCH = Dispatch(AgencyLinks("s" * 20), "https://desk.example")
NAMES = {
    "en": "Ramesh Unlikely",
    "hi": "रमेश अनोखेलाल",
    "gu": "રમેશ અનોખીલાલ",
    "th": "สมชาย แปลกมาก",
    "hi-Latn": "Ramesh Anokhelal",
    "gu-Latn": "Ramesh Anokhilal 🙏",
}
PHONE = "+66898765432"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def floor(database: Database, clock: Clock) -> Floor:
    made = Floor(database, clock)
    made.commands = officer_commands.for_staff(DISPATCH)
    made.person("anong", "officer")
    return made


def opened(database: Database, name: str) -> Case:
    with database.write() as connection:
        return told.case(connection, told.talk(connection), told={**told.TOLD, "name": name, "phone": PHONE})


def stored(database: Database) -> str:
    """Every text of the officer's chat and of the deeds, and what else the stores hold of messages."""
    with database.read() as connection:
        rows = [connection.execute(sa.select(table)).all() for table in (inbound, outbox, deeds, staff_turns)]
    return "\n".join(str(tuple(row)) for one in rows for row in one)


def erase(database: Database, case: Case) -> erasure.Certificate:
    with database.write() as connection:
        made = erasure.erase(connection, "c1", "tE", START)
    erasure.finish(database, START + timedelta(minutes=6), lambda mine, until: 0)
    return made


@pytest.mark.parametrize("form", FORMS)
async def test_nothing_is_left_in_the_officers_chat(floor: Floor, database: Database, form: str) -> None:
    name = NAMES[form]
    case, other = opened(database, name), "TH-26-000099-X"
    floor.speaks("anong", form)
    lines = [
        f"/case {case.reference}", f"/note {case.reference} {name} {PHONE}", f"/letter {case.reference}",
        f"/send {case.reference}", f"/note {case.reference.lower().replace('-', '')} {name}",
        f"/wait {case.reference} {name}?\n/case {case.reference}", f"/case {other}",
    ]  # fmt: skip
    for line in lines:
        assert await floor.say("anong", line)
    await floor.say("anong", replace(text(lines[1], event="x1", address="anong"), kind="edited", raw=lines[1]))
    assert name in stored(database)
    made = erase(database, case)
    assert made.deleted["copies"] >= 2 * len(lines) - 2
    left = stored(database)
    assert name not in left
    assert PHONE not in left
    with database.read() as connection:
        assert [row.case_id for row in connection.execute(sa.select(staff_turns))] == [None], (
            "nothing leads to the case"
        )


async def test_a_letter_written_down_in_two_tries_is_deleted_with_both(floor: Floor, database: Database) -> None:
    """The first try lacks the consent, and everything that was right comes back to be sent again."""
    entry = f"/new ssrc-phone th-ssrc\nname: {NAMES['th']}\nenterprise: x\nregion: Bangkok\nneeds: loan\nphone: {PHONE}"
    assert NAMES["th"] in "".join(await floor.say("anong", entry))
    await floor.say("anong", f"{entry}\nconsent: yes")
    with database.write() as connection:
        case = cases.get(connection, connection.execute(sa.select(case_rows.c.id)).scalar_one())
        assert staff_traces.forget(connection, [case.id]) == 4
    assert NAMES["th"] not in stored(database)
    assert PHONE not in stored(database)


async def test_a_command_that_named_no_case_is_emptied_after_a_day(
    floor: Floor, database: Database, clock: Clock
) -> None:
    await floor.say("anong", f"/note TH-26-000001-0 {NAMES['th']} {PHONE}")
    await floor.say("anong", f"/{NAMES['th']} {PHONE}")
    look = erasing(database, clock, lambda mine, until: 0)
    for _ in range(2):
        look(), look.wait()
        assert PHONE in stored(database)
        clock.forward(staff_traces.LOST_KEPT.total_seconds() / 2)
    look(), look.wait()
    assert NAMES["th"] not in stored(database)
    assert PHONE not in stored(database)


@pytest.mark.parametrize("form", FORMS)
async def test_no_note_is_taken_about_whom_we_were_told_to_forget(floor: Floor, database: Database, form: str) -> None:
    case = opened(database, NAMES[form])
    erase(database, case)
    floor.speaks("anong", form)
    (answer,) = await floor.say("anong", f"/note {case.reference} {NAMES[form]}")
    assert say(form, "officer-erased") in answer
    with database.write() as connection:
        staff_traces.forget_lost(connection, START + timedelta(days=2))
    assert NAMES[form] not in stored(database)


async def test_other_cases_of_the_officer_stay(floor: Floor, database: Database) -> None:
    case = opened(database, NAMES["th"])
    with database.write() as connection:
        second = told.case(connection, told.talk(connection, "c2"))
    await floor.say("anong", f"/case {case.reference}")
    await floor.say("anong", f"/note {second.reference} somebody else")
    erase(database, case)
    assert "somebody else" in stored(database)
