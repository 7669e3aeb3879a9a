"""Hot spots of Rasa 3.6.21, removed at start without changing what is said; figures in docs/why.md.

* jsonschema checks a constant schema against the meta-schema on every action call: two thirds of a turn's CPU.
* Every stored event is resolved by walking all event classes, each time a tracker is loaded.
* Loading a tracker makes an object of every stored event's row only to read its JSON, and storing one
  makes an object and a statement of every new event.
* SQLite: every query opens the file anew, and every commit waits for the disk twice.
* Every action call opens a connection of its own.
* A turn gets slower with every event of its session (three times slower after 200 messages), and a day of
  silence ends one. Here a long one ends as well, which nobody notices: action_session_start takes along
  what the next turn needs.
"""

from __future__ import annotations

import atexit
import functools
import json
from types import TracebackType
from typing import Any, Callable, Dict, Optional, Type

REMEMBERED_SCHEMAS = 256
#: Seconds an idle connection to the action endpoint is kept. uvicorn closes one after 5: a request must never
#: go out on a connection that is being closed.
KEPT_IDLE = 2.0
#: Events of a session, seven or so a message, past which the next message begins a new one.
LONGEST_SESSION = 150


def install() -> None:
    _check_each_schema_once()
    _resolve_event_types_once()
    _read_only_what_is_used()
    _store_in_one_statement()
    _keep_tracker_open()
    _keep_action_connection()
    _end_long_sessions()


def _check_each_schema_once() -> None:
    import jsonschema

    seen: set[tuple[str, str]] = set()
    for validator in (
        jsonschema.Draft4Validator,
        jsonschema.Draft6Validator,
        jsonschema.Draft7Validator,
        jsonschema.Draft201909Validator,
        jsonschema.Draft202012Validator,
    ):
        validator.check_schema = staticmethod(_remembering(validator.__name__, validator.check_schema, seen))


def _remembering(name: str, original: Any, seen: set[tuple[str, str]]) -> Any:
    def check(schema: Any, *args: Any, **kwargs: Any) -> None:
        key = (name, repr(schema))
        if key in seen:
            return
        original(schema, *args, **kwargs)
        if len(seen) < REMEMBERED_SCHEMAS:
            seen.add(key)

    return check


def _resolve_event_types_once() -> None:
    from rasa.shared.core.events import Event

    original = Event.resolve_by_type
    found = functools.lru_cache(REMEMBERED_SCHEMAS)(lambda type_name: original(type_name))

    def resolve(type_name: str, default: Any = None) -> Any:
        try:
            return found(type_name)
        except ValueError:
            if default is None:
                raise
            return default

    Event.resolve_by_type = staticmethod(resolve)


def _read_only_what_is_used() -> None:
    from rasa.core.tracker_store import SQLTrackerStore

    original = SQLTrackerStore._event_query

    def events(store: Any, *args: Any, **kwargs: Any) -> Any:
        return original(store, *args, **kwargs).with_entities(store.SQLEvent.data)

    SQLTrackerStore._event_query = events


def _store_in_one_statement() -> None:
    from rasa.core.tracker_store import SQLTrackerStore

    async def save(store: Any, tracker: Any) -> None:
        await store.stream_events(tracker)
        with store.session_scope() as session:
            rows = [_row(tracker.sender_id, event) for event in store._additional_events(session, tracker)]
            if rows:
                session.execute(store.SQLEvent.__table__.insert(), rows)
                session.commit()

    SQLTrackerStore.save = save


def _row(sender: str, event: Any) -> Dict[str, Any]:
    """The columns that SQLTrackerStore stores of an event."""
    content = event.as_dict()
    return {
        "sender_id": sender,
        "type_name": event.type_name,
        "timestamp": content.get("timestamp"),
        "intent_name": content.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": content.get("name"),
        "data": json.dumps(content),
    }


def _keep_tracker_open() -> None:
    """One SQLite connection a thread, in WAL mode: a commit survives the process, and the disk is not waited for."""
    from rasa.core import tracker_store
    from sqlalchemy import event
    from sqlalchemy.engine import make_url
    from sqlalchemy.pool import SingletonThreadPool

    class TrackerPool(SingletonThreadPool):  # a class of its own: the listener below is for it alone
        pass

    event.listen(TrackerPool, "connect", prepare_sqlite)
    original: Callable[[Any], Dict[str, Any]] = tracker_store.create_engine_kwargs

    def with_pool(url: Any) -> Dict[str, Any]:
        # What people wrote stands in the parameters, and an error's text goes into the log.
        made = {**original(url), "hide_parameters": True}
        if make_url(url).get_backend_name() == "sqlite":
            made["poolclass"] = TrackerPool
        return made

    tracker_store.create_engine_kwargs = with_pool


def prepare_sqlite(connection: Any, _: Any) -> None:
    # The same as the records' (records/database.py): a turn is "done" there only after it is stored here.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        connection.execute(f"pragma {pragma}")


class _Kept:
    """An aiohttp session that outlives the ``async with`` around a request."""

    def __init__(self, session: Any) -> None:
        self.session = session

    async def __aenter__(self) -> Any:
        return self.session

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], problem: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        return None


def _keep_action_connection() -> None:
    from rasa.utils import endpoints

    aiohttp = endpoints.aiohttp
    original = endpoints.EndpointConfig.session

    def session(endpoint: Any) -> Any:
        if endpoint.basic_auth:
            return original(endpoint)
        kept: Optional[_Kept] = endpoint.__dict__.get("_kept")
        if kept is None or kept.session.closed:
            connector = aiohttp.TCPConnector(keepalive_timeout=KEPT_IDLE)
            timeout = aiohttp.ClientTimeout(total=endpoints.DEFAULT_REQUEST_TIMEOUT)
            kept = _Kept(aiohttp.ClientSession(headers=endpoint.headers, timeout=timeout, connector=connector))
            endpoint.__dict__["_kept"] = kept
            atexit.register(connector.close)
        return kept

    endpoints.EndpointConfig.session = session


def _end_long_sessions() -> None:
    from rasa.core.processor import MessageProcessor

    original: Callable[[Any, Any], bool] = MessageProcessor._has_session_expired

    def has_expired(processor: Any, tracker: Any) -> bool:
        # An open form is never cut in two.
        long = len(tracker.events) > LONGEST_SESSION and not tracker.active_loop_name
        return original(processor, tracker) or (long and processor.domain.session_config.are_sessions_enabled())

    MessageProcessor._has_session_expired = has_expired
