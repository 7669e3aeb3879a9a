"""Messages that are nothing but a code of ours: of a draft, of an account, a case's reference, its phone digits."""

from __future__ import annotations

from datetime import datetime

import regex
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import drafts, intake_fields, reference_number
from actions.intake_words import resumes
from bot.inbox import Turn
from bot.messages import Action
from bot.wording import say
from records.tables import outbox

#: Letters and digits that are read as another are in no code.
_HALF = "([2-9A-HJKMNP-Z]{4})"
#: As drafts.link_code and people.link_code write them.
_LINK = regex.compile(rf"\s*{_HALF}\s*[-–—]?\s*{_HALF}\s*", regex.IGNORECASE)
_ACCOUNT = regex.compile(rf"\s*P[-\s]?{_HALF}[-\s]?{_HALF}\s*", regex.IGNORECASE)
_FOUR = regex.compile(r"\s*\d{4}\s*")
_DIGIT = regex.compile(r"\d")
#: A message about a case may be a sentence; one longer than this is a matter of its own.
LONGEST = 60
#: Replies that the reference is looked for in: a wrong try, a sticker or a question in between must not lose it.
REMEMBERED = 4
_WANTED = ("case-need-phone", "case-unknown")


def of_account(text: str) -> str:
    """The code that makes an account a person's with a role, without its first letter; empty for every other text."""
    found = _ACCOUNT.fullmatch(text)
    return "".join(found.groups()) if found else ""


def is_shaped(text: str) -> bool:
    """Whether it may be a code, so that the records are to be asked."""
    return bool(_LINK.fullmatch(text)) or _four_digits(text) or _reference(text) or resumes(text)


def action_of(connection: Connection, turn: Turn, now: datetime) -> Action | None:
    """What a code means to the dialogue; None for every other text."""
    link = _LINK.fullmatch(turn.text)
    if link and (found := _link(connection, turn, "".join(link.groups()).upper())):
        return found
    if _reference(turn.text):
        return Action(intent="case_status", entities={"reference": turn.text})
    if _four_digits(turn.text):
        return _asked_for_digits(connection, turn, now)
    return _waiting(connection, turn) if resumes(turn.text) else None


def _reference(text: str) -> bool:
    return len(text) <= LONGEST and reference_number.find(text) is not None


def _link(connection: Connection, turn: Turn, code: str) -> Action | None:
    """A code that was given out, or one mistyped; "Mart 7777" and "2345 6789" are what somebody tells."""
    if drafts.is_code(connection, code):
        return Action(intent="move_draft", entities={"code": code})
    draft = drafts.current(connection, turn.conversation)
    telling = draft is not None and draft.asked not in (None, "consent")
    looks = "-" in turn.text and _DIGIT.search(code) and not code.isdecimal()
    return Action(intent="move_draft", entities={"code": code, "do": "unknown"}) if looks and not telling else None


def _four_digits(text: str) -> bool:
    return _FOUR.fullmatch(text) is not None


def _waiting(connection: Connection, turn: Turn) -> Action | None:
    """Back to the questions of somebody whose answers wait, by the words that we promised would do it."""
    waiting = drafts.current(connection, turn.conversation) is not None
    return Action(intent="intake_do", entities={"do": "resume"}) if waiting else None


def _asked_for_digits(connection: Connection, turn: Turn, now: datetime) -> Action | None:
    """The case whose phone digits the chat has asked for, or found wrong, with those of the turn; else None."""
    said = connection.execute(
        sa.select(outbox.c.body)
        .where(outbox.c.conversation_id == turn.conversation, outbox.c.key.not_like(f"{turn.id}:%"))
        .order_by(outbox.c.id.desc())
        .limit(REMEMBERED)
    ).scalars()
    for place, body in enumerate(said):
        reference = reference_number.find(body["text"])
        if reference is None:
            continue
        asked, wrong = (say(body["language"], key, reference=str(reference)) for key in _WANTED)
        if asked not in body["text"] and wrong not in body["text"]:
            return None
        just_asked = place == 0 and asked in body["text"]
        if not just_asked and _is_year(connection, turn, now):
            return None
        return Action(intent="case_status", entities={"reference": f"{reference} {turn.text.strip()}"})
    return None


def _is_year(connection: Connection, turn: Turn, now: datetime) -> bool:
    """The year that a business began, where the intake asks for it: everything else it asks for has no four digits."""
    draft = drafts.current(connection, turn.conversation)
    if draft is None or draft.asked != "age" or int(turn.text) < 1000:
        return False
    return not isinstance(intake_fields.check("age", turn.text, draft.programme, now.date()), intake_fields.Problem)
