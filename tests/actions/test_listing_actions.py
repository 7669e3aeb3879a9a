"""An offer or wish in the chat: three questions, a yes, and answers to a match; once a turn, in six forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from actions import cases, listings
from actions.listing_actions import KIND, TEXT, AnswerMatch, ListingText, ListSomething, ValidateListingForm
from actions.person_actions import Affirm, Deny
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from records.database import Database
from records.match_tables import listings as rows
from records.match_tables import matches
from tests.actions import desk as told
from tests.actions.conftest import Received
from tests.fakes import FakeAnswerer
from tests.trackers import Ran, Said, run

WISH = {
    "en": "We look for a buyer of handwoven saris 🧵", "hi": "हथकरघा साड़ियों के खरीदार चाहिए",
    "gu": "હાથવણાટની સાડીના ખરીદનાર જોઈએ", "th": "หาคนซื้อผ้าทอมือ", "hi-Latn": "haath ki buni saree ke kharidar chahiye",
    "gu-Latn": "hathvanat ni sadi na kharidnar joie",
}  # fmt: skip
DOMAIN_SLOTS = {"requested_slot": TEXT}


@dataclass
class Encoder:
    name: str = "made-up"


@dataclass
class Query:
    vector: Any


class Search:
    """All wishes are alike; anchors are not."""

    encoder = Encoder()

    def prepare(self, text: str, form: str) -> Query:
        return Query(np.array([1.0, 0.0] if text in WISH.values() else [0.0, 1.0], np.float32))


@pytest.fixture(autouse=True)
def searching(answerer: FakeAnswerer) -> None:
    answerer.search = Search()  # type: ignore[attr-defined]


@dataclass
class Person:
    """A conversation with a case, and the actions that its messages lead to."""

    desk: Desk
    received: Received
    address: str
    form: str
    programme: str = "in-msme"
    turns: int = 0
    conversation: str = ""

    def next_turn(self) -> str:
        self.turns += 1
        turn = f"{self.address[0]}{self.turns}"
        self.conversation = self.received(turn, address=self.address, language=self.form)
        return turn

    def opens_a_case(self) -> None:
        self.next_turn()
        with self.desk.database.write() as connection:
            facts = {**told.TOLD, "needs": ["export"], "region": "TH-10" if self.programme == "th-ssrc" else "IN-GJ"}
            facts |= {"name": f"नाम {self.address[0]}", "phone": "+919876543210"}
            told.case(connection, self.conversation, self.programme, facts, language=self.form)

    async def presses(self, do: str, turn: str = "", **entities: str) -> Ran:
        said = Said(intent="listing", form=self.form, turn=turn or self.next_turn(), entities={"do": do, **entities})
        return await run(ListSomething(self.desk), said)

    async def writes(self, kind: str, words: str = "") -> Ran:
        said = Said(text=words or WISH[self.form], form=self.form, turn=self.next_turn(), intent="find_scheme")
        return await run(ListingText(self.desk), said, listing_kind=kind)

    async def lists(self, kind: str) -> str:
        """The listing's number, agreed to."""
        written = await self.writes(kind)
        number = str(written.said[0]["args"]["listing"])
        assert (await self.presses("agree", listing=number)).keys == ["listing-open"]
        return number


@pytest.fixture(params=FORMS)
def person(request: pytest.FixtureRequest, desk: Desk, received: Received) -> Person:
    made = Person(desk, received, "a" * 24, request.param)
    made.opens_a_case()
    return made


async def test_three_questions_lead_to_a_listing(person: Person, database: Database) -> None:
    assert (await person.presses("start")).keys == ["listing-which"]
    chosen = await person.presses("kind", value="seek-buyer")
    assert (chosen.slots[KIND], chosen.next_action) == ("seek-buyer", "listing_form")
    written = await person.writes("seek-buyer")
    (asked,) = written.said
    assert (asked["key"], asked["args"]["text"]) == ("listing-consent", WISH[person.form])
    with database.read() as connection:
        assert [row.state for row in connection.execute(sa.select(rows))] == ["draft"]
        assert len(cases.of_conversation(connection, person.conversation)) == 1
    opened = await person.presses("agree", listing=str(asked["args"]["listing"]))
    assert opened.keys == ["listing-open"]
    with database.read() as connection:
        mine = cases.of_conversation(connection, person.conversation)
        (row,) = connection.execute(sa.select(rows)).all()
    assert opened.said[0]["args"]["reference"] == mine[0].reference
    assert (row.kind, row.state, row.text, row.language) == ("seek-buyer", "open", WISH[person.form], person.form)


@pytest.mark.parametrize(
    ("action", "intent", "left"), [(Affirm, "affirm", ["open"]), (Deny, "deny", [])]
)  # fmt: skip
async def test_a_typed_yes_or_no_answers_too(
    person: Person, database: Database, action: Any, intent: str, left: list[str]
) -> None:
    offer = (await person.writes("seek-buyer")).slots["offer"]
    turn = person.next_turn()
    followed = await run(action(person.desk), Said(intent=intent, turn=turn), offer=offer)
    assert followed.next_action == "action_listing"
    done = await run(ListSomething(person.desk), Said(intent=intent, turn=turn), offer=offer)
    assert done.keys == ["listing-open" if left else "listing-dropped"]
    with database.read() as connection:
        assert [row.state for row in connection.execute(sa.select(rows))] == left


