"""Plays the flows of intake.yml through the actions as Rasa runs them, in one language form."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions import drafts
from actions.intake_actions import DRAFT, ValidateIntakeForm
from actions.intake_reading import FREE, SUMMARY
from actions.intake_spec import BY_NAME, FIELDS
from bot.wording import say
from knowledge.language import FORMS
from knowledge.questions import load_yaml
from tests.actions.flows.said import WORDS
from tests.actions.intake_chat import Chat
from tests.trackers import Said, run

FOLDER = Path(__file__).parent
FLOWS: list[dict[str, Any]] = load_yaml(FOLDER / "intake.yml")
QUESTIONS = [*(field.name for field in FIELDS), SUMMARY]
#: What a message of that many characters is made of.
STORY = " 😟 "


@dataclass
class Player:
    chat: Chat
    flow: Mapping[str, Any]

    async def play(self) -> None:
        await self.chat.open()
        wanted = QUESTIONS if self.flow["at"] == "every" else self.flow["at"]
        for name in QUESTIONS:
            if self.flow.get("may_jump") and self.chat.asked != name:
                continue  # the second of two messages was taken for its answer
            assert self.chat.asked == name, f"{self.flow['flow']}: {self.chat.asked} is asked in place of {name}"
            for step in self.flow["steps"] if name in wanted else ():
                await self._step(step, name)
            if name == SUMMARY or self.chat.ended in ("submitted", "forgotten"):
                break
            await self._on_to(QUESTIONS[QUESTIONS.index(name) + 1])

    async def _step(self, step: Mapping[str, Any], name: str) -> None:
        at = step.get("at", QUESTIONS)
        if name not in (QUESTIONS[:-1] if at == "answered" else at):
            return
        for words in self._messages(step, name):
            before, asked = dict(self.chat.fields), self.chat.asked
            replies = await self._do(step, words, name)
            where = f"{self.flow['flow']}, {self.chat.form}, {name}: {words[:40]!r}"
            self._check_replies(step, replies, name, where)
            self._check_state(step, name, before, asked, where)

    def _messages(self, step: Mapping[str, Any], name: str) -> list[str]:
        if "text" in step:
            own = str(WORDS[self.chat.form]["answers"]["name"]) + STORY
            return [(own * 5_000)[: step["text"]] if isinstance(step["text"], int) else step["text"]]
        if "say" not in step:
            return [""]
        said = WORDS[self.chat.form][step["say"]]
        said = said[name] if isinstance(said, dict) else said
        return said if isinstance(said, list) else [said]

    async def _do(self, step: Mapping[str, Any], words: str, name: str) -> list[str] | None:
        """What is said; None when a rule takes the message."""
        chat = self.chat
        if "opens" in step:
            said, chat.ended = await chat.open(), None
            assert said.pop() == "intake-question"
            return said
        if "language" in step:
            return await self._another_language(name)
        if step.get("at_once"):
            await self._at_once(words)
            return []
        if "sends" in step:
            return (await chat.says("", "help", 1.0, data={"unread": "yes", "kind": step["sends"]}, pressed=True)).keys
        if "press" in step:
            entities = {"do": step["do"]} if "do" in step else {}
            return (await chat.says("label", step["press"], 1.0, entities=entities, pressed=True)).keys
        intent, confidence = step.get("heard", ("", 0.0))
        turn = chat.turn(words)
        ran = await chat.says(words, intent, confidence, turn)
        if step.get("twice"):
            again = await chat.says(words, intent, confidence, turn)
            assert again.keys == (ran.keys if chat.ended else []), f"{name}: a repeated turn says something else"
        return ran.keys if ran.events else None

    async def _at_once(self, words: str) -> None:
        """As two workers would: both are taken, one after the other, each for the question that then is asked."""
        chat, action = self.chat, ValidateIntakeForm(self.chat.desk)
        said = [Said(text=words, intent="", confidence=0.0, form=chat.form, turn=chat.turn(words)) for _ in range(2)]
        with ThreadPoolExecutor(2) as both:
            list(both.map(lambda one: asyncio.run(run(action, one, **chat.slots)), said))
        await chat.asks_again()

    async def _another_language(self, name: str) -> list[str]:
        """A rule handles the button; the same question comes in the new form, whatever is sent."""
        chat, mine = self.chat, self.chat.form
        chat.form = FORMS[(FORMS.index(mine) + 1 + QUESTIONS.index(name) % 5) % 6]
        chosen = {"language": chat.form}
        assert (await chat.says("", "choose_language", 1.0, entities=chosen, pressed=True)).events == []
        assert await chat.asks_again() == name
        await chat.says("🙏", data={"unread": "yes"})
        assert (chat.asked, chat.draft.language) == (name, chat.form)
        assert say(chat.form, "intake-summary" if name == SUMMARY else f"ask-{name.replace('_', '-')}", programme="")
        chat.form = mine
        return []

    def _check_replies(self, step: Mapping[str, Any], said: list[str] | None, name: str, where: str) -> None:
        if _of(step.get("asks", "same"), name) == "aside":
            assert said is None, f"{where}: no rule takes it"
            return
        wanted = _of(step.get("replies", []), name)
        if wanted == "any":
            assert said, f"{where}: nothing is said"
        elif step.get("one_of"):
            assert said is not None
            assert len(said) == 1, where
            assert said[0] in wanted, where
        else:
            assert said == [one.replace("{field}", name.replace("_", "-")) for one in wanted], where
        for key in said or ():
            assert key == "case-opened" or say(self.chat.form, key, code="", typed=""), where

    def _check_state(
        self, step: Mapping[str, Any], name: str, before: Mapping[str, Any], asked: str, where: str
    ) -> None:
        chat, told = self.chat, _of(step.get("told", "same"), name)
        assert chat.ended == step.get("ends"), where
        now = dict(chat.fields)
        if told == "same":
            # A story told where a choice is asked may be added to what was told.
            story = {"description"} if "text" in step else set()
            assert {key: now.get(key) for key in before if key not in story} == {
                key: value for key, value in before.items() if key not in story
            }, where
        elif told == "nothing":
            assert now == {}, where
        elif told == "skipped":
            assert now == {**before, name: None}, where
        elif told == "more":
            assert {key: now[key] for key in before} == before, where
            assert name in now, where
        if "ends" in step:
            return
        place = QUESTIONS.index(name)
        wanted = {"same": name, "aside": asked, "before": QUESTIONS[max(0, place - 1)]}
        wanted |= {"next": QUESTIONS[min(place + 1, len(QUESTIONS) - 1)]}
        asks = _of(step.get("asks", "same"), name)
        assert asks == "any" or chat.asked == wanted.get(asks, asks), where

    async def _on_to(self, wanted: str) -> None:
        """Answer until this is asked; what a restart took is put back without playing it again."""
        chat = self.chat
        done = QUESTIONS.index(wanted)
        if chat.asked == "consent" and done > 1:
            self._put_back(QUESTIONS[: done - 1])
            await chat.asks_again()
        for _ in QUESTIONS:
            if QUESTIONS.index(chat.asked) >= done:
                break
            await chat.answers()

    def _put_back(self, names: list[str]) -> None:
        answers = WORDS[self.chat.form]["answers"]
        with self.chat.desk.database.write() as connection:
            for name in names:
                drafts.set_field(
                    connection, self.chat.slots[DRAFT], name, answers[name], f"put-{name}", self.chat.desk.now()
                )


def _of(stated: Any, name: str) -> Any:
    """What is stated for a question: by its name, by its kind, or for all."""
    if not isinstance(stated, dict):
        return stated
    field = BY_NAME.get(name)
    kinds = [name]
    if field:
        kinds += ["required" if field.required else "optional", "free" if name in FREE else "closed"]
    return next((stated[kind] for kind in kinds if kind in stated), stated.get("else", []))
