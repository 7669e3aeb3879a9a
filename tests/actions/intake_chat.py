"""One chat in the intake, through the actions as Rasa runs them; each message is a turn of its own."""

from __future__ import annotations

from typing import Any

from actions import drafts
from actions.intake_actions import ANSWER, DRAFT, AskIntake, IntakeDone, StartIntake, ValidateIntakeForm
from actions.intake_reading import SUMMARY
from actions.rasa_turn import Desk
from tests.actions.conftest import Received
from tests.actions.flows.said import ANSWERS
from tests.actions.test_intake_turns import NAMES
from tests.trackers import Ran, Said, run


class Chat:
    def __init__(self, desk: Desk, received: Received, form: str) -> None:
        self.desk, self.received, self.form, self.turns = desk, received, form, 0
        self.slots: dict[str, Any] = {DRAFT: "", "requested_slot": ANSWER}
        self.conversation = self.asked = ""
        self.ended: str | None = None

    @property
    def programme(self) -> str:
        return "th-ssrc" if self.form == "th" else "in-msme"

    @property
    def draft(self) -> drafts.Draft:
        with self.desk.database.read() as connection:
            return drafts.get(connection, self.slots[DRAFT])

    @property
    def fields(self) -> dict[str, Any]:
        return dict(self.draft.fields)

    def turn(self, words: str) -> str:
        self.turns += 1
        self.conversation = self.received(f"t{self.turns}", words=words, language=self.form)
        return f"t{self.turns}"

    async def open(self) -> list[str]:
        """Begin, or come back to what was begun; what is said, and the question put."""
        of = {"programme": self.programme}
        said = Said(text="case", intent="start_intake", form=self.form, turn=self.turn("case"), entities=of)
        opened = await run(StartIntake(self.desk), said)
        self.slots[DRAFT] = opened.slots[DRAFT]
        return [*opened.keys, *await self._ask(said)]

    async def says(self, words: str, intent: str = "", confidence: float = 0.0, turn: str = "", **more: Any) -> Ran:
        """What is said to a message; then the question is put again, unless a rule or the form's end comes first."""
        said = Said(
            text=words, intent=intent, confidence=confidence, form=self.form, turn=turn or self.turn(words), **more
        )
        ran = await run(ValidateIntakeForm(self.desk), said, **self.slots)
        self.ended = ran.slots.get(ANSWER)
        if self.ended:
            await run(IntakeDone(self.desk), said, **{ANSWER: self.ended})
        elif ran.events:
            await self._ask(said)
        return ran

    async def _ask(self, said: Said) -> list[str]:
        asked = await run(AskIntake(self.desk), said, **self.slots)
        self.asked = asked.said[0]["args"]["name"]
        return asked.keys

    async def asks_again(self) -> str:
        """The question as it is put after a rule took the message."""
        await self._ask(Said(form=self.form, turn=self.turn("…")))
        return self.asked

    async def answers(self) -> None:
        """A fitting answer to what is asked."""
        before = self.asked
        ran = await self.says(ANSWERS[self.form][before])
        following = [*NAMES, SUMMARY][NAMES.index(before) + 1]
        assert (ran.keys, self.asked) == ([], following), f"{self.form}: {before}"
