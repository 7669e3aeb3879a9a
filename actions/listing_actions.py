"""Offers and wishes in the chat: three short questions, then answers to the matches that were found."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.engine import Connection

from actions import cases, listings, matching, person_messages
from actions.cases import Case
from actions.events import Actor
from actions.intake_actions import MoveDraft, brings_draft
from actions.listings import KINDS, Listing
from actions.match_space import Space
from actions.person_actions import ValidateMessageForm
from actions.rasa_turn import (
    COMMAND_CONFIDENCE,
    COMMAND_LENGTH,
    Desk,
    DeskAction,
    Events,
    Turn,
    send,
    turn_of,
)
from actions.status_actions import FORM, CaseStatus, is_way_to_case

KIND, TEXT = "listing_kind", "listing_text"


class ListSomething(DeskAction):
    """Everything the buttons of a listing do; anything else leaves the question."""

    action = "action_listing"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._space: Space | None = None

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        done = [SlotSet(name, None) for name in (KIND, TEXT, "offer")]
        do, number = self._meant(turn, str(tracker.get_slot("offer") or ""))
        if not do:
            send(dispatcher, "listing-dropped")
            return done
        with self.desk.database.write() as connection:
            conversation = person_messages.speaker_of(connection, turn.id).conversation
            if do in ("start", "kind"):
                return self._ask(connection, dispatcher, turn, conversation)
            found = listings.of_conversation(connection, int(number), conversation) if number.isdecimal() else None
            if found is None or found.state == "closed":
                send(dispatcher, "listing-gone")
            else:
                self._do(connection, dispatcher, turn, do, found)
        return done

    def _meant(self, turn: Turn, offer: str) -> tuple[str, str]:
        """What is to be done, and with which listing; a typed yes or no answers the draft just shown."""
        if turn.intent == "listing":
            return turn.entities.get("do", ""), turn.entities.get("listing", "")
        if turn.intent in ("affirm", "deny") and offer.startswith(listings.OFFER):
            return "agree" if turn.intent == "affirm" else "close", offer.removeprefix(listings.OFFER)
        return "", ""

    def _ask(
        self, connection: Connection, dispatcher: CollectingDispatcher, turn: Turn, conversation: str
    ) -> Events:  # fmt: skip
        if about(connection, conversation) is None:
            send(dispatcher, "listing-needs-case")
            return []
        kind = turn.entities.get("value", "")
        if kind not in KINDS:
            send(dispatcher, "listing-which")
            return []
        return [SlotSet(KIND, kind), SlotSet(TEXT, None), FollowupAction("listing_form")]

    def _do(
        self, connection: Connection, dispatcher: CollectingDispatcher, turn: Turn, do: str, listing: Listing
    ) -> None:  # fmt: skip
        now = self.desk.now()
        match do:
            case "agree":
                self._agree(connection, dispatcher, turn, listing)
            case "resume" if listing.case:
                self._move(connection, turn, listing, "open")
                again = listings.get(connection, listing.id)
                matching.propose_fitting(connection, again, self._vectors(), now)
                self._say_open(connection, dispatcher, again)
            case "pause" if listing.case:
                self._move(connection, turn, listing, "paused")
                send(dispatcher, "listing-paused", listing=listing.id)
            case _:
                self._move(connection, turn, listing, "closed")
                send(dispatcher, "listing-closed" if listing.case else "listing-dropped")

    def _agree(self, connection: Connection, dispatcher: CollectingDispatcher, turn: Turn, listing: Listing) -> None:
        space, now = self._vectors(), self.desk.now()
        if listing.case is None:
            vector = space.vector(listing.text, listing.language)
            listing, _ = listings.agree(connection, listing, vector, space.name, turn.id, now)
        if listing.state == "open":
            matching.propose_fitting(connection, listing, space, now)
        self._say_open(connection, dispatcher, listing)

    def _say_open(self, connection: Connection, dispatcher: CollectingDispatcher, listing: Listing) -> None:
        assert listing.case is not None
        reference = cases.get(connection, listing.case).reference
        send(dispatcher, "listing-open", reference=reference, listing=listing.id)

    def _move(self, connection: Connection, turn: Turn, listing: Listing, to: listings.State) -> None:
        actor = Actor(kind="applicant", id=cases.get(connection, listing.about).applicant)
        listings.move(connection, listing, to, actor, turn.id, self.desk.now())
        if to != "open" and listing.case:
            matching.end_of(connection, listing, self.desk.now())

    def _vectors(self) -> Space:
        """Of the live bundle's encoder; another bundle may bring another."""
        search = self.desk.answerer().search
        if self._space is None or self._space.name != search.encoder.name:
            self._space = Space(search.encoder.name, lambda text, form: search.prepare(text, form).vector)
        return self._space


