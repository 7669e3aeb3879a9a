"""Actions of the thumbs under an answer, and of the wish to be told later."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import person_messages, wishes
from actions.rasa_turn import Desk, DeskAction, Events, Turn, send, turn_of

#: Begins the slot "offer" while a yes or no about being told is open; the subject follows.
OFFER = "tell:"


class RateAnswer(DeskAction):
    """Thumbs up or down, then at most one question: whether to be told later."""

    action = "action_rate_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn, now = turn_of(tracker), self.desk.now()
        reference, down = turn.entities.get("answer", ""), turn.entities.get("rating") == "down"
        subject = reference if down else wishes.UPDATES
        with self.desk.database.write() as connection:
            who = person_messages.speaker_of(connection, turn.id)
            if not wishes.is_theirs(connection, who.conversation, reference):
                send(dispatcher, "old-button")
                return []
            wishes.rate(connection, turn.id, reference, "down" if down else "up", now)
            asked = wishes.ask(connection, turn.id, who.conversation, subject, now)
        if not asked:
            send(dispatcher, "rated")
            return [SlotSet("offer", None)]
        send(dispatcher, "rated-down" if down else "rated-up", answer=subject)
        return [SlotSet("offer", OFFER + subject)]


class TellMe(DeskAction):
    """Yes or no to being told, from a button."""

    action = "action_tell_me"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        return settle(self.desk, dispatcher, turn, turn.entities.get("answer", ""), turn.entities.get("wish") == "yes")


def settle(desk: Desk, dispatcher: CollectingDispatcher, turn: Turn, subject: str, yes: bool) -> Events:
    """Store a yes or no to being told about a subject of this very conversation."""
    with desk.database.write() as connection:
        who = person_messages.speaker_of(connection, turn.id)
        if subject != wishes.UPDATES and not wishes.is_theirs(connection, who.conversation, subject):
            send(dispatcher, "old-button")
            return []
        wishes.say(connection, who.conversation, subject, yes, desk.now())
    if not yes:
        send(dispatcher, "tell-no")
    else:
        send(dispatcher, "tell-updates" if subject == wishes.UPDATES else "tell-answer")
    return [SlotSet("offer", None)]
