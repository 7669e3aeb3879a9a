"""The data linter: python -m nlu.check

Looks at what people say, what the assistant says and what it knows, in every language form of
nlu/languages.yml; every message ends with the fix. Exit status 1 when something is wrong.
With --overmatch it trains the intent classifier on parts of the examples (a minute or two) and names
those that another intent would claim; that needs judgement and is never an error.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from nlu.checks import calibration, documents, entities, examples, forms, keys, questions, words
from nlu.checks.project import Problem, Project, ProjectError, read_project

ROOT = Path(__file__).resolve().parent.parent
CHECKS: tuple[Callable[[Project], Iterable[Problem]], ...] = (
    forms.check,
    examples.check,
    entities.check,
    words.check,
    keys.check,
    documents.check,
    questions.check,
    calibration.check,
)


def find_problems(project: Project) -> list[Problem]:
    """In every form. Raises ProjectError when domain.yml or nlu/rules.yml cannot be read."""
    return [problem for check in CHECKS for problem in check(project)]


def left_to_do(project: Project, problems: Sequence[Problem]) -> dict[str, list[Problem]]:
    """Problems of forms that are started and not served yet: code -> what is left before they can be."""
    started = [form.code for form in project.forms if not form.usable]
    return {code: found for code in started if (found := [p for p in problems if p.form == code])}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nlu.check", description="Check the language and knowledge data.")
    parser.add_argument("--overmatch", action="store_true", help="name examples that another intent would claim")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    options = parser.parse_args(arguments)
    try:
        project = read_project(options.root)
        return _overmatch(project) if options.overmatch else _check(project)
    except ProjectError as problem:
        print(problem)
        return 1


def _check(project: Project) -> int:
    problems = find_problems(project)
    waiting = left_to_do(project, problems)
    wrong = [problem for problem in problems if problem.form not in waiting]
    for problem in wrong:
        print(problem)
    for code, found in waiting.items():
        print(f"left to do before {code} can be made usable in nlu/languages.yml ({len(found)}):")
        for problem in found:
            print(f"  {problem}")
    print(f"data: {len(wrong)} problems in {len(project.forms)} language forms")
    return 1 if wrong else 0


def _overmatch(project: Project) -> int:
    from knowledge.encoder import VectorCache, open_encoder
    from nlu.checks import overmatch

    encoder = VectorCache(project.root / "build" / "vectors.sqlite", open_encoder(), _progress)
    for line in overmatch.report(overmatch.cross_validate(examples.all_examples(project), encoder)):
        print(line)
    return 0


def _progress(done: int, total: int) -> None:
    print(f"encoded {done} of {total} new examples", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
