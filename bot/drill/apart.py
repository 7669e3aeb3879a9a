"""What an assistant needs that runs apart from this machine's own: ports nobody listens on, and an environment."""

from __future__ import annotations

import errno
import os
import random
import socket
from contextlib import suppress
from pathlib import Path

from bot.settings import PREFIX

LISTENING = range(16_000, 32_000)


def free_ports(count: int) -> list[int]:
    """Different loopback ports that nobody listens on.

    None that a system gives to outgoing connections (Linux from 32768 on): between being found here and being
    listened on, and whenever a process is killed and started again, one of those may be taken.
    """
    found: list[int] = []
    for port in random.sample(LISTENING, len(LISTENING)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise OSError(errno.EADDRINUSE, f"fewer than {count} free ports from {LISTENING.start} to {LISTENING.stop - 1}")


def environment(data: Path, *, inherit: bool = True, **settings: object) -> dict[str, str]:
    """With ports and records of its own, and ``settings`` by name; ``inherit``: this machine's other settings hold."""
    port, dialogue_port, action_port = free_ports(3)
    own: dict[str, object] = {
        "port": port,
        "dialogue_port": dialogue_port,
        "action_port": action_port,
        "data": data,
        "database_url": "",
    }
    kept = {name: value for name, value in os.environ.items() if inherit or not name.startswith(PREFIX)}
    changed = {PREFIX + name.upper(): str(value) for name, value in (own | settings).items()}
    return kept | {"DATABASE_URL": ""} | changed
