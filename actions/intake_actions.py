"""The intake as Rasa's form: opens the draft, hands each message to intake_turns, puts the next question.

The draft in the records is what counts; the slot only names it. The form's one slot, intake_answer, stays empty
until the draft is sent, paused or refused.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Connection

from actions import applicants, consulting, drafts, intake_turns, person_messages
from actions.answers import Asked, work_out
from actions.cases import Case
from actions.drafts import Draft, DraftError
from actions.intake_reading import TELLING, TELLS, Message
from actions.intake_turns import Reaction
from actions.outcomes import Answer, NoAnswer
from actions.rasa_turn import DeskAction, Events, Turn, is_pressed, is_unread, send, tell, turn_of
from actions.referrals import Referral
from actions.regions import COUNTRIES
from knowledge.language import native
from knowledge.text import words

#: The intent of a link code; see bot/codes.py.
MOVE = "move_draft"
DRAFT, ANSWER, OPENING = "intake_draft", "intake_answer", "intake_opening"
#: Whose desk a person's language names by itself; in English the person is asked.
PROGRAMME_OF = {"th": "th-ssrc", "hi": "in-msme", "gu": "in-msme"}
#: The country that a document's id begins with -> the desk there.
ABOUT = {"in": "in-msme", "th": "th-ssrc"}
#: So many documents must be of one country before a trouble that they do not answer is taken to be of it.
AGREE = 3
PROGRAMMES = ("in-msme", "th-ssrc")
#: Why there is no draft to go on with; a message key.
Gone = Literal["intake-gone", "intake-moved-away"]


class StartIntake(DeskAction):
    """Opens the draft left open, or a new one; who tells of a trouble is told first what the documents know of it, or
    where to turn at once."""

    action = "action_start_intake"
    ANSWERED_TOO = frozenset({"need_help"})

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        events, about = self._answer_first(dispatcher, turn)
        before, told = str(tracker.get_slot(OPENING) or ""), _told(turn, tracker)
        opening = intake_turns.joined(before, told) or None
        with self.desk.database.write() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            left = drafts.current(connection, who.conversation)
            if turn.entities.get("do") == "forget":
                return self._forget(connection, dispatcher, left)
            programme = self._programme(turn, left) or about
            if programme is None:
                send(dispatcher, "intake-which-desk")
                return [*events, SlotSet(OPENING, opening)]
            another = turn.entities.get("do") == "another"
            draft = drafts.open_draft(
                connection, who.conversation, programme, turn.form, self.desk.now(), another=another
            )
            if opening and draft.fields.get("consent") == "yes":
                intake_turns.describe(connection, draft, opening, self.desk.now())
                opening = None
            drafts.ask(connection, draft.id, intake_turns.asked_of(draft), self.desk.now())
        # Who was asked for the desk told their trouble before.
        trouble = (
            turn.text if turn.intent in self.ANSWERED_TOO else told or (before if "programme" in turn.entities else "")
        )
        events = events or self._consult(dispatcher, turn, programme, trouble)
        send(dispatcher, "intake-again" if draft.fields else "intake-opening")
        events += [SlotSet(DRAFT, draft.id), SlotSet(OPENING, opening), SlotSet(ANSWER, None)]
        return [*events, FollowupAction("intake_form")]

    def _programme(self, turn: Turn, left: Draft | None) -> str | None:
        chosen = turn.entities.get("programme")
        if chosen in PROGRAMMES:
            return chosen
        return left.programme if left else PROGRAMME_OF.get(native(turn.form))

    def _forget(self, connection: Connection, dispatcher: CollectingDispatcher, left: Draft | None) -> Events:
        if left:
            drafts.cancel(connection, left.id, self.desk.now())
        send(dispatcher, "intake-forgotten")
        return [SlotSet(name, None) for name in (DRAFT, ANSWER, OPENING)]

    def _answer_first(self, dispatcher: CollectingDispatcher, turn: Turn) -> tuple[Events, str | None]:
        """The answer's events, and the programme that its documents speak of."""
        if turn.intent not in self.ANSWERED_TOO:
            return [], None
        asked = Asked(kind="answer", question=turn.text, form=turn.form)
        outcome = work_out(self.desk.answerer(), asked)
        if isinstance(outcome, Answer):
            document = outcome.quotes[0].doc_id
            about, home = _desk_of(document), PROGRAMME_OF.get(native(turn.form))
            if home not in (None, about):
                # Another country's portal is no place to turn to.
                return [], home
            if about and consulting.place_of(turn.text, COUNTRIES[about]) == document:
                # What to do there was chosen for this trouble by a person; the search only came upon the place.
                return [], about
            return tell(self.desk, dispatcher, turn, asked, outcome), about
        # "I don't know" is no comfort to somebody in trouble, but the nearest documents know the country: where they
        # agree, or a trouble told in English would be sent to the desk of a country that it never named.
        near = outcome.documents[:AGREE] if isinstance(outcome, NoAnswer) and outcome.nearest else ()
        desks = {_desk_of(document) for document in near}
        return [], desks.pop() if len(desks) == 1 else None

    def _consult(self, dispatcher: CollectingDispatcher, turn: Turn, programme: str, trouble: str) -> Events:
        """Where to turn at once, for somebody whose trouble the documents do not answer."""
        if not trouble:
            return []
        asked = Asked(kind="consult", question=trouble, form=turn.form, document=COUNTRIES[programme])
        outcome = work_out(self.desk.answerer(), asked)
        if not isinstance(outcome, Answer):
            return []
        send(dispatcher, "intake-consult")
        return tell(self.desk, dispatcher, turn, asked, outcome)


