"""What every channel speaks: messages in, replies out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """One thing a person sent, as a channel parsed it."""

    channel: str
    event_id: str  #: the platform's own id; the same id is taken once
    address: str  #: the platform's id of the person or chat
    kind: Literal["text", "button", "other"]
    text: str  #: what was typed, or the token of the button pressed


@dataclass(frozen=True, kw_only=True)
class Action:
    """What a button means to the dialogue; travels apart from any typed text."""

    intent: str
    entities: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Button:
    label: str
    token: str  #: opaque; looked up when it comes back


@dataclass(frozen=True, kw_only=True)
class Reply:
    text: str
    language: str
    buttons: tuple[Button, ...] = ()
    interim: bool = False  #: "one moment", not yet the answer

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Reply:
        buttons = tuple(Button(**button) for button in body["buttons"])
        return cls(text=body["text"], language=body["language"], buttons=buttons, interim=body["interim"])
