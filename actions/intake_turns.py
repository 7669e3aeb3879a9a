"""One message in the intake: what it changes in the draft, what is said, whether the form goes on.

All of it happens in the caller's transaction and at most once per turn: a repeated turn finds its own answer in the
draft and only asks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.engine import Connection

from actions import desk, drafts, intake_fields
from actions.cases import Case
from actions.choice_words import chosen
from actions.drafts import Draft
from actions.intake import NotReady
from actions.intake_fields import Problem
from actions.intake_reading import SUMMARY, Aside, Control, Given, Message, instead, read
from actions.intake_spec import BY_NAME, FIELDS, next_field
from actions.referrals import Referral

#: asking: the question is put (again); aside: a rule handles the message first; the rest end the form.
Goes = Literal["asking", "aside", "submitted", "paused", "refused"]
Said = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Reaction:
    goes: Goes = "asking"
    said: tuple[Said, ...] = ()
    page: int = 0  #: of the summary's buttons
    case: Case | None = None
    proposed: tuple[Referral, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is to be asked now, for bot to word."""

    name: str  #: of a field, or SUMMARY
    programme: str
    given: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    place: int = 0
    places: int = len(FIELDS)


def asked_of(draft: Draft) -> str:
    return draft.asked or next_field(draft.fields) or SUMMARY


def question(draft: Draft) -> Question:
    name = asked_of(draft)
    if name == SUMMARY:
        return Question(name=SUMMARY, programme=draft.programme, given=draft.fields)
    return Question(
        name=name,
        programme=draft.programme,
        given={name: draft.fields.get(name)},
        choices=intake_fields.choices(name, draft.programme),
        place=[one.name for one in FIELDS].index(name) + 1,
    )


def take(
    connection: Connection,
    draft: Draft,
    message: Message,
    turn: str,
    conversation: str,
    now: datetime,
    opening: str = "",
) -> Reaction:
    """React to a message while the form is open; ``opening`` is what the person began with, kept once they agree.

    Raises DraftError when the draft was closed elsewhere.
    """
    if draft.case is not None:
        return _submit(connection, draft, turn, conversation, now)
    if drafts.answered_in(connection, draft.id, turn):
        return Reaction()
    asked = asked_of(draft)
    meaning = read(message, asked)
    if isinstance(meaning, Aside):
        return Reaction(goes="aside")
    if isinstance(meaning, Control):
        return _control(connection, draft, meaning, asked, message, turn, conversation, now)
    reaction = _given(connection, draft, meaning, message, turn, conversation, now)
    if opening and asked == "consent" and drafts.get(connection, draft.id).fields.get("consent") == "yes":
        told = intake_fields.check("description", opening, draft.programme, now.date())
        if not isinstance(told, Problem):
            drafts.set_field(connection, draft.id, "description", told.value, f"{turn}:opening", now)
    return reaction


def _given(
    connection: Connection, draft: Draft, given: Given, message: Message, turn: str, conversation: str, now: datetime
) -> Reaction:
    if given.field == SUMMARY:
        return _at_summary(connection, draft, message, turn, conversation, now)
    if given.field not in BY_NAME:
        return Reaction(said=(("bad-choice", {}),))
    checked = intake_fields.check(given.field, given.text, draft.programme, now.date())
    if isinstance(checked, Problem):
        wrong = Reaction(said=((checked.key, checked.args),))
        return _instead(connection, draft, given.field, message, turn, conversation, now, wrong)
    if given.field == "needs" and message.pressed:
        return _add_need(connection, draft, checked.value, turn, now)
    drafts.set_field(connection, draft.id, given.field, checked.value, turn, now)
    if given.field == "consent" and checked.value == "no":
        drafts.cancel(connection, draft.id, now)
        return Reaction(goes="refused", said=(("intake-refused", {}),))
    return Reaction(said=(("answer-cut", {}),) if checked.cut else ())


def _add_need(connection: Connection, draft: Draft, needs: list[str], turn: str, now: datetime) -> Reaction:
    """Pressed needs add up until "done"; a second press takes one away again."""
    before = list(draft.fields.get("needs") or ())
    after = [need for need in before if need not in needs] + [need for need in needs if need not in before]
    drafts.set_field(connection, draft.id, "needs", after, turn, now)
    drafts.ask(connection, draft.id, "needs", now)
    return Reaction()


