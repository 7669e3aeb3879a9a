"""Rasa's tracker store, without sessions that were begun while the action endpoint was away.

Rasa keeps a session whose action_session_start has failed: it never listens, so no rule fits, the limit of actions is
reached at every message, and the person hears apologies as long as they write. Such a session is forgotten when it is
read; its messages had no answer, and the gateway asks them again.
"""

from __future__ import annotations

import logging
from typing import Any, Optional

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_SESSION_START_NAME, SESSION_START_METADATA_SLOT
from rasa.shared.core.events import ActionExecuted, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

log = logging.getLogger(__name__)


class WholeSessions(SQLTrackerStore):
    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        tracker = await super().retrieve(sender_id)
        if tracker is None or not _is_broken(tracker):
            return tracker
        log.warning("a session that could not be begun was forgotten; the action endpoint was away")
        self._forget_last_session(sender_id)
        return await super().retrieve(sender_id)

    def _forget_last_session(self, sender: str) -> None:
        event = self.SQLEvent
        with self.session_scope() as session:
            mine = session.query(event).filter(event.sender_id == sender)
            begun = mine.filter(event.action_name == ACTION_SESSION_START_NAME).order_by(event.id.desc()).first()
            # What Rasa stores in front of it would make the conversation look begun.
            before = mine.filter(event.id < begun.id).order_by(event.id.desc()).first()
            first = before if before is not None and SESSION_START_METADATA_SLOT in before.data else begun
            mine.filter(event.id >= first.id).delete(synchronize_session=False)
            session.commit()


def _is_broken(tracker: DialogueStateTracker) -> bool:
    """The last session was begun, and not ended with its first "listen"."""
    for event in reversed(tracker.events):
        if isinstance(event, SessionStarted):
            return False
        if _begins(event):
            return True
    return False


def _begins(event: Any) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME
