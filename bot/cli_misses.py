"""Commands for what was answered and what was not: replay, misses, corrections."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.settings import Settings
from records.database import Database

if TYPE_CHECKING:
    from bot.asking import Asker

misses_app = typer.Typer(
    help="Questions that had no good answer: list, assign, close.", no_args_is_help=True, rich_markup_mode=None
)
corrections_app = typer.Typer(
    help="Facts that changed: who was told the old ones, and telling them.", no_args_is_help=True, rich_markup_mode=None
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Number = Annotated[int, typer.Argument(help="Number of the miss.")]
BY = typer.Option("--by", help="Who does it.")


@contextmanager
def opened() -> Iterator[tuple[Settings, Database]]:
    from bot.cli import read_settings

    settings = read_settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    try:
        database.migrate()
        yield settings, database
    finally:
        database.close()


def now() -> datetime:
    return datetime.now(UTC)


def replay(
    answer: Annotated[str, typer.Argument(help="Id of an answer, such as A-26-0001.")],
    kb: Annotated[Path | None, typer.Option("--kb", help="Folder of its bundle, where it is kept elsewhere.")] = None,
    stored: Annotated[bool, typer.Option("--stored", help="Print what was shown; work nothing out.")] = False,
    as_json: AsJson = False,
) -> None:
    """Work an answer out again from its own bundle, context and day: the same bytes, or why not (code 1)."""
    from bot import replaying

    with opened() as (settings, database):
        if stored:
            sys.stdout.buffer.write(replaying.stored(database, answer).text.encode("utf-8") + b"\n")
            return
        done = replaying.replay(settings, database, answer, kb)
    if as_json:
        _dump(replaying.as_json(done))
    else:
        sys.stdout.buffer.write(done.text.encode("utf-8") + b"\n")
    if done.why:
        what = "the text" if not done.same_text else "the text is the same, but the scores or passages"
        typer.echo(f"sahayak: {what} differ from what was stored: {done.why}", err=True)
        typer.echo(f"What was shown then: sahayak replay {done.kept.reference} --stored", err=True)
        raise typer.Exit(1)


def list_answers(
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """The latest answers with their ids, the newest first. Numbers and names in questions are hidden."""
    from actions import answers
    from knowledge.mask import mask

    with opened() as (_, database), database.read() as connection:
        found = answers.latest(connection, limit)
        for kept in found:
            row = {
                "answer": kept.reference,
                "given_at": kept.created_at.isoformat(timespec="seconds"),
                "status": kept.outcome.status,
                "form": kept.outcome.language,
                "question": mask(kept.asked.question),
            }
            if as_json:
                _dump(row)
            else:
                typer.echo("  ".join(row.values()))
    if not found and not as_json:
        typer.echo("nothing was answered yet")


def ask_and_keep(asker: Asker, question: str, form: str | None) -> dict[str, Any]:
    """What `sahayak ask --keep` prints: the answer with its id."""
    from actions import answers
    from bot.replaying import keeping

    if unread := asker.unread(question, form):
        typer.echo("not stored: there is nothing to answer in it", err=True)
        return unread | {"answer": None}
    asked = answers.Asked(kind="answer", question=question, form=form)
    outcome = answers.work_out(asker.answerer, asked)
    with opened() as (settings, database), database.write() as connection:
        turn = f"ask-{uuid.uuid4().hex}"
        kept = answers.keep(connection, turn, asked, outcome, asker.answerer, keeping(settings), now())
    typer.echo(f"stored as {kept.reference}", err=True)
    return asker.shown(question, outcome) | {"answer": kept.reference}


@misses_app.command("list")
def list_misses(
    status: Annotated[str, typer.Option(help="open, assigned or closed.")] = "",
    form: Annotated[str, typer.Option("--lang", help="Language form.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too, and what is not our subject.")] = False,
    as_json: AsJson = False,
) -> None:
    """Collect what missed since the last time, then list it, the most asked first. Numbers and names are hidden."""
    from actions import likeness, misses
    from bot.asking import Asker

    with opened() as (settings, database):
        with database.read() as connection:
            waiting = misses.has_new(connection)
        if waiting:
            look = likeness.look_in(Asker(settings.live_bundle).search_index)
            with database.write() as connection:
                misses.collect(connection, look, now())
        with database.read() as connection:
            found = misses.listed(connection, status, form, everything)
    for miss in found:
        if as_json:
            _dump(asdict(miss) | {"created_at": miss.created_at.isoformat()})
        else:
            who = f" {miss.assigned_to}" if miss.assigned_to else ""
            place = f" {miss.district}" if miss.district else ""
            typer.echo(f"{miss.id:5} {miss.count:4}x {miss.form:8}{place} {miss.status}{who}  {miss.question}")
            typer.echo(f"              nearest {miss.passage or 'nothing'} ({miss.score:.3f}); {', '.join(miss.whys)}")
    if not found and not as_json:
        typer.echo("nothing missed")


@misses_app.command("show")
def show_miss(miss: Number, as_json: AsJson = False) -> None:
    """One miss with every question in it."""
    from actions import misses

    with opened() as (_, database), database.read() as connection:
        known, asked = misses.find(connection, miss), misses.questions(connection, miss)
    if as_json:
        _dump(_plain(asdict(known)) | {"questions": [_plain(asdict(one)) for one in asked]})
        return
    typer.echo(f"miss {known.id}, {known.form}, {known.status} {known.assigned_to}".rstrip())
    typer.echo(f"nearest when it was collected: {known.passage or 'nothing'} ({known.score:.3f})")
    if known.closed_with:
        typer.echo(f"closed with {known.closed_with}")
    for one in asked:
        typer.echo(f"  {one.reference} {one.asked_at.date()} {one.why}: {one.text}")


@misses_app.command("assign")
def assign_miss(miss: Number, to: Annotated[str, typer.Option("--to", help="Name of who looks after it.")]) -> None:
    """Give a miss to somebody."""
    from actions import misses

    with opened() as (_, database), database.write() as connection:
        misses.assign(connection, miss, to, now())
    typer.echo(f"miss {miss} is assigned to {to.strip()}")


@misses_app.command("close")
def close_miss(
    miss: Number,
    document: Annotated[str, typer.Option("--with", help="Id of the document that answers it now.")],
    by: Annotated[str, BY],
    anyway: Annotated[str, typer.Option(help="Why it is closed although the live bundle does not answer it.")] = "",
) -> None:
    """Close a miss with the document that answers it; who asked, and agreed to be told, is told."""
    from bot import miss_closing, replaying

    with opened() as (settings, database):
        answerer = replaying.open_answerer(settings.live_bundle, now().date())
        closing = miss_closing.Closing(document=document, by=by, anyway=anyway)
        done = miss_closing.close(database, answerer, replaying.keeping(settings), miss, closing, now())
    typer.echo(f"miss {miss} is closed with {document}: {done.answered} answered, {done.told} told")
    if done.left_open:
        typer.echo(f"{done.left_open} of its questions are not answered by it; they are a miss of their own now")
    for reason, count in done.left_out.items():
        typer.echo(f"{count} not told: {reason}")


@corrections_app.command("list")
def list_corrections(
    before: Annotated[str, typer.Argument(help="The bundle before: its name, or a folder.")],
    after: Annotated[str, typer.Argument(help="The bundle after, such as live.")],
    everything: Annotated[bool, typer.Option("--all", help="Also those that nobody was told.")] = False,
    as_json: AsJson = False,
) -> None:
    """Facts that changed between two bundles, and how many people were told the old ones."""
    with opened() as (settings, database):
        made = _plan(settings, database, before, after, [])
    shown = [row for row in made.rows if row.answers or everything or as_json]
    for row in shown:
        old, new = row.change.old.record, row.change.new.record if row.change.new else None
        if as_json:
            counts = {"answers": row.answers, "people": row.people, "agreed": row.agreed}
            _dump({"fact": row.change.id, "old": old, "new": new, "figures": row.change.figures} | counts)
            continue
        kind = "gone" if new is None else "figures changed" if row.change.figures else "reworded"
        typer.echo(f"{row.change.id}  {kind}; told {row.answers}x, people {row.people}, of them agreed {row.agreed}")
        typer.echo(f"    - {old}")
        if new is not None:
            typer.echo(f"    + {new}" if new != old else "    = the same in English; a translation changed")
    if not made.rows and not as_json:
        typer.echo("no fact changed")
    elif untold := len(made.rows) - len(shown):
        typer.echo(f"changed, and told to nobody: {untold}; --all shows them")


@corrections_app.command("send")
def send_corrections(
    before: Annotated[str, typer.Argument(help="The bundle before.")],
    after: Annotated[str, typer.Argument(help="The bundle after.")],
    by: Annotated[str, BY],
    fact: Annotated[list[str] | None, typer.Option(help="Only this fact; may be given again.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Send. Without it the messages are only shown.")] = False,
) -> None:
    """Show the corrections that people who agreed would get; with --yes queue them, each once."""
    from bot import correcting

    with opened() as (settings, database):
        made = _plan(settings, database, before, after, fact or [])
        for message in made.messages if not yes else ():
            typer.echo(f"--- {message.form}\n{message.text}")
        for reason, count in made.left_out.items():
            typer.echo(f"{count} left out: {reason}")
        if not yes:
            many = len(made.messages)
            typer.echo(f"to be sent: {many}; add --yes to send" if many else "nobody is left to be told")
            return
        typer.echo(f"queued: {correcting.send(database, made, by, now())}")


def _plan(settings: Settings, database: Database, before: str, after: str, only: list[str]) -> Any:
    from bot import correcting
    from knowledge.bundle import Bundle
    from knowledge.shelf import find

    bundles = (Bundle(find(settings.build, before)), Bundle(find(settings.build, after)))
    with database.read() as connection:
        return correcting.plan(connection, *bundles, only)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _dump(value: Any) -> None:
    from bot.cli import dump

    dump(value)