def _at_summary(
    connection: Connection, draft: Draft, message: Message, turn: str, conversation: str, now: datetime
) -> Reaction:
    agreed = chosen("consent", message.text, ("yes", "no"))
    if agreed == "yes":
        return _submit(connection, draft, turn, conversation, now)
    wrong = Reaction(said=(("bad-summary", {}),))
    return wrong if agreed else _instead(connection, draft, SUMMARY, message, turn, conversation, now, wrong)


def _instead(
    connection: Connection, draft: Draft, asked: str, message: Message, turn: str, conversation: str, now: datetime,
    wrong: Reaction,
) -> Reaction:  # fmt: skip
    meant = instead(message)
    if isinstance(meant, Control):
        return _control(connection, draft, meant, asked, message, turn, conversation, now)
    return Reaction(goes="aside") if meant else wrong


def _submit(connection: Connection, draft: Draft, turn: str, conversation: str, now: datetime) -> Reaction:
    try:
        case, proposed = desk.take_in(connection, draft, turn, now, conversation=conversation)
    except NotReady as problem:
        drafts.ask(connection, draft.id, problem.fields[0], now)
        return Reaction(said=(("intake-not-ready", {}),))
    return Reaction(goes="submitted", case=case, proposed=tuple(proposed))


def _control(
    connection: Connection, draft: Draft, control: Control, asked: str, message: Message, turn: str,
    conversation: str, now: datetime,
) -> Reaction:  # fmt: skip
    name = "" if asked == SUMMARY else asked
    match control.do:
        case "skip":
            return _skip(connection, draft, name, turn, now)
        case "done":
            return _done(connection, draft, name, message, turn, conversation, now)
        case "back":
            moved = drafts.step_back(connection, draft.id, turn, now)
            return Reaction(said=() if moved.asked else (("intake-nothing-before", {}),))
        case "why":
            return Reaction(said=((_why(name) if name else "why", {}),))
        case "cancel" | "later":
            drafts.ask(connection, draft.id, None, now)
            return Reaction(goes="paused", said=((f"intake-{control.do}", {}),))
        case "restart":
            drafts.restart(connection, draft.id, now)
            return Reaction(said=(("intake-restarted", {}),))
        case "code":
            return Reaction(said=(("intake-code", {"code": drafts.link_code(connection, draft.id, now)}),))
        case "edit":
            return _edit(connection, draft, control.field, now)
        case "more":
            return Reaction(page=1)
        case _:
            return _send(connection, draft, name, message, turn, conversation, now)


def _why(name: str) -> str:
    return f"why-{name.replace('_', '-')}"


def _skip(connection: Connection, draft: Draft, name: str, turn: str, now: datetime) -> Reaction:
    if not name:
        return Reaction()
    if BY_NAME[name].required and draft.fields.get(name) in (None, []):
        return Reaction(said=(("intake-cannot-skip", {}), (_why(name), {})))
    # What was given before an edit stays when the new question is skipped.
    kept = draft.fields.get(name)
    drafts.set_field(connection, draft.id, name, kept, turn, now)
    return Reaction()


def _done(
    connection: Connection, draft: Draft, name: str, message: Message, turn: str, conversation: str, now: datetime
) -> Reaction:
    if name == "needs" and draft.fields.get("needs"):
        drafts.ask(connection, draft.id, None, now)
        return Reaction()
    if not name:
        return _submit(connection, draft, turn, conversation, now)
    if not BY_NAME[name].required:
        return _skip(connection, draft, name, turn, now)
    return _given(connection, draft, Given(field=name, text=message.text), message, turn, conversation, now)


def _edit(connection: Connection, draft: Draft, name: str, now: datetime) -> Reaction:
    if name not in draft.fields:
        return Reaction(said=(("intake-not-given-yet", {}),))
    drafts.ask_again(connection, draft.id, name, now)
    return Reaction()


def _send(
    connection: Connection, draft: Draft, name: str, message: Message, turn: str, conversation: str, now: datetime
) -> Reaction:
    if not name:
        return _submit(connection, draft, turn, conversation, now)
    if BY_NAME[name].choices or name not in ("name", "enterprise", "district", "description"):
        return Reaction(said=(("intake-not-ready", {}),))
    return _given(connection, draft, Given(field=name, text=message.text), message, turn, conversation, now)
