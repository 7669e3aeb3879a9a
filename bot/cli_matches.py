"""`sahayak matches …`: what people offer and look for, and the matches proposed to them. For officers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot import settings as configuration
from bot.problems import UserProblem
from records.database import Database

app = typer.Typer(help="Offers and wishes that people listed, and matches between them.", no_args_is_help=True)
Who = Annotated[str, typer.Option("--by", help="Who does it: an officer's or admin's id or name, see `people list`.")]
Each = Annotated[bool, typer.Option("--all", help="Also what is paused, expired or closed.")]


@app.command("list")
def list_all(
    every: Each = False, as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False
) -> None:
    """Listings and matches. Names and phones are not shown: they are in the case."""
    from bot.match_desk import rows

    found = list(rows(_database(), every=every))
    if not found and not as_json:
        typer.echo("nothing is listed")
    for row in found:
        if as_json:
            typer.echo(json.dumps(row, ensure_ascii=False))
        else:
            typer.echo("  ".join(str(value) for value in row.values() if value is not None))


@app.command()
def propose(first: int, second: int, by: Who) -> None:
    """Ask two people whose listings fit; nothing is given before both agree."""
    from bot.match_desk import propose as put

    try:
        number = put(_database(), first, second, by, datetime.now(UTC))
    except (LookupError, ValueError) as problem:
        raise UserProblem(str(problem)) from problem
    typer.echo(f"match {number}: both are asked")


@app.command()
def close(
    listing: int,
    outcome: Annotated[str, typer.Option(help="helped, no-help-found, withdrawn, not-reached, duplicate.")],
    by: Who,
) -> None:
    """Take a listing off the list for good; the person is told that its case is closed."""
    from bot.match_desk import close as take_off

    try:
        reference = take_off(_database(), listing, outcome, by, datetime.now(UTC))
    except (LookupError, ValueError) as problem:
        raise UserProblem(str(problem)) from problem
    typer.echo(f"listing {listing} ({reference}) is closed")


def _database() -> Database:
    from bot.app import open_database

    return open_database(configuration.from_env())
