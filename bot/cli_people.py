"""`sahayak people …` and `sahayak agent`: who may do what, and answering people from a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from actions import handover, person_messages
from actions import people as rules
from bot import settings as configuration
from records.database import Database

app = typer.Typer(help="People with roles: officers, agents, admins.", no_args_is_help=True, rich_markup_mode=None)
PersonId = Annotated[str, typer.Argument(help="Id of the person, as `people list` shows it.")]


@contextmanager
def _database() -> Iterator[Database]:
    from bot.app import open_database

    database = open_database(configuration.from_env())
    try:
        yield database
    finally:
        database.close()


def _now() -> datetime:
    return datetime.now(UTC)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="As entrepreneurs and colleagues read it.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(rules.ROLES)}.")],
    languages: Annotated[str, typer.Option(help=f"Of {', '.join(rules.LANGUAGES)}, with commas.")] = "en",
) -> None:
    """Add a person; prints the id and a code that links an account, once, within a day."""
    spoken = [one.strip() for one in languages.split(",") if one.strip()]
    with _database() as database, database.write() as connection:
        person = rules.add(connection, name, role, spoken, _now())
        made = rules.link_code(connection, person.id, _now())
    typer.echo(f"{person.id}  {person.role}  {person.name}")
    typer.echo(f"code: {made}  (to be sent to the assistant from the person's own Telegram, LINE or web chat)")


@app.command("list")
def list_people(as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False) -> None:
    """Everybody, with linked accounts and messages that wait for one."""
    with _database() as database, database.read() as connection:
        found = rules.every(connection)
        for one in found:
            accounts = rules.linked(connection, one.id)
            row = {
                "id": one.id, "name": one.name, "role": one.role, "languages": list(one.languages),
                "disabled": one.disabled, "accounts": accounts,
                "kept_messages": rules.kept(connection, one.id),
            }  # fmt: skip
            told = ", ".join(accounts) or "no account"
            state = "disabled" if one.disabled else f"{told}; {row['kept_messages']} messages kept"
            text = f"{one.id}  {one.role:8} {one.name}  [{','.join(one.languages)}]  {state}"
            typer.echo(json.dumps(row, ensure_ascii=False) if as_json else text)
    if not found and not as_json:
        typer.echo("nobody has a role yet; add one: sahayak people add NAME --role officer")


@app.command()
def code(person: PersonId) -> None:
    """A new code that links one account; older ones of this person stop working."""
    with _database() as database, database.write() as connection:
        typer.echo(rules.link_code(connection, person, _now()))


@app.command()
def unlink(person: PersonId) -> None:
    """Make all accounts of the person ordinary ones."""
    with _database() as database, database.write() as connection:
        gone = handover.unlink(connection, person, _now())
    typer.echo(f"{gone} accounts unlinked")


@app.command()
def disable(person: PersonId) -> None:
    """Take the role away; conversations they hold go back to the assistant."""
    with _database() as database, database.write() as connection:
        handover.disable(connection, person, _now())
    typer.echo(f"{person} is disabled")


@app.command()
def deeds(
    person: Annotated[str, typer.Argument(help="Id of the person; everybody when left out.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = 50,
) -> None:
    """What people with roles did."""
    with _database() as database, database.read() as connection:
        found = rules.deeds_of(connection, person or None, limit)
        for row in found:
            typer.echo(f"{row.at:%Y-%m-%d %H:%M:%S}  {row.by}  {row.what}  {row.about}")
    if not found:
        typer.echo(f"nothing was done by {person}" if person else "nothing was done yet")


@app.command()
def messages(
    limit: Annotated[int, typer.Option(min=1, help="How many, urgent ones first, then the newest.")] = 20,
) -> None:
    """Messages that people left for a person."""
    with _database() as database, database.read() as connection:
        found = person_messages.latest(connection, limit)
        for row in found:
            urgent = "URGENT  " if row.urgent else ""
            typer.echo(f"{urgent}{row.reference}  {row.created_at:%Y-%m-%d %H:%M}  {row.intent}  [{row.language}]")
            typer.echo("\n".join(f"    {line}" for line in row.text.splitlines()))
    if not found:
        typer.echo("nobody left a message")


def agent(
    person: PersonId,
    language: Annotated[str, typer.Option("--lang", help="Language form of the assistant's own words.")] = "",
) -> None:
    """Answer people from this terminal: /waiting, /take, words, /done; Ctrl-D ends."""
    from bot.channels.staff_terminal import StaffTerminal
    from bot.staffing import staff_of

    with _database() as database:
        terminal = StaffTerminal(database, staff_of(configuration.from_env()), person, _now, typer.echo, language)
        terminal.run()
