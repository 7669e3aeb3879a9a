"""What no test may depend on: settings of this shell, and any machine but this one."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent

for _name in [name for name in os.environ if name.startswith("SAHAYAK_") or name == "DATABASE_URL"]:
    del os.environ[_name]

#: Names and addresses that never leave this machine; the unspecified address is only listened on.
_HERE = {None, "", "localhost", "0.0.0.0", "::"}


class NetworkRefused(RuntimeError):
    """A test reached for another machine; no OSError, so that no client takes it for a bad line and tries again."""


def is_local(address: Any) -> bool:
    """``address`` as sockets take it: a path (Unix), or (host, port, …)."""
    if not isinstance(address, tuple):
        return True
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    if host in _HERE:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def refused(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Refuses other machines' addresses; a refusal that the code under test swallows still fails the test."""
    attempts: list[Any] = []

    def check(address: Any) -> None:
        if not is_local(address):
            attempts.append(address)
            raise NetworkRefused(f"a test may not connect to {address!r}; only loopback addresses are allowed")

    def guarded(original: Any, where: int) -> Any:
        def call(self: socket.socket, *arguments: Any) -> Any:
            check(arguments[where])
            return original(self, *arguments)

        return call

    for name, where in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), where))
    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        check((host, *arguments[:1]))
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield attempts
    assert not attempts, f"connections that were refused, and the refusal hidden: {attempts}"
