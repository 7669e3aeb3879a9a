"""Listens to an app's event stream inside the test: httpx's own transport waits for the end of a response."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Event:
    """One server-sent event; ``id`` is empty where there is none."""

    name: str
    data: Any
    id: str = ""


class EventStream:
    """``async with EventStream(app, "/chat/events", headers) as stream: await stream.next("reply")``"""

    def __init__(self, app: ASGIApp, path: str, headers: dict[str, str], query: str = "") -> None:
        self._app = app
        self._scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        self.status = 0
        self.headers: dict[str, str] = {}
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._gone = asyncio.Event()
        self._asked = False
        self._rest = ""
        self._started = asyncio.Event()

    async def __aenter__(self) -> EventStream:
        self._task = asyncio.create_task(self._app(self._scope, self._receive, self._send))  # type: ignore[arg-type]
        self._task.add_done_callback(lambda _: self._started.set())
        await asyncio.wait_for(self._started.wait(), 60)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gone.set()
        await asyncio.wait_for(self._task, 60)

    async def next(self, name: str, within: float = 10.0) -> Event:
        """The next event of this name; others are passed over."""
        async with asyncio.timeout(within):
            while True:
                event = await self._events.get()
                if event.name == name:
                    return event

    def waiting(self, name: str) -> list[Event]:
        """Events of this name that came and were not taken yet; they are taken now."""
        found = []
        while not self._events.empty():
            event = self._events.get_nowait()
            if event.name == name:
                found.append(event)
        return found

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            self._started.set()
            return
        *blocks, self._rest = (self._rest + message.get("body", b"").decode()).split("\n\n")
        for block in blocks:
            fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and line[0] != ":")
            if "data" in fields:
                self._events.put_nowait(
                    Event(fields.get("event", ""), json.loads(fields["data"]), fields.get("id", ""))
                )
