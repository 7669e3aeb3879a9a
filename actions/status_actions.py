"""Where is my case: from the chat that opened it, or by reference and the phone's last four digits."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Connection

from actions import cases, person_messages, reference_number, referrals, waiting
from actions.cases import Case, NotFound
from actions.rasa_turn import DeskAction, Events, Turn, is_pressed, send, turn_of
from actions.reference_number import Mistyped, Reference
from actions.referral_states import OPEN

#: Cases told of at once: open ones first, of these the newest.
MOST_TOLD = 3
#: Where words for a person are written; their answer too.
FORM = "message_form"
_FOUR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class CaseStatus(DeskAction):
    action = "action_case_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        typed = turn.entities.get("reference") or turn.text
        reference = reference_number.find(typed)
        if turn.entities.get("do") == "answer" and is_pressed(tracker):
            return self._answer(dispatcher, tracker, str(reference))
        with self.desk.database.write() as connection:
            conversation = person_messages.speaker_of(connection, turn.id).conversation
            if reference is None:
                return self._own(connection, dispatcher, conversation)
            if isinstance(reference, Mistyped):
                send(dispatcher, "case-mistyped")
                return []
            self._by_reference(connection, dispatcher, conversation, reference, typed, turn.id)
        return []

    def _answer(self, dispatcher: CollectingDispatcher, tracker: Tracker, reference: str) -> Events:
        """The button under what the desk asks: the next message is the answer."""
        with self.desk.database.read() as connection:
            case = cases.by_reference(connection, reference)
            asked = "" if isinstance(case, NotFound) else waiting.question(connection, case)
        if isinstance(case, NotFound) or case.state != "waiting":
            send(dispatcher, "case-answer-over", reference=reference)
            return []
        if asked:
            send(dispatcher, "case-question", question=asked)
        # Another form that is open is left: the intake's draft is kept, and goes on with its button.
        leave = [] if tracker.active_loop_name in (None, FORM) else [ActiveLoop(None), SlotSet("requested_slot", None)]
        slots = [SlotSet("message_reference", reference), SlotSet("person_message", None)]
        return [*leave, *slots, FollowupAction(FORM)]

    def _own(self, connection: Connection, dispatcher: CollectingDispatcher, conversation: str) -> Events:
        every = cases.of_conversation(connection, conversation)
        mine = sorted(every, key=lambda case: case.closed_at is not None)[:MOST_TOLD]
        stored = person_messages.of_conversation(connection, conversation)
        for case in mine:
            send(dispatcher, "case-status", **told(connection, case, self.desk.now()))
        if stored:
            lines = [{"reference": s.reference, "date": s.created_at.date().isoformat()} for s in stored]
            send(dispatcher, "person-status", count=len(lines), lines=lines)
        if not mine and not stored:
            send(dispatcher, "case-none")
        return [SlotSet("offer", None if mine else "person")]

    def _by_reference(
        self, connection: Connection, dispatcher: CollectingDispatcher, conversation: str, reference: Reference,
        typed: str, turn: str,
    ) -> None:  # fmt: skip
        own = [case for case in cases.of_conversation(connection, conversation) if case.reference == str(reference)]
        if own:
            send(dispatcher, "case-status", **told(connection, own[0], self.desk.now()))
            return
        digits = phone_digits(typed)
        if digits is None:
            send(dispatcher, "case-need-phone", reference=str(reference))
            return
        found = cases.find(connection, str(reference), digits, turn, self.desk.now())
        if isinstance(found, NotFound) and found.reason == "unknown":
            # Said with the reference: the next four digits alone are then taken for it (bot/codes.py).
            send(dispatcher, "case-unknown", reference=str(reference))
        elif isinstance(found, NotFound):
            send(dispatcher, f"case-{found.reason}")
        else:
            send(dispatcher, "case-status", **told(connection, found, self.desk.now()))


def is_way_to_case(turn: Turn, tracker: Tracker) -> bool:
    """A button, a link or a reference alone: a wish also where words are awaited. A reference inside a sentence was
    typed, and belongs to those words."""
    typed = turn.entities.get("reference", "")
    alone = not typed or reference_number.is_alone(typed)
    return turn.intent == "case_status" and is_pressed(tracker) and alone


def phone_digits(typed: str) -> str | None:
    """Four digits that stand alone, last of all: the reference itself never ends in such a group."""
    found = _FOUR.findall(reference_number.ascii_digits(typed))
    return found[-1] if found else None


def told(connection: Connection, case: Case, now: datetime) -> dict[str, Any]:
    """What a person hears of their case; ids and codes that bot words."""
    mine = referrals.of_case(connection, case.id)
    at_work = [one for one in mine if one.state in OPEN and one.state != "proposed"]
    return {
        "reference": case.reference,
        "programme": case.programme,
        "state": case.state,
        "outcome": case.outcome or "",
        "step": case.next_step or "",
        "question": waiting.question(connection, case),
        "agencies": [{"agency": one.agency, "state": one.state} for one in at_work],
        "days": max(0, (now - case.created_at).days),
        # While the person is asked there is no promise: a date then is the desk's own.
        "due": case.due_at.isoformat() if case.due_at and case.state != "waiting" else "",
    }
