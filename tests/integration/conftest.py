"""One real assistant for the tests that only talk to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import dialogue_process
from bot import settings as configuration
from tests.integration.assistant import Assistant, running
from tests.integration.talk import Person


@pytest.fixture(scope="session", autouse=True)
def prepared() -> None:
    settings = configuration.from_env()
    if not settings.live_bundle.exists() or not dialogue_process.is_trained(settings):
        pytest.fail("the bundle or the model is missing; run: .venv/bin/python -m bot.cli prepare")


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory, prepared: None) -> Iterator[Assistant]:
    with running(tmp_path_factory.mktemp("data")) as one:
        yield one


@pytest.fixture
def person(assistant: Assistant) -> Person:
    return Person(assistant.url)
