"""Delivers updates to the bot's address: a chat's one after the other, again and again until it says 2xx."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.drill.telegram_fake.faults import Faults
from bot.drill.telegram_fake.fields import Fields
from bot.drill.telegram_fake.refusals import bad
from bot.drill.telegram_fake.updates import Queue, Update

SECRET_HEADER = "x-telegram-bot-api-secret-token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
PORTS = (443, 80, 88, 8443)


@dataclass(frozen=True, kw_only=True)
class Hook:
    url: str
    secret: str
    connections: int


class Webhook:
    """``first_wait`` seconds after a failure, doubled each time up to ``longest_wait``."""

    def __init__(
        self,
        queue: Queue,
        faults: Faults,
        now: Callable[[], float],
        *,
        first_wait: float = 0.2,
        longest_wait: float = 2.0,
        timeout: float = 10.0,
        local: bool = True,
    ) -> None:
        self._queue, self._faults, self._now, self._local = queue, faults, now, local
        self._first_wait, self._longest_wait, self._timeout = first_wait, longest_wait, timeout
        self.hook: Hook | None = None
        self.attempts: list[tuple[int, int]] = []  #: update id and the status that came back; 0 for none
        self._last_error: tuple[int, str] | None = None
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(40)
        self._client: httpx.AsyncClient | None = None
        queue.on_new = self._pump

    async def set(self, fields: Fields) -> bool:
        url = fields.text("url")
        if not url:
            return await self.delete(fields)
        parts = urlsplit(url)
        # The platform wants HTTPS on four ports; a stand-in on loopback takes plain HTTP on any.
        if not self._local and (parts.scheme != "https" or (parts.port or 443) not in PORTS):
            raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443 and HTTPS")
        secret = fields.text("secret_token")
        if secret and not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        await self._stop()
        self._queue.allow(fields.nested("allowed_updates"))
        if fields.flag("drop_pending_updates"):
            self._queue.clear()
        connections = fields.number("max_connections", 40)
        self.hook = Hook(url=url, secret=secret, connections=connections)
        self._slots = asyncio.Semaphore(connections)
        self._pump()
        return True

    async def delete(self, fields: Fields) -> bool:
        await self._stop()
        self.hook = None
        if fields.flag("drop_pending_updates"):
            self._queue.clear()
        return True

    def info(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "url": self.hook.url if self.hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue.pending),
        }
        if self.hook:
            body |= {"max_connections": self.hook.connections, "allowed_updates": self._queue.allowed}
        if self._last_error:
            body |= {"last_error_date": self._last_error[0], "last_error_message": self._last_error[1]}
        return body

    def _pump(self) -> None:
        if self.hook is None:
            return
        for update in self._queue.pending.values():
            if update.lane not in self._lanes:
                self._lanes[update.lane] = asyncio.get_running_loop().create_task(self._run(update.lane))

    def _next(self, lane: int) -> tuple[int, Update] | None:
        return next(((place, one) for place, one in self._queue.pending.items() if one.lane == lane), None)

    async def _run(self, lane: int) -> None:
        wait = self._first_wait
        try:
            while (found := self._next(lane)) and self.hook:
                self._queue.give(found[0])
                async with self._slots:
                    taken = not self._faults.away and await self._deliver(self.hook, found[1])
                if taken:
                    self._queue.done(found[0])
                    wait = self._first_wait
                else:
                    await asyncio.sleep(wait)
                    wait = min(wait * 2, self._longest_wait)
        finally:
            self._lanes.pop(lane, None)

    async def _deliver(self, hook: Hook, update: Update) -> bool:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=self._timeout, trust_env=False)
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        cut = self._faults.cuts()
        try:
            answer = await self._client.post(hook.url, json=update.body, headers=headers)
        except httpx.HTTPError as problem:
            return self._failed(update, 0, f"Connection failed: {type(problem).__name__}")
        if cut:
            return self._failed(update, 0, "Read timeout expired")
        if not answer.is_success:
            return self._failed(
                update,
                answer.status_code,
                f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}",
            )
        self.attempts.append((update.id, answer.status_code))
        return True

    def _failed(self, update: Update, status: int, message: str) -> bool:
        self.attempts.append((update.id, status))
        self._last_error = (int(self._now()), message)
        return False

    async def _stop(self) -> None:
        tasks = list(self._lanes.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        await self._stop()
        if self._client:
            await self._client.aclose()
