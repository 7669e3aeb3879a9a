"""Sahayak: the real app and dialogue processes on ports and a data folder of their own."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx

from bench.turns.conversation import Line
from bench.turns.load import NoReply, Person
from bot.drill.apart import environment
from bot.settings import from_env
from bot.supervise import Say, Supervisor, children
from bot.wording import say as word
from knowledge.language import FORMS

#: A turn that never shows "typing" has no end to wait for but silence, in seconds.
QUIET = 0.05
#: What a person reads when a turn was given up: no reply to what they asked.
TROUBLE = frozenset(word(form, "trouble") for form in FORMS)


@contextmanager
def started(data: Path, say: Say) -> Iterator[tuple[str, dict[str, int]]]:
    """Address of the app, and the process ids by name."""
    os.environ |= environment(data, burst_pause=0)
    settings = from_env()
    family = children(settings)
    supervisor = Supervisor(family, say)
    try:
        supervisor.start()
        yield f"http://127.0.0.1:{settings.port}", {child.name: child.process.pid for child in family if child.process}
    finally:
        supervisor.stop()


class WebPerson:
    """Posts messages and listens to the events of one conversation, as the chat page does."""

    def __init__(self, client: httpx.AsyncClient, address: str) -> None:
        self._client, self._address = client, address
        self._headers = {"x-conversation": secrets.token_urlsafe(16), "x-channel": "terminal"}
        self._over, self._connected = asyncio.Event(), asyncio.Event()
        self._busy = False
        self._replies: list[dict[str, Any]] = []
        self._last_reply = 0.0

    async def say(self, line: Line) -> float:
        body = {"event_id": secrets.token_hex(8), **self._content(line)}
        self._over.clear()
        self._replies = []
        began = time.perf_counter()
        answer = await self._client.post(f"{self._address}/chat/messages", json=body, headers=self._headers)
        answer.raise_for_status()
        await self._over.wait()
        if any(reply["text"] in TROUBLE for reply in self._replies):
            raise NoReply(f"the turn was given up: {line.text}")
        return self._last_reply - began

    def _content(self, line: Line) -> dict[str, str]:
        if line.kind != "button":
            return {"text": line.text}
        buttons = self._replies[-1]["buttons"] if self._replies else []
        if not buttons:
            raise NoReply("the last reply has no button to press")
        return {"button": buttons[0]["token"]}

    async def listen(self) -> None:
        event = ""
        url = f"{self._address}/chat/events"
        async with self._client.stream("GET", url, headers=self._headers, timeout=None) as stream:
            async for line in stream.aiter_lines():
                self._connected.set()
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data" and event == "reply":
                    self._take(json.loads(value))
                elif name == "data" and event == "typing":
                    self._set_busy(value == "true")

    def _take(self, reply: dict[str, Any]) -> None:
        if reply["interim"]:
            return
        self._replies.append(reply)
        self._last_reply = time.perf_counter()
        if not self._busy:
            asyncio.get_running_loop().call_later(QUIET, self._over.set)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        if not busy and self._replies:
            self._over.set()

    async def connected(self) -> None:
        await self._connected.wait()


@asynccontextmanager
async def person(client: httpx.AsyncClient, address: str) -> AsyncIterator[Person]:
    one = WebPerson(client, address)
    listening = asyncio.create_task(one.listen())
    try:
        await one.connected()
        yield one
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
