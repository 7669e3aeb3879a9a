"""A session that could not be begun is begun anew, and nothing else is forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.utils.endpoints import read_endpoint_config

from nlu.whole_sessions import WholeSessions

DOMAIN = Domain.from_yaml("version: '3.1'\nintents: [greet]\nactions: [action_answer, action_session_start]")
ROOT = Path(__file__).parents[2]
WORDS = ("hello 🙏", "नमस्ते", "આભાર", "ขอสินเชื่อ", "mujhe loan chahiye", "karj joiye che")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[WholeSessions]:
    made = WholeSessions(domain=DOMAIN, dialect="sqlite", db=str(tmp_path / "tracker.sqlite"))
    yield made
    made.engine.dispose()


def begin() -> list[Event]:
    return [SlotSet("session_started_metadata", {"language": "hi"}), ActionExecuted("action_session_start")]


def whole(words: str) -> list[Event]:
    return [*begin(), SessionStarted(), ActionExecuted("action_listen"), *asked(words), ActionExecuted("action_listen")]


def asked(words: str) -> list[Event]:
    return [UserUttered(words, intent={"name": "greet"}, message_id="t1"), ActionExecuted("action_answer")]


def keep(store: WholeSessions, sender: str, events: list[Event]) -> None:
    tracker = asyncio.run(store.get_or_create_tracker(sender, append_action_listen=False))
    tracker.update_with_events(events, DOMAIN)
    asyncio.run(store.save(tracker))


def heard(store: WholeSessions, sender: str) -> list[str] | None:
    tracker = asyncio.run(store.retrieve(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else None


@pytest.mark.parametrize("words", WORDS)
def test_who_wrote_first_while_the_actions_were_away_begins_anew(store: WholeSessions, words: str) -> None:
    keep(store, "anew", [*begin(), *asked(words), *asked(words)])
    keep(store, "beside", whole(words))
    assert heard(store, "anew") is None
    keep(store, "anew", whole(words))
    assert heard(store, "anew") == [words]
    assert heard(store, "beside") == [words]


def test_who_comes_back_while_they_were_away_keeps_what_was_said_before(store: WholeSessions) -> None:
    keep(store, "back", whole("ขอสินเชื่อ"))
    keep(store, "back", [*begin(), *asked("નમસ્તે")])
    assert heard(store, "back") == ["ขอสินเชื่อ"]
    keep(store, "back", whole("नमस्ते"))
    assert heard(store, "back") == ["नमस्ते"], "of a new session only what came since"


def test_without_what_stands_in_front_of_it(store: WholeSessions) -> None:
    keep(store, "bare", [ActionExecuted("action_session_start"), *asked("hello")])
    assert heard(store, "bare") is None
    assert heard(store, "nobody") is None


def test_it_is_the_store_that_the_dialogue_process_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SAHAYAK_ACTION_URL", "SAHAYAK_ACTION_SECRET", "SAHAYAK_TRACKER_DB"):
        monkeypatch.setenv(name, str(tmp_path / "tracker.sqlite"))
    made = TrackerStore.create(read_endpoint_config(str(ROOT / "endpoints.yml"), "tracker_store"), domain=DOMAIN)
    assert isinstance(made, WholeSessions)
    made.engine.dispose()
