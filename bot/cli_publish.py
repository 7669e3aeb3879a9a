"""`sahayak kb publish` and what belongs to it: history, rollback, diff, signing, golden questions."""

from __future__ import annotations

import json
import os
import pwd
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import settings as configuration
from knowledge.language import FORMS

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
golden = typer.Typer(
    help="Golden questions: what must go on being answered or refused.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(golden, name="golden")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
By = Annotated[str, typer.Option("--by", help="Who does it; your login name when left out.")]
Why = Annotated[str, typer.Option("--why", help="Why; kept in the history.")]


def _say(text: str) -> None:
    typer.echo(f"[knowledge] {text}", err=True)


def _who(by: str) -> str:
    return by or pwd.getpwuid(os.getuid()).pw_name


def _dump(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


@app.command()
def publish(
    why: Why,
    by: By = "",
    override: Annotated[
        str, typer.Option(help="Publish although golden answers got worse; the reason, kept in the history.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Build a candidate, compare its golden answers with the live bundle's, and put it live if none got worse."""
    from bot.publish_view import as_object, as_text
    from bot.publishing import Wish, publish_now
    from bot.workshop import RealWorkshop

    workshop = RealWorkshop(configuration.from_env(), _say)
    judged = publish_now(workshop, Wish(by=_who(by), why=why, override=override))
    if as_json:
        _dump(as_object(judged))
    else:
        typer.echo(as_text(judged, workshop.margin))
    raise typer.Exit(1 if judged.refused else 0)


@app.command()
def rollback(
    why: Why,
    bundle: Annotated[str, typer.Argument(help="Bundle to go back to; the one before when left out.")] = "",
    by: By = "",
) -> None:
    """Put an earlier bundle live again, at once; the app notices without a restart."""
    from bot.publishing import Wish, roll_back
    from bot.workshop import RealWorkshop

    done = roll_back(RealWorkshop(configuration.from_env(), _say), bundle, Wish(by=_who(by), why=why))
    typer.echo(f"live is {done.hash} again; before it was {done.previous}")
    typer.echo(f"Who was told what has changed: sahayak corrections list {done.previous} live")


@app.command()
def history(as_json: AsJson = False) -> None:
    """Who published which bundle, when and why, newest first; what was refused or interrupted too."""
    from bot.publish_view import history_rows, history_text

    rows = history_rows(configuration.from_env().build)
    if as_json:
        _dump(rows)
    else:
        typer.echo(history_text(rows))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A bundle of kb history, its first letters, live, candidate or a folder.")],
    new: Annotated[str, typer.Argument(help="The same.")] = "live",
    answers: Annotated[bool, typer.Option(help="Also ask both the golden questions.")] = False,
    as_json: AsJson = False,
) -> None:
    """What two bundles hold differently: documents, facts, questions, and golden answers."""
    from bot.publish_view import change_lines, changed_answers, diff_lines, diff_object
    from bot.workshop import RealWorkshop

    workshop = RealWorkshop(configuration.from_env(), _say)
    changes = changed_answers(workshop, old, new) if answers else ()
    if as_json:
        _dump(diff_object(workshop.build, old, new) | ({"answers": [asdict(c) for c in changes]} if answers else {}))
        return
    typer.echo("\n".join(diff_lines(workshop.build, old, new)))
    if answers:
        typer.echo(f"{len(changes)} golden answers changed")
        typer.echo("\n".join(line for change in changes for line in change_lines(change)))


@app.command()
def sign(
    documents: Annotated[list[str], typer.Argument(help="Ids of documents you read against their sources.")],
    by: By = "",
) -> None:
    """Say that you checked documents against their sources as they stand; publishing asks for it."""
    from bot.workshop import sign_documents

    for name in sign_documents(configuration.from_env(), documents, _who(by)):
        typer.echo(f"signed {name}")


@app.command()
def watch(
    kb: Annotated[
        Path | None, typer.Option("--kb", help="Bundle to look names up in; the live one if left out.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option(help="Kinds of findings, with commas, or all: exit with code 1 when there is one.")
    ] = "",
    search: Annotated[bool, typer.Option(help="Look every name up in the bundle; takes a minute.")] = True,
    known: Annotated[bool, typer.Option("--known", help="Show what watch.yml explains, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """The radar: contradictions, translations with other figures, what has ended or is too old, dead names."""
    from bot.watching import as_object, as_text, findings, kinds

    wanted = kinds(fail_on)
    open_, explained = findings(configuration.from_env(), datetime.now(UTC).date(), kb, search)
    if as_json:
        _dump(as_object(open_, explained))
    else:
        typer.echo(as_text(open_, explained, known))
    raise typer.Exit(1 if any(one.kind in wanted for one in open_) else 0)


@golden.command("add")
def golden_add(
    question: Annotated[str, typer.Argument(help="As the person wrote it.")],
    expect: Annotated[str, typer.Option(help="Documents that answer it (ids with commas), or no_answer.")],
    says: Annotated[list[str] | None, typer.Option(help="What the facts quoted must hold, such as 90%.")] = None,
    lang: Annotated[str, typer.Option(help=f"Language form: {', '.join(FORMS)}; detected when left out.")] = "",
    reason: Annotated[str, typer.Option(help="Of a no_answer: why it is not answered.")] = "not_in_documents",
    by: By = "",
) -> None:
    """Add a question that was answered wrongly, with its right outcome; every publish asks it from now on."""
    from bot.workshop import add_golden

    path = add_golden(configuration.from_env(), question, expect, says or (), lang, reason, _who(by))
    typer.echo(f"added to {path}")


@golden.command("run")
def golden_run(as_json: AsJson = False) -> None:
    """Ask the live bundle the golden questions: figures per language form, and what it gets wrong."""
    from bot.publish_view import run_lines, run_object
    from bot.workshop import RealWorkshop

    workshop = RealWorkshop(configuration.from_env(), _say)
    if as_json:
        _dump(run_object(workshop))
    else:
        typer.echo("\n".join(run_lines(workshop)))
