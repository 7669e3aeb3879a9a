"""What is told to Telegram once: commands and descriptions per language, and where to post updates."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from telegram import BotCommand, BotCommandScopeAllPrivateChats

from bot.arrivals import COMMANDS
from bot.channels.telegram.api import Api, call
from bot.channels.telegram.channel import make
from bot.channels.telegram.polling import KINDS
from bot.settings import Settings, SettingsError
from bot.wording import say

PATH = "/webhooks/telegram"
#: Telegram's language code -> form; "" is for everybody else. It knows no romanised forms.
LANGUAGES = {"": "en", "hi": "hi", "gu": "gu", "th": "th"}
PORTS = (443, 80, 88, 8443)
#: Of our own answers; Telegram's default.
CONNECTIONS = 40


def webhook_address(settings: Settings) -> str:
    """Where Telegram posts to; the path may be left out of the setting. Raises SettingsError."""
    address = settings.telegram_webhook.rstrip("/")
    parts = urlsplit(address)
    local = parts.hostname in ("127.0.0.1", "localhost")
    if not parts.hostname or (not local and (parts.scheme != "https" or (parts.port or 443) not in PORTS)):
        raise SettingsError(
            "SAHAYAK_TELEGRAM_WEBHOOK must be an https address on port 443, 80, 88 or 8443, such as https://help.example"
        )
    return address if address.endswith(PATH) else address + PATH


async def with_api(settings: Settings, work: Callable[[Api], Awaitable[None]]) -> None:
    """Raises SettingsError, DeliveryFailed."""
    if not settings.telegram_token:
        raise SettingsError("SAHAYAK_TELEGRAM_TOKEN is not set; @BotFather gives one: /newbot")
    make(settings, None)  # Refuses what cannot work.
    api = Api(settings.telegram_token, settings.telegram_url)
    try:
        await work(api)
    finally:
        await api.close()


async def set_up(settings: Settings, tell: Callable[[str], None]) -> None:
    """May be run again at any time. Raises SettingsError, DeliveryFailed."""
    address = webhook_address(settings) if settings.telegram_webhook else ""

    async def work(api: Api) -> None:
        me = await call(api.bot.get_me())
        tell(f"bot @{me.username}: https://t.me/{me.username}")
        for code, form in LANGUAGES.items():
            await _describe(api, code, form)
        tell(f"commands and descriptions in {len(LANGUAGES)} languages")
        await connect(api, settings, address)
        tell(f"Telegram posts to {address}" if address else "no webhook: the running assistant fetches updates")
        if not me.supports_inline_queries:
            tell("inline mode is off; officers need it: tell @BotFather /setinline")

    await with_api(settings, work)


async def _describe(api: Api, code: str, form: str) -> None:
    commands = [BotCommand(name, say(form, f"telegram-command-{name}")) for name in COMMANDS]
    language = code or None
    scope = BotCommandScopeAllPrivateChats()
    await call(api.bot.set_my_commands(commands, scope=scope, language_code=language))
    await call(api.bot.set_my_description(say(form, "telegram-description"), language_code=language))
    await call(api.bot.set_my_short_description(say(form, "telegram-about"), language_code=language))


async def connect(api: Api, settings: Settings, address: str) -> None:
    """Let updates be posted there; without an address they are fetched."""
    # Whatever waits at Telegram is somebody's message: it is never dropped.
    if not address:
        await call(api.bot.delete_webhook(drop_pending_updates=False))
        return
    await call(
        api.bot.set_webhook(
            address,
            secret_token=settings.telegram_secret,
            allowed_updates=KINDS,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )
    )
