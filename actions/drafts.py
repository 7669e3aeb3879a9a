"""Intake drafts: what a person has told so far. Survives restarts, silence and a move to another channel.

Rasa's slots are a projection of the draft; the draft is what counts. Values come validated from intake_fields.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions import applicants, draft_moves, link_codes
from actions.doubts import Doubt
from records.case_tables import drafts

LINK_VALID = timedelta(hours=24)
#: Steps that "back" can undo.
HISTORY_KEPT = 60


class DraftError(ValueError):
    """A draft cannot be changed that way; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    id: str
    applicant: str
    programme: str
    language: str
    state: str  #: open, submitted, cancelled
    fields: Mapping[str, Any]  #: field -> value; None: asked and skipped
    asked: str | None  #: the field a question is open on
    doubt: Doubt | None  #: what was given for it in the step before, and asked back
    enterprise: str | None  #: id of a business told of before
    case: int | None
    created_at: datetime
    updated_at: datetime


def open_draft(
    connection: Connection,
    conversation: str,
    programme: str,
    language: str,
    now: datetime,
    *,
    enterprise: str | None = None,
    another: bool = False,
) -> Draft:
    """The open draft of this person in this programme, or a new one; ``another``: a new one besides it."""
    applicant = applicants.make(connection, conversation, now)
    known = None if another else _newest(connection, applicant, programme)
    if known:
        return known
    made = secrets.token_hex(8)
    connection.execute(
        drafts.insert().values(
            id=made,
            applicant_id=applicant,
            programme=programme,
            language=language,
            state="open",
            fields={},
            history=[],
            enterprise_id=enterprise,
            created_at=now,
            updated_at=now,
        )
    )
    return get(connection, made)


def by_officer(
    connection: Connection, made: str, programme: str, language: str, fields: Mapping[str, Any], now: datetime
) -> Draft:
    """What an officer wrote down for somebody without a chat; the same id again finds the first one."""
    if not connection.execute(sa.select(drafts.c.id).where(drafts.c.id == made)).first():
        values: dict[str, Any] = {
            "id": made,
            "applicant_id": applicants.without_conversation(connection, now),
            "state": "open",
        }
        values |= {"programme": programme, "language": language, "fields": dict(fields), "history": []}
        connection.execute(drafts.insert().values(created_at=now, updated_at=now, **values))
    return get(connection, made)


def get(connection: Connection, draft: str) -> Draft:
    """Raises LookupError when there is none (any more)."""
    return _draft(_row(connection, draft))


def current(connection: Connection, conversation: str, programme: str | None = None) -> Draft | None:
    """The open draft this person touched last."""
    applicant = applicants.of(connection, conversation)
    return _newest(connection, applicant, programme) if applicant else None


def open_drafts(connection: Connection, conversation: str) -> list[Draft]:
    applicant = applicants.of(connection, conversation)
    rows = connection.execute(
        sa.select(drafts)
        .where(drafts.c.applicant_id == applicant, drafts.c.state == "open")
        .order_by(drafts.c.updated_at.desc())
    )
    return [_draft(row) for row in rows]


def set_field(connection: Connection, draft: str, field: str, value: Any, turn: str, now: datetime) -> Draft:
    """Keep a validated value (None: skipped). The same turn again changes nothing. Raises DraftError."""
    row = _open_row(connection, draft)
    if any(step["turn"] == turn and step["field"] == field for step in row.history):
        return _draft(row)
    step = {"turn": turn, "field": field, "before": row.fields.get(field), "had": field in row.fields}
    history = [*row.history, step][-HISTORY_KEPT:]
    return _update(connection, draft, now, fields={**row.fields, field: value}, history=history, asked=None)


def note(connection: Connection, draft: str, field: str, value: Any, now: datetime) -> Draft:
    """Keep a validated value that no question was open for: the question stays, and "back" leaves the value."""
    row = _open_row(connection, draft)
    return _update(connection, draft, now, fields={**row.fields, field: value})


def answered_in(connection: Connection, draft: str, turn: str) -> bool:
    """Whether this turn changed the draft before: it is being repeated after a crash."""
    return any(step["turn"] == turn and "doubt" not in step for step in _row(connection, draft).history)


def doubt(connection: Connection, draft: str, typed: str, turn: str, now: datetime) -> Draft:
    """Remember what is hardly an answer until the next step: it is taken when the person says that it is one."""
    row = _open_row(connection, draft)
    step = {"turn": turn, "field": "", "before": None, "had": False, "doubt": typed}
    history = [one for one in row.history if "doubt" not in one]
    return _update(connection, draft, now, history=[*history, step][-HISTORY_KEPT:])


def ask(connection: Connection, draft: str, field: str | None, now: datetime) -> Draft:
    """Remember which field's question is open."""
    _open_row(connection, draft)
    return _update(connection, draft, now, asked=field)


