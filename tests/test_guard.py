from __future__ import annotations

import os
import socket
import urllib.request
from typing import Any

import httpx
import pytest

from tests.guard import NetworkRefused, is_local


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (("127.0.0.1", 80), True),
        (("127.8.8.8", 80), True),
        (("::1", 80, 0, 0), True),
        (("localhost", 80), True),
        ((b"127.0.0.1", 80), True),
        (("", 80), True),
        ("/run/some.socket", True),
        (("10.0.0.1", 80), False),
        (("192.0.2.1", 80), False),
        (("fe80::1%eth0", 80), False),
        (("api.example.org", 443), False),
    ],
)
def test_only_this_machine_is_local(address: Any, local: bool) -> None:
    assert is_local(address) is local


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_socket_to_another_machine_is_refused_by_name(method: str, refused: list[Any]) -> None:
    with socket.socket() as sock, pytest.raises(NetworkRefused, match=r"192\.0\.2\.1"):
        getattr(sock, method)(("192.0.2.1", 443))
    refused.clear()


def test_a_datagram_to_another_machine_is_refused(refused: list[Any]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sock, pytest.raises(NetworkRefused, match=r"192\.0\.2\.1"):
        sock.sendto(b"?", ("192.0.2.1", 53))
    refused.clear()


async def test_clients_are_refused_before_the_name_is_looked_up(refused: list[Any]) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(NetworkRefused, match=r"api\.example\.org"):
            await client.get("http://api.example.org/")
    with pytest.raises(NetworkRefused, match=r"api\.example\.org"):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open("http://api.example.org/")
    assert len(refused) == 2
    refused.clear()


def test_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as client:
            client.sendall(b"here")
        accepted, _ = server.accept()
        with accepted:
            assert accepted.recv(4) == b"here"


def test_no_setting_of_this_shell_is_seen() -> None:
    assert not [name for name in os.environ if name.startswith("SAHAYAK_") or name == "DATABASE_URL"]
