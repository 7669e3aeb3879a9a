"""`sahayak desk`: the officers' commands on the terminal, and letters to print."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from bot import settings as configuration
from bot.problems import UserProblem

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
As = Annotated[str, typer.Option("--as", help="Who you are: id or name, see `sahayak people list`.")]
Words = Annotated[list[str] | None, typer.Argument(help="As in a chat: number of the case, then what it needs.")]
#: What may be typed; the same names as in a chat, see docs/officers.md.
NAMES = ("queue", "case", "take", "assign", "note", "group", "refer", "send", "letter", "seen", "accept", "decline",
         "progress", "done", "failed", "recall", "wait", "resume", "close", "new", "erase", "help")  # fmt: skip


@app.callback()
def desk() -> None:
    """The case desk on the terminal, as in a chat: `sahayak desk queue unassigned --as p12ab34cd`."""


def run(name: str, words: list[str], person: str) -> str:
    """The answer. Raises UserProblem when nobody of that name works here."""
    from actions import people
    from bot.app import open_database
    from bot.officer_commands import answer_to, find_colleague
    from bot.referral_letters import dispatch_of

    settings = configuration.from_env()
    with open_database(settings).write() as connection:
        who = find_colleague(connection, person)
        if who is None:
            raise UserProblem(f"nobody called {person!r} works here; `sahayak people list` shows all")
        people.record(connection, who.id, f"/{name}", people.about(" ".join(words)), datetime.now(UTC))
        text = f"/{name} {' '.join(words)}"
        answer = answer_to(connection, who, text, datetime.now(UTC), dispatch_of(settings))
    return answer or ""


def _add(name: str) -> None:
    def command(words: Words = None, person: As = "") -> None:
        if not person:
            raise UserProblem("say who you are: --as ID; `sahayak people list` shows all")
        typer.echo(run(name, words or [], person))

    command.__doc__ = f"As /{name} in a chat."
    made: Any = app.command(name, context_settings={"ignore_unknown_options": True})
    made(command)


for _name in NAMES:
    _add(_name)
