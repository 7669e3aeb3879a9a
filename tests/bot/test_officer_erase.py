"""/erase: who came by letter, phone or in person is forgotten at their wish, too, and so is who has a chat."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from actions import cases, erasure, events, people
from actions.agency_links import AgencyLinks
from bot import officer_commands
from bot import settings as configuration
from bot.app import open_database
from bot.officer_erase import CONFIRM_WITHIN
from bot.referral_letters import Dispatch
from bot.wording import say
from knowledge.language import FORMS
from records.case_tables import case_notes, drafts, people_data
from records.case_tables import cases as case_rows
from records.database import Database
from records.people_tables import deeds
from records.tables import inbound, metadata
from tests.actions import desk as told
from tests.bot.command import Sahayak
from tests.bot.floor import Floor
from tests.bot.test_officers_copies import NAMES
from tests.fakes import START, Clock

DISPATCH = Dispatch(AgencyLinks("s" * 20), "https://desk.example")
PHONE = "+66898765432"


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def floor(database: Database, clock: Clock) -> Floor:
    made = Floor(database, clock)
    made.commands = officer_commands.for_staff(DISPATCH)
    made.person("anong", "officer"), made.person("bua", "admin"), made.person("cha", "agent")
    return made


async def written_down(floor: Floor, form: str = "en") -> str:
    """The reference of somebody who phoned."""
    name = NAMES[form]
    entry = (
        f"name: {name}; enterprise: x; region: Bangkok; needs: loan; phone: {PHONE}; description: {name}; consent: yes"
    )
    await floor.say("anong", f"/new ssrc-phone th-ssrc; {entry}")
    with floor.database.read() as connection:
        return str(connection.execute(sa.select(case_rows.c.reference)).scalar_one())


def everything(database: Database) -> str:
    """Every row of every table, as text."""
    with database.read() as connection:
        return "\n".join(
            str(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(sa.select(table))
        )


@pytest.mark.parametrize("form", FORMS)
async def test_who_has_no_chat_is_deleted_after_a_second_word(floor: Floor, clock: Clock, form: str) -> None:
    reference = await written_down(floor, form)
    floor.speaks("anong", form)
    await floor.say("anong", f"/note {reference} {NAMES[form]}")
    (asked,) = await floor.say("anong", f"/erase {reference}")
    assert NAMES[form] in asked
    assert f"/erase {reference} delete" in asked
    with floor.database.read() as connection:
        assert connection.execute(sa.select(people_data)).all()
    clock.forward(60)
    await floor.say("anong", f"/erase {reference} delete")
    done = floor.heard("anong")[-1]
    assert done.startswith(say(form, "officer-erase-done"))
    assert say(form, "stays-case-counts", count=1) in done
    assert say(form, "stays-chat-address") not in done
    with floor.database.read() as connection:
        case = cases.by_reference(connection, reference)
        assert isinstance(case, cases.Case)
        assert (case.state, case.outcome) == ("closed", "withdrawn")
        kinds = [(one.kind, one.actor.kind) for one in events.of_case(connection, case.id)]
        assert ("erased", "officer") in kinds
        assert "/erase" in connection.execute(sa.select(deeds.c.what)).scalars().all()
        assert [connection.execute(sa.select(table)).all() for table in (people_data, case_notes, drafts)] == [
            [],
            [],
            [],
        ]
    erasure.finish(floor.database, clock() + erasure.FINISH_AFTER, lambda mine, until: 0)
    left = everything(floor.database)
    assert NAMES[form] not in left
    assert PHONE not in left
    assert floor.heard("anong")[-1] == done, "the certificate stays with the officer, for the person"
    assert say(form, "officer-erased") in (await floor.say("anong", f"/erase {reference} delete"))[0]


async def test_no_question_no_deleting(floor: Floor, clock: Clock) -> None:
    """At once, with another word, after another's question, or too late: each only asks."""
    reference = await written_down(floor)

    async def asks(who: str, rest: str) -> None:
        (said,) = await floor.say(who, f"/erase {reference} {rest}")
        assert f"/erase {reference} delete" in said
        with floor.database.read() as connection:
            assert connection.execute(sa.select(people_data)).all()

    await asks("anong", "delete")
    await asks("bua", "delete")
    await asks("anong", "yes")
    clock.forward(CONFIRM_WITHIN.total_seconds() + 1)
    await asks("anong", "DELETE")
    await floor.say("anong", f"/erase {reference} DELETE")
    with floor.database.read() as connection:
        assert connection.execute(sa.select(people_data)).all() == []


@pytest.mark.parametrize("form", FORMS)
async def test_a_call_agent_may_not(floor: Floor, form: str) -> None:
    reference = await written_down(floor)
    floor.speaks("cha", form)
    for rest in ("", " delete"):
        role = say(form, "officer-role-agent")
        assert await floor.say("cha", f"/erase {reference}{rest}") == [say(form, "officer-not-allowed", role=role)]
    with floor.database.read() as connection:
        assert connection.execute(sa.select(people_data)).all()


async def test_who_has_a_chat_is_deleted_there_as_well(floor: Floor, clock: Clock) -> None:
    await floor.say("somchai", NAMES["th"])
    with floor.database.write() as connection:
        conversation = connection.execute(
            sa.select(inbound.c.conversation_id).where(inbound.c.text == NAMES["th"])
        ).scalar_one()
        case = told.case(connection, conversation, told={**told.TOLD, "name": NAMES["th"], "phone": PHONE})
        second = told.case(connection, conversation, told={**told.TOLD, "name": NAMES["th"], "phone": PHONE})
    (asked,) = await floor.say("bua", f"/erase {case.reference}")
    assert second.reference in asked
    await floor.say("bua", f"/erase {case.reference} delete")
    assert say("en", "stays-chat-address") in floor.heard("bua")[-1]
    forgotten: list[str] = []

    def forget(mine: list[str], until: object) -> int:
        forgotten.extend(mine)
        return len(mine)

    erasure.finish(floor.database, clock() + erasure.FINISH_AFTER, forget)  # type: ignore[arg-type]
    assert forgotten == [conversation]
    assert NAMES["th"] not in everything(floor.database)


def test_the_terminal_asks_twice_as_well(sahayak: Sahayak) -> None:
    database = open_database(configuration.from_env())
    with database.write() as connection:
        anong = people.add(connection, "Anong", "officer", ["en"], START).id
        case = told.case(connection, told.talk(connection))
    assert "delete" in sahayak("desk", "erase", case.reference, "--as", anong).out
    done = sahayak("desk", "erase", case.reference, "delete", "--as", anong)
    assert done.out.startswith(say("en", "officer-erase-done"))
    with database.read() as connection:
        assert connection.execute(sa.select(people_data)).all() == []
    database.close()
