"""What a message means that is no typed text: a press, a command of the menu, a shared place, a voice note."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Connection

from actions import person_messages
from bot.dialogue import Said
from bot.inbox import Turn
from bot.messages import Action
from knowledge.language import FORMS

#: Commands that a channel lists with its platform -> what they mean to the dialogue.
COMMANDS: dict[str, str] = {
    "start": "greet",
    "help": "help",
    "find": "find_scheme",
    "person": "talk_to_human",
    "status": "case_status",
    "language": "change_language",
    "stop": "stop_messages",
    "delete": "delete_my_data",
    "cancel": "cancel",
}
#: A link into the chat with this in front of a case's reference: https://t.me/<bot>?start=ref_TH-26-000123-2
CASE_LINK = "ref_"
FILES = frozenset({"voice", "image", "document"})


def read(turn: Turn) -> Turn:
    """The same turn as what the dialogue can take: an action, or text."""
    if turn.kind == "command":
        name, argument = str(turn.data.get("name", "")), str(turn.data.get("argument", ""))
        if name == "start" and argument.startswith(CASE_LINK):
            reference = argument.removeprefix(CASE_LINK)
            return replace(turn, action=Action(intent="case_status", entities={"reference": reference}), text=reference)
        return replace(turn, action=Action(intent=COMMANDS.get(name, "help")), text=f"/{name}")
    if turn.kind == "follow":
        return replace(turn, action=Action(intent="greet"), text="")
    if turn.kind == "contact":
        return replace(turn, text=str(turn.data.get("phone", "")))
    if turn.kind == "location" and not turn.text.strip():
        return replace(turn, text=f"{turn.data.get('latitude')}, {turn.data.get('longitude')}")
    return turn


def said_at_once(turn: Turn) -> str:
    """The key of what is said without asking the dialogue; empty: ask it."""
    return {"sticker": "emoji-only", "edited": "edited-too-late"}.get(turn.kind, "")


def before_question(said: Said) -> Said:
    """The same where a question of a form follows: no menu, and no other question."""
    match said.key:
        case "emoji-only":
            return Said(key="emoji-only-here")
        case "empty":
            return Said(key="empty-here")
        case "unreadable":
            return Said(key="unreadable-here")
        case "old-button":
            return Said(key="old-button-here")
    return said


def keep_for_person(connection: Connection, turn: Turn, now: datetime) -> Said:
    """What nobody here can open yet is put before a person, once for a turn."""
    words = f"[{turn.kind}] {turn.data.get('name') or ''} {turn.text}".strip()
    stored = person_messages.store(connection, turn.id, turn.kind, " ".join(words.split(" ")), now)
    return Said(key="file-for-person", args={"reference": stored.reference})


def form_of_profile(language: str) -> str:
    """The form for a platform's language code ("th-TH" -> "th"); English when it is none of ours."""
    code = language.partition("-")[0].casefold()
    return code if code in FORMS else "en"
