"""Rasa's actions: answering, language, the start of a session; and the list of all actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import person_messages
from actions.answer import Answerer
from actions.answers import Asked, work_out
from actions.erasure_actions import EraseData
from actions.feedback_actions import RateAnswer, TellMe
from actions.intake_actions import AskIntake, IntakeDone, MoveDraft, StartIntake, ValidateIntakeForm
from actions.listing_actions import AnswerMatch, ListingText, ListSomething, ValidateListingForm
from actions.outcomes import DETAILS, Answer
from actions.person_actions import (
    AddToMessage,
    Affirm,
    Cancel,
    Deny,
    Distress,
    TakeMessage,
    ValidateMessageForm,
)
from actions.rasa_turn import (
    CLEARLY_ANSWERED,
    KEPT_SLOTS,
    Desk,
    DeskAction,
    Events,
    question_before,
    send,
    shared_of,
    tell,
    topic_of,
    turn_of,
)
from actions.status_actions import CaseStatus
from knowledge.bundle import Card, Passage
from knowledge.language import FORMS, NATIVE, by_script
from records.tables import conversations


class SessionStart(Action):
    """Keeps an open form across sessions: without it a stale requested_slot swallows the next message."""

    def name(self) -> str:
        return "action_session_start"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        kept = [SlotSet(name, tracker.get_slot(name)) for name in KEPT_SLOTS if tracker.get_slot(name) is not None]
        loop = (tracker.active_loop or {}).get("name")
        if not loop:
            kept = [event for event in kept if event["name"] != "requested_slot"]
        return [SessionStarted(), *kept, *([ActiveLoop(loop)] if loop else []), ActionExecuted("action_listen")]


class AnswerQuestion(DeskAction):
    action = "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        if shared := shared_of(tracker):
            # Outside a form nobody has asked for it, and a number is no question.
            send(dispatcher, f"shared-{shared}")
            return []
        asked = Asked(kind="answer", question=turn.text, form=turn.form, topic=topic_of(tracker, turn))
        outcome = work_out(self.desk.answerer(), asked)
        before = question_before(asked, outcome)
        return [*tell(self.desk, dispatcher, turn, asked, outcome), SlotSet("last_question", before)]


class FindScheme(DeskAction):
    action = "action_find_scheme"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, answerer = turn_of(tracker), self.desk.answerer()
        asked = Asked(kind="answer", question=turn.text, form=turn.form)
        outcome = work_out(answerer, asked)
        if isinstance(outcome, Answer) and outcome.probability >= CLEARLY_ANSWERED:
            return [*tell(self.desk, dispatcher, turn, asked, outcome), SlotSet("last_question", turn.text)]
        wished = replace(asked, kind="find")
        return tell(self.desk, dispatcher, turn, wished, work_out(answerer, wished))


class ShowDetail(DeskAction):
    action = "action_show_detail"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        document = turn.entities.get("document") or next(iter(turn.focus.split()), None)
        answerer = self.desk.answerer()
        if not document or not answerer.knows(document):
            send(dispatcher, "old-button")
            return []
        detail = turn.entities.get("detail", "")
        asked = Asked(
            kind="detail",
            question=turn.text,
            form=turn.form,
            document=document,
            detail=detail if detail in DETAILS else "",
        )
        return tell(self.desk, dispatcher, turn, asked, work_out(answerer, asked))


class ChangeLanguage(DeskAction):
    action = "action_change_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        wanted = turn.entities.get("language")
        if wanted not in FORMS:
            send(dispatcher, "language-ask")
            return []
        # Somebody who writes "gujarati ma bolo" in Latin letters is answered in Latin letters.
        if turn.intent == "change_language" and f"{wanted}-Latn" in FORMS and by_script(turn.text) == "Latn":
            wanted = f"{wanted}-Latn" if turn.form in NATIVE else wanted
        with self.desk.database.write() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            connection.execute(
                conversations.update()
                .where(conversations.c.id == who.conversation)
                .values(language=wanted, language_chosen=True)
            )
        send(dispatcher, "language-set", language=wanted)
        return []


def all_actions(desk: Desk) -> list[Action]:
    """Every action of domain.yml, listed by hand."""
    return [
        SessionStart(),
        AnswerQuestion(desk),
        FindScheme(desk),
        ShowDetail(desk),
        ChangeLanguage(desk),
        TakeMessage(desk),
        AddToMessage(desk),
        ValidateMessageForm(),
        Cancel(desk),
        CaseStatus(desk),
        Distress(desk),
        EraseData(desk),
        Affirm(desk),
        Deny(desk),
        RateAnswer(desk),
        TellMe(desk),
        StartIntake(desk),
        ValidateIntakeForm(desk),
        AskIntake(desk),
        IntakeDone(desk),
        MoveDraft(desk),
        ListSomething(desk),
        ListingText(desk),
        ValidateListingForm(),
        AnswerMatch(desk),
    ]


def helplines_of(table: Mapping[str, str], answerer: Answerer) -> dict[str, tuple[Card, Passage]]:
    """Country -> the helpline document's first contact fact. Raises LookupError when a programme has none."""
    found = {}
    for country, document in table.items():
        contact = answerer.first_fact(document, "Contacts")
        if contact is None:
            raise LookupError(f"{country}: {document} has no Contacts fact; a programme may not be without a helpline")
        found[country] = contact
    return found
