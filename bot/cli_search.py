"""`sahayak kb build`, `kb search` and `eval`: what is searched, how a result came about, how good results are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import settings as configuration
from bot.problems import UserProblem
from knowledge.language import FORMS

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Bundle = Annotated[Path | None, typer.Option("--kb", help="Folder of a built bundle; the live one when left out.")]
Raw = Annotated[
    Path | None,
    typer.Option(
        "--raw",
        help="A second tier of raw passages: JSON lines of id, doc_id, title, url, lang, text, or a folder of such "
        "files. It is searched only when the documents do not answer.",
    ),
]
RawSample = Annotated[int | None, typer.Option("--raw-sample", help="Take only so many of them, always the same.")]
LeaveOut = Annotated[
    list[str] | None, typer.Option("--leave-out", help="Name of a file of the --raw folder to leave out; repeatable.")
]


def _dump(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _say(text: str) -> None:
    typer.echo(f"[knowledge] {text}", err=True)


def _check_form(form: str | None) -> str | None:
    if form is not None and form not in FORMS:
        raise UserProblem(f"--lang {form}: must be one of {', '.join(FORMS)}")
    return form


@app.command("build")
def build(
    out: Annotated[
        Path | None, typer.Option(help="Folder to write; without it: live if nothing is, else a candidate.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="JSON lines of passages: id, doc_id, title, url, lang, text.")
    ] = None,
    raw: Raw = None,
    raw_sample: RawSample = None,
    leave_out: LeaveOut = None,
) -> None:
    """Build a bundle from the project's documents, or from passages of any corpus."""
    from bot import library

    settings = configuration.from_env()
    if (source or raw) and not out:
        cure = "to have raw passages live, put their files into knowledge/raw/" if raw else "name a folder"
        raise UserProblem(f"{'--from' if source else '--raw'} needs --out; {cure}")
    if out:
        inputs = library.corpus_inputs(source) if source else library.project_inputs(settings.knowledge)
        if raw:
            inputs = library.with_raw(inputs, raw, leave_out or (), raw_sample)
        typer.echo(str(library.build(settings, inputs, out, _say)))
    else:
        from bot.workshop import build_only

        typer.echo(build_only(settings, _say))


@app.command("search")
def search(
    question: str,
    lang: Annotated[
        str | None, typer.Option("--lang", help=f"Language form: {', '.join(FORMS)}; detected when left out.")
    ] = None,
    kb: Bundle = None,
    limit: Annotated[int, typer.Option(help="How many passages.")] = 5,
    explain: Annotated[
        bool, typer.Option(help="Show how the question was read, every part of each score, and the confidence.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ranked passages for a question."""
    from bot.asking import Asker
    from bot.explaining import as_lines, explained

    asker = Asker(kb or configuration.from_env().live_bundle)
    found = explained(asker, question, _check_form(lang), limit)
    if as_json and explain:
        _dump(found)
    elif as_json:
        for row in found["passages"]:
            _dump(row)
    else:
        for line in as_lines(found, explain):
            typer.echo(line)


def evaluate(
    questions: Annotated[Path, typer.Option("--questions", help="JSON lines with the right documents.")],
    kb: Bundle = None,
    intents: Annotated[bool, typer.Option(help="Also judge intents with the trained model.")] = True,
    baselines: Annotated[
        bool, typer.Option("--baselines", help="Also rank by BM25 alone, vectors alone, and plain RRF of both.")
    ] = False,
    raw: Raw = None,
    raw_sample: RawSample = None,
    leave_out: LeaveOut = None,
    as_json: AsJson = False,
) -> None:
    """Retrieval, refusal and intent figures per language form, with intervals, on a file of questions."""
    from bot.evaluation import RawTierOf, as_table, evaluate_file

    settings = configuration.from_env()
    tier = RawTierOf(path=raw, count=raw_sample, leave_out=tuple(leave_out or ())) if raw else None
    report = evaluate_file(
        questions, kb or settings.live_bundle, settings, intents=intents, baselines=baselines, raw=tier, say=_say
    )
    if as_json:
        _dump(report)
    else:
        typer.echo(as_table(report))
