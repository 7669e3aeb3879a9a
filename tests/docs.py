"""What is generated in docs/ and README.md: python -m tests.docs writes it, tests/test_docs.py compares it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml
from typer.main import get_command
from typer.testing import CliRunner

from bot import officer_commands
from bot.cli import app
from bot.settings import PREFIX, Settings
from bot.settings import ROOT as SETTINGS_ROOT
from bot.wording import say
from nlu.checks.examples import all_examples
from nlu.checks.project import BUTTON_ONLY, Project, read_project, read_yaml

ROOT = Path(__file__).resolve().parent.parent
BY_HAND = "<!-- Written by `make docs`: edit what it is written from, then run it again. -->"

#: What the assistant does for an action of domain.yml, for the table of intents.
DOES = {
    "action_answer": "answers from the documents with source and date, or says why it does not",
    "action_find_scheme": "lists up to three schemes that may fit; answers at once when one document clearly does",
    "action_show_detail": "shows one section of the document just discussed",
    "action_change_language": "changes the language of its replies, or asks which one",
    "action_take_message": "stores the message for a person, gives a reference and asks whether there is more",
    "action_case_status": "tells where the person's cases and messages stand; another chat's case needs the phone's end",
    "action_start_intake": "opens a case's questions, or goes on with those begun; asks whose desk it is when unsure",
    "action_listing": "asks what is offered or looked for, lists it with consent, pauses it or takes it off the list",
    "action_match_answer": "stores a yes or no to a match; both get each other's contact only when both agree",
    "action_move_draft": "brings the answers begun in another channel here, when the code is right",
    "action_distress": "gives the crisis helpline first and stores the message as urgent",
    "action_erase_data": "asks once, then deletes everything of this person and gives a certificate",
    "action_affirm": "takes up what it last offered",
    "action_deny": "drops what it last offered",
    "action_rate_answer": "stores thumbs up or down, then asks once whether to write when there is news",
    "action_tell_me": "stores whether the person wants to be told",
    "action_cancel": "closes the open message; what was stored stays stored",
}

#: The conversations README.md shows: transcript, and the messages taken from it.
SHOWN = (
    ("en", ("what is the biggest loan I can get with cgtmse cover", "and for women?")),
    ("gu", ("નિકાસ સુવિધા કેન્દ્રો કેટલા છે", "કાલે વરસાદ પડશે?")),
)


def generated(root: Path = ROOT) -> dict[Path, str]:
    """Every generated file and what it should hold now."""
    readme = root / "README.md"
    return {
        root / "docs" / "cli.md": cli(),
        root / "docs" / "settings.md": settings(),
        root / "docs" / "intents.md": intents(read_project(root)),
        root / "docs" / "officers.md": filled(
            (root / "docs" / "officers.md").read_text(encoding="utf-8"), "commands", officers()
        ),
        readme: filled(readme.read_text(encoding="utf-8"), "conversation", conversations(root)),
    }


def cli() -> str:
    parts = ["# Commands", BY_HAND]
    parts.append("`sahayak` is `.venv/bin/sahayak`; `make setup` puts it there.")
    for words in commands(get_command(app)):
        # Fixed: otherwise the lines break where the terminal of the moment ends.
        shown = CliRunner().invoke(app, [*words, "--help"], prog_name="sahayak", env={"COLUMNS": "100"})
        parts.append(f"## {' '.join(('sahayak', *words))}\n\n```text\n{shown.output.strip()}\n```")
    return "\n\n".join(parts) + "\n"


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every command that people run, groups before what is in them."""
    yield words
    for name, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from commands(inner, (*words, name))


def settings() -> str:
    rows = [
        (f"`{PREFIX}{entry.name.upper()}`", _default(entry.default), f"{entry.metadata['help']}")
        for entry in fields(Settings)
    ]
    rows.append(("`DATABASE_URL`", "empty", f"taken as `{PREFIX}DATABASE_URL`, which wins when both are set"))
    intro = "Read once from the environment when a process starts. A wrong value stops the start and is named."
    return "\n\n".join(["# Settings", BY_HAND, intro, table(("variable", "default", "what it is"), rows)]) + "\n"


def _default(value: Any) -> str:
    shown = value.relative_to(SETTINGS_ROOT).as_posix() + "/" if isinstance(value, Path) else str(value)
    return f"`{shown}`" if shown else "empty"


def intents(project: Project) -> str:
    counts = Counter((example.intent, example.form) for example in all_examples(project))
    does = what_is_done(project)
    forms = [form.code for form in project.forms if form.usable]
    rows = [(f"`{name}`", *(str(counts[name, form]) for form in forms), does[name]) for name in project.intents]
    intro = (
        "What people can say, how many examples of it each language form has (`nlu/<form>/<intent>.yml`), and what "
        "the assistant does then. Inside an open message most texts are simply added to it: see `nlu/rules.yml`."
    )
    buttons = f"Only buttons send: {', '.join(f'`{name}`' for name in sorted(BUTTON_ONLY - {'nlu_fallback'}))}."
    return "\n\n".join(["# Intents", BY_HAND, intro, table(("intent", *forms, "then"), rows), buttons]) + "\n"


def what_is_done(project: Project) -> dict[str, str]:
    """Intent -> what its rule outside any form does. Raises LookupError with the cure."""
    responses = read_yaml(project.root / "domain.yml")["responses"]
    found = {}
    for rule in read_yaml(project.root / "nlu" / "rules.yml")["rules"]:
        if "condition" not in rule:
            done = "; ".join(_done(step["action"], responses) for step in rule["steps"] if "action" in step)
            found |= {name: done for step in rule["steps"] for name in _named(step)}
    return found


def _named(step: Mapping[str, Any]) -> list[str]:
    return [one["intent"] for one in step.get("or", [step]) if "intent" in one]


def _done(action: str, responses: Mapping[str, Any]) -> str:
    if action in responses:
        return f"says “{say('en', responses[action][0]['custom']['key']).splitlines()[0]}”"
    if action not in DOES:
        raise LookupError(f"{action}: write what it does into DOES in tests/docs.py")
    return DOES[action]


def officers() -> str:
    """The desk's commands, as officers may type them, with the roles that may."""
    rows = []
    for name, command in officer_commands.commands().items():
        use, _, what = say("en", f"officer-use-{name}").partition(" – ")
        rows.append([f"`{use}`".replace("|", "\\|"), what, ", ".join(command.roles)])
    return table(["command", "what it does", "roles"], rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def conversations(root: Path) -> str:
    """Parts of the kept transcripts, word for word. Raises LookupError when a message is no longer there."""
    parts = []
    for form, wanted in SHOWN:
        path = root / "docs" / "transcripts" / f"{form}.yml"
        said = {turn["you"]: turn["sahayak"] for turn in yaml.safe_load(path.read_text(encoding="utf-8"))}
        for you in wanted:
            if you not in said:
                raise LookupError(f"{you!r} is not in {path.name} any more; choose another message in tests/docs.py")
            reply = said[you].replace("\n", "\n         ")
            parts.append(f"you      {you}\nsahayak  {reply}")
    return "```text\n{}\n```".format("\n\n".join(parts))


def filled(text: str, name: str, content: str) -> str:
    """``text`` with what stands between <!-- name --> and <!-- /name --> replaced. Raises LookupError."""
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    if not re.search(f"{opening}.*{closing}", text, re.S):
        raise LookupError(f"the marks {opening} and {closing} are missing; put them back")
    before, rest = text.split(opening, 1)
    return f"{before}{opening}\n{content}\n{closing}{rest.split(closing, 1)[1]}"


def main() -> None:
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
