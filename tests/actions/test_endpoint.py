"""Rasa's action endpoint: the secret, the bodies Rasa sends, what it is told when an action is not there."""

from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions import endpoint
from actions.actions import all_actions
from actions.rasa_turn import Desk
from tests.trackers import Said, call

SECRET = "s3cret-of-this-test"


class Refuses(Action):
    def name(self) -> str:
        return "action_refuses"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        raise ActionExecutionRejection("action_refuses", "not now")


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    app = endpoint.app([*all_actions(desk), Refuses()], SECRET)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://actions", headers={"x-action-secret": SECRET}
    ) as made:
        yield made


async def test_an_action_runs_and_its_messages_and_events_come_back(client: httpx.AsyncClient) -> None:
    answer = await client.post("/actions", json=call("action_deny", Said(intent="deny", text="ไม่")))
    assert answer.status_code == 200
    body = answer.json()
    assert [one["custom"] for one in body["responses"]] == [{"key": "ok", "args": {}}]
    assert [(e["event"], e["name"], e["value"]) for e in body["events"]] == [("slot", "offer", None)]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", SECRET[:-1], "é"])
async def test_without_the_secret_nothing_runs(client: httpx.AsyncClient, secret: str) -> None:
    answer = await client.post(
        "/actions",
        json=call("action_take_message", Said(intent="complaint", turn="t404")),
        headers={"x-action-secret": secret.encode("latin-1")},
    )
    assert (answer.status_code, answer.json()) == (403, {"error": "forbidden"})


async def test_a_missing_header_is_refused_too(desk: Desk) -> None:
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(endpoint.app(all_actions(desk), SECRET)), base_url="http://actions"
    ) as bare:
        assert (await bare.post("/actions", json={})).status_code == 403


async def test_a_compressed_body_is_read(client: httpx.AsyncClient) -> None:
    body = zlib.compress(json.dumps(call("action_deny", Said(text="नहीं"))).encode())
    answer = await client.post("/actions", content=body, headers={"content-encoding": "deflate"})
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["custom"]["key"] == "ok"


async def test_an_unknown_action_is_named(client: httpx.AsyncClient) -> None:
    answer = await client.post("/actions", json=call("action_of_tomorrow", Said()))
    assert answer.status_code == 404
    assert answer.json()["action_name"] == "action_of_tomorrow"
    assert "action_of_tomorrow" in answer.json()["error"]


async def test_an_action_that_refuses_is_told_to_rasa(client: httpx.AsyncClient) -> None:
    answer = await client.post("/actions", json=call("action_refuses", Said()))
    assert answer.status_code == 400
    assert answer.json() == {"error": "not now", "action_name": "action_refuses"}


async def test_a_call_without_an_action_is_nothing_to_do(client: httpx.AsyncClient) -> None:
    answer = await client.post("/actions", json={"sender_id": "c1"})
    assert (answer.status_code, answer.json()) == (200, None)


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/actions", 405), ("POST", "/", 404)])
async def test_there_is_one_route(client: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    assert (await client.request(method, path)).status_code == status
