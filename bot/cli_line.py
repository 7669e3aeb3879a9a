"""`sahayak line`: what is told to LINE once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import settings as configuration
from knowledge.language import FORMS

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Form = Annotated[list[str] | None, typer.Option("--form", help="Language form; every one when left out.")]


@app.callback()
def line() -> None:
    """LINE: tell it where to post, try it, and put the menu under the chat."""


def _ask(work: Coroutine[Any, Any, None]) -> None:
    from bot.channels.base import DeliveryFailed
    from bot.channels.line_picture import NoPicture
    from bot.channels.line_set_up import SetUpFailed
    from bot.problems import UserProblem

    try:
        asyncio.run(work)
    except DeliveryFailed as problem:
        raise UserProblem(f"LINE: {problem.error.sentence} Run this again afterwards.") from None
    except (SetUpFailed, NoPicture) as problem:
        raise UserProblem(str(problem)) from None


@app.command("set-up")
def set_up(
    address: Annotated[
        str, typer.Argument(help="Public https address of the assistant, such as https://help.example.")
    ],
) -> None:
    """Set the webhook's address and let LINE try it; run it again after a change."""
    from bot.channels import line_set_up

    _ask(line_set_up.set_up(configuration.from_env(), address, typer.echo))


@app.command("test")
def test() -> None:
    """Let LINE post to the address it has."""
    from bot.channels import line_set_up

    _ask(line_set_up.test(configuration.from_env(), typer.echo))


@app.command("rich-menu")
def rich_menu(
    form: Form = None,
    everybody: Annotated[str, typer.Option(help="The form of people of whom no language is known yet.")] = "th",
    pictures: Annotated[Path | None, typer.Option(help="Folder of your own pictures, th.png and so on.")] = None,
    save: Annotated[Path | None, typer.Option(help="Only draw the pictures into this folder.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the menus away.")] = False,
) -> None:
    """Put a menu under the chat in each language: find a scheme, talk to a person, language, help."""
    from bot.channels import line_set_up
    from bot.channels.line_picture import NoPicture
    from bot.problems import UserProblem

    forms = form or list(FORMS)
    if save:
        try:
            line_set_up.save_pictures(save, forms, typer.echo)
        except NoPicture as problem:
            raise UserProblem(str(problem)) from None
    elif remove:
        _ask(line_set_up.remove_menus(configuration.from_env(), typer.echo))
    else:
        _ask(line_set_up.put_menus(configuration.from_env(), forms, everybody, pictures, typer.echo))
