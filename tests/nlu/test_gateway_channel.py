"""The only door into Rasa: what is typed stays text, what was answered is answered from the record."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from nlu.components.gateway_channel import SECRET, GatewayInput, recorded_replies, to_rasa_text

TYPED = [
    ("/restart", "restart"),
    ("  //help", "help"),
    ("/", "?"),
    ("", "?"),
    ("नमस्ते 🙏", "नमस्ते 🙏"),
    ("ઉદ્યમ /restart", "ઉદ્યમ /restart"),
    ("สวัสดี", "สวัสดี"),
    ('/choose_language{"language": "th"}', 'choose_language{"language": "th"}'),
]


@pytest.mark.parametrize(("typed", "wanted"), TYPED)
def test_typed_text_never_becomes_a_payload(typed: str, wanted: str) -> None:
    assert to_rasa_text({"text": typed}) == wanted


def test_a_buttons_intent_becomes_one() -> None:
    assert to_rasa_text({"intent": "deny", "text": "No"}) == "/deny"
    sent = to_rasa_text({"intent": "show_detail", "entities": {"document": "in-pmegp"}})
    assert sent.startswith("/show_detail{")
    assert json.loads(sent[len("/show_detail") :]) == {"document": "in-pmegp"}


def said(key: str) -> BotUttered:
    return BotUttered(text=None, data={"custom": {"key": key}})


def tracker(*events: Any) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("one", list(events))


def test_a_known_message_id_is_answered_from_the_record() -> None:
    kept = tracker(
        UserUttered("hi", message_id="t1"), said("greet"),
        UserUttered("help", message_id="t2"), said("help"), said("more"),
        UserUttered("bye", message_id="t3"), said("goodbye"),
    )  # fmt: skip
    replies = recorded_replies(kept, "t2")
    assert [reply["custom"]["key"] for reply in replies or []] == ["help", "more"]
    assert recorded_replies(kept, "t4") is None
    assert recorded_replies(None, "t1") is None


class Agent:
    """Holds a tracker the way the served agent does."""

    def __init__(self, kept: DialogueStateTracker | None) -> None:
        self.tracker_store = self
        self.kept = kept

    async def retrieve(self, sender: str) -> DialogueStateTracker | None:
        return self.kept


def post(body: dict[str, Any], secret: str, kept: DialogueStateTracker | None = None) -> Any:
    handled: list[UserMessage] = []

    async def on_new_message(message: UserMessage) -> None:
        handled.append(message)
        await message.output_channel.send_custom_json(message.sender_id, {"key": "greet"})

    request = SimpleNamespace(
        headers={"x-dialogue-secret": secret},
        json=body,
        app=SimpleNamespace(ctx=SimpleNamespace(agent=Agent(kept))),
    )
    blueprint = GatewayInput("right").blueprint(on_new_message)
    app = Sanic(f"test{abs(hash((json.dumps(body), secret, id(kept))))}")
    app.blueprint(blueprint)
    route = next(r for r in app.router.routes_all.values() if r.path.endswith("message"))
    answer = asyncio.run(route.handler(request))
    return answer.status, json.loads(answer.body), handled


BODY = {"sender": "one", "message_id": "t1", "text": "/restart", "metadata": {"language": "th"}}


def test_without_the_secret_nothing_is_handled() -> None:
    status, _, handled = post(BODY, "wrong")
    assert (status, handled) == (403, [])


def test_a_message_is_handled_with_its_id_and_language() -> None:
    status, answer, handled = post(BODY, "right")
    assert status == 200
    assert answer["replies"][0]["custom"] == {"key": "greet"}
    assert [(m.text, m.message_id, m.metadata) for m in handled] == [("restart", "t1", {"language": "th"})]


def test_a_message_handled_before_is_not_stepped_again() -> None:
    kept = tracker(UserUttered("hi", message_id="t1"), said("greet"))
    _, answer, handled = post(BODY, "right", kept)
    assert handled == []
    assert answer["replies"][0]["custom"] == {"key": "greet"}


def test_without_a_secret_in_the_environment_it_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    with pytest.raises(ValueError, match=SECRET):
        GatewayInput.from_credentials(None)