async def test_a_repeated_turn_lists_nothing_twice(person: Person, database: Database) -> None:
    said = Said(text=WISH[person.form], form=person.form, turn=person.next_turn(), intent="find_scheme")
    first, second = [await run(ListingText(person.desk), said, listing_kind="seek-buyer") for _ in range(2)]
    assert first.said == second.said
    turn, number = person.next_turn(), str(first.said[0]["args"]["listing"])
    agreed = [await person.presses("agree", turn, listing=number) for _ in range(2)]
    assert agreed[0].said == agreed[1].said
    with database.read() as connection:
        assert len(connection.execute(sa.select(rows)).all()) == 1
        assert len(cases.of_conversation(connection, person.conversation)) == 2


STATUS = {
    "en": "where is my case", "hi": "मेरा मामला कहाँ है", "gu": "મારો કેસ ક્યાં છે", "th": "เรื่องของฉันถึงไหนแล้ว",
    "hi-Latn": "mera case kahan hai", "gu-Latn": "maro case kya che 🙏🏽",
}  # fmt: skip


@pytest.mark.parametrize("way", ["link", "digits", "button", "typed"])
async def test_a_way_to_a_case_is_no_offer_and_the_question_stands_again(
    person: Person, database: Database, way: str
) -> None:
    with database.read() as connection:
        (case, *_) = cases.of_conversation(connection, person.conversation)
    reference = {"link": case.reference, "digits": f"{case.reference} 3210"}.get(way)
    said = Said(
        text=STATUS[person.form] if way == "typed" else reference or "/status", form=person.form,
        turn=person.next_turn(), intent="case_status", pressed=way != "typed",
        entities={"reference": reference} if reference else {},
    )  # fmt: skip
    ran = await run(ListingText(person.desk), said, listing_kind="seek-buyer")
    assert ran.keys == ["case-status"]
    assert (ran.slots[TEXT], KIND in ran.slots, ran.next_action) == (None, False, "listing_form")
    with database.read() as connection:
        assert connection.execute(sa.select(rows)).all() == []


async def test_a_listing_can_be_paused_taken_up_again_and_closed(person: Person, database: Database) -> None:
    number = await person.lists("seek-buyer")
    seen = []
    for do in ("pause", "resume", "close", "resume"):
        ran = await person.presses(do, listing=number)
        with database.read() as connection:
            seen.append((ran.keys[0], listings.get(connection, int(number)).state))
    assert seen == [
        ("listing-paused", "paused"), ("listing-open", "open"), ("listing-closed", "closed"), ("listing-gone", "closed"),
    ]  # fmt: skip


async def test_without_a_case_nobody_knows_whose_wish_it_is(desk: Desk, received: Received) -> None:
    stranger = Person(desk, received, "s" * 24, "gu-Latn")
    assert (await stranger.presses("start")).keys == ["listing-needs-case"]
    assert (await stranger.writes("seek-buyer")).keys == ["listing-gone"]


async def test_nobody_touches_anothers_listing(person: Person, desk: Desk, received: Received) -> None:
    number = await person.lists("seek-buyer")
    other = Person(desk, received, "o" * 24, "th", "th-ssrc")
    other.opens_a_case()
    assert (await other.presses("close", listing=number)).keys == ["listing-gone"]
    with desk.database.read() as connection:
        assert listings.get(connection, int(number)).state == "open"


async def test_a_match_is_answered_by_buttons(
    person: Person, desk: Desk, received: Received, database: Database
) -> None:
    other = Person(desk, received, "b" * 24, "th", "th-ssrc")
    other.opens_a_case()
    await person.lists("seek-buyer")
    await other.lists("seek-supplier")
    with database.read() as connection:
        (match,) = connection.execute(sa.select(matches)).all()
    said = []
    for who in (person, other, other):
        turn = Said(intent="match_answer", turn=who.next_turn(), entities={"match": str(match.id), "value": "yes"})
        said += (await run(AnswerMatch(desk), turn)).keys
    assert said == ["match-waiting", "match-agreed", "match-agreed"]
    for wrong in ("999", "x", ""):
        gone = Said(intent="match_answer", turn=person.next_turn(), entities={"match": wrong, "value": "yes"})
        assert (await run(AnswerMatch(desk), gone)).keys == ["match-over"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("intent", ["find_scheme", "ask_scheme", "greet", "need_help", "nlu_fallback"])
async def test_what_is_written_is_the_wish_whatever_it_sounds_like(desk: Desk, form: str, intent: str) -> None:
    said = Said(text=WISH[form], intent=intent, form=form)
    found = await ValidateListingForm().extract_listing_text(None, _asked(said), {})  # type: ignore[arg-type]
    assert found == {TEXT: WISH[form]}


@pytest.mark.parametrize(
    ("intent", "text"),
    [("cancel", "रद्द करो"), ("deny", "ના"), ("distress", "मैं जीना नहीं चाहता"), ("ask_scheme", "cgtmse kya hai?"),
     ("talk_to_human", "อยากคุยกับเจ้าหน้าที่"), ("delete_my_data", "maro data kadhi nakho"), ("listing", "/x")],
)  # fmt: skip
async def test_what_is_plainly_something_else_is_not_the_wish(desk: Desk, intent: str, text: str) -> None:
    said = Said(text=text, intent=intent)
    assert await ValidateListingForm().extract_listing_text(None, _asked(said), {}) == {}  # type: ignore[arg-type]


async def test_leaving_the_question_lists_nothing(person: Person, database: Database) -> None:
    ran = await run(
        ListSomething(person.desk), Said(intent="cancel", turn=person.next_turn()), listing_kind="seek-buyer"
    )
    assert (ran.keys, ran.slots[KIND]) == (["listing-dropped"], None)
    with database.read() as connection:
        assert connection.execute(sa.select(rows)).all() == []


def _asked(said: Said) -> Any:
    from tests.trackers import tracker

    return tracker(said, loop="listing_form", **DOMAIN_SLOTS)
