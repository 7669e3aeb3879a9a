"""Delete my data, asked for in a chat: one question first, then the certificate."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import erasure, person_messages
from actions.rasa_turn import DeskAction, Events, send, turn_of

#: What the slot "offer" holds while the question is open: a plain yes carries it out.
OFFER = "erase"


class EraseData(DeskAction):
    """Asks once, because it cannot be undone; a button or a plain yes carries it out."""

    action = "action_erase_data"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        turn = turn_of(tracker)
        agreed = turn.intent == "affirm" and tracker.get_slot("offer") == OFFER
        if turn.entities.get("do") != "erase" and not agreed:
            send(dispatcher, "erase-ask")
            return [SlotSet("offer", OFFER)]
        with self.desk.database.write() as connection:
            # A turn that runs again finds no name of the turn in the inbox any more.
            made = erasure.made_before(connection, turn.id)
            if made is None:
                who = person_messages.speaker_of(connection, turn.id)
                made = erasure.erase(connection, who.conversation, turn.id, self.desk.now())
        send(dispatcher, "erase-certificate", certificate=made.to_json())
        return [AllSlotsReset()]
