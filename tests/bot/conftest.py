"""Fixtures of the bot's tests: a gateway desk, the whole app of one process, the command line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.gateway import Patience
from records.database import Database
from tests.bot.command import sahayak
from tests.bot.desk import PATIENCE, Desk, MakeDesk
from tests.bot.house import House
from tests.fakes import Clock, FakeDialogue, VirtualSleep

__all__ = ["sahayak"]


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
