"""The assistant's own processes: their ports, what each is told at its start, and that none outlives its supervisor."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot import supervise
from bot.settings import ROOT, Settings
from bot.supervise import StartFailed
from tests.processes import SERVE, free_port, until

# --- ports --------------------------------------------------------------------------------------------------------


def test_a_listening_port_is_not_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not supervise.port_is_free(port)
    assert supervise.port_is_free(port)


@pytest.mark.parametrize("name", ["port", "dialogue_port", "action_port"])
def test_a_port_in_use_is_named_with_the_setting_that_moves_it(name: str) -> None:
    ports = {"port": free_port(), "dialogue_port": free_port(), "action_port": free_port()}
    supervise.require_free_ports(Settings(**ports))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports[name] = taken.getsockname()[1]
        with pytest.raises(StartFailed) as caught:
            supervise.require_free_ports(Settings(**ports))
    assert f"port {ports[name]} is in use" in str(caught.value)
    assert f"SAHAYAK_{name.upper()}=" in str(caught.value)


# --- the assistant's own processes --------------------------------------------------------------------------------


def test_both_processes_share_fresh_secrets_that_no_list_of_processes_shows(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, port=1, dialogue_port=2, action_port=3)
    dialogue, app = supervise.children(settings)
    assert (dialogue.name, app.name) == ("dialogue", "app")
    secrets = set()
    for name in ("SAHAYAK_DIALOGUE_SECRET", "SAHAYAK_ACTION_SECRET"):
        assert dialogue.environment[name] == app.environment[name]
        assert len(app.environment[name]) >= 32
        secrets.add(app.environment[name])
    assert len(secrets) == 2
    for one in (dialogue, app):
        assert not any(secret in part for secret in secrets for part in one.command)
    again = supervise.children(settings)[1].environment["SAHAYAK_ACTION_SECRET"]
    assert again not in secrets
    assert dialogue.health == "http://127.0.0.1:2/webhooks/gateway/"
    assert app.health == "http://127.0.0.1:1/health"
    assert {one.log for one in (dialogue, app)} == {tmp_path / "logs" / "dialogue.log", tmp_path / "logs" / "app.log"}


def test_secrets_that_are_set_are_kept() -> None:
    settings = Settings(dialogue_secret="d" * 20, action_secret="a" * 20)
    for one in supervise.children(settings):
        assert one.environment["SAHAYAK_DIALOGUE_SECRET"] == "d" * 20
        assert one.environment["SAHAYAK_ACTION_SECRET"] == "a" * 20


def test_the_dialogue_process_sees_nothing_of_ours_that_it_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:abc")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:hunter2@h/d")
    dialogue, app = supervise.children(Settings())
    assert not {"TELEGRAM_TOKEN", "DATABASE_URL"} & set(dialogue.environment)
    assert dialogue.environment["SANIC_HOST"] == "127.0.0.1"
    assert app.environment["TELEGRAM_TOKEN"] == "123:abc"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's own")
def test_children_die_with_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    port = free_port()
    program = tmp_path / "serve.py"
    program.write_text(SERVE.format(port=port, before=""), encoding="utf-8")
    parent = f"""
import os, sys, time
from pathlib import Path
from bot.supervise import Child, Supervisor
child = Child("thing", [sys.executable, {str(program)!r}], dict(os.environ), "http://127.0.0.1:{port}/",
              Path({str(tmp_path)!r}) / "thing.log")
Supervisor([child], print).start()
print("ready", flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", parent], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            assert process.stdout.readline() == "ready\n"
            assert not supervise.port_is_free(port)
        finally:
            process.kill()
    until(lambda: supervise.port_is_free(port))
