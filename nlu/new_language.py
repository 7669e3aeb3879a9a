"""Starts a language form: python -m nlu.new_language bn --name বাংলা --script Bengali

Copies the English files, marked to be translated, and lists the form as not yet usable; what is left to do
is what the linter names. A romanised form also gets ``--falls-back-to`` its native one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import regex

from nlu.checks.examples import ENTITIES, least
from nlu.checks.project import MARK, RECORD, Form, Project, ProjectError, parse_form, read_project
from nlu.checks.words import FOLDER as WORDS

ROOT = Path(__file__).resolve().parent.parent
_CODE = regex.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
_ENTRY = regex.compile(r"^(?=-?[A-Za-z][\w-]* *=)", regex.MULTILINE)


def start(project: Project, form: Form) -> list[str]:
    """Write the form's files; their paths below the project's folder. Raises ProjectError."""
    if any(known.code == form.code for known in project.forms):
        raise ProjectError(f"{form.code} is already in nlu/languages.yml; see what is left: python -m nlu.check")
    if not _CODE.fullmatch(form.code):
        raise ProjectError(f"{form.code} is not a code such as bn or, for a romanised form, bn-Latn")
    if form.falls_back_to and form.falls_back_to not in {known.code for known in project.natives}:
        raise ProjectError(f"--falls-back-to {form.falls_back_to}: must be a native form of nlu/languages.yml")
    files = dict(_copies(project, form))
    taken = [path for path in files if path.exists()]
    if taken:
        raise ProjectError(f"{project.show(taken[0])} is there already; delete it or choose another code")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    listed = project.root / "nlu" / "languages.yml"
    listed.write_text(f"{listed.read_text(encoding='utf-8').rstrip()}\n{_line(form)}", encoding="utf-8")
    return [project.show(path) for path in files]


def _copies(project: Project, form: Form) -> Iterator[tuple[Path, str]]:
    nlu, words = project.root / "nlu", project.root / WORDS
    for name in (*(f"{intent}.yml" for intent in project.intents), ENTITIES):
        text = (nlu / RECORD / name).read_text(encoding="utf-8")
        yield nlu / form.code / name, f"{MARK}: {_advice(name, form)}, then delete this line.\n{text}"
    for path in sorted((words / RECORD).glob("*.ftl")):
        yield words / form.code / path.name, _ENTRY.sub(f"{MARK}\n", path.read_text(encoding="utf-8"))


def _advice(name: str, form: Form) -> str:
    if name == ENTITIES:
        return f"write the words of {form.name}"
    # Translated examples all begin alike, and real people do not.
    return f"write at least {least(form)} examples as people say them in {form.name}, not line by line"


def _line(form: Form) -> str:
    fallback = f", falls_back_to: {form.falls_back_to}" if form.falls_back_to else ""
    name = json.dumps(form.name, ensure_ascii=False)
    # Quoted: YAML reads a bare `no` as false.
    return f"{json.dumps(form.code)}: {{name: {name}, script: {form.script}{fallback}, usable: false}}\n"


def code_changes(form: Form) -> list[str]:
    """What no data file can say: where the program lists the forms it knows."""
    steps = [f"knowledge/language.py: add {form.code!r} to FORMS (last of all: from then on it is served)"]
    if form.script == "Latin":
        steps.append("knowledge/language.py: add it to LATIN_FORMS, so that it is told apart from the others")
    else:
        steps.append(f"knowledge/language.py: add the letters of {form.script} to _SCRIPTS")
        steps.append(f"bot/guard.py: add {form.script} to the letters that can be read")
        steps.append("knowledge/text.py: add its digits, if it has its own, and a segmenter, if it writes no spaces")
    if form.falls_back_to:
        steps.append(f"knowledge/language.py: add it to NATIVE with {form.falls_back_to!r}")
        steps.append(f"knowledge/romanised.py: how {form.falls_back_to!r} is written in Latin letters, and read back")
    steps.append(f"bot/replies.py: add {form.name!r} to LANGUAGE_NAMES; EXAMPLE: a document to show first")
    steps.append("actions/actions.py: which country's helpline its people are given")
    return steps


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nlu.new_language", description="Start a language form.")
    parser.add_argument("code", help="BCP-47, such as bn or bn-Latn")
    parser.add_argument("--name", required=True, help="as its own people write it")
    parser.add_argument("--script", required=True, help="a Unicode script, such as Bengali or Latin")
    parser.add_argument("--falls-back-to", default="", help="a romanised form's native one")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    options = parser.parse_args(arguments)
    entry = {"name": options.name, "script": options.script, "falls_back_to": options.falls_back_to, "usable": False}
    try:
        form = parse_form(options.code, entry)
        written = start(read_project(options.root), form)
    except ProjectError as problem:
        print(problem)
        return 1
    print(f"{form.name}: wrote {len(written)} files with the English text, marked {MARK!r}:")
    print(f"  nlu/{form.code}/  {WORDS.as_posix()}/{form.code}/  and a line in nlu/languages.yml")
    print("what is left to translate and to write, at any time: python -m nlu.check")
    print("code that lists the forms and needs this one:")
    for step in code_changes(form):
        print(f"  {step}")
    print("when nothing is left: usable: true in nlu/languages.yml")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