def step_back(connection: Connection, draft: str, turn: str, now: datetime) -> Draft:
    """Undo the last answer and ask for it again; ``asked`` names it, None when there is nothing to undo."""
    row = _open_row(connection, draft)
    if any(step["turn"] == turn and step["field"] == "" and "doubt" not in step for step in row.history):
        return _draft(row)
    answered = [step for step in row.history if step["field"]]
    if not answered:
        return _update(connection, draft, now, asked=None)
    last, fields = answered[-1], dict(row.fields)
    if last["had"]:
        fields[last["field"]] = last["before"]
    else:
        fields.pop(last["field"], None)
    # An empty field marks the turn that went back, so that its repetition goes back no further.
    history = [*answered[:-1], {"turn": turn, "field": "", "before": None, "had": False}]
    return _update(connection, draft, now, fields=fields, history=history, asked=last["field"])


def ask_again(connection: Connection, draft: str, field: str, now: datetime) -> Draft:
    """Ask for a given field once more ("change my phone"); the old value stays until there is a new one."""
    if field not in _open_row(connection, draft).fields:
        raise DraftError(f"{field} was not given yet")
    return _update(connection, draft, now, asked=field)


def cancel(connection: Connection, draft: str, now: datetime) -> None:
    """Set the draft aside and forget what was told in it."""
    _open_row(connection, draft)
    _update(connection, draft, now, state="cancelled", fields={}, history=[], asked=None, link_hash=None)


def restart(connection: Connection, draft: str, now: datetime) -> Draft:
    _open_row(connection, draft)
    return _update(connection, draft, now, fields={}, history=[], asked=None)


def set_language(connection: Connection, draft: str, language: str, now: datetime) -> Draft:
    _open_row(connection, draft)
    return _update(connection, draft, now, language=language)


def link_code(connection: Connection, draft: str, now: datetime) -> str:
    """A code that opens this draft in another channel, once, within a day. A newer one replaces it."""
    _open_row(connection, draft)
    code = link_codes.make()
    _update(connection, draft, now, link_hash=_hash(code), link_until=now + LINK_VALID)
    return link_codes.shown(code)


def redeem(connection: Connection, conversation: str, typed: str, now: datetime, turn: str) -> Draft | None:
    """Bring the draft into this conversation; None for a code that is wrong, used or too old.

    Only the draft moves: whoever talks somebody into typing their code sees nothing of that person. The turn that
    brought it brings it again, as after a crash.
    """
    row = connection.execute(_of_code(typed)).first()
    if row is None:
        return None
    applicant = applicants.make(connection, conversation, now)
    if row.applicant_id == applicant and any(step["turn"] == turn for step in row.history):
        return _draft(row)
    if row.state != "open" or row.link_until is None or row.link_until < now:
        return None
    if applicant != row.applicant_id:
        draft_moves.note(connection, row.id, row.applicant_id)
    kept = row.enterprise_id if applicant == row.applicant_id else None
    # The code stays known, as one that was used: it must not be taken for somebody's name.
    history = [*row.history, {"turn": turn, "field": "", "before": None, "had": False}][-HISTORY_KEPT:]
    return _update(
        connection, row.id, now, link_until=None, applicant_id=applicant, enterprise_id=kept, history=history
    )


def is_code(connection: Connection, typed: str) -> bool:
    """Whether this is the code of a draft that is not over, used and old ones among them."""
    return connection.execute(_of_code(typed)).first() is not None


def _of_code(typed: str) -> sa.Select[Any]:
    return sa.select(drafts).where(drafts.c.link_hash == _hash(link_codes.read(typed)))


def _newest(connection: Connection, applicant: str, programme: str | None) -> Draft | None:
    wanted = [drafts.c.applicant_id == applicant, drafts.c.state == "open"]
    if programme:
        wanted.append(drafts.c.programme == programme)
    row = connection.execute(sa.select(drafts).where(*wanted).order_by(drafts.c.updated_at.desc()).limit(1)).first()
    return _draft(row) if row else None


def _row(connection: Connection, draft: str) -> sa.Row[Any]:
    row = connection.execute(sa.select(drafts).where(drafts.c.id == draft)).first()
    if row is None:
        raise LookupError(f"there is no draft {draft}")
    return row


def _open_row(connection: Connection, draft: str) -> sa.Row[Any]:
    row = _row(connection, draft)
    if row.state != "open":
        raise DraftError(f"the draft is {row.state}; open another")
    return row


def _update(connection: Connection, draft: str, now: datetime, **values: Any) -> Draft:
    connection.execute(drafts.update().where(drafts.c.id == draft).values(updated_at=now, **values))
    return get(connection, draft)


def _doubt(step: Mapping[str, Any]) -> Doubt | None:
    return Doubt(typed=step["doubt"], turn=step["turn"]) if "doubt" in step else None


def _hash(code: str) -> str:
    return hashlib.sha256(f"draft link {code}".encode()).hexdigest()


def _draft(row: sa.Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        applicant=row.applicant_id,
        programme=row.programme,
        language=row.language,
        state=row.state,
        fields=row.fields,
        asked=row.asked,
        doubt=_doubt(row.history[-1]) if row.history else None,
        enterprise=row.enterprise_id,
        case=row.case_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
