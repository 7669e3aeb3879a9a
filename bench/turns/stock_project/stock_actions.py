"""Actions of the stock baseline, for rasa-sdk 3.6 on Python 3.10: the events of ours with fixed texts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

ANSWER = (
    "CGTMSE: guarantee cover is given for credit facilities up to a ceiling that the Trust sets, through its member "
    "lending institutions, without collateral or a third-party guarantee.\nAs of 2025-12-15. Source: Rajya Sabha "
    "unstarred question 1703, institutional."
)
Events = list[EventType]


class Fixed(Action):
    """Says one text and sets slots; subclasses name them."""

    action, text = "", ANSWER

    def name(self) -> str:
        return self.action

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(text=self.text)
        return self.events(tracker)

    def events(self, tracker: Tracker) -> Events:
        return []


class Answer(Fixed):
    action = "action_answer"

    def events(self, tracker: Tracker) -> Events:
        return [SlotSet("focus_document", "in-cgtmse"), SlotSet("offer", None)]


class ShowDetail(Answer):
    action = "action_show_detail"


class FindScheme(Fixed):
    action = "action_find_scheme"


class ChangeLanguage(Fixed):
    action, text = "action_change_language", "Which language?"


class CaseStatus(Fixed):
    action, text = "action_case_status", "You have no open matter."


class Distress(Fixed):
    action, text = "action_distress", "Please call a helpline."


class Affirm(Fixed):
    action, text = "action_affirm", "Fine."


class Deny(Fixed):
    action, text = "action_deny", "Fine."


class TakeMessage(Fixed):
    action, text = "action_take_message", "A person will read this. Your reference is M-25-0001."

    def events(self, tracker: Tracker) -> Events:
        kept = [SlotSet("message_reference", "M-25-0001"), SlotSet("person_message", None)]
        return [*kept, FollowupAction("message_form")]


class AddToMessage(Fixed):
    action, text = "action_add_to_message", "Added to M-25-0001."

    def events(self, tracker: Tracker) -> Events:
        return [SlotSet("person_message", None), SlotSet("message_reference", None)]


class Cancel(Fixed):
    action, text = "action_cancel", "Stopped."

    def events(self, tracker: Tracker) -> Events:
        return [SlotSet(name, None) for name in ("message_reference", "person_message", "requested_slot", "offer")]


class ValidateMessageForm(FormValidationAction):
    def name(self) -> str:
        return "validate_message_form"

    async def extract_person_message(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        if tracker.get_slot("requested_slot") != "person_message":
            return {}
        return {"person_message": tracker.latest_message.get("text")}
