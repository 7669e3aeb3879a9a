"""The environment the tests run in is the one the lock describes: what was installed by hand would hide what lacks."""

from __future__ import annotations

import re
from importlib.metadata import distributions

from tests.guard import ROOT

#: What a virtual environment brings itself, and the project.
OWN = frozenset({"pip", "setuptools", "wheel", "sahayak"})


def test_nothing_is_installed_that_the_lock_does_not_name() -> None:
    text = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    locked = {_plain(name) for name in re.findall(r"^([\w.-]+)==", text, re.M)}
    found = {_plain(one.metadata["Name"]) for one in distributions()}
    stray = sorted(found - locked - OWN)
    assert not stray, f"not in requirements-dev.lock: {', '.join(stray)}; add it to pyproject.toml, or make setup-dev"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
