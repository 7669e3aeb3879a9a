"""One message in the intake: what it changes in the draft, what is said, whether the form goes on.

All of it happens in the caller's transaction and at most once per turn: a repeated turn finds its own answer in the
draft and only asks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy.engine import Connection

from actions import applicants, desk, doubts, drafts, intake_fields, person_messages
from actions.cases import Case
from actions.choice_words import plainly
from actions.drafts import Draft
from actions.intake import NotReady
from actions.intake_fields import Problem
from actions.intake_reading import FREE, NAMES, SUMMARY, Aside, Control, Given, Message, Remark, Told, instead, read
from actions.intake_spec import BY_NAME, FIELDS, next_field
from actions.referrals import Referral
from knowledge.text import clean

#: asking: the question is put (again); aside: a rule handles the message first; the rest end the form.
Goes = Literal["asking", "aside", "submitted", "paused", "refused", "forgotten"]
Said = tuple[str, Mapping[str, Any]]
#: Who writes in distress is shown the helplines, and may open a case after them.
DISTRESS_BEFORE = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Reaction:
    goes: Goes = "asking"
    said: tuple[Said, ...] = ()
    page: int = 0  #: of the summary's buttons
    case: Case | None = None
    proposed: tuple[Referral, ...] = ()
    heard: str = ""  #: what was told so far, to be handed in as ``opening`` until they agree


@dataclass(frozen=True)
class _Turn:
    """What every step of a turn works with."""

    connection: Connection
    draft: Draft
    message: Message
    id: str
    conversation: str
    now: datetime
    opening: str

    def keep(self, field: str, value: Any) -> None:
        drafts.set_field(self.connection, self.draft.id, field, value, self.id, self.now)

    def ask(self, field: str | None) -> None:
        drafts.ask(self.connection, self.draft.id, field, self.now)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is to be asked now, for bot to word."""

    name: str  #: of a field, or SUMMARY
    programme: str
    given: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    doubted: str = ""  #: what was given and hardly is an answer; a button says that it is
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
        doubted=draft.doubt.typed if draft.doubt and name in NAMES else "",
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
    """React to a message while the form is open; ``opening`` is what the person told before, kept once they agree.

    Raises DraftError when the draft was closed elsewhere.
    """
    at = _Turn(connection, draft, message, turn, conversation, now, opening)
    if draft.case is not None:
        return _submit(at)
    if drafts.answered_in(connection, draft.id, turn):
        return Reaction()
    asked = asked_of(draft)
    meaning = read(message, asked)
    return _given(at, meaning) if isinstance(meaning, Given) else _other(at, meaning, asked)


def _other(at: _Turn, meaning: Control | Aside | Told | Remark, asked: str) -> Reaction:
    """What to do with a message that answers nothing."""
    match meaning:
        case Aside():
            return Reaction(goes="aside")
        case Told():
            return _told(at, meaning.text)
        case Remark():
            return Reaction(said=((meaning.key, {}),))
        case Control():
            return _control(at, meaning, asked)


def _told(at: _Turn, told: str) -> Reaction:
    """Before they agree nothing is written: their words wait beside the draft."""
    if at.draft.fields.get("consent") != "yes":
        return Reaction(said=(("intake-heard", {}),), heard=joined(at.opening, told))
    describe(at.connection, at.draft, told, at.now)
    return Reaction(said=(("intake-noted", {}),))


def joined(before: str, told: str) -> str:
    """Both, one after the other; the same words count once, as a repeated turn brings them again."""
    one, other = before.strip(), clean(told).strip()
    return one if other in one else " / ".join(filter(None, (one, other)))


def describe(connection: Connection, draft: Draft, told: str, now: datetime) -> None:
    """Add the person's words to the description; only for somebody who has agreed."""
    text = joined(draft.fields.get("description") or "", told)
    checked = intake_fields.check("description", text, draft.programme, now.date())
    if not isinstance(checked, Problem):
        drafts.note(connection, draft.id, "description", checked.value, now)


def _given(at: _Turn, given: Given) -> Reaction:
    if given.field == SUMMARY:
        return _at_summary(at)
    if given.field not in BY_NAME:
        return Reaction(said=(("bad-choice", {}),))
    if given.field in NAMES and not at.message.pressed:
        sure = doubts.confirmed(given.text, at.draft.doubt, at.id)
        if sure is None and doubts.doubtful(given.text):
            return _doubt(at, given.text)
        given = replace(given, text=sure or given.text)
    checked = intake_fields.check(given.field, given.text, at.draft.programme, at.now.date())
    if isinstance(checked, Problem):
        return _instead(at, given.field, Reaction(said=((checked.key, checked.args),)))
    if given.field == "needs" and at.message.pressed:
        return _add_need(at, checked.value)
    at.keep(given.field, checked.value)
    if given.field == "consent" and checked.value == "no":
        drafts.cancel(at.connection, at.draft.id, at.now)
        return Reaction(goes="refused", said=(("intake-refused", {}),))
    if given.field == "consent" and at.opening:
        describe(at.connection, at.draft, at.opening, at.now)
    return Reaction(said=(("answer-cut", {}),) if checked.cut else ())


