"""A person at the terminal channel, for tests: says something, waits for what comes back."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field

import httpx

from bot.messages import Reply


@dataclass
class Person:
    """One conversation with a running assistant."""

    url: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    channel: str = "terminal"
    last: int = 0
    replies: list[Reply] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        return {"x-channel": self.channel, "x-conversation": self.key}

    def post(self, text: str | None = None, button: str | None = None, event: str | None = None) -> int:
        body = {"event_id": event or secrets.token_hex(8)} | ({"button": button} if button else {"text": text})
        return httpx.post(f"{self.url}/chat/messages", json=body, headers=self.headers, timeout=30).status_code

    def say(self, text: str, within: float = 60.0) -> list[Reply]:
        """Send and return the replies that answer it. A text "[2]" presses the second button of the last reply."""
        if text.startswith("[") and text.endswith("]") and text[1:-1].isdigit():
            self.post(button=self.replies[-1].buttons[int(text[1:-1]) - 1].token)
        else:
            self.post(text)
        return self.wait(within)

    def wait(self, within: float = 60.0, interim_too: bool = False) -> list[Reply]:
        """The next replies, up to and with the first that is no "one moment", and what follows it at once."""
        deadline = time.monotonic() + within
        got: list[Reply] = []
        with httpx.stream(
            "GET", f"{self.url}/chat/events?after={self.last}", headers=self.headers, timeout=httpx.Timeout(10, read=5)
        ) as stream:
            for line in stream.iter_lines():
                if line.startswith("id: "):
                    self.last = int(line[4:])
                elif line.startswith('data: {"text"'):
                    got.append(Reply.from_json(json.loads(line[6:])))
                elif line == "" and got and (interim_too or not got[-1].interim) and self._is_quiet():
                    break
                if time.monotonic() > deadline:
                    raise TimeoutError(f"no reply within {within} s")
        self.replies += got
        return got

    def _is_quiet(self) -> bool:
        """All replies of a turn are committed together: nothing newer is in the history."""
        history = httpx.get(f"{self.url}/chat/history", headers=self.headers, timeout=10).json()
        return max((item.get("id", 0) for item in history), default=0) <= self.last
