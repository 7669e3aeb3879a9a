"""The real assistant on ports and a data folder of its own: both processes, the project's bundle and model."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from bot import settings as configuration
from bot.drill.apart import environment
from bot.settings import Settings
from bot.supervise import Child, Supervisor, children


@dataclass
class Assistant:
    settings: Settings
    family: list[Child]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"

    def child(self, name: str) -> Child:
        return next(child for child in self.family if child.name == name)


@contextmanager
def running(data: Path, **changes: str) -> Iterator[Assistant]:
    """Needs `sahayak prepare` to have been run; stops what it started."""
    with mock.patch.dict(os.environ, environment(data, **changes)):
        settings = configuration.from_env()
        family = children(settings)
    supervisor = Supervisor(family, lambda text: None)
    supervisor.start()
    watcher = threading.Thread(target=supervisor.watch, daemon=True)
    watcher.start()
    try:
        yield Assistant(settings, family)
    finally:
        supervisor.stop()
        watcher.join(60)
