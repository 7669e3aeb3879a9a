"""What an assistant needs that runs apart from this machine's own: ports nobody listens on, and an environment."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from bot.settings import PREFIX


def free_ports(count: int) -> list[int]:
    """Loopback ports nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


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
