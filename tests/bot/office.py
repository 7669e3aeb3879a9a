"""An officer at a desk with one case, typing commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy.engine import Connection

from actions import agency_links, cases, desk, events, people, referrals
from actions.cases import Case
from bot.officer_commands import answer_to
from bot.referral_letters import Dispatch
from bot.roles import Speaker
from records.database import Database
from tests.actions import desk as told
from tests.fakes import START

DISPATCH = Dispatch(agency_links.AgencyLinks("s" * 20), "https://desk.example")


@dataclass
class Office:
    connection: Connection
    case: Case
    me: Speaker
    turns: int = 0

    def type(self, text: str, *, key: str = "", form: str = "en", role: str = "officer") -> str:
        self.turns += 1
        who = replace(self.me, language=form, role=role)
        now = START + timedelta(minutes=self.turns)
        answer = answer_to(self.connection, who, text, now, DISPATCH, key=key or f"k{self.turns}")
        assert answer is not None, f"{text} is a command"
        return answer

    def now(self) -> Case:
        return cases.get(self.connection, self.case.id)

    def kinds(self) -> list[str]:
        return [one.kind for one in events.of_case(self.connection, self.case.id)]

    def referrals(self) -> list[tuple[int, str]]:
        return [(one.rank, one.state) for one in referrals.of_case(self.connection, self.case.id)]


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """Anong's, with a case that was just taken in."""
    with database.write() as connection:
        me = people.add(connection, "Anong", "officer", ["th"], START)
        draft = told.tell(connection, told.talk(connection))
        case, _ = desk.take_in(connection, draft, "t1", START, conversation="c1")
        yield Office(connection, case, Speaker(id=me.id, name=me.name, role="officer", language="en"))
