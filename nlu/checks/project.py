"""What every check works on: the project's forms and intents, and the problems found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex
import yaml

if TYPE_CHECKING:
    from nlu.checks.documents import Library

RECORD = "en"
#: Only buttons that the bot itself sends carry these; nobody types them, so they have no examples.
BUTTON_ONLY = frozenset(
    {
        "show_detail",
        "choose_document",
        "choose_language",
        "rate_answer",
        "tell_me",
        "intake_choose",
        "intake_do",
        "move_draft",
        "listing",
        "match_answer",
        "nlu_fallback",
    }
)
#: Stands where `nlu.new_language` left English text; whoever translates deletes it.
MARK = "# TRANSLATE"


@dataclass(frozen=True, kw_only=True)
class Problem:
    where: str  #: path below the project's folder
    what: str  #: ends with the fix
    form: str = ""  #: the language form that this is left to do for, when it is one form's matter

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, kw_only=True)
class Form:
    code: str  #: BCP-47
    name: str
    script: str  #: a Unicode script name
    falls_back_to: str  #: the native form of a romanised one, else empty
    usable: bool  #: served to people; problems of a form that is not yet are only listed

    @property
    def native(self) -> str:
        return self.falls_back_to or self.code

    @property
    def ascii(self) -> bool:
        """English and romanised forms are typed without accents."""
        return self.code == RECORD or bool(self.falls_back_to)


class ProjectError(ValueError):
    """nlu/languages.yml or domain.yml cannot be read; the message says what to write."""


@dataclass(frozen=True)
class Project:
    root: Path
    forms: tuple[Form, ...]
    intents: tuple[str, ...]  #: those that people can type

    def show(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    @property
    def natives(self) -> tuple[Form, ...]:
        return tuple(form for form in self.forms if not form.falls_back_to)

    @cached_property
    def library(self) -> Library:
        """The documents, read once for all checks."""
        from nlu.checks.documents import read_all

        return read_all(self)


def read_yaml(path: Path) -> Any:
    """Raises ProjectError."""
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except OSError as problem:
        raise ProjectError(f"cannot be read ({problem.strerror}); put the file back") from problem
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        line = " ".join(str(problem).split())
        raise ProjectError(f"is not valid YAML; mend it: {line}") from problem


def read_project(root: Path) -> Project:
    """Raises ProjectError."""
    listed = read_yaml(root / "nlu" / "languages.yml")
    forms = tuple(parse_form(str(code), entry) for code, entry in listed.items())
    codes = {form.code for form in forms}
    for form in forms:
        if form.native not in codes:
            raise ProjectError(f"nlu/languages.yml: {form.code}: falls_back_to {form.native}, which is not listed")
    if RECORD not in codes:
        raise ProjectError(f"nlu/languages.yml: {RECORD} is missing; it is the form the others are compared with")
    names = [next(iter(i)) if isinstance(i, dict) else i for i in read_yaml(root / "domain.yml")["intents"]]
    return Project(root, forms, tuple(name for name in names if name not in BUTTON_ONLY))


def parse_form(code: str, entry: Any) -> Form:
    """One entry of nlu/languages.yml. Raises ProjectError."""
    where = f"nlu/languages.yml: {code}"
    if not isinstance(entry, dict) or not {"name", "script", "usable"} <= set(entry):
        raise ProjectError(f"{where}: needs name, script and usable, as the other forms have")
    if not isinstance(entry["usable"], bool):
        raise ProjectError(f"{where}: usable must be true or false")
    try:
        regex.compile(rf"\p{{Script={entry['script']}}}")
    except regex.error:
        raise ProjectError(f"{where}: {entry['script']} is not a Unicode script; such as Latin or Bengali") from None
    return Form(
        code=code,
        name=str(entry["name"]),
        script=str(entry["script"]),
        falls_back_to=str(entry.get("falls_back_to") or ""),
        usable=entry["usable"],
    )
