"""A dialogue in which the real actions answer what they are there for; everything else is greeted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from actions.rasa_turn import Desk, DeskAction
from bot.dialogue import Said
from bot.messages import Action
from records.database import Database
from tests import trackers
from tests.fakes import KEEPING, FakeAnswerer, FakeDialogue

WAIT = timedelta(minutes=5)


class DeskDialogue(FakeDialogue):
    """``actions``: intent of a button or command -> the action that Rasa's rules name for it."""

    def __init__(
        self, database: Database, now: Callable[[], datetime], actions: Mapping[str, type[DeskAction]], *script: Any
    ) -> None:
        super().__init__(*script)
        desk = Desk(
            answerer=FakeAnswerer,  # type: ignore[arg-type]
            database=database,
            helplines={},
            now=now,
            keeping=KEEPING,
            handover_wait=WAIT,
        )
        self._actions = {intent: action(desk) for intent, action in actions.items()}

    async def ask(
        self, conversation: str, message_id: str, text: str, language: str, action: Action | None, data: Any = None
    ) -> list[Said]:
        known = self._actions.get(action.intent) if action else None
        said = await super().ask(conversation, message_id, text, language, action, data)
        if action is None or known is None:
            return said
        heard = trackers.Said(
            text=text, intent=action.intent, form=language, turn=message_id, entities=dict(action.entities)
        )
        ran = await trackers.run(known, heard)
        return [Said(key=one["key"], args=one["args"]) for one in ran.said]
