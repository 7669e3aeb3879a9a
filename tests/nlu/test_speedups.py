"""What was made quicker still does what Rasa's own code does."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from nlu.speedups import LONGEST_SESSION

DOMAIN = Domain.from_yaml("version: '3.1'\nintents: [greet]\nslots: {offer: {type: text, mappings: [{type: custom}]}}")
TEXTS = ("hello 🙏", "नमस्ते", "આભાર", "ขอสินเชื่อ", "karj joiye che")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLTrackerStore]:
    made = SQLTrackerStore(DOMAIN, dialect="sqlite", db=str(tmp_path / "tracker.sqlite"))
    yield made
    made.engine.dispose()


def turn(text: str, number: int) -> list[Event]:
    parsed = {"intent": {"name": "greet", "confidence": 0.9}, "entities": []}
    return [
        UserUttered(text, intent=parsed["intent"], parse_data=parsed, message_id=f"t{number}"),
        SlotSet("offer", text),
        BotUttered(None, {"custom": {"key": "greet"}}),
        ActionExecuted("action_listen"),
    ]


def talk(store: SQLTrackerStore, sender: str, texts: tuple[str, ...]) -> None:
    """Each message a load, some events and a save, as in the served process."""
    for number, text in enumerate(texts):
        tracker = asyncio.run(store.get_or_create_tracker(sender))
        tracker.update_with_events(turn(text, number), DOMAIN)
        asyncio.run(store.save(tracker))


def test_a_tracker_comes_back_as_it_was_stored(store: SQLTrackerStore) -> None:
    talk(store, "one", TEXTS)
    talk(store, "two", TEXTS[:1])
    kept = asyncio.run(store.retrieve("one"))
    assert kept is not None
    assert [e.text for e in kept.events if isinstance(e, UserUttered)] == list(TEXTS)
    assert [e.message_id for e in kept.events if isinstance(e, UserUttered)] == ["t0", "t1", "t2", "t3", "t4"]
    assert kept.get_slot("offer") == TEXTS[-1]
    assert asyncio.run(store.retrieve("nobody")) is None


def test_nothing_new_stores_nothing(store: SQLTrackerStore) -> None:
    talk(store, "one", TEXTS[:1])
    tracker = asyncio.run(store.get_or_create_tracker("one"))
    before = len(tracker.events)
    asyncio.run(store.save(tracker))
    kept = asyncio.run(store.retrieve("one"))
    assert kept is not None
    assert len(kept.events) == before


def test_every_column_is_filled_as_rasa_fills_it(store: SQLTrackerStore, tmp_path: Path) -> None:
    talk(store, "one", TEXTS[1:2])
    columns = "sender_id, type_name, intent_name, action_name, timestamp, data"
    with closing(sqlite3.connect(tmp_path / "tracker.sqlite")) as other:
        found = other.execute(f"select {columns} from events order by id").fetchall()
    assert [(row[1], row[2], row[3]) for row in found] == [
        ("action", None, "action_listen"),
        ("user", "greet", None),
        ("slot", None, "offer"),
        ("bot", None, None),
        ("action", None, "action_listen"),
    ]
    assert {row[0] for row in found} == {"one"}
    assert all(json.loads(row[5])["timestamp"] == row[4] for row in found)


def test_only_the_latest_session_is_loaded_and_all_are_kept(store: SQLTrackerStore) -> None:
    talk(store, "one", TEXTS[:2])
    tracker = asyncio.run(store.get_or_create_tracker("one"))
    tracker.update_with_events([SessionStarted(), ActionExecuted("action_listen"), *turn("આભાર", 9)], DOMAIN)
    asyncio.run(store.save(tracker))
    talk(store, "one", ("ขอบคุณ",))
    latest, whole = asyncio.run(store.retrieve("one")), asyncio.run(store.retrieve_full_tracker("one"))
    assert latest is not None
    assert whole is not None
    assert [e.text for e in latest.events if isinstance(e, UserUttered)] == ["આભાર", "ขอบคุณ"]
    assert [e.text for e in whole.events if isinstance(e, UserUttered)] == [*TEXTS[:2], "આભાર", "ขอบคุณ"]


def test_sqlite_keeps_one_connection_in_wal_mode(store: SQLTrackerStore, tmp_path: Path) -> None:
    with store.session_scope() as first:
        one = first.connection().connection.connection
        assert first.execute("pragma journal_mode").scalar() == "wal"
        assert first.execute("pragma synchronous").scalar() == 1
    with store.session_scope() as second:
        assert second.connection().connection.connection is one
    talk(store, "one", TEXTS[:1])
    # Another process, such as the one that erases a person's data, reads and writes at the same time.
    with closing(sqlite3.connect(tmp_path / "tracker.sqlite")) as other, other:
        assert other.execute("delete from events").rowcount == 5
    assert asyncio.run(store.retrieve("one")) is None


def processor(expiration: float = 1440) -> Any:
    session = SimpleNamespace(session_expiration_time=expiration, are_sessions_enabled=lambda: expiration > 0)
    return SimpleNamespace(domain=SimpleNamespace(session_config=session))


def tracker_of(events: int, *more: Event) -> DialogueStateTracker:
    talked = [event for number in range(events // 4 + 1) for event in turn("hi", number)][:events]
    return DialogueStateTracker.from_events("one", [*talked, *more], domain=DOMAIN)


SESSIONS = [
    (LONGEST_SESSION, (), 1440, False),
    (LONGEST_SESSION + 1, (), 1440, True),
    (LONGEST_SESSION + 1, (ActiveLoop("message_form"),), 1440, False),
    (LONGEST_SESSION + 1, (ActiveLoop("message_form"), ActiveLoop(None)), 1440, True),
    (LONGEST_SESSION + 1, (), 0, False),
    (0, (), 1440, False),
]


@pytest.mark.parametrize(("events", "more", "expiration", "expired"), SESSIONS)
def test_a_long_session_ends_but_never_inside_a_form(
    events: int, more: tuple[Event, ...], expiration: float, expired: bool
) -> None:
    tracker = tracker_of(events, *more)
    assert MessageProcessor._has_session_expired(processor(expiration), tracker) is expired


def test_silence_still_ends_a_session() -> None:
    old = UserUttered("hi", timestamp=1.0)
    assert MessageProcessor._has_session_expired(processor(), DialogueStateTracker.from_events("one", [old]))


def test_action_calls_share_a_connection() -> None:
    connections: list[Any] = []

    async def act(request: web.Request) -> web.Response:
        if request.transport not in connections:
            connections.append(request.transport)
        body = await request.json()
        return web.json_response(
            {"text": body["text"], "secret": request.headers["x-action-secret"]}, status=body["status"]
        )

    async def calls() -> list[Any]:
        app = web.Application()
        app.router.add_post("/actions", act)
        async with TestServer(app) as server:
            endpoint = EndpointConfig(str(server.make_url("/actions")), headers={"x-action-secret": "one"})
            answers = [await endpoint.request(json={"text": text, "status": 200}) for text in TEXTS]
            with pytest.raises(ClientResponseError):
                await endpoint.request(json={"text": "", "status": 400})
            answers.append(await endpoint.request(json={"text": "after a failure", "status": 200}))
            await close(endpoint)
            answers.append(await endpoint.request(json={"text": "after it was closed", "status": 200}))
            await close(endpoint)
        return answers

    answers = asyncio.run(calls())
    assert [answer["text"] for answer in answers] == [*TEXTS, "after a failure", "after it was closed"]
    assert {answer["secret"] for answer in answers} == {"one"}
    assert len(connections) == 2


async def close(endpoint: EndpointConfig) -> None:
    async with endpoint.session() as session:
        await session.close()


def test_an_error_of_the_tracker_s_file_tells_nothing_of_what_was_said(store: SQLTrackerStore) -> None:
    with pytest.raises(Exception, match="no such table") as problem, store.engine.connect() as connection:
        connection.exec_driver_sql("select ? from nowhere", ("नमस्ते",))
    assert "नमस्ते" not in str(problem.value)
