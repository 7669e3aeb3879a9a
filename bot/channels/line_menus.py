"""Rich menus: one for each language form, found again by its alias; the person's is linked when we write to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.channels.line_cards import short
from bot.channels.line_client import Client
from bot.channels.line_events import MENU
from bot.wording import say
from knowledge.language import FORMS

#: LINE: 800 to 2500 wide, at least 250 high and 1.45 times as wide as high.
WIDTH, HEIGHT = 1200, 810
#: Command -> key of its label. Two in a row.
FIELDS = {"find": "button-find", "person": "button-person", "language": "button-language", "help": "button-help"}
COLUMNS = 2


@dataclass(frozen=True)
class Field:
    command: str
    label: str
    x: int
    y: int
    width: int
    height: int


def fields_of(form: str) -> list[Field]:
    width, height = WIDTH // COLUMNS, HEIGHT // (len(FIELDS) // COLUMNS)
    return [
        Field(command, say(form, key), place % COLUMNS * width, place // COLUMNS * height, width, height)
        for place, (command, key) in enumerate(FIELDS.items())
    ]


def menu_of(form: str) -> dict[str, Any]:
    """As LINE takes it."""
    return {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": False,
        "name": f"Sahayak {form}",
        "chatBarText": say(form, "line-menu"),
        "areas": [_area(field) for field in fields_of(form)],
    }


def _area(field: Field) -> dict[str, Any]:
    data = MENU + field.command
    return {
        "bounds": {"x": field.x, "y": field.y, "width": field.width, "height": field.height},
        "action": {"type": "postback", "label": short(field.label), "data": data, "displayText": field.label},
    }


def alias_of(form: str) -> str:
    """LINE takes small letters, digits, - and _."""
    return f"sahayak-{form.lower()}"


async def menus_of(client: Client) -> dict[str, str]:
    """Language form -> id of its menu, as far as they are set up. Raises DeliveryFailed."""
    aliases = await client.aliases()
    return {form: aliases[alias_of(form)] for form in FORMS if alias_of(form) in aliases}


async def put(client: Client, form: str, picture: bytes, *, everybody: bool = False) -> str:
    """Make the form's menu, or put a new one in its place; its id. Raises DeliveryFailed.

    ``everybody``: also for people who have none of their own. The old menu is deleted last: a try that fails half way
    leaves people the menu they have.
    """
    old = (await menus_of(client)).get(form)
    menu = await client.create_menu(menu_of(form), picture)
    await client.set_alias(alias_of(form), menu, exists=old is not None)
    if everybody:
        await client.show_to_everybody(menu)
    if old:
        await client.delete_menu(old)
    return menu


async def remove(client: Client) -> list[str]:
    """Take every menu of ours away; the forms that had one. Raises DeliveryFailed."""
    menus = await menus_of(client)
    for form, menu in menus.items():
        await client.delete_alias(alias_of(form))
        await client.delete_menu(menu)
    return list(menus)
