"""`make chat`: the terminal as a channel, a client of the running app over the web channel's protocol."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx

from bot.messages import Reply


class NotRunning(RuntimeError):
    """The assistant does not answer; start it with: make run"""

    def __str__(self) -> str:
        return self.__doc__ or ""


@dataclass
class Terminal:
    """One conversation. A number typed alone presses the button of that number."""

    url: str
    show: Callable[[str], None]
    conversation: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    pause: Callable[[float], object] = time.sleep
    _buttons: list[str] = field(default_factory=list)
    _answered: threading.Event = field(default_factory=threading.Event)

    @property
    def _headers(self) -> dict[str, str]:
        return {"x-channel": "terminal", "x-conversation": self.conversation}

    def send(self, line: str) -> None:
        """Raises NotRunning."""
        event = secrets.token_hex(8)
        body = {"event_id": event, "text": line}
        if token := self._pressed(line.strip()):
            body = {"event_id": event, "button": token}
        self._answered.clear()
        try:
            answer = httpx.post(f"{self.url}/chat/messages", json=body, headers=self._headers, timeout=10)
        except httpx.TransportError as problem:
            raise NotRunning from problem
        if answer.is_error:
            self.show(f"[not taken: {answer.status_code} {answer.text[:200]}]")
            self._answered.set()

    def _pressed(self, number: str) -> str | None:
        """The token of the button of that number."""
        place = int(number) if number.isdecimal() and len(number) < 4 else 0
        return self._buttons[place - 1] if 1 <= place <= len(self._buttons) else None

    def listen(self) -> None:
        """Show replies until the process ends; a lost connection is taken up where it broke off."""
        last = 0
        while True:
            try:
                for number, reply in self._events(last):
                    last = number
                    self._present(reply)
            except httpx.HTTPError:
                self.pause(1.0)

    def _events(self, last: int) -> Iterator[tuple[int, Reply]]:
        address = f"{self.url}/chat/events?after={last}"
        with httpx.stream("GET", address, headers=self._headers, timeout=httpx.Timeout(10, read=30)) as stream:
            stream.raise_for_status()
            number = last
            for line in stream.iter_lines():
                if line.startswith("id: "):
                    number = int(line[4:])
                elif line.startswith('data: {"text"'):
                    yield number, Reply.from_json(json.loads(line[6:]))

    def _present(self, reply: Reply) -> None:
        self.show(reply.text)
        if not reply.interim:
            self._buttons = [button.token for button in reply.buttons]
            for place, button in enumerate(reply.buttons, 1):
                self.show(f"  [{place}] {button.label}")
            self._answered.set()

    def wait_for_reply(self, seconds: float) -> bool:
        return self._answered.wait(seconds)
