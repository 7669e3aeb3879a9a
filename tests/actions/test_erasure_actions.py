"""Delete my data in a chat: asked once, done once, in any form."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from actions.erasure_actions import OFFER, EraseData
from actions.person_actions import Affirm, TakeMessage
from actions.rasa_turn import Desk
from records.case_tables import applicants, erasures
from records.tables import person_messages
from tests.actions import desk as told
from tests.actions.conftest import Received
from tests.trackers import Said, run

TEXTS = [
    "delete my data",
    "मेरा डेटा हटा दो",
    "મારો ડેટા કાઢી નાખો",
    "ลบข้อมูลของฉัน",
    "mera data delete karo",
    "maro data kadhi nakho 🙏",
]


def erased(desk: Desk) -> int:
    with desk.database.read() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(erasures)).scalar_one())


@pytest.mark.parametrize("text", TEXTS)
async def test_it_asks_before_it_deletes(desk: Desk, received: Received, text: str) -> None:
    received("t1")
    ran = await run(EraseData(desk), Said(intent="delete_my_data", text=text))
    assert ran.said == [{"key": "erase-ask", "args": {}}]
    assert ran.slots["offer"] == OFFER
    assert erased(desk) == 0


async def test_the_button_carries_it_out_once(desk: Desk, received: Received) -> None:
    conversation = received("t1")
    with desk.database.write() as connection:
        told.case(connection, conversation)
    pressed = Said(intent="delete_my_data", text="", entities={"do": "erase"})
    first, again = [await run(EraseData(desk), pressed) for _ in range(2)]
    assert first.said == again.said
    assert first.said[0]["key"] == "erase-certificate"
    assert first.said[0]["args"]["certificate"]["cases"] == 1
    assert erased(desk) == 1


async def test_a_plain_yes_carries_it_out(desk: Desk, received: Received) -> None:
    received("t1")
    yes = Said(intent="affirm", text="हाँ")
    assert (await run(Affirm(desk), yes, offer=OFFER)).next_action == "action_erase_data"
    assert (await run(EraseData(desk), yes, offer=OFFER)).keys == ["erase-certificate"]


async def test_a_yes_to_something_else_deletes_nothing(desk: Desk, received: Received) -> None:
    received("t1")
    for offer in (None, "person", "tell:updates"):
        ran = await run(EraseData(desk), Said(intent="affirm", text="yes"), offer=offer)
        assert ran.keys == ["erase-ask"]
    assert erased(desk) == 0


async def test_stop_messages_stops_news_of_cases_too(desk: Desk, received: Received) -> None:
    conversation = received("t1")
    with desk.database.write() as connection:
        told.case(connection, conversation)
    await run(TakeMessage(desk), Said(intent="stop_messages", text="बंद करो"))
    with desk.database.read() as connection:
        assert connection.execute(sa.select(applicants.c.notices_stopped_at)).scalar() is not None
        assert connection.execute(sa.select(person_messages.c.intent)).scalar() == "stop_messages"
