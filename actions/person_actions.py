"""Actions that bring a person in: messages stored for one, distress, and the short words around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Connection

from actions import desk, drafts, erasure_actions, handover, helplines, listings, person_messages, waiting, wishes
from actions.answers import Asked, work_out
from actions.feedback_actions import OFFER, settle
from actions.intake_actions import MoveDraft, brings_draft
from actions.outcomes import Answer
from actions.rasa_turn import (
    COMMAND_CONFIDENCE,
    COMMAND_LENGTH,
    Desk,
    DeskAction,
    Events,
    Turn,
    is_pressed,
    is_unread,
    send,
    tell,
    turn_of,
)
from actions.status_actions import CaseStatus, is_way_to_case
from records import notices


class TakeMessage(DeskAction):
    """Stores the very message that asked for a person, then asks whether there is more to say."""

    action = "action_take_message"
    NO_MORE_ASKED = frozenset({"stop_messages", "feedback"})
    ANSWERED_TOO = frozenset({"complaint"})

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        key = f"person-{turn.intent}"
        with self.desk.database.write() as connection:
            stored = person_messages.store(connection, turn.id, turn.intent, turn.text, self.desk.now())
            if turn.intent == "talk_to_human":
                # Nobody came a moment ago: the wish for a call is only kept.
                back = turn.entities.get("do") == "callback"
                key = "handover-call-back" if back else _call(self.desk, connection, turn)
            if turn.intent == "stop_messages":
                who = person_messages.speaker_of(connection, turn.id)
                wishes.stop_all(connection, who.conversation, self.desk.now())
                notices.stop(connection, who.conversation, self.desk.now())
        events = self._answer_first(dispatcher, turn)
        send(dispatcher, key, reference=stored.reference, **_minutes(self.desk, key))
        events += [SlotSet("message_reference", stored.reference), SlotSet("person_message", None)]
        return events if turn.intent in self.NO_MORE_ASKED else [*events, FollowupAction("message_form")]

    def _answer_first(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """Who tells of a trouble that the documents know a way out of is told of it at once."""
        if turn.intent not in self.ANSWERED_TOO:
            return []
        asked = Asked(kind="answer", question=turn.text, form=turn.form)
        outcome = work_out(self.desk.answerer(), asked)
        return tell(self.desk, dispatcher, turn, asked, outcome) if isinstance(outcome, Answer) else []


def _call(desk: Desk, connection: Connection, turn: Turn) -> str:
    """Call whoever may take the conversation over; what is said to the person about it."""
    who = person_messages.speaker_of(connection, turn.id)
    called = handover.ask(connection, who.conversation, turn.id, "asked", desk.now(), desk.handover_wait)
    return "handover-asked" if called else "person-talk_to_human"


def _minutes(desk: Desk, key: str) -> dict[str, int]:
    """Only who waits for somebody is told how long."""
    return {"minutes": max(1, round(desk.handover_wait.total_seconds() / 60))} if key == "handover-asked" else {}


class AddToMessage(DeskAction):
    action = "action_add_to_message"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, reference = turn_of(tracker), str(tracker.get_slot("message_reference") or "")
        if wish := _wish(turn, tracker):
            events = [SlotSet("person_message", None), *await wish(self.desk).run(dispatcher, tracker, domain)]
            # Phone digits that a reference is asked for come as a way to the case too: see bot/codes.py.
            return [*events, FollowupAction("message_form")] if wish is CaseStatus else events
        if _only_thanks(turn):
            send(dispatcher, "thanks")
            return [SlotSet("person_message", None), SlotSet("message_reference", None)]
        if waiting.is_case(reference):
            return self._answer(dispatcher, turn, reference)
        with self.desk.database.write() as connection:
            added = person_messages.add(connection, turn.id, reference, turn.text)
            if not added:
                reference = person_messages.store(
                    connection, turn.id, "talk_to_human", turn.text, self.desk.now()
                ).reference
            begun = drafts.current(connection, person_messages.speaker_of(connection, turn.id).conversation)
        send(dispatcher, "message-added", reference=reference)
        if begun and begun.fields:
            send(dispatcher, "intake-kept")
        return [SlotSet("person_message", None), SlotSet("message_reference", None)]

    def _answer(self, dispatcher: CollectingDispatcher, turn: Turn, reference: str) -> Events:
        """What the desk asked for; a case that was closed meanwhile loses no words."""
        with self.desk.database.write() as connection:
            taken = waiting.answer(connection, reference, turn.text, turn.id, self.desk.now())
            if not taken:
                person_messages.store(connection, turn.id, "talk_to_human", turn.text, self.desk.now())
        send(dispatcher, "case-answer-taken" if taken else "case-answer-over", reference=reference)
        return [SlotSet("person_message", None), SlotSet("message_reference", None)]


#: Characters of thanks and nothing else: "thank you, call me in the evening" is longer.
_THANKS = 24

#: Clear wishes are carried out also where a message is being written. "Where is my case" may well be the message.
_WISHES: Mapping[str, type[DeskAction]] = {
    "talk_to_human": TakeMessage,
    "stop_messages": TakeMessage,
    "delete_my_data": erasure_actions.EraseData,
}


def _wish(turn: Turn, tracker: Tracker) -> type[DeskAction] | None:
    """What is wanted instead of adding to the message; None: these words are the message, or more of it."""
    if is_way_to_case(turn, tracker):
        return CaseStatus
    if brings_draft(turn):
        return MoveDraft
    sure = _is_sure(turn, COMMAND_LENGTH)
    return _WISHES.get(turn.intent) if sure or is_pressed(tracker) else None


def _only_thanks(turn: Turn) -> bool:
    """Nothing that a person at the desk would have to read."""
    return turn.intent == "thanks" and _is_sure(turn, _THANKS)


def _is_sure(turn: Turn, longest: int) -> bool:
    """A phone number or a time is what was asked for, however it is put: "call me on 98250 12345"."""
    told = any(letter.isdecimal() for letter in turn.text)
    return turn.confidence >= COMMAND_CONFIDENCE and len(turn.text) <= longest and not told


class ValidateMessageForm(FormValidationAction):
    """Whatever is written is the message, unless it is clearly a command or a question."""

    COMMANDS = frozenset(
        "cancel skip deny why change_language choose_language distress show_detail choose_document".split()
        + "rate_answer tell_me match_answer".split()
    )
    #: Commands of a channel's menu that are answered at once, by the message of the same name.
    ANSWERED = frozenset({"help", "greet"})

    def name(self) -> str:
        return "validate_message_form"

    async def extract_person_message(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        return self._told("person_message", dispatcher, tracker)

    def _told(self, slot: str, dispatcher: CollectingDispatcher, tracker: Tracker) -> dict[str, Any]:
        """The words asked for; None: they are still awaited, and asked for again; nothing: a rule handles it."""
        turn = turn_of(tracker)
        if tracker.get_slot("requested_slot") != slot:
            return {}
        if is_unread(tracker):
            return {slot: None}
        if is_pressed(tracker) and turn.intent in self.ANSWERED:
            send(dispatcher, turn.intent)
            return {slot: None}
        if waiting.is_case(str(tracker.get_slot("message_reference") or "")) and not is_pressed(tracker):
            return {} if self._leaves_answer(turn) else {slot: turn.text}
        return {} if self._is_command(turn) else {slot: turn.text}

    def _leaves_answer(self, turn: Turn) -> bool:
        """ "No" and "GST certificate" are answers to what the desk asks, whatever they mean elsewhere."""
        if turn.intent in ("ask_scheme", "find_scheme") and not turn.text.rstrip().endswith("?"):
            return False
        return turn.intent not in ("deny", "affirm", "skip", "why") and self._is_command(turn)

    def _is_command(self, turn: Turn) -> bool:
        if turn.intent == "distress":
            return turn.confidence >= COMMAND_CONFIDENCE
        if turn.intent in ("ask_scheme", "find_scheme"):
            return turn.confidence >= COMMAND_CONFIDENCE and len(turn.text) <= 2 * COMMAND_LENGTH
        sure = turn.confidence >= COMMAND_CONFIDENCE and len(turn.text) <= COMMAND_LENGTH
        return turn.intent in self.COMMANDS and sure


class Cancel(DeskAction):
    action = "action_cancel"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        reference = tracker.get_slot("message_reference")
        if reference:
            kept = "cancelled" if turn_of(tracker).intent == "cancel" else "message-kept"
            send(dispatcher, "case-answer-later" if waiting.is_case(str(reference)) else kept, reference=reference)
        else:
            send(dispatcher, "nothing-to-cancel")
        return [SlotSet(name, None) for name in ("message_reference", "person_message", "requested_slot", "offer")]


class Distress(DeskAction):
    """The helpline first, whatever else is open; a person is alerted."""

    action = "action_distress"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            stored = person_messages.store(connection, turn.id, "distress", turn.text, self.desk.now(), urgent=True)
            conversation = person_messages.speaker_of(connection, turn.id).conversation
            handover.ask(connection, conversation, turn.id, "distress", self.desk.now(), self.desk.handover_wait)
            desk.alarm(connection, conversation, turn.id, self.desk.now())
        contacts = {country: passage for country, (_, passage) in self.desk.helplines.items()}
        whom = helplines.lines(contacts, self.desk.more_helplines, turn.form)
        send(dispatcher, "distress", reference=stored.reference, helplines=whom)
        return []


class Affirm(DeskAction):
    """A plain "yes" takes up what was last offered."""

    action = "action_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        offer = str(tracker.get_slot("offer") or "")
        if offer.startswith(OFFER):
            return settle(self.desk, dispatcher, turn_of(tracker), offer.removeprefix(OFFER), yes=True)
        if offer == erasure_actions.OFFER:
            return [FollowupAction("action_erase_data")]
        if offer.startswith(listings.OFFER):
            return [FollowupAction("action_listing")]
        if offer != "person":
            send(dispatcher, "affirm-nothing")
            return []
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            stored = person_messages.store(connection, turn.id, "talk_to_human", turn.text, self.desk.now())
            key = _call(self.desk, connection, turn)
        send(dispatcher, key, reference=stored.reference, **_minutes(self.desk, key))
        return [SlotSet("offer", None), SlotSet("message_reference", stored.reference), FollowupAction("message_form")]


class Deny(DeskAction):
    action = "action_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        offer = str(tracker.get_slot("offer") or "")
        if offer.startswith(OFFER):
            return settle(self.desk, dispatcher, turn_of(tracker), offer.removeprefix(OFFER), yes=False)
        if offer.startswith(listings.OFFER):
            return [FollowupAction("action_listing")]
        send(dispatcher, "ok")
        return [SlotSet("offer", None)]
