"""`sahayak kb import`, `kb check` and `kb adopt`: from a file to a draft, from a draft to a document."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import settings as configuration
from bot.problems import UserProblem

if TYPE_CHECKING:
    from knowledge.importers.importing import Outcome

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
File = Annotated[Path, typer.Argument(help="The draft.")]


@app.command("import")
def import_(
    target: Annotated[str, typer.Argument(help="A file, a folder, an address, or a .txt of addresses.")],
    out: Annotated[Path | None, typer.Option(help="Folder of drafts; that of the settings when left out.")] = None,
    pages: Annotated[str, typer.Option(help="Of a PDF: such as 4-9.")] = "",
    ocr: Annotated[bool, typer.Option("--ocr", help="Read a PDF's printed shapes, not its text.")] = False,
    ocr_lang: Annotated[str, typer.Option(help="For tesseract, such as guj+eng; told by the script if left out.")] = "",
    id: Annotated[str, typer.Option("--id", help="Id of the draft, such as in-example; guessed if left out.")] = "",
    country: Annotated[str, typer.Option(help="IN or TH; guessed when left out.")] = "",
    url: Annotated[str, typer.Option(help="Address that the file is from, for the citation.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a draft that is there already.")] = False,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Fetch from private networks too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read PDF, DOCX, HTML, Markdown, TXT, CSV, XLSX or JSONL into drafts that an admin finishes."""
    from bot.importing import country_code, import_target, page_numbers
    from knowledge.importers.importing import Wish

    settings = configuration.from_env()
    wish = Wish(
        out=out or settings.drafts,
        pages=page_numbers(pages),
        ocr=ocr,
        ocr_languages=tuple(filter(None, ocr_lang.split("+"))),
        force=force,
        id=id,
        country=country_code(country),
        url=url,
    )
    outcomes = []
    for outcome in import_target(settings, target, wish, allow_private, lambda text: typer.echo(text, err=True)):
        outcomes.append(outcome)
        _show(outcome, as_json)
    refused = sum(bool(outcome.refused) for outcome in outcomes)
    if len(outcomes) > 1:
        made = sum(len(outcome.drafts) for outcome in outcomes)
        typer.echo(f"{len(outcomes)} files; drafts made: {made}; files refused: {refused}", err=True)
    raise typer.Exit(1 if refused else 0)


def _show(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        made = [{"draft": str(path), "facts": draft.facts, "todo": draft.todo} for path, draft in outcome.drafts]
        return _dump({"source": outcome.source, "drafts": made, "refused": outcome.refused, "code": outcome.code})
    for path, draft in outcome.drafts:
        statements = f"{draft.facts} statement{'' if draft.facts == 1 else 's'}"
        typer.echo(f"made    {path}: {statements}, {len(draft.todo)} things to finish; then: sahayak kb check {path}")
    if outcome.refused:
        typer.echo(f"REFUSED {outcome.source}: {outcome.refused}")
    return None


@app.command()
def check(path: File, as_json: AsJson = False) -> None:
    """What a draft still lacks before it can be adopted."""
    from knowledge.importers import finish

    report = finish.check(path, datetime.date.today())
    if as_json:
        _dump(asdict(report))
    else:
        for problem in report.problems:
            typer.echo(f"FINISH  {problem}")
        for advice in report.advice:
            typer.echo(f"advice  {advice}")
        typer.echo("not finished" if report.problems else f"finished; next: sahayak kb adopt {path}")
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def adopt(
    path: File,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of the document of that id.")] = False,
) -> None:
    """Move a finished draft to the documents; it is answered from after the next `kb publish`."""
    from knowledge.importers import finish

    if not path.is_file():
        raise UserProblem(f"there is no file {path}")
    folder = configuration.from_env().knowledge / "documents"
    target = finish.adopt(path, folder, datetime.date.today(), replace)
    typer.echo(f"moved to {target}")
    if replace:
        typer.echo("its translations and questions may be out of date now: sahayak kb stale")
    typer.echo("next: write questions and translations (CONTRIBUTING.md), then, read against its sources:")
    typer.echo(f"  sahayak kb sign {target.stem} --by NAME\n  sahayak kb publish --by NAME --why TEXT")


def _dump(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))
