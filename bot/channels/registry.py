"""The channels that are pushed to: name -> the module's ``from_settings``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from bot.channels.base import Channel, Host
from bot.settings import Settings

#: In each module: ``from_settings(settings, host)``, None when its token is not set.
#: Add the module's full name here, "bot.channels.telegram".
#: Imported only when asked for: the platforms' libraries are slow to load.
MODULES: tuple[str, ...] = ("bot.channels.telegram", "bot.channels.line")
#: Nothing comes in by these.
SEND_ONLY: tuple[str, ...] = ("bot.channels.email",)


def channels(settings: Settings, host: Host | None = None) -> dict[str, Channel]:
    """Every channel that has what it needs."""
    made = [_maker(module)(settings, host) for module in (*MODULES, *SEND_ONLY)]
    return {channel.name: channel for channel in made if channel}


def _maker(module: str) -> Callable[[Settings, Host | None], Channel | None]:
    found: Callable[[Settings, Host | None], Channel | None] = import_module(module).from_settings
    return found
