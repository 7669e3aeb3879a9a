"""Messages that are nothing but a code of ours: of a draft, of an account, a case's reference, its phone digits."""

from __future__ import annotations

import regex
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import reference_number
from bot.inbox import Turn
from bot.messages import Action
from bot.wording import say
from records.tables import outbox

#: Letters and digits that are read as another are in no code.
_HALF = "([2-9A-HJKMNP-Z]{4})"
#: As drafts.link_code and people.link_code write them.
_LINK = regex.compile(rf"\s*{_HALF}[-\s]{_HALF}\s*", regex.IGNORECASE)
_ACCOUNT = regex.compile(rf"\s*P[-\s]?{_HALF}[-\s]?{_HALF}\s*", regex.IGNORECASE)
_FOUR = regex.compile(r"\s*\d{4}\s*")
_DIGIT = regex.compile(r"\d")
#: A message about a case may be a sentence; one longer than this is a matter of its own.
LONGEST = 60


def of_account(text: str) -> str:
    """The code that makes an account a person's with a role, without its first letter; empty for every other text."""
    found = _ACCOUNT.fullmatch(text)
    return "".join(found.groups()) if found else ""


def action_of(text: str) -> Action | None:
    """What a code means to the dialogue; None for every other text."""
    link = _LINK.fullmatch(text)
    if link and _DIGIT.search(text):
        return Action(intent="move_draft", entities={"code": "".join(link.groups()).upper()})
    if len(text) <= LONGEST and reference_number.find(text) is not None:
        return Action(intent="case_status", entities={"reference": text})
    return None


def four_digits(text: str) -> bool:
    return _FOUR.fullmatch(text) is not None


def asked_for_digits(connection: Connection, turn: Turn) -> Action | None:
    """The case whose phone digits the chat has just asked for, or found wrong, with those of the turn; else None."""
    last = connection.execute(
        sa.select(outbox.c.body)
        .where(outbox.c.conversation_id == turn.conversation, outbox.c.key.not_like(f"{turn.id}:%"))
        .order_by(outbox.c.id.desc())
        .limit(1)
    ).scalar()
    if last is None:
        return None
    reference = reference_number.find(last["text"])
    if reference is None:
        return None
    asked, wrong = (say(last["language"], key, reference=str(reference)) for key in ("case-need-phone", "case-unknown"))
    # After wrong digits a form may ask for a number of its own, such as a year: then those digits answer the form.
    if asked not in last["text"] and not last["text"].endswith(wrong):
        return None
    return Action(intent="case_status", entities={"reference": f"{reference} {turn.text.strip()}"})
