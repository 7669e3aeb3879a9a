"""nlu/languages.yml and the forms that the program serves name the same."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.language import FORMS
from nlu.checks.project import Problem, Project

LISTED = "knowledge/language.py"
LANGUAGES = "nlu/languages.yml"


def check(project: Project) -> Iterator[Problem]:
    codes = {form.code: form for form in project.forms}
    for form in project.forms:
        if form.code not in FORMS:
            what = f"FORMS does not name {form.code}; add it last, when the rest is done, and set usable: true"
            yield Problem(where=LISTED, what=what, form=form.code)
        elif not form.usable:
            yield Problem(
                where=LANGUAGES, what=f"{form.code} is served by {LISTED}; set usable: true, or take it out there"
            )
    for code in FORMS:
        if code not in codes:
            yield Problem(where=LANGUAGES, what=f"{code} of {LISTED} is missing; list its name and script")
