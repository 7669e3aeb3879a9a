"""Rasa's actions: slots in, one call, message keys and events out. With endpoint.py the only user of rasa_sdk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, EventType, FollowupAction, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import person_messages
from actions.answer import DETAILS, Answer, Answerer, NoAnswer, Outcome, Topic
from knowledge.bundle import Card, Passage
from knowledge.language import FORMS, NATIVE, by_script, native
from knowledge.romanised import romanise
from records.database import Database
from records.tables import conversations

Events = list[EventType]
#: Rasa's name for "no intent is likely enough".
NOT_SURE = "nlu_fallback"
KEPT_SLOTS = ("focus_document", "last_question", "message_reference", "offer", "requested_slot")
#: A button's word inside the message form is a command only when it is short and the classifier is sure.
COMMAND_LENGTH, COMMAND_CONFIDENCE = 40, 0.6


@dataclass(frozen=True)
class Desk:
    """What actions work with; given once by the process that serves them."""

    answerer: Callable[[], Answerer]
    database: Database
    helplines: Mapping[str, tuple[Card, Passage]]
    now: Callable[[], datetime]


@dataclass(frozen=True)
class Turn:
    """The message being handled, as Rasa hands it over."""

    id: str
    text: str
    form: str
    intent: str
    confidence: float
    entities: Mapping[str, str]


def turn_of(tracker: Tracker) -> Turn:
    message: dict[str, Any] = tracker.latest_message or {}
    metadata = message.get("metadata") or {}
    intent = message.get("intent") or {}
    form = metadata.get("language")
    return Turn(
        # A repeated attempt carries a suffix; the turn it belongs to is before it.
        id=str(message.get("message_id") or "").split("~")[0],
        text=str(metadata.get("text") or message.get("text") or ""),
        form=form if form in FORMS else "en",
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0.0),
        entities={str(e["entity"]): str(e["value"]) for e in message.get("entities") or ()},
    )


def topic_of(tracker: Tracker, turn: Turn) -> Topic:
    """What the message may be a follow-up to; small talk and other topics are none."""
    if turn.intent not in ("ask_scheme", NOT_SURE):
        return Topic(detail=turn.entities.get("detail"))
    return Topic(
        document=tracker.get_slot("focus_document"),
        question=str(tracker.get_slot("last_question") or ""),
        detail=turn.entities.get("detail"),
    )


def send(dispatcher: CollectingDispatcher, key: str, **args: Any) -> None:
    dispatcher.utter_message(json_message={"key": key, "args": args})


def send_outcome(dispatcher: CollectingDispatcher, outcome: Outcome, key: str = "outcome") -> Events:
    dispatcher.utter_message(json_message={"key": key, "args": {}, "outcome": asdict(outcome)})
    if isinstance(outcome, Answer):
        return [SlotSet("focus_document", outcome.quotes[0].doc_id), SlotSet("offer", None)]
    if isinstance(outcome, NoAnswer):
        return [SlotSet("offer", "person" if outcome.reason != "out_of_scope" else None)]
    return [SlotSet("offer", None)]


class DeskAction(Action):
    """An action with the desk at hand."""

    action = ""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def name(self) -> str:
        return self.action


class SessionStart(Action):
    """Keeps an open form across sessions: without it a stale requested_slot swallows the next message."""

    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        kept = [SlotSet(name, tracker.get_slot(name)) for name in KEPT_SLOTS if tracker.get_slot(name) is not None]
        loop = (tracker.active_loop or {}).get("name")
        if not loop:
            kept = [event for event in kept if event["name"] != "requested_slot"]
        return [SessionStarted(), *kept, *([ActiveLoop(loop)] if loop else []), ActionExecuted("action_listen")]


class AnswerQuestion(DeskAction):
    action = "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        outcome = self.desk.answerer().answer(turn.text, turn.form, topic_of(tracker, turn))
        return [*send_outcome(dispatcher, outcome), SlotSet("last_question", turn.text)]


class FindScheme(DeskAction):
    action = "action_find_scheme"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        return send_outcome(dispatcher, self.desk.answerer().find(turn.text, turn.form), key="find")


class ShowDetail(DeskAction):
    action = "action_show_detail"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        document = turn.entities.get("document") or tracker.get_slot("focus_document")
        answerer = self.desk.answerer()
        if not document or not answerer.knows(document):
            send(dispatcher, "old-button")
            return []
        detail = turn.entities.get("detail", "")
        outcome = answerer.detail(document, detail if detail in DETAILS else "", turn.form)
        if isinstance(outcome, NoAnswer):
            send(dispatcher, "detail-missing", title=answerer.title(document, turn.form), document=document)
            return [SlotSet("focus_document", document)]
        return send_outcome(dispatcher, outcome)


class ChangeLanguage(DeskAction):
    action = "action_change_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        wanted = turn.entities.get("language")
        if wanted not in FORMS:
            send(dispatcher, "language-ask")
            return []
        # Somebody who writes "gujarati ma bolo" in Latin letters is answered in Latin letters.
        if turn.intent == "change_language" and f"{wanted}-Latn" in FORMS and by_script(turn.text) == "Latn":
            wanted = f"{wanted}-Latn" if turn.form in NATIVE else wanted
        with self.desk.database.write() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            connection.execute(
                conversations.update()
                .where(conversations.c.id == who.conversation)
                .values(language=wanted, language_chosen=True)
            )
        send(dispatcher, "language-set", language=wanted)
        return []


class TakeMessage(DeskAction):
    """Stores the very message that asked for a person, then asks whether there is more to say."""

    action = "action_take_message"
    NO_MORE_ASKED = frozenset({"stop_messages", "feedback"})
    ANSWERED_TOO = frozenset({"need_help", "complaint"})

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            stored = person_messages.store(connection, turn.id, turn.intent, turn.text, self.desk.now())
        events = self._answer_first(dispatcher, turn)
        send(dispatcher, f"person-{turn.intent}", reference=stored.reference)
        events += [SlotSet("message_reference", stored.reference), SlotSet("person_message", None)]
        return events if turn.intent in self.NO_MORE_ASKED else [*events, FollowupAction("message_form")]

    def _answer_first(self, dispatcher: CollectingDispatcher, turn: Turn) -> Events:
        """Who tells of a trouble that the documents know a way out of is told of it at once."""
        if turn.intent not in self.ANSWERED_TOO:
            return []
        outcome = self.desk.answerer().answer(turn.text, turn.form)
        return send_outcome(dispatcher, outcome) if isinstance(outcome, Answer) else []


class AddToMessage(DeskAction):
    action = "action_add_to_message"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, reference = turn_of(tracker), str(tracker.get_slot("message_reference") or "")
        with self.desk.database.write() as connection:
            added = person_messages.add(connection, turn.id, reference, turn.text)
            if not added:
                reference = person_messages.store(
                    connection, turn.id, "talk_to_human", turn.text, self.desk.now()
                ).reference
        send(dispatcher, "message-added", reference=reference)
        return [SlotSet("person_message", None), SlotSet("message_reference", None)]


class ValidateMessageForm(FormValidationAction):
    """Whatever is written is the message, unless it is clearly a command or a question."""

    COMMANDS = frozenset(
        "cancel skip deny why change_language choose_language distress show_detail choose_document".split()
    )

    def name(self) -> str:
        return "validate_message_form"

    async def extract_person_message(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        turn = turn_of(tracker)
        if tracker.get_slot("requested_slot") != "person_message" or self._is_command(turn):
            return {}
        return {"person_message": turn.text}

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
            send(
                dispatcher, "cancelled" if turn_of(tracker).intent == "cancel" else "message-kept", reference=reference
            )
        else:
            send(dispatcher, "nothing-to-cancel")
        return [SlotSet(name, None) for name in ("message_reference", "person_message", "requested_slot", "offer")]


class CaseStatus(DeskAction):
    action = "action_case_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        with self.desk.database.read() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            stored = person_messages.of_conversation(connection, who.conversation)
        lines = [{"reference": s.reference, "date": s.created_at.date().isoformat()} for s in stored]
        send(dispatcher, "person-status", count=len(lines), lines=lines)
        return [SlotSet("offer", "person")]


class Distress(DeskAction):
    """The helpline first, whatever else is open; a person is alerted."""

    action = "action_distress"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            stored = person_messages.store(connection, turn.id, "distress", turn.text, self.desk.now(), urgent=True)
        send(dispatcher, "distress", reference=stored.reference, helplines=self._helplines(turn.form))
        return []

    def _helplines(self, form: str) -> list[str]:
        wanted = {"th": ("TH",), "en": ("IN", "TH")}.get(native(form), ("IN",))
        found = []
        for country in wanted:
            if country in self.desk.helplines:
                _, passage = self.desk.helplines[country]
                found.append(_in_form(passage, form))
        return found


def _in_form(passage: Passage, form: str) -> str:
    """A fact in the form the person writes in, else as it is recorded."""
    text = passage.texts.get(native(form))
    if text is None:
        return next(iter(passage.texts.values()))
    return romanise(text) if form != native(form) else text


class Affirm(DeskAction):
    """A plain "yes" takes up what was last offered."""

    action = "action_affirm"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if tracker.get_slot("offer") != "person":
            send(dispatcher, "affirm-nothing")
            return []
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            stored = person_messages.store(connection, turn.id, "talk_to_human", turn.text, self.desk.now())
        send(dispatcher, "person-talk_to_human", reference=stored.reference)
        return [SlotSet("offer", None), SlotSet("message_reference", stored.reference), FollowupAction("message_form")]


class Deny(DeskAction):
    action = "action_deny"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        send(dispatcher, "ok")
        return [SlotSet("offer", None)]


def all_actions(desk: Desk) -> list[Action]:
    """Every action of domain.yml, listed by hand."""
    return [
        SessionStart(),
        AnswerQuestion(desk),
        FindScheme(desk),
        ShowDetail(desk),
        ChangeLanguage(desk),
        TakeMessage(desk),
        AddToMessage(desk),
        ValidateMessageForm(),
        Cancel(desk),
        CaseStatus(desk),
        Distress(desk),
        Affirm(desk),
        Deny(desk),
    ]


def helplines_of(table: Mapping[str, str], answerer: Answerer) -> dict[str, tuple[Card, Passage]]:
    """Country -> the helpline document's first contact fact. Raises LookupError when a programme has none."""
    found = {}
    for country, document in table.items():
        contact = answerer.first_fact(document, "Contacts")
        if contact is None:
            raise LookupError(f"{country}: {document} has no Contacts fact; a programme may not be without a helpline")
        found[country] = contact
    return found
