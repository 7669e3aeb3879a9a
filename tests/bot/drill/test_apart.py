"""An assistant apart shares neither ports nor records with this machine's own."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from unittest import mock

import pytest

from bot.drill.apart import LISTENING, environment, free_ports
from bot.settings import from_env

MACHINE = {
    "SAHAYAK_PORT": "8000",
    "SAHAYAK_DATABASE_URL": "postgresql://one",
    "DATABASE_URL": "postgresql://two",
    "SAHAYAK_LINE_TOKEN": "this machine's",
    "LANG": "C",
}


def test_ports_are_free_and_differ() -> None:
    assert len(set(free_ports(5))) == 5


def test_no_port_is_one_that_an_outgoing_connection_may_take() -> None:
    assert LISTENING.stop <= 32_768
    assert set(free_ports(50)) <= set(LISTENING)


def test_a_port_that_is_listened_on_is_not_free() -> None:
    (port, free) = free_ports(2)
    with socket.create_server(("127.0.0.1", port)), mock.patch("bot.drill.apart.LISTENING", [port, free]):
        assert free_ports(1) == [free]


@pytest.mark.parametrize(("inherit", "token"), [(True, "this machine's"), (False, "")])
def test_its_environment_is_its_own(tmp_path: Path, inherit: bool, token: str) -> None:
    with mock.patch.dict(os.environ, MACHINE):
        made = environment(tmp_path, inherit=inherit, burst_pause=0, line_secret="the drill's")
    own = from_env(made)
    assert made["LANG"] == "C"
    assert len({8000, own.port, own.dialogue_port, own.action_port}) == 4
    assert own.database == f"sqlite:///{tmp_path / 'records.sqlite'}"
    assert (own.data, own.burst_pause, own.line_secret, own.line_token) == (tmp_path, 0, "the drill's", token)
