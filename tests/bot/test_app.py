"""The app process: both its servers, without Rasa; and the answerer that follows the live bundle."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.app import LiveAnswerer, Server, open_database, run_servers
from bot.settings import ROOT, Settings
from bot.wording import say
from knowledge.bundle import BundleError, make_live
from tests.processes import free_port, until


def test_a_new_live_bundle_is_picked_up_without_a_restart(tiny_bundle: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(tiny_bundle, other)
    make_live(tmp_path, tiny_bundle)
    live = LiveAnswerer(tmp_path / "live")
    first = live()
    assert live() is first
    make_live(tmp_path, other)
    assert live() is not first
    assert live.bundle.folder == other
    # Who still holds the old one goes on with it.
    assert first.knows("in-cgtmse")


def test_without_a_bundle_the_cure_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="sahayak kb build"):
        LiveAnswerer(tmp_path / "live")()


def test_the_records_are_made_where_there_are_none(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "new" / "ડેટા")
    for _ in range(2):
        database = open_database(settings)
        assert "conversations" in sa.inspect(database.engine).get_table_names()
        database.close()


async def test_actions_are_served_as_long_as_turns_are_at_work() -> None:
    """Of a dead process too: Rasa would call a port where nobody listens, and answer them with nothing."""
    port, reached = free_port(), []

    async def quiet(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] != "lifespan"

    async def call() -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        reached.append(port)
        writer.close()

    @asynccontextmanager
    async def beside(app: Starlette) -> AsyncIterator[None]:
        await call()
        yield
        await asyncio.sleep(0.3)  # longer than the other server needs to end
        await call()

    servers = Server(quiet, "127.0.0.1", port), Server(Starlette(lifespan=beside), "127.0.0.1", free_port())
    running = asyncio.create_task(run_servers(*servers))
    while not servers[1].started and not running.done():
        await asyncio.sleep(0.01)
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    assert reached == [port, port]


@dataclass
class Running:
    settings: Settings
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"


@pytest.fixture(scope="module")
def serving(tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`sahayak serve` over the small bundle, with nobody at the dialogue's port."""
    folder = tmp_path_factory.mktemp("serving")
    make_live(folder, tiny_bundle)
    settings = Settings(
        build=folder, data=folder / "data", port=free_port(), dialogue_port=free_port(), action_port=free_port()
    )
    environment = dict(os.environ) | {
        "SAHAYAK_BUILD": str(settings.build),
        "SAHAYAK_DATA": str(settings.data),
        "SAHAYAK_PORT": str(settings.port),
        "SAHAYAK_DIALOGUE_PORT": str(settings.dialogue_port),
        "SAHAYAK_ACTION_PORT": str(settings.action_port),
        "SAHAYAK_ACTION_SECRET": "s3cret",
        "SAHAYAK_BURST_PAUSE": "0",
        "SAHAYAK_INTERIM_AFTER": "0",
        "SAHAYAK_GIVE_UP_AFTER": "0.5",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    made = Running(settings, process)
    try:
        until(lambda: process.poll() is not None or _answers(made.url), within=60)
        assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield made
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def test_health_names_the_bundle(serving: Running) -> None:
    state = httpx.get(f"{serving.url}/health").json()
    assert (state["ok"], state["documents"]) == (True, 5)
    assert len(state["bundle"]) == 16


def test_actions_are_served_on_their_own_port_and_only_with_the_secret(serving: Running) -> None:
    actions = f"http://127.0.0.1:{serving.settings.action_port}/actions"
    assert httpx.post(actions, json={}).status_code == 403
    assert httpx.post(actions, json={}, headers={"x-action-secret": "s3cret"}).status_code == 200
    assert httpx.post(f"{serving.url}/actions", json={}, headers={"x-action-secret": "s3cret"}).status_code == 404
    assert httpx.get(f"http://127.0.0.1:{serving.settings.action_port}/").status_code == 404


@pytest.mark.parametrize(
    ("form", "text"), [("hi", "मुझे लोन चाहिए"), ("gu", "મારે લોન જોઈએ"), ("th", "ขอสินเชื่อ 🙏"), ("en", "hello")]
)
def test_without_rasa_people_hear_one_moment_and_an_apology_and_nothing_is_lost(
    serving: Running, form: str, text: str
) -> None:
    headers = {"x-conversation": form * 12}
    body = {"event_id": "1", "text": text}
    heard: list[str] = []
    with httpx.stream("GET", f"{serving.url}/chat/events", headers=headers, timeout=30) as stream:
        assert httpx.post(f"{serving.url}/chat/messages", json=body, headers=headers).status_code == 202
        for line in stream.iter_lines():
            said = json.loads(line.removeprefix("data:")) if line.startswith("data:") else None
            if isinstance(said, dict) and "text" in said:
                heard.append(said["text"])
            if say(form, "trouble") in heard:
                break
    assert heard == [say(form, "one-moment"), say(form, "trouble")]
    kept = [item["text"] for item in httpx.get(f"{serving.url}/chat/history", headers=headers).json()]
    assert kept == [text, *heard]


def test_a_signal_stops_it_in_time_even_with_a_connection_open(serving: Running) -> None:
    headers = {"x-conversation": "o" * 24}
    with httpx.stream("GET", f"{serving.url}/chat/events", headers=headers, timeout=30) as stream:
        assert stream.status_code == 200
        serving.process.send_signal(signal.SIGTERM)
        # Far longer than it takes, as the machine may be busy; a client that keeps reading would hold it for ever.
        assert serving.process.wait(60) == 0
