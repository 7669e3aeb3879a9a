"""Asks Rasa; the only file that knows its JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.messages import Action

#: Rasa answers within tens of milliseconds; past this it hangs.
TIMEOUT = 15.0
_HELP = Action(intent="help")
#: A message in a language form -> its vector as JSON, or None when the dialogue process shall make its own.
VectorOf = Callable[[str, str], dict[str, str] | None]


class DialogueFailed(RuntimeError):
    """Rasa did not answer; the same message may be asked again under the same id."""


class ActionFailed(DialogueFailed):
    """Rasa answered with nothing: its action endpoint failed, and the message id is used up."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing the dialogue wants said: a message key with arguments, and the outcome of a question."""

    key: str
    args: dict[str, Any] = field(default_factory=dict)
    outcome: dict[str, Any] | None = None


class Dialogue:
    def __init__(
        self, client: httpx.AsyncClient, url: str, secret: str, vector_of: VectorOf = lambda text, form: None
    ) -> None:
        """``vector_of``: what the classifier there would compute a second time, see bot/shared_vectors.py."""
        self._client, self._url, self._secret, self._vector_of = client, url, secret, vector_of

    async def ask(
        self,
        conversation: str,
        message_id: str,
        text: str,
        language: str,
        action: Action | None,
        data: Mapping[str, Any] | None = None,
    ) -> list[Said]:
        """``data``: of a message that is no text (bot/messages.py); actions read it as metadata "data".

        Raises DialogueFailed (ask again with the same id) or ActionFailed (ask again with a new one).
        """
        body: dict[str, Any] = {
            "sender": conversation,
            "message_id": message_id,
            "text": text,
            "metadata": {"language": language, "text": text} | ({"data": dict(data)} if data else {}),
        }
        if action:
            body |= {"intent": action.intent, "entities": action.entities}
        elif vector := await asyncio.to_thread(self._vector_of, text, language):
            body["vector"] = vector
        try:
            answer = await self._client.post(
                self._url, json=body, headers={"x-dialogue-secret": self._secret}, timeout=TIMEOUT
            )
            answer.raise_for_status()
            said = [_said(reply["custom"]) for reply in answer.json()["replies"] if reply.get("custom")]
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as problem:
            # The last three: an answer of another shape, from whatever else listens on that port.
            raise DialogueFailed(f"the dialogue process did not answer: {type(problem).__name__}") from problem
        if not said:
            raise ActionFailed("the dialogue process gave an empty reply: its action endpoint failed")
        return said

    async def open_question(self, conversation: str, message_id: str, language: str) -> list[Said]:
        """The question of the form that is open, put again; nothing when no form is. Raises as ``ask`` does."""
        said = await self.ask(conversation, message_id, "", language, _HELP, {"unread": "yes"})
        # Where no form is open, the rule for help answers.
        return [] if [one.key for one in said] == [_HELP.intent] else said


def _said(custom: dict[str, Any]) -> Said:
    return Said(key=custom["key"], args=custom.get("args") or {}, outcome=custom.get("outcome"))
