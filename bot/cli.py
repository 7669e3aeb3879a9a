"""The command line: each command a few lines that call one function."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot import (
    cli_backup,
    cli_cases,
    cli_desk,
    cli_kb_import,
    cli_line,
    cli_mail,
    cli_matches,
    cli_messages,
    cli_misses,
    cli_people,
    cli_publish,
    cli_search,
    cli_telegram,
)
from bot import settings as configuration
from bot.settings import Settings, SettingsError
from knowledge.language import FORMS

app = typer.Typer(
    help="Sahayak: cited answers and a helping hand for small entrepreneurs.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
kb = typer.Typer(help="The knowledge: build, list, show, search.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(kb, name="kb")
app.add_typer(cli_cases.app, name="cases")
app.add_typer(cli_matches.app, name="matches")
app.add_typer(cli_desk.app, name="desk")
app.add_typer(cli_mail.app, name="mail")
kb.add_typer(cli_search.app)
kb.add_typer(cli_publish.app)
app.command("eval")(cli_search.evaluate)
kb.add_typer(cli_kb_import.app)
app.command()(cli_misses.replay)
app.command("answers")(cli_misses.list_answers)
app.add_typer(cli_misses.misses_app, name="misses")
app.add_typer(cli_misses.corrections_app, name="corrections")
app.add_typer(cli_telegram.app, name="telegram")
app.add_typer(cli_line.app, name="line")
app.add_typer(cli_people.app, name="people")
app.command()(cli_people.agent)
app.add_typer(cli_messages.inbox_app, name="inbox")
app.add_typer(cli_messages.outbox_app, name="outbox")
app.add_typer(cli_messages.channels_app, name="channels")
app.command()(cli_messages.drill)
app.command()(cli_backup.backup)
app.command()(cli_backup.restore)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Bundle = Annotated[Path | None, typer.Option("--kb", help="Folder of a built bundle; the live one when left out.")]
Lang = Annotated[str | None, typer.Option("--lang", help=f"Language form: {', '.join(FORMS)}; detected when left out.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSON lines with qid, text and optional lang.")]


def main() -> None:
    """Entry point: a known problem ends with its cure and code 1, never with a traceback."""
    from bot.problems import KNOWN

    try:
        app()
    except KNOWN as problem:
        fail(str(problem))


def fail(text: str) -> NoReturn:
    typer.echo(f"sahayak: {text}", err=True)
    raise SystemExit(1)


def read_settings() -> Settings:
    try:
        return configuration.from_env()
    except SettingsError as problem:
        fail(str(problem))


def dump(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def check_form(form: str | None) -> str | None:
    if form is not None and form not in FORMS:
        fail(f"--lang {form}: must be one of {', '.join(FORMS)}")
    return form


@app.command()
def run() -> None:
    """Build and train what changed, start the assistant and keep it up until Ctrl-C."""
    from bot.run import run as start

    start(read_settings(), lambda text: typer.echo(f"[sahayak] {text}"))


@app.command(hidden=True)
def serve() -> None:
    """The app process; started by `run`."""
    from bot import private_logs
    from bot.app import serve as serve_app

    private_logs.set_up()
    logging.getLogger("httpx").setLevel(logging.WARNING)
    asyncio.run(serve_app(read_settings()))


@app.command()
def prepare() -> None:
    """Build the whole bundle and train the model when their inputs changed; start nothing."""
    from bot.run import prepare as prepare_all

    prepare_all(read_settings(), lambda text: typer.echo(f"[sahayak] {text}"), whole=True)


@app.command()
def train() -> None:
    """Train the dialogue model again."""
    from bot.dialogue_process import train as train_model

    train_model(read_settings())


@app.command()
def chat(url: Annotated[str, typer.Option(help="Where the assistant runs.")] = "") -> None:
    """Talk to the running assistant in this terminal; a number presses a button, Ctrl-D ends."""
    from bot.channels.terminal import Terminal

    terminal = Terminal(url or f"http://127.0.0.1:{read_settings().port}", lambda text: typer.echo(text))
    threading.Thread(target=terminal.listen, daemon=True).start()
    typer.echo("Write your question and press Enter. Ctrl-D ends.")
    for line in sys.stdin:
        if line.strip():
            terminal.send(line.rstrip("\n"))
            terminal.wait_for_reply(60)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    lang: Lang = None,
    kb: Bundle = None,
    batch: Batch = None,
    keep: Annotated[bool, typer.Option("--keep", help="Store the answer; its id is printed for `replay`.")] = False,
    as_json: AsJson = False,
) -> None:
    """Answer from the knowledge alone; needs no running service."""
    from bot import library
    from bot.asking import Asker, read_rows

    settings = read_settings()
    asker = Asker(kb or settings.live_bundle, library.more_helplines(settings, datetime.now(UTC).date()))
    if batch:
        for row in read_rows(batch):
            dump({"qid": row.qid} | asker.ask(row.text, check_form(row.lang)))
        return
    if question is None:
        fail('give a question, such as: sahayak ask "What is CGTMSE?"')
    form = check_form(lang)
    answer = cli_misses.ask_and_keep(asker, question, form) if keep else asker.ask(question, form)
    if as_json:
        dump(answer)
    else:
        typer.echo(answer["text"])


@app.command()
def parse(
    message: Annotated[str | None, typer.Argument(help="The message.")] = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Intent, confidence, language and entities of a message, from the trained model."""
    from bot.asking import ParseRow, parse_rows, read_rows

    if not batch and message is None:
        fail('give a message, such as: sahayak parse "I want to talk to a person"')
    rows = read_rows(batch) if batch else [ParseRow(qid=None, text=message or "", lang=None)]
    for row, parsed in zip(rows, parse_rows(read_settings(), rows), strict=True):
        if as_json or batch:
            dump(({"qid": row.qid} if batch else {}) | parsed)
        else:
            typer.echo(f"{parsed['intent']} ({parsed['confidence']:.2f}) in {parsed['language']}: {parsed['entities']}")


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check the installation and say the cure for what is wrong."""
    from bot.doctor import examine

    findings = examine(read_settings())
    if as_json:
        dump([finding.__dict__ for finding in findings])
    else:
        for finding in findings:
            typer.echo(f"{'ok  ' if finding.ok else 'BAD '} {finding.what}")
            if not finding.ok:
                typer.echo(f"     cure: {finding.cure}")
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


@kb.command("list")
def kb_list(kb: Bundle = None, as_json: AsJson = False) -> None:
    """The bundle's documents: id, date, languages, title."""
    from bot.asking import list_documents

    for row in list_documents(kb or read_settings().live_bundle):
        if as_json:
            dump(row)
        else:
            typer.echo(f"{row['id']:32} {row['as_of']:10} {','.join(row['languages']):12} {row['title']}")


@kb.command("show")
def kb_show(document: str, kb: Bundle = None, as_json: AsJson = False) -> None:
    """One document with its facts and sources."""
    from bot.asking import as_text, show_document

    shown = show_document(kb or read_settings().live_bundle, document)
    if shown is None:
        fail(f"no document {document}; see: sahayak kb list")
    if as_json:
        dump(shown)
    else:
        typer.echo(as_text(shown))


@kb.command("stale")
def kb_stale(
    stamp: Annotated[bool, typer.Option(help="Mark them as read against their document again.")] = False,
) -> None:
    """Translations and question files whose document has changed since they were written."""
    from bot import library

    folder = read_settings().knowledge
    paths = library.stale_files(folder)
    for path in paths:
        typer.echo(str(path.relative_to(folder.parent)))
    if stamp:
        typer.echo(f"stamped {library.stamp_files(paths, folder)}")
    elif not paths:
        typer.echo("nothing is older than its document")
    raise typer.Exit(1 if paths and not stamp else 0)


if __name__ == "__main__":
    main()