class ListingText(DeskAction):
    """What was written becomes a draft; nothing is listed before the person agrees."""

    action = "action_listing_text"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, kind = turn_of(tracker), str(tracker.get_slot(KIND) or "")
        done = [SlotSet(KIND, None), SlotSet(TEXT, None)]
        if is_way_to_case(turn, tracker) or _asks_for_case(turn):
            told = await CaseStatus(self.desk).run(dispatcher, tracker, domain)
            if any(one.get("name") == FORM for one in told):
                return [*done, *told]  # the desk's question is answered now, in its own form
            return [SlotSet(TEXT, None), *told, FollowupAction("listing_form")]
        if brings_draft(turn):
            return [*done, *await MoveDraft(self.desk).run(dispatcher, tracker, domain)]
        with self.desk.database.write() as connection:
            conversation = person_messages.speaker_of(connection, turn.id).conversation
            case = about(connection, conversation)
            if case is None or kind not in KINDS:
                send(dispatcher, "listing-gone")
                return done
            draft = listings.write(
                connection, conversation, case, kind, turn.text, turn.form, turn.id, self.desk.now()
            )  # fmt: skip
        send(dispatcher, "listing-consent", listing=draft.id, text=draft.text, days=listings.KEPT.days)
        return [*done, SlotSet("offer", f"{listings.OFFER}{draft.id}")]


def _asks_for_case(turn: Turn) -> bool:
    """ "Where is my case" is no offer and no wish."""
    return turn.intent == "case_status" and turn.confidence >= COMMAND_CONFIDENCE and len(turn.text) <= COMMAND_LENGTH


class ValidateListingForm(ValidateMessageForm):
    """Whatever is written is the offer or wish, unless it is clearly a command or a question."""

    COMMANDS = ValidateMessageForm.COMMANDS | {
        "listing",
        "match_answer",
        "delete_my_data",
        "stop_messages",
        "talk_to_human",
    }

    def name(self) -> str:
        return "validate_listing_form"

    def _is_command(self, turn: Turn) -> bool:
        if turn.intent in ("ask_scheme", "find_scheme"):
            # "Looking for a supplier of …" sounds like a question to the classifier; here it is the wish itself.
            return turn.text.rstrip().endswith("?")
        return super()._is_command(turn)

    async def extract_listing_text(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        return self._told(TEXT, dispatcher, tracker)


class AnswerMatch(DeskAction):
    """Yes or no to a proposed match."""

    action = "action_match_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        number, yes = turn.entities.get("match", ""), turn.entities.get("value") == "yes"
        with self.desk.database.write() as connection:
            conversation = person_messages.speaker_of(connection, turn.id).conversation
            said = "gone"
            if number.isdecimal():
                said = matching.answer(connection, int(number), conversation, yes, turn.id, self.desk.now())
        send(dispatcher, f"match-{'over' if said == 'gone' else said}")
        return []


def about(connection: Connection, conversation: str) -> Case | None:
    """The newest case of the person's own matter, whose name and phone a match would be given."""
    mine = [case for case in cases.of_conversation(connection, conversation) if case.kind == "help"]
    return next((case for case in mine if cases.person(connection, case.id)), None)
