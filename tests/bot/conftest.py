"""Fixtures of the bot's tests: a gateway desk, the whole app of one process, the command line, a workshop."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.gateway import Patience
from records.database import Database
from tests.bot.command import sahayak
from tests.bot.desk import PATIENCE, Desk, MakeDesk
from tests.bot.house import House
from tests.bot.office import office
from tests.bot.publish_made import Made
from tests.fakes import Clock, FakeDialogue, VirtualSleep
from tests.knowledge import made

__all__ = ["office", "sahayak"]


@pytest.fixture
def sleep() -> VirtualSleep:
    return VirtualSleep()


@pytest.fixture
def gateway_desk(database: Database, clock: Clock, sleep: VirtualSleep) -> MakeDesk:
    """Makes a desk whose dialogue follows the script given."""

    def make(*script: Any, patience: Patience = PATIENCE) -> Desk:
        return Desk(database, clock, FakeDialogue(*script), sleep, patience)

    return make


@pytest.fixture
async def house(database: Database, clock: Clock) -> AsyncIterator[House]:
    made = House(database, clock, FakeDialogue())
    async with made.app.router.lifespan_context(made.app):
        yield made


@pytest.fixture
async def client(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url="http://sahayak") as made:
        yield made


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wordfreq.get_frequency_dict", made.few_hindi_words)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one published bundle, to copy."""
    folder = tmp_path_factory.mktemp("published")
    made.library(folder / "library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wordfreq.get_frequency_dict", made.few_hindi_words)
        assert Made(folder).publish().published
    return folder


@pytest.fixture
def workshop(published: Path, tmp_path: Path) -> Made:
    shutil.copytree(published, tmp_path / "house", symlinks=True)
    return Made(tmp_path / "house")
