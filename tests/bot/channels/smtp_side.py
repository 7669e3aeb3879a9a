"""A mail server of this machine: keeps what it takes, and refuses, delays or hangs up as a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.processes import free_port


@dataclass
class Postmaster:
    """``at_rcpt`` and ``at_data``: what is answered; empty: 250. ``pause``: seconds before the answer to DATA."""

    at_rcpt: str = ""
    at_data: str = ""
    pause: float = 0.0
    taken: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.at_rcpt:
            return self.at_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        await asyncio.sleep(self.pause)
        if self.at_data:
            return self.at_data
        self.taken.append(envelope)
        return "250 OK"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(one.original_content or b"", policy=policy.default) for one in self.taken]


@contextmanager
def running(postmaster: Postmaster) -> Iterator[int]:
    """The server's port."""
    port = free_port()
    controller = Controller(postmaster, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
