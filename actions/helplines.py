"""Helplines that an operator adds to the documents' own: a file of theirs, read strictly.

A wrong number shown to somebody in distress is worse than none, so one bad entry refuses the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from actions.quoting import in_form, text_in_form
from actions.regions import COUNTRIES
from knowledge.bundle import Passage
from knowledge.facts import DocumentError
from knowledge.language import FORMS, native
from knowledge.questions import load_yaml
from knowledge.text import clean

FIELDS = frozenset({"name", "number", "programme", "source", "checked_on"})
#: As it is dialled: short codes such as 181, or a whole number with its separators.
_NUMBER = re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,14}")


class HelplineError(ValueError):
    """The file cannot be used; the message names the entry, what is wrong with it, and the cure."""


@dataclass(frozen=True, kw_only=True)
class Helpline:
    names: Mapping[str, str]  #: language form -> name
    number: str
    programme: str
    source: str
    checked_on: date

    @property
    def country(self) -> str:
        return COUNTRIES[self.programme]

    def line(self, form: str) -> str:
        """As somebody who writes this form reads it."""
        name = text_in_form(self.names, form) or self.names.get("en") or next(iter(self.names.values()))
        return f"{name}: {self.number}"


def read(path: Path, today: date) -> tuple[Helpline, ...]:
    """Raises HelplineError."""
    try:
        entries = load_yaml(path)
    except (OSError, UnicodeDecodeError, DocumentError) as problem:
        raise HelplineError(
            f"{path} cannot be read ({problem}); mend it, or unset SAHAYAK_HELPLINES"
        ) from problem  # fmt: skip
    if not isinstance(entries, list):
        raise HelplineError(f"{path}: must be a list of entries with {', '.join(sorted(FIELDS))}")
    return tuple(_entry(f"{path}: entry {place}", entry, today) for place, entry in enumerate(entries, 1))


def old(lines: Sequence[Helpline], today: date, after: timedelta) -> list[Helpline]:
    return [one for one in lines if today - one.checked_on > after]


def lines(contacts: Mapping[str, Passage], more: Sequence[Helpline], form: str) -> list[str]:
    """Whom somebody who writes this form can call; ``contacts``: country -> its helpline document's contact fact."""
    wanted = {"th": ("TH",), "en": ("IN", "TH")}.get(native(form), ("IN",))
    found = []
    for country in wanted:
        found += [in_form(contacts[country], form)] if country in contacts else []
        found += [one.line(form) for one in more if one.country == country]
    return found


def _entry(where: str, entry: Any, today: date) -> Helpline:
    if not isinstance(entry, dict) or set(entry) != FIELDS:
        raise HelplineError(f"{where}: needs exactly {', '.join(sorted(FIELDS))}")
    if entry["programme"] not in COUNTRIES:
        raise HelplineError(f"{where}: programme is {entry['programme']!r}; it must be one of {', '.join(COUNTRIES)}")
    source = entry["source"]
    if not isinstance(source, str) or not clean(source):
        raise HelplineError(f"{where}: source must say where the number was read, such as a web address")
    checked_on = entry["checked_on"]
    if type(checked_on) is not date or checked_on > today:
        raise HelplineError(f"{where}: checked_on is {checked_on!r}; write the day it was called, such as 2026-11-22")
    return Helpline(
        names=_names(where, entry["name"]),
        number=_number(where, entry["number"]),
        programme=entry["programme"],
        source=clean(source),
        checked_on=checked_on,
    )


def _names(where: str, name: Any) -> dict[str, str]:
    given = {"en": name} if isinstance(name, str) else name
    if not isinstance(given, dict) or not given or not set(given) <= set(FORMS):
        raise HelplineError(f"{where}: name must be a text, or texts under {', '.join(FORMS)}")
    if not all(isinstance(text, str) and clean(text) for text in given.values()):
        raise HelplineError(f"{where}: a name is empty or no text; write it, or leave its language out")
    return {form: clean(text) for form, text in given.items()}


def _number(where: str, number: Any) -> str:
    # YAML reads 0800123 as another number, and 181 as a number at all.
    if not isinstance(number, str) or not _NUMBER.fullmatch(number.strip()):
        raise HelplineError(f'{where}: number is {number!r}; write it in quotes, in 3 to 15 digits, such as "181"')
    return number.strip()
