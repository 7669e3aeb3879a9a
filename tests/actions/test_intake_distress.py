"""Distress said on the way to a case makes the case urgent, as triage's rule has it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from actions import assessments, cases, drafts, events, people
from actions import desk as desk_of_cases
from actions.intake_actions import ValidateIntakeForm
from actions.person_actions import Distress
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from records.people_tables import staff_messages
from tests.actions.conftest import Received
from tests.actions.flows.said import ANSWERS
from tests.actions.intake_chat import Chat
from tests.actions.test_intake_turns import NAMES, control
from tests.fakes import Clock, FakeAnswerer, no_answer
from tests.trackers import Said, run

SAID = {
    "en": "I cannot go on, I want to end my life",
    "hi": "अब जीने का मन नहीं करता",
    "gu": "હવે જીવવું નથી 😞",
    "th": "ไม่อยากมีชีวิตอยู่แล้ว",
    "hi-Latn": "ab jeene ka mann nahi karta",
    "gu-Latn": "have jivvu nathi",
}


async def despairs(chat: Chat, *, at_a_question: bool) -> None:
    turn = chat.turn(SAID[chat.form])
    said = Said(text=SAID[chat.form], intent="distress", form=chat.form, turn=turn)
    if at_a_question:
        # No events: the rule for distress takes it, and ends the form.
        assert (await run(ValidateIntakeForm(chat.desk), said, **chat.slots)).events == []
    assert (await run(Distress(chat.desk), said)).keys == ["distress"]


async def tells(chat: Chat, *, despairs_at: str = "") -> None:
    """Everything, to its sending; one who despairs at a question comes back to it."""
    for name in NAMES:
        if name == despairs_at:
            await despairs(chat, at_a_question=True)
            await chat.open()
        assert (await chat.says(ANSWERS[chat.form][name])).keys == []
    assert (await chat.says(control(chat.form, "send"))).keys == ["case-opened"]


def decided(chat: Chat) -> tuple[int, bool]:
    """The newest case's urgency, and whether distress is what made it so."""
    with chat.desk.database.read() as connection:
        newest = cases.of_conversation(connection, chat.conversation)[0]
        decision = assessments.latest(connection, newest.id).decision
        assert drafts.current(connection, chat.conversation) is None
    return decision.urgency, "distress" in decision.rules


@pytest.fixture(params=FORMS)
def chat(request: pytest.FixtureRequest, desk: Desk, answerer: FakeAnswerer, received: Received) -> Chat:
    answerer.outcome = no_answer(nearest=None)
    return Chat(desk, received, request.param)


@pytest.mark.parametrize("name", ["consent", "description", "phone"])
async def test_distress_in_the_intake_makes_its_case_urgent(chat: Chat, name: str) -> None:
    await chat.open()
    await tells(chat, despairs_at=name)
    assert decided(chat) == (1, True)


async def test_distress_just_before_the_case_counts_too(chat: Chat) -> None:
    await chat.open()
    await despairs(chat, at_a_question=False)
    await tells(chat)
    assert decided(chat) == (1, True)


async def test_without_it_nothing_of_the_kind_is_assumed(chat: Chat, clock: Clock) -> None:
    await chat.open()
    await despairs(chat, at_a_question=False)
    await tells(chat)
    clock.forward(timedelta(days=2).total_seconds())
    await chat.open()
    await tells(chat)
    assert not decided(chat)[1]


def case_of(chat: Chat) -> cases.Case:
    with chat.desk.database.read() as connection:
        return cases.of_conversation(connection, chat.conversation)[0]


def heard(chat: Chat) -> list[tuple[str, str]]:
    """What officers were told of the case: to whom, what."""
    with chat.desk.database.read() as connection:
        rows = connection.execute(sa.select(staff_messages).where(staff_messages.c.message == "officer-distress")).all()
    assert {row.args["reference"] for row in rows} <= {case_of(chat).reference}
    return [(row.person_id, row.message) for row in rows]


async def test_distress_after_the_case_was_opened_makes_it_urgent_and_tells_its_officer(
    chat: Chat, clock: Clock
) -> None:
    with chat.desk.database.write() as connection:
        officers = [people.add(connection, name, "officer", ["en"], clock()).id for name in ("Anong", "Ravi")]
    await chat.open()
    await tells(chat)
    before = case_of(chat)
    assert before.urgency > 1
    await despairs(chat, at_a_question=False)
    case = case_of(chat)
    assert (decided(chat), case.urgency, case.state) == ((1, True), 1, before.state)
    assert case.due_at
    assert before.due_at
    assert case.due_at < before.due_at
    assert sorted(one for one, _ in heard(chat)) == sorted(officers), "a case that is nobody's is everybody's"
    with chat.desk.database.write() as connection:
        log = [(one.kind, one.actor.kind, one.why) for one in events.of_case(connection, case.id)][-2:]
        assert log == [("distressed", "applicant", None), ("triaged", "system", "distress")]
        assert len(assessments.history(connection, case.id)) == 2
        cases.change(connection, case.id, clock(), owner=officers[0])
    # Again: whoever has it now hears again; it was assessed before.
    await despairs(chat, at_a_question=False)
    assert [one for one, _ in heard(chat)][2:] == officers[:1]
    with chat.desk.database.read() as connection:
        assert len(assessments.history(connection, case.id)) == 2
        assert [one.kind for one in events.of_case(connection, case.id)][-1] == "distressed"


async def test_an_officers_group_stays_and_a_closed_case_is_left_alone(chat: Chat, clock: Clock) -> None:
    await chat.open()
    await tells(chat)
    with chat.desk.database.write() as connection:
        assessments.override(connection, case_of(chat), 3, "o1", "knows-more", "visited", "k1", clock())
    await despairs(chat, at_a_question=False)
    with chat.desk.database.write() as connection:
        latest = assessments.latest(connection, case_of(chat).id)
        assert (latest.decision.group, latest.override_by, latest.decision.urgency) == (3, "o1", 1)
        desk_of_cases.close(connection, case_of(chat), "helped", events.Actor(kind="officer", id="o1"), "k2", clock())
        before = events.of_case(connection, case_of(chat).id)
    await despairs(chat, at_a_question=False)
    with chat.desk.database.read() as connection:
        assert events.of_case(connection, case_of(chat).id) == before


async def test_a_turn_in_distress_that_is_done_again_counts_once(chat: Chat) -> None:
    await chat.open()
    await tells(chat)
    said = Said(text=SAID[chat.form], intent="distress", form=chat.form, turn=chat.turn(SAID[chat.form]))
    for _ in range(2):
        await run(Distress(chat.desk), said)
    with chat.desk.database.read() as connection:
        kinds = [one.kind for one in events.of_case(connection, case_of(chat).id)]
    assert kinds.count("distressed") == 1
