"""Telegram, over python-telegram-bot: by webhook where SAHAYAK_TELEGRAM_WEBHOOK is set, else by fetching."""

from __future__ import annotations

from bot.channels.base import Channel, Host
from bot.settings import Settings


def from_settings(settings: Settings, host: Host | None = None) -> Channel | None:
    """None without a token; only with one is the library loaded. Raises SettingsError."""
    if not settings.telegram_token:
        return None
    from bot.channels.telegram.channel import make

    return make(settings, host)
