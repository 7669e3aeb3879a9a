"""Builds the tracker and the call that Rasa would hand to an action, and runs one action on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

DOMAIN: dict[str, Any] = {"forms": {"message_form": {"required_slots": ["person_message"]}}}


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What an action did: message keys with arguments, and events."""

    said: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def keys(self) -> list[str]:
        return [one["key"] for one in self.said]

    @property
    def slots(self) -> dict[str, Any]:
        """Slots set, the last value of each."""
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def next_action(self) -> str | None:
        return next((event["name"] for event in self.events if event["event"] == "followup"), None)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message as Rasa understood it."""

    text: str = ""
    intent: str = "ask_scheme"
    confidence: float = 0.9
    form: str | None = "en"
    turn: str = "t1"
    entities: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)  #: bot.messages.Inbound.data
    pressed: bool = False  #: a button or a command, which Rasa gets as a payload

    def to_json(self) -> dict[str, Any]:
        metadata: dict[str, Any] = {"text": self.text} | ({"language": self.form} if self.form else {})
        metadata |= {"data": self.data} if self.data else {}
        return {
            "message_id": self.turn,
            "text": f"/{self.intent}" if self.pressed else self.text,
            "intent": {"name": self.intent, "confidence": self.confidence},
            "entities": [{"entity": name, "value": value} for name, value in self.entities.items()],
            "metadata": metadata,
        }


def tracker(said: Said | None = None, *, loop: str | None = None, **slots: Any) -> Tracker:
    return Tracker(
        sender_id="c1",
        slots=slots,
        latest_message=said.to_json() if said else None,
        events=[],
        paused=False,
        followup_action=None,
        active_loop={"name": loop} if loop else {},
        latest_action_name="action_listen",
    )


def call(name: str, said: Said, **slots: Any) -> dict[str, Any]:
    """The body of Rasa's POST to its action endpoint."""
    return {
        "next_action": name,
        "sender_id": "c1",
        "domain": DOMAIN,
        "tracker": {
            "sender_id": "c1",
            "slots": slots,
            "latest_message": said.to_json(),
            "events": [],
            "paused": False,
            "followup_action": None,
            "active_loop": {},
            "latest_action_name": "action_listen",
        },
    }


async def run(action: Action, said: Said | None = None, *, loop: str | None = None, **slots: Any) -> Ran:
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, tracker(said, loop=loop, **slots), DOMAIN)
    return Ran(said=[message["custom"] for message in dispatcher.messages], events=list(events))
