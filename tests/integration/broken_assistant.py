"""The real assistant with one thing broken on purpose, for the drill to find.

python -m tests.integration.broken_assistant inbox        # what the drill starts: the supervisor
"""

from __future__ import annotations

import sys
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot import cli, delivery, inbox, reception
from bot import settings as configuration
from bot.channels.base import Delivered
from bot.drill.assistant import keep_up
from bot.supervise import children


def every_delivery_is_new() -> None:
    """The inbox knows no event again."""
    real = inbox.accept

    def accept(connection: Any, message: Any, now: Any) -> Any:
        return real(connection, replace(message, event_id=uuid.uuid4().hex), now)

    reception.inbox.accept = accept  # type: ignore[attr-defined]


def settled_without_being_sent() -> None:
    """The outbox takes every third delivery for sent before it was."""
    real, count = delivery.Sender._send, iter(range(1_000_000))

    async def send(self: Any, channel: Any, out: Any) -> Any:
        return Delivered() if next(count) % 3 == 2 else await real(self, channel, out)

    delivery.Sender._send = send  # type: ignore[method-assign]


def sent_again_under_another_key() -> None:
    """The outbox sends what it has sent, as if it were something else."""
    real = delivery.Sender._send

    async def send(self: Any, channel: Any, out: Any) -> Any:
        await real(self, channel, out)
        other = replace(out.delivery, id=uuid.uuid4().hex, reply_token=None)
        return await real(self, channel, replace(out, delivery=other))

    delivery.Sender._send = send  # type: ignore[method-assign]


BREAKS: dict[str, Callable[[], None]] = {
    "inbox": every_delivery_is_new,
    "outbox": settled_without_being_sent,
    "keys": sent_again_under_another_key,
}


def main() -> None:
    if sys.argv[1] == "serve":
        BREAKS[sys.argv[2]]()
        sys.argv = ["sahayak", "serve"]
        cli.main()
    family = children(configuration.from_env())
    app = next(child for child in family if child.name == "app")
    app.command = [sys.executable, "-m", "tests.integration.broken_assistant", "serve", sys.argv[1]]
    keep_up(family)


if __name__ == "__main__":
    main()
