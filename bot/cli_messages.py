"""`sahayak inbox`, `outbox`, `channels`, `drill`: for the operator of the message path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from bot import settings as configuration

inbox_app = typer.Typer(help="Messages that could not be answered: list, retry, drop.", no_args_is_help=True,
                        rich_markup_mode=None)  # fmt: skip
outbox_app = typer.Typer(help="Replies that could not be sent: list, retry.", no_args_is_help=True,
                         rich_markup_mode=None)  # fmt: skip
channels_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON lines instead of text.")]
Ids = Annotated[list[int] | None, typer.Argument(help="Numbers from the list; all of it when left out.")]
WithText = Annotated[bool, typer.Option("--text", help="Show what was written. Personal: mind who looks.")]
Limit = Annotated[int, typer.Option(min=1, help="How many at most.")]


def _database() -> Any:
    from bot.app import open_database

    return open_database(configuration.from_env())


def _show(rows: list[dict[str, Any]], as_json: bool, nothing: str) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False) if as_json else _line(row))
    if not rows and not as_json:
        typer.echo(nothing)


def _line(row: dict[str, Any]) -> str:
    return "  ".join(f"{name}={value}" for name, value in _flat(row) if value not in (None, ""))


def _flat(row: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """What a platform says of itself is a table of its own: platform.webhook=…  platform.pushes_this_month.left=…"""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


@inbox_app.command("list")
def inbox_list(with_text: WithText = False, limit: Limit = 100, as_json: AsJson = False) -> None:
    """Messages set aside, and those that failed and are tried again."""
    from bot.operations import list_inbox

    _show(list_inbox(_database(), limit, with_text), as_json, "nothing is set aside")


@inbox_app.command("retry")
def inbox_retry(ids: Ids = None) -> None:
    """Answer them again; the running app takes them up within seconds."""
    from bot.operations import retry_inbox

    typer.echo(f"{retry_inbox(_database(), ids or [])} messages will be answered again")


@inbox_app.command("drop")
def inbox_drop(ids: Annotated[list[int], typer.Argument(help="Numbers from the list.")]) -> None:
    """Leave them unanswered for good."""
    from bot.operations import drop_inbox

    typer.echo(f"{drop_inbox(_database(), ids)} messages stay unanswered")


@outbox_app.command("list")
def outbox_list(with_text: WithText = False, limit: Limit = 100, as_json: AsJson = False) -> None:
    """Replies that could not be sent, why, and what to do."""
    from bot.operations import list_outbox

    _show(list_outbox(_database(), limit, with_text), as_json, "everything was sent, or is on its way")


@outbox_app.command("retry")
def outbox_retry(ids: Ids = None) -> None:
    """Send them again; the running app takes them up within seconds."""
    from bot.operations import retry_outbox

    typer.echo(f"{retry_outbox(_database(), ids or [])} replies will be sent again")


@channels_app.callback()
def channels() -> None:
    """The channels that are pushed to: how they are."""


@channels_app.command("status")
def channels_status(
    ask: Annotated[bool, typer.Option(help="Ask the platform too: webhook, quota.")] = True, as_json: AsJson = False
) -> None:
    """What waits, failed and was sent on each channel, and what its platform says (webhook, quota)."""
    from bot.channels.registry import channels as served
    from bot.operations import channel_rows

    rows = channel_rows(_database(), served(configuration.from_env()), ask)
    _show(rows, as_json, "no channel has a token; the web page and the terminal need none")


def drill(
    messages: Annotated[int, typer.Option(min=1, help="How many the people send.")] = 300,
    people: Annotated[int, typer.Option(min=1, help="Half of them on Telegram, half on LINE.")] = 30,
    kills: Annotated[int, typer.Option(min=0, help="How often a process is killed.")] = 3,
    seed: Annotated[int, typer.Option(help="Of who writes when, what fails and what is killed.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """People on both stand-in platforms while processes are killed: is anything lost, repeated or out of order?

    Needs a trained model and a bundle (sahayak prepare). Nothing of a running assistant is touched.
    """
    from bot.drill.run import Options
    from bot.drill.run import drill as run_drill
    from bot.problems import UserProblem

    try:
        report = run_drill(Options(messages=messages, people=people, kills=kills, seed=seed))
    except TimeoutError as problem:
        raise UserProblem(f"{problem}\nIf the model or the bundle is missing or old: sahayak prepare") from None
    broken = report.broken()
    if as_json:
        typer.echo(json.dumps(report.to_json() | {"ok": not broken}, ensure_ascii=False))
    else:
        typer.echo("\n".join(f"{name:28}{value}" for name, value in report.to_json().items()))
    for rule in broken:
        typer.echo(f"broken: {rule}", err=True)
    raise typer.Exit(1 if broken else 0)
