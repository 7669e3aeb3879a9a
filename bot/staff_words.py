"""Buttons under what is said about hand-overs; the words stand in bot/words/<form>/staff.ftl."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.messages import Action
from bot.wording import say

#: Message key -> its buttons: label, what they mean, whether they name the hand-over.
_BUTTONS: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    "staff-call-asked": (("staff-button-take", "staff_take", True),),
    "staff-call-failed": (("staff-button-take", "staff_take", True),),
    "staff-urgent": (("staff-button-take", "staff_take", True),),
    "staff-took": (("staff-button-done", "staff_done", False),),
    "handover-taken": (("handover-button-leave", "leave_person", False),),
}
#: After nobody came: a message with phone number and time, and not another call for people who are not there.
_CALL_BACK = Action(intent="talk_to_human", entities={"do": "callback"})


def choices(key: str, args: Mapping[str, Any], form: str) -> list[tuple[str, Action]]:
    if key in ("handover-nobody", "handover-silent"):
        return [(say(form, "handover-button-call-back"), _CALL_BACK)]
    if key == "staff-waiting":
        numbers = str(args["numbers"]).split()
        return [(say(form, "staff-button-take-number", number=one), _act("staff_take", one)) for one in numbers]
    return [
        (say(form, label), _act(intent, str(args["handover"]) if named else ""))
        for label, intent, named in _BUTTONS.get(key, ())
    ]


def _act(intent: str, handover: str) -> Action:
    return Action(intent=intent, entities={"handover": handover} if handover else {})
