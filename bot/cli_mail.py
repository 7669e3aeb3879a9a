"""`sahayak mail`: what came back of the letters to agencies."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import settings as configuration
from bot.problems import UserProblem

app = typer.Typer(help="Letters to agencies by e-mail: what came back.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def bounce(file: Annotated[str, typer.Argument(help="A delivery report as it came, or - for standard input.")]) -> None:
    """Record that a letter came back: its referral goes to an officer again. The same report again changes nothing."""
    from bot import mail_returns
    from bot.app import open_database
    from bot.channels.email import message_id
    from bot.desk_secret import desk_secret

    settings = configuration.from_env()
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as problem:
        raise UserProblem(f"{file} cannot be read: {problem.strerror}") from problem
    secret = desk_secret(settings)
    report = mail_returns.read(raw, lambda key: message_id(key, secret, settings.smtp_from))
    if isinstance(report, mail_returns.NoReport):
        raise UserProblem(f"nothing was recorded: {report.why}")
    with open_database(settings).write() as connection:
        done = mail_returns.bounced(connection, report, datetime.now(UTC))
    said = (
        "recorded; an officer has it again" if done else "nothing to do" if report.failed else "only late; nothing done"
    )
    typer.echo(f"{report.key} {report.status}: {said}")


@app.command()
def allow(address: Annotated[str, typer.Argument(help="A mailbox that had refused a letter.")]) -> None:
    """Send to a mailbox again, once it is known to work."""
    from bot import mail_returns
    from bot.app import open_database

    with open_database(configuration.from_env()).write() as connection:
        done = mail_returns.allow(connection, address)
    typer.echo("letters go there again" if done else "this mailbox had refused nothing")
