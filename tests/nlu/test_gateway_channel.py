"""The only door into Rasa: what is typed stays text, what was answered is answered from the record."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from nlu.components import vectors
from nlu.components.gateway_channel import LATEST, SECRET, GatewayInput, may_hold, recorded_replies, to_rasa_text

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


@pytest.mark.parametrize(("is_ready", "status"), [(True, 200), (False, 503)])
def test_it_is_healthy_only_with_a_model(is_ready: bool, status: int) -> None:
    app = Sanic(f"health{status}")
    app.blueprint(GatewayInput("right").blueprint(lambda message: None))
    route = next(r for r in app.router.routes_all.values() if not r.path.endswith("message"))
    agent = SimpleNamespace(is_ready=lambda: is_ready)
    answer = asyncio.run(route.handler(SimpleNamespace(app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)))))
    assert answer.status == status


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


async def _twice_at_once() -> tuple[list[Any], int]:
    agent = Agent(None)
    handled: list[str] = []

    async def on_new_message(message: UserMessage) -> None:
        handled.append(str(message.message_id))
        await asyncio.sleep(0)
        await message.output_channel.send_custom_json(message.sender_id, {"key": "help"})
        agent.kept = tracker(UserUttered("help", message_id=message.message_id), said("help"))

    app = Sanic("twice_at_once")
    app.blueprint(GatewayInput("right").blueprint(on_new_message))
    route = next(r for r in app.router.routes_all.values() if r.path.endswith("message"))
    request = SimpleNamespace(
        headers={"x-dialogue-secret": "right"}, json=BODY, app=SimpleNamespace(ctx=SimpleNamespace(agent=agent))
    )
    answers = await asyncio.gather(*(route.handler(request) for _ in range(3)))
    return [json.loads(answer.body)["replies"][0]["custom"] for answer in answers], len(handled)


def test_a_message_that_comes_again_while_it_is_worked_on_is_stepped_once() -> None:
    replies, stepped = asyncio.run(_twice_at_once())
    assert replies == [{"key": "help"}] * 3
    assert stepped == 1


def test_only_a_tracker_that_may_hold_the_message_is_loaded(tmp_path: Path) -> None:
    store = SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(tmp_path / "tracker.sqlite"))
    texts = ("hello", "नमस्ते", "આભાર", "สวัสดี", "kem cho", "🙏", "bye", *map(str, range(LATEST - 5)))
    for number, text in enumerate(texts):
        kept = asyncio.run(store.get_or_create_tracker("one"))
        kept.update_with_events([UserUttered(text, message_id=f"t{number}"), said("help")], Domain.empty())
        asyncio.run(store.save(kept))
    for wrapped in (store, FailSafeTrackerStore(store)):
        assert [may_hold(wrapped, "one", f"t{number}") for number in range(LATEST + 3)] == [
            False,
            False,
            *[True] * LATEST,
            False,
        ]
        assert not may_hold(wrapped, "two", f"t{LATEST}")
    assert may_hold(InMemoryTrackerStore(Domain.empty()), "one", "t1")
    store.engine.dispose()


@pytest.mark.parametrize("text", ["loan kitna", "ऋण कितना", "લોન કેટલી 🙏", "สินเชื่อเท่าไร"])
def test_the_apps_vector_of_a_message_is_not_made_again(text: str) -> None:
    encoder = vectors.serving_encoder()
    made = np.arange(encoder.dimensions, dtype="<f4")
    sent = {"encoder": encoder.name, "of": text, "values": base64.b64encode(made.tobytes()).decode()}
    post(BODY | {"message_id": "v1", "vector": sent}, "right")
    assert (encoder.encode([text], "query")[0] == made).all()


@pytest.mark.parametrize(
    "changed",
    [{"encoder": "another"}, {"values": base64.b64encode(b"\0" * 16).decode()}],
    ids=["another encoder", "another length"],
)
def test_a_vector_that_does_not_fit_is_left_aside(changed: dict[str, str]) -> None:
    encoder = vectors.serving_encoder()
    whole = base64.b64encode(bytes(4 * encoder.dimensions)).decode()
    vectors.take({"encoder": encoder.name, "of": "ปุ๋ย 1", "values": whole} | changed)
    assert encoder.encode(["ปุ๋ย 1"], "query").any()


def test_without_a_secret_in_the_environment_it_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SECRET, raising=False)
    with pytest.raises(ValueError, match=SECRET):
        GatewayInput.from_credentials(None)
