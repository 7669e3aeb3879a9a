"""What every channel speaks: messages in, replies out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

#: text      typed words
#: button    ``text`` is the token of a button the bot sent
#: command   "/help rest" that the channel lists with the platform: data {"name": "help", "argument": "rest"}.
#:           "start" carries the deep link's parameter as argument. Commands not listed are plain text.
#: voice, image, document   data {"file": id, "mime": …, "name": …, "size": bytes, "seconds": …} as far as known;
#:           ``text`` is the caption
#: location  data {"latitude": float, "longitude": float, "title": …, "address": …}; ``text`` is title and address
#: contact   data {"phone": "+91…", "own": bool}; own: the person shared their own number, not somebody else's
#: sticker   data {"emoji": …} or {"keywords": […]}; ``text`` stays empty
#: follow    the person added or unblocked the bot; blocked: they blocked or removed it (LINE unfollow)
#: unblocked they took it back on a platform where a message of theirs follows, which is answered (Telegram)
#: edited    ``text`` is the new text; data {"message": id} as the original message had in its data: see bot/edits.py
#: inline    an inline query: answered at once by Channel.answer_inline, never stored
#: other     anything else that somebody sent: the person is told what can be read here
Kind = Literal[
    "text", "button", "command", "voice", "image", "document", "location", "contact", "sticker",
    "follow", "blocked", "unblocked", "edited", "inline", "other",
]  # fmt: skip
#: What is kept, and answered by nobody.
SILENT: tuple[Kind, ...] = ("blocked", "unblocked")


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """One thing a person sent, as a channel parsed it."""

    channel: str
    event_id: str  #: the platform's own id; the same id is taken once. At most 200 printable characters
    address: str  #: the platform's id of the person or chat. At most 200 characters
    kind: Kind
    text: str  #: what was typed, or the token of the button pressed
    #: what the kind says above, and for every kind "message": the platform's id of the message where there is one
    data: dict[str, Any] = field(default_factory=dict)
    raw: str = ""  #: the one event as JSON text (ensure_ascii), as the platform sent it; kept for a limited time
    reply_token: str = ""  #: LINE: answers free of charge within a minute; usable once
    sent_at: datetime | None = None  #: the platform's time of the event, aware; None when it gives none
    language: str = ""  #: the platform's language of the person's profile ("hi", "en-GB"); a hint for the first reply


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
class Card:
    """An answer's parts, for platforms that can show them apart; ``Reply.text`` says all of it in plain text."""

    title: str
    lines: tuple[str, ...]
    source: str = ""  #: "As of …, source …" and cautions
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    text: str
    language: str
    buttons: tuple[Button, ...] = ()
    interim: bool = False  #: "one moment", not yet the answer
    card: Card | None = None
    subject: str = ""  #: e-mail only
    ask_for: Literal["", "location", "contact"] = ""  #: offer the platform's own way of sharing it, where it has one

    def to_json(self) -> dict[str, Any]:
        """What is not set of the last three is left out."""
        buttons = [{"label": button.label, "token": button.token} for button in self.buttons]
        body = {"text": self.text, "language": self.language, "buttons": buttons, "interim": self.interim}
        more = {"card": self.card and asdict(self.card), "subject": self.subject, "ask_for": self.ask_for}
        return body | {name: value for name, value in more.items() if value}

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Reply:
        fields = dict(body)
        fields["buttons"] = tuple(Button(**button) for button in fields["buttons"])
        if card := fields.get("card"):
            fields["card"] = Card(**card | {"lines": tuple(card["lines"])})
        return cls(**fields)
