"""`sahayak telegram`: what is told to Telegram once."""

from __future__ import annotations

import asyncio

import typer

from bot import settings as configuration

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def telegram() -> None:
    """Telegram: tell it the bot's commands and where to post."""


@app.command("set-up")
def set_up() -> None:
    """Commands and descriptions per language, the webhook with its secret; run it again after a change of settings."""
    from bot.channels.base import DeliveryFailed
    from bot.channels.telegram.set_up import set_up as tell_telegram
    from bot.problems import UserProblem

    try:
        asyncio.run(tell_telegram(configuration.from_env(), typer.echo))
    except DeliveryFailed as problem:
        raise UserProblem(f"Telegram: {problem.error.sentence} Run this again afterwards.") from None