def _doubt(at: _Turn, typed: str) -> Reaction:
    if doubts.denied(typed, at.draft.doubt):
        return Reaction()
    drafts.doubt(at.connection, at.draft.id, clean(typed), at.id, at.now)
    return Reaction(said=(("intake-doubt", {"typed": clean(typed)}),))


def _add_need(at: _Turn, needs: list[str]) -> Reaction:
    """Pressed needs add up until "done"; a second press takes one away again."""
    before = list(at.draft.fields.get("needs") or ())
    at.keep("needs", [need for need in before if need not in needs] + [need for need in needs if need not in before])
    at.ask("needs")
    return Reaction()


def _at_summary(at: _Turn) -> Reaction:
    agreed = plainly("consent", at.message.text, ("yes", "no"))
    if agreed == "yes":
        return _submit(at)
    wrong = Reaction(said=(("bad-summary", {}),))
    return wrong if agreed else _instead(at, SUMMARY, wrong)


def _instead(at: _Turn, asked: str, wrong: Reaction) -> Reaction:
    meant = instead(at.message, asked)
    return _other(at, meant, asked) if meant else wrong


def _submit(at: _Turn) -> Reaction:
    try:
        case, proposed = desk.take_in(
            at.connection, at.draft, at.id, at.now, conversation=at.conversation, distress=_in_distress(at)
        )
    except NotReady as problem:
        at.ask(problem.fields[0])
        return Reaction(said=(("intake-not-ready", {}),))
    return Reaction(goes="submitted", case=case, proposed=tuple(proposed))


def _in_distress(at: _Turn) -> bool:
    """Whether they wrote in distress while they told of their matter, or shortly before they began."""
    mine = applicants.conversations(at.connection, at.conversation)
    return person_messages.urgent_since(at.connection, mine, at.draft.created_at - DISTRESS_BEFORE)


def _control(at: _Turn, control: Control, asked: str) -> Reaction:
    name = "" if asked == SUMMARY else asked
    match control.do:
        case "skip":
            return _skip(at, name)
        case "done":
            return _done(at, name)
        case "back":
            moved = drafts.step_back(at.connection, at.draft.id, at.id, at.now)
            return Reaction(said=() if moved.asked else (("intake-nothing-before", {}),))
        case "why":
            return Reaction(said=((_why(name) if name else "why", {}),))
        case "cancel" | "later":
            at.ask(None)
            return Reaction(goes="paused", said=((f"intake-{control.do}", {}),))
        case "restart":
            drafts.restart(at.connection, at.draft.id, at.now)
            return Reaction(said=(("intake-restarted", {}),))
        case "code":
            code = drafts.link_code(at.connection, at.draft.id, at.now)
            return Reaction(said=(("intake-code", {"code": code}),))
        case "edit":
            return _edit(at, control.field)
        case "more":
            return Reaction(page=1)
        case "send":
            return _send(at, name)
        case "forget":
            drafts.cancel(at.connection, at.draft.id, at.now)
            return Reaction(goes="forgotten", said=(("intake-forgotten", {}),))
        case _:
            # A button of before, such as "Continue": it goes on where it is.
            return Reaction()


def _why(name: str) -> str:
    return f"why-{name.replace('_', '-')}"


def _skip(at: _Turn, name: str) -> Reaction:
    if not name:
        return Reaction()
    # What was given before an edit stays when the new question is skipped.
    kept = at.draft.fields.get(name)
    if BY_NAME[name].required and kept in (None, []):
        if name == "enterprise" and not at.message.pressed:  # a shop may be called "Next"
            drafts.doubt(at.connection, at.draft.id, clean(at.message.text), at.id, at.now)
        return Reaction(said=(("intake-cannot-skip", {}), (_why(name), {})))
    at.keep(name, kept)
    return Reaction()


def _done(at: _Turn, name: str) -> Reaction:
    if name == "needs" and at.draft.fields.get("needs"):
        at.ask(None)
        return Reaction()
    if not name:
        return _submit(at)
    if not BY_NAME[name].required:
        return _skip(at, name)
    return _given(at, Given(field=name, text=at.message.text))


def _edit(at: _Turn, name: str) -> Reaction:
    if name not in at.draft.fields:
        return Reaction(said=(("intake-not-given-yet", {}),))
    drafts.ask_again(at.connection, at.draft.id, name, at.now)
    return Reaction()


def _send(at: _Turn, name: str) -> Reaction:
    if not name:
        return _submit(at)
    if name not in FREE:
        return Reaction(said=(("intake-not-ready", {}),))
    return _given(at, Given(field=name, text=at.message.text))
