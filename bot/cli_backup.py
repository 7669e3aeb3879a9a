"""`sahayak backup` and `sahayak restore`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration


def backup(file: Annotated[Path, typer.Argument(help="Where to; must not be there yet.")]) -> None:
    """Everything people told, in one file, while the assistant runs: guard it like the data folder."""
    from bot.backup import backup as write

    size = write(configuration.from_env(), file)
    typer.echo(f"{file}: {size / 1_000_000:.1f} MB")


def restore(file: Annotated[Path, typer.Argument(help="A file that `sahayak backup` wrote.")]) -> None:
    """Put a backup in the place of the present records; who had their data deleted since is deleted again."""
    from bot.backup import restore as put_back

    done = put_back(configuration.from_env(), file, datetime.now(UTC))
    if done.again is None:
        typer.echo("There were no records here: who had their data deleted after the backup is in it again.")
    else:
        typer.echo(f"Deleted again: {done.again}")
    if done.aside:
        typer.echo(f"The records of before are in {done.aside}: remove them when you need them no more.")