def _told(turn: Turn, tracker: Tracker) -> str:
    """What happened, as the message that opens the intake tells it; "I want to open a case" tells nothing."""
    least = {**TELLS, "need_help": TELLING}.get(turn.intent)
    tells = least is not None and not is_pressed(tracker) and len(words(turn.text)) >= least
    return turn.text if tells else ""


def _desk_of(document: str) -> str | None:
    return ABOUT.get(document.partition("-")[0])


class ValidateIntakeForm(DeskAction):
    """Hands the message to the draft. No events: the message is aside, and a rule handles it."""

    action = "validate_intake_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        # Rasa runs this when the form opens, too: then nothing was answered yet.
        if tracker.get_slot("requested_slot") != ANSWER:
            return []
        if is_unread(tracker):
            return [SlotSet(ANSWER, None)]
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            if turn.intent == MOVE:
                return _bring(connection, dispatcher, turn, who.conversation, self.desk.now())
            draft = _draft(connection, tracker, who.conversation)
            if isinstance(draft, str):
                send(dispatcher, draft)
                return [SlotSet(ANSWER, "gone")]
            if draft.state == "open" and draft.language != turn.form:
                draft = drafts.set_language(connection, draft.id, turn.form, self.desk.now())
            try:
                reaction = intake_turns.take(
                    connection, draft, _message(tracker, turn), turn.id, who.conversation, self.desk.now(),
                    opening=str(tracker.get_slot(OPENING) or ""),
                )  # fmt: skip
            except DraftError:
                send(dispatcher, "intake-gone")
                return [SlotSet(ANSWER, "gone")]
        return self._react(dispatcher, reaction)

    def _react(self, dispatcher: CollectingDispatcher, reaction: Reaction) -> Events:
        for key, args in reaction.said:
            send(dispatcher, key, **args)
        if reaction.goes == "aside":
            return []
        if reaction.case:
            send(dispatcher, "case-opened", **_opened(reaction.case, reaction.proposed))
        ended = None if reaction.goes == "asking" else reaction.goes
        heard = [SlotSet(OPENING, reaction.heard)] if reaction.heard else []
        return [*heard, SlotSet(ANSWER, ended), SlotSet("offer", "person" if ended == "refused" else None)]


class AskIntake(DeskAction):
    """Puts the question that the draft is at."""

    action = "action_ask_intake_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            draft = _draft(connection, tracker, who.conversation)
            if isinstance(draft, str) or draft.state != "open":
                send(dispatcher, draft if isinstance(draft, str) else "intake-gone")
                return [SlotSet(ANSWER, "gone")]
            drafts.ask(connection, draft.id, intake_turns.asked_of(draft), self.desk.now())
        page = 1 if turn.entities.get("do") == "more" else 0
        send(dispatcher, "intake-question", **asdict(intake_turns.question(draft)), page=page)
        return []


class IntakeDone(DeskAction):
    action = "action_intake_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        # What was told before a yes is in no draft: who only paused must find it again.
        over = (DRAFT, ANSWER) if tracker.get_slot(ANSWER) == "paused" else (DRAFT, ANSWER, OPENING)
        return [SlotSet(name, None) for name in over]


def brings_draft(turn: Turn) -> bool:
    """A code that was given out; one that only looks so may be part of a message."""
    return turn.intent == MOVE and turn.entities.get("do") != "unknown"


class MoveDraft(DeskAction):
    """A link code typed in another channel brings the draft here, once."""

    action = "action_move_draft"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        with self.desk.database.write() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            events = _bring(connection, dispatcher, turn, who.conversation, self.desk.now())
        return [*events, FollowupAction("intake_form")] if len(events) > 1 else events


def _bring(connection: Connection, dispatcher: CollectingDispatcher, turn: Turn, chat: str, now: datetime) -> Events:
    """Bring the draft whose code was typed into this chat; one just begun here, with nothing told, gives way."""
    begun = drafts.current(connection, chat)
    draft = drafts.redeem(connection, chat, turn.entities.get("code", ""), now, turn.id)
    if draft is None:
        send(dispatcher, "intake-wrong-code")
        return [SlotSet(ANSWER, None)]
    if begun and begun.id != draft.id and set(begun.fields) <= {"consent"}:
        drafts.cancel(connection, begun.id, now)
    send(dispatcher, "intake-moved")
    return [SlotSet(DRAFT, draft.id), SlotSet(ANSWER, None)]


def _draft(connection: Connection, tracker: Tracker, conversation: str) -> Draft | Gone:
    """The draft that the slot names, only while it is the speaker's: a link code gives it to another chat."""
    name = tracker.get_slot(DRAFT)
    if not name:
        return drafts.current(connection, conversation) or "intake-gone"
    try:
        draft = drafts.get(connection, str(name))
    except LookupError:
        return "intake-gone"
    return draft if draft.applicant == applicants.of(connection, conversation) else "intake-moved-away"


def _message(tracker: Tracker, turn: Turn) -> Message:
    latest: dict[str, Any] = tracker.latest_message or {}
    shared = ((latest.get("metadata") or {}).get("data") or {}).get("phone")
    return Message(
        text=str(shared or turn.text),
        intent="" if shared else turn.intent,
        confidence=turn.confidence,
        entities=turn.entities,
        # The gateway's channel strips slashes from typed text: only a button's intent begins with one.
        pressed=str(latest.get("text") or "").startswith("/"),
    )


def _opened(case: Case, proposed: tuple[Referral, ...]) -> dict[str, Any]:
    return {
        "reference": case.reference,
        "programme": case.programme,
        "due": case.due_at.isoformat() if case.due_at else "",
        "agencies": [one.agency for one in proposed],
        "step": case.next_step or "",
        "needs": list(case.needs),
    }
