"""Distress said on the way to a case makes the case urgent, as triage's rule has it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actions import assessments, cases, drafts
from actions.intake_actions import ANSWER, DRAFT, IntakeDone, StartIntake, ValidateIntakeForm
from actions.person_actions import Distress
from actions.rasa_turn import Desk
from knowledge.language import FORMS
from tests.actions.conftest import Received
from tests.actions.test_intake_turns import ANSWERS, NAMES, control
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


class Chat:
    """One chat through the actions, each message a turn of its own."""

    def __init__(self, desk: Desk, received: Received, form: str) -> None:
        self.desk, self.received, self.form, self.turns = desk, received, form, 0
        self.slots = {DRAFT: "", "requested_slot": ANSWER}
        self.conversation = ""

    def _turn(self, words: str) -> str:
        self.turns += 1
        self.conversation = self.received(f"t{self.turns}", words=words, language=self.form)
        return f"t{self.turns}"

    async def open(self) -> None:
        programme = "th-ssrc" if self.form == "th" else "in-msme"
        said = Said(text="case", intent="start_intake", form=self.form, turn=self._turn("case"))
        opened = await run(StartIntake(self.desk), Said(**{**vars(said), "entities": {"programme": programme}}))
        self.slots[DRAFT] = opened.slots[DRAFT]

    async def says(self, words: str) -> list[str]:
        said = Said(text=words, intent="", form=self.form, turn=self._turn(words))
        return (await run(ValidateIntakeForm(self.desk), said, **self.slots)).keys

    async def despairs(self, at_a_question: bool) -> None:
        said = Said(text=SAID[self.form], intent="distress", form=self.form, turn=self._turn(SAID[self.form]))
        if at_a_question:
            # No events: the rule for distress takes it, and ends the form.
            assert (await run(ValidateIntakeForm(self.desk), said, **self.slots)).events == []
        assert (await run(Distress(self.desk), said)).keys == ["distress"]
        await run(IntakeDone(self.desk), said, **{ANSWER: "paused"})

    async def tells(self, *, despairs_at: str = "") -> None:
        """Everything, to its sending; one who despairs at a question comes back to it."""
        for name in NAMES:
            if name == despairs_at:
                await self.despairs(at_a_question=True)
                await self.open()
            assert await self.says(ANSWERS[self.form][name]) == []
        assert await self.says(control(self.form, "send")) == ["case-opened"]

    def decided(self) -> tuple[int, bool]:
        """The newest case's urgency, and whether distress is what made it so."""
        with self.desk.database.read() as connection:
            newest = cases.of_conversation(connection, self.conversation)[0]
            decision = assessments.latest(connection, newest.id).decision
            assert drafts.current(connection, self.conversation) is None
        return decision.urgency, "distress" in decision.rules


@pytest.fixture(params=FORMS)
def chat(request: pytest.FixtureRequest, desk: Desk, answerer: FakeAnswerer, received: Received) -> Chat:
    answerer.outcome = no_answer(nearest=None)
    return Chat(desk, received, request.param)


@pytest.mark.parametrize("name", ["consent", "description", "phone"])
async def test_distress_in_the_intake_makes_its_case_urgent(chat: Chat, name: str) -> None:
    await chat.open()
    await chat.tells(despairs_at=name)
    assert chat.decided() == (1, True)


async def test_distress_just_before_the_case_counts_too(chat: Chat) -> None:
    await chat.open()
    await chat.despairs(at_a_question=False)
    await chat.tells()
    assert chat.decided() == (1, True)


async def test_without_it_nothing_of_the_kind_is_assumed(chat: Chat, clock: Clock) -> None:
    await chat.open()
    await chat.despairs(at_a_question=False)
    await chat.tells()
    clock.forward(timedelta(days=2).total_seconds())
    await chat.open()
    await chat.tells()
    assert not chat.decided()[1]
