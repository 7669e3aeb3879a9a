"""What every Rasa action stands on: the desk, the turn at hand, and saying things by message key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.answer import Answerer
from actions.answers import Asked, Keeping
from actions.context import goes_on
from actions.helplines import Helpline
from actions.outcomes import Answer, NoAnswer, Outcome, Topic
from knowledge.bundle import Card, Passage
from knowledge.language import FORMS
from records.database import Database

Events = list[EventType]
#: Rasa's name for "no intent is likely enough".
NOT_SURE = "nlu_fallback"
KEPT_SLOTS = (
    "focus_document", "last_question", "message_reference", "offer", "requested_slot", "intake_draft", "intake_opening",
    "listing_kind",
)  # fmt: skip
#: "Which scheme gives …" that one document clearly answers is a question, not a wish for a list.
CLEARLY_ANSWERED = 0.9
#: A button's word inside the message form is a command only when it is short and the classifier is sure.
COMMAND_LENGTH, COMMAND_CONFIDENCE = 40, 0.6


@dataclass(frozen=True)
class Desk:
    """What actions work with; given once by the process that serves them."""

    answerer: Callable[[], Answerer]
    database: Database
    helplines: Mapping[str, tuple[Card, Passage]]
    now: Callable[[], datetime]
    keeping: Keeping
    more_helplines: tuple[Helpline, ...] = ()  #: the operator's own, shown after the documents'
    handover_wait: timedelta = timedelta(minutes=5)  #: until somebody must have taken a conversation, or answered


@dataclass(frozen=True)
class Turn:
    """The message being handled, as Rasa hands it over."""

    id: str
    text: str
    form: str
    intent: str
    confidence: float
    entities: Mapping[str, str]
    focus: str = ""  #: ids of the documents just discussed, the last one first


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
        focus=str(tracker.get_slot("focus_document") or ""),
    )


def is_pressed(tracker: Tracker) -> bool:
    """A button or a command of the menu, which Rasa gets as a payload; what is typed never begins like one."""
    return str((tracker.latest_message or {}).get("text") or "").startswith("/")


def shared_of(tracker: Tracker) -> str:
    """What the person shared instead of writing: "contact" or "location"; empty: neither."""
    data = _data_of(tracker)
    return "contact" if "phone" in data else "location" if "latitude" in data else ""


def is_unread(tracker: Tracker) -> bool:
    """A picture or the like, answered before the dialogue was asked: only the open question is to stand again."""
    return "unread" in _data_of(tracker)


def _data_of(tracker: Tracker) -> Mapping[str, Any]:
    return ((tracker.latest_message or {}).get("metadata") or {}).get("data") or {}


def topic_of(tracker: Tracker, turn: Turn) -> Topic:
    """What the message may be a follow-up to; small talk and other topics are none."""
    if turn.intent not in ("ask_scheme", NOT_SURE) and not goes_on(turn.text):
        return Topic(detail=turn.entities.get("detail"))
    return Topic(
        document=tracker.get_slot("focus_document"),
        question=str(tracker.get_slot("last_question") or ""),
        detail=turn.entities.get("detail"),
    )


def question_before(asked: Asked, outcome: Outcome) -> str:
    """What the next message may go on from. What was asked of two goes on being asked of both: "and the fee?"."""
    both = isinstance(outcome, Answer) and len(outcome.discussed) > 1
    return asked.topic.question if both and goes_on(asked.question) and asked.topic.question else asked.question


def send(dispatcher: CollectingDispatcher, key: str, **args: Any) -> None:
    dispatcher.utter_message(json_message={"key": key, "args": args})


def tell(desk: Desk, dispatcher: CollectingDispatcher, turn: Turn, asked: Asked, outcome: Outcome) -> Events:
    """Keep what is answered under the turn's name, then say what was kept: the first run's, when there are two."""
    with desk.database.write() as connection:
        kept = answers.keep(connection, turn.id, asked, outcome, desk.answerer(), desk.keeping, desk.now())
    if kept.key == "detail-missing" and isinstance(kept.outcome, NoAnswer) and kept.outcome.nearest:
        missing = kept.outcome.nearest
        send(dispatcher, "detail-missing", title=missing.title, document=missing.document)
        return [SlotSet("focus_document", missing.document)]
    return send_outcome(dispatcher, kept.outcome, kept.key, kept.reference, turn.focus)


def send_outcome(
    dispatcher: CollectingDispatcher, outcome: Outcome, key: str, reference: str, focus: str = ""
) -> Events:
    """``reference`` is the stored answer's: a rating or a wish to be told later names it."""
    said = {"key": key, "args": {"answer": reference}, "outcome": asdict(outcome)}
    dispatcher.utter_message(json_message=said)
    if isinstance(outcome, Answer):
        return [SlotSet("focus_document", _discussed(outcome, focus)), SlotSet("offer", None)]
    if isinstance(outcome, NoAnswer):
        return [SlotSet("offer", "person" if outcome.reason != "out_of_scope" else None)]
    return [SlotSet("offer", None)]


def _discussed(answer: Answer, focus: str) -> str:
    """Of this answer and of what was discussed before: two documents can be compared."""
    return " ".join([*dict.fromkeys([*answer.discussed, *focus.split()])][:2])


class DeskAction(Action):
    """An action with the desk at hand."""

    action = ""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def name(self) -> str:
        return self.action
