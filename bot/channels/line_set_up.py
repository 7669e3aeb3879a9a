"""What an operator tells LINE: where to post, and the menus under the chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bot import secrets_in_logs
from bot.channels import line_menus, line_picture
from bot.channels.line_client import Client
from bot.settings import Settings, SettingsError
from knowledge.language import FORMS

PATH = "/webhooks/line"
#: developers.line.biz: of a webhook URL.
LONGEST_ADDRESS = 500
SWITCHES = (
    'In the LINE Developers console, tab "Messaging API", switch on: Use webhook, Webhook redelivery. '
    "In the LINE Official Account Manager switch off: Auto-response messages, Greeting messages."
)
#: What LINE's test says -> what to do.
CURES = {
    "COULD_NOT_CONNECT": "LINE cannot reach it: check the name, the certificate (no self-signed one) and the proxy",
    "REQUEST_TIMEOUT": "no answer within two seconds: is the assistant running behind this address?",
    "ERROR_STATUS_CODE 403": "the assistant has another channel secret: set SAHAYAK_LINE_SECRET and start it again",
    "ERROR_STATUS_CODE 404": "nothing is served at this path: set SAHAYAK_LINE_SECRET and start the assistant again",
}

Tell = Callable[[str], None]


class SetUpFailed(RuntimeError):
    """LINE was asked, and it does not work yet; the text says the cure."""


def address_of(text: str) -> str:
    """Where LINE posts to; the path may be left out. Raises SetUpFailed."""
    address = text.rstrip("/")
    parts = urlsplit(address)
    local = parts.hostname in ("127.0.0.1", "localhost")
    if not parts.hostname or not (local or parts.scheme == "https"):
        raise SetUpFailed(f"{text}: LINE posts to https addresses only, such as https://help.example")
    full = address if address.endswith(PATH) else address + PATH
    if len(full) > LONGEST_ADDRESS:
        raise SetUpFailed(f"the address is longer than the {LONGEST_ADDRESS} characters that LINE takes")
    return full


async def with_client(settings: Settings, work: Callable[[Client], Awaitable[None]]) -> None:
    """Raises SettingsError, DeliveryFailed."""
    if not (settings.line_secret and settings.line_token):
        raise SettingsError(
            "SAHAYAK_LINE_SECRET and SAHAYAK_LINE_TOKEN must be set; LINE's console shows both (docs/line.md)"
        )
    secrets_in_logs.hide(settings.line_secret, settings.line_token)
    client = Client(settings.line_token, settings.line_url)
    await client.open()
    try:
        await work(client)
    finally:
        await client.close()


async def set_up(settings: Settings, address: str, tell: Tell) -> None:
    """Set the webhook's address and let LINE try it. Raises SetUpFailed, SettingsError, DeliveryFailed."""
    full = address_of(address)

    async def work(client: Client) -> None:
        tell(f"account {await client.name()}")
        await client.set_webhook(full)
        tell(f"LINE posts to {full}")
        await _try(client, tell)

    await with_client(settings, work)


async def test(settings: Settings, tell: Tell) -> None:
    """Let LINE post to the address it has. Raises SetUpFailed, SettingsError, DeliveryFailed."""
    await with_client(settings, lambda client: _try(client, tell))


async def _try(client: Client, tell: Tell) -> None:
    address, used = await client.webhook()
    if not address:
        raise SetUpFailed("LINE has no address yet: sahayak line set-up https://help.example")
    ok, said = await client.test_webhook()
    if not ok:
        cure = next((cure for reason, cure in CURES.items() if said.startswith(reason)), "see docs/line.md")
        raise SetUpFailed(f"LINE posted to {address} and got no good answer ({said}): {cure}")
    tell("LINE posted to it, and the assistant answered")
    if not used:
        raise SetUpFailed(f'"Use webhook" is off, so people\'s messages do not come. {SWITCHES}')
    tell(SWITCHES)


async def put_menus(
    settings: Settings, forms: Sequence[str], everybody: str, pictures: Path | None, tell: Tell
) -> None:
    """A menu for each form; ``pictures`` holds somebody's own, such as th.png.

    Raises NoPicture, SetUpFailed, SettingsError, DeliveryFailed.
    """
    unknown = [form for form in (*forms, everybody) if form not in FORMS]
    if unknown:
        raise SetUpFailed(f"{unknown[0]} is not a language form; there are {', '.join(FORMS)}")
    # All of them before LINE hears of the first: half a set of menus helps nobody.
    drawn = {
        form: line_picture.read(pictures / f"{form}.png") if pictures else line_picture.picture_of(form)
        for form in forms
    }

    async def work(client: Client) -> None:
        for form, picture in drawn.items():
            await line_menus.put(client, form, picture, everybody=form == everybody)
            tell(f"{form}: {' · '.join(field.label for field in line_menus.fields_of(form))}")
        tell("People get the menu of their language with the next reply, at most ten minutes from now.")

    await with_client(settings, work)


async def remove_menus(settings: Settings, tell: Tell) -> None:
    """Raises SettingsError, DeliveryFailed."""

    async def work(client: Client) -> None:
        gone = await line_menus.remove(client)
        tell(f"removed: {', '.join(gone)}" if gone else "there were no menus")

    await with_client(settings, work)


def save_pictures(folder: Path, forms: Sequence[str], tell: Tell) -> None:
    """To look at, or to draw one's own over. Raises NoPicture."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in forms:
        path = folder / f"{form}.png"
        path.write_bytes(line_picture.picture_of(form))
        tell(str(path))
