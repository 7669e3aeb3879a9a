"""One validator per field of the intake: what a person typed or pressed -> a value, or a problem with its words.

Pure. A free text is a value whatever it looks like; only what cannot be one is a problem. Message keys of problems
are bad-<reason>; what was given before stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import phonenumbers

from actions import amounts, closed_answers, names, regions, registration, triage_rules
from actions.choice_words import chosen, plainly, several, unsure
from actions.intake_spec import BY_NAME
from knowledge.text import clean, fold

LONGEST_NAME, LONGEST_TEXT = 120, 2_000
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(amounts.FIGURE)


@dataclass(frozen=True, kw_only=True)
class Value:
    value: Any  #: JSON; what drafts.set_field keeps
    cut: bool = False  #: the text was longer than can be kept


@dataclass(frozen=True, kw_only=True)
class Problem:
    key: str  #: message key
    args: Mapping[str, Any] = field(default_factory=dict)


Checked = Value | Problem
Validator = Callable[[str, str, date], Checked]


def check(name: str, typed: str, programme: str, today: date) -> Checked:
    """Read what was given for a field. Raises KeyError for a field that is none."""
    text = clean(typed)
    if not text:
        return Problem(key="bad-empty")
    return _VALIDATORS[name](text, programme, today)


def choices(name: str, programme: str) -> tuple[str, ...]:
    """What a field's buttons offer; turnover's bands depend on the programme."""
    if name == "turnover":
        return tuple(band.id for band in triage_rules.load(programme).bands)
    return BY_NAME[name].choices


def _consent(text: str, programme: str, today: date) -> Checked:
    """Only a plain yes is one: "not sure" and "yes but" are asked again; any word of refusal refuses."""
    if unsure(text):
        return Problem(key="bad-consent")
    found = plainly("consent", text, ("yes", "no")) or chosen("consent", text, ("no",), numbers=False)
    return Value(value=found) if found else Problem(key="bad-consent")


def _name(text: str, programme: str, today: date) -> Checked:
    if not _LETTER.search(text):
        return Problem(key="bad-name")
    return _text(names.of_person(text), LONGEST_NAME)


def _place(text: str, programme: str, today: date) -> Checked:
    if not _LETTER.search(text):
        return Problem(key="bad-name")
    return _text(names.without_particle(text), LONGEST_NAME)


def _enterprise(text: str, programme: str, today: date) -> Checked:
    # "108" and "7-11" are shops' names too; emoji alone is none.
    if not any(c.isalnum() for c in text):
        return Problem(key="bad-enterprise")
    return _text(names.without_particle(text), LONGEST_NAME)


def _region(text: str, programme: str, today: date) -> Checked:
    found = regions.find(programme, text)
    return Value(value=found) if found else Problem(key="bad-region")


def _description(text: str, programme: str, today: date) -> Checked:
    if not any(c.isalnum() for c in text):
        return Problem(key="bad-description")
    return _text(text, LONGEST_TEXT)


def _needs(text: str, programme: str, today: date) -> Checked:
    found = several("needs", text, BY_NAME["needs"].choices)
    return Value(value=found) if found else Problem(key="bad-needs")


def _one_of(name: str, meant: Callable[[str, Sequence[str]], str | None] | None = None) -> Validator:
    def validator(text: str, programme: str, today: date) -> Checked:
        offered = choices(name, programme)
        found = meant(text, offered) if meant else chosen(name, text, offered)
        return Value(value=found) if found else Problem(key=f"bad-{name.replace('_', '-')}")

    return validator


def _age(text: str, programme: str, today: date) -> Checked:
    found = chosen("age", text, choices("age", programme))
    if found:
        return Value(value=found)
    years = _years(fold(text), today)
    if years is None:
        return Problem(key="bad-age")
    band = "under1" if years < 1 else "1to3" if years < 3 else "3to10" if years <= 10 else "over10"
    return Value(value=band)


#: A number from here on is the year of founding, not an age. Buddhist years are 543 ahead.
_FIRST_YEAR, _BUDDHIST = 1900, 543
_MONTHS = ("month", "mahin", "महीन", "माह", "મહિન", "เดือน")


def _years(text: str, today: date) -> float | None:
    number = _NUMBER.search(text)
    if number is None:
        in_words = closed_answers.counted(text, closed_answers.YEARS)
        return None if in_words is None else float(in_words)
    amount = amounts.figure(number.group())
    if any(word in text for word in _MONTHS):
        return amount / 12
    for begin in (today.year, today.year + _BUDDHIST):
        if begin - (today.year - _FIRST_YEAR) <= amount <= begin:
            return begin - amount
    return amount if amount < 150 else None


def _turnover(text: str, programme: str, today: date) -> Checked:
    bands = triage_rules.load(programme).bands
    found = chosen("turnover", text, tuple(band.id for band in bands))
    if found:
        return Value(value=found)
    amount = amounts.yearly(text)
    if amount is None:
        return Problem(key="bad-turnover")
    return Value(value=next(band.id for band in bands if band.up_to is None or amount <= band.up_to))


def _registration(text: str, programme: str, today: date) -> Checked:
    found = registration.read(text, regions.COUNTRIES[programme])
    if isinstance(found, registration.Wrong):
        return Problem(key=f"bad-registration-{found.why}")
    return Value(value=found)


def _phone(text: str, programme: str, today: date) -> Checked:
    """E.164. A number without country code is taken for one of the programme's country."""
    country, plain = regions.COUNTRIES[programme], fold(text)[:LONGEST_NAME]
    within = next(iter(phonenumbers.PhoneNumberMatcher(plain, country)), None)
    try:
        number = within.number if within else phonenumbers.parse(plain, country)
    except phonenumbers.NumberParseException:
        return Problem(key="bad-phone")
    if not phonenumbers.is_valid_number(number):
        return Problem(key="bad-phone-length" if not phonenumbers.is_possible_number(number) else "bad-phone")
    return Value(value=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _text(text: str, longest: int) -> Checked:
    return Value(value=text[:longest].rstrip(), cut=len(text) > longest)


_VALIDATORS: Mapping[str, Validator] = {
    "consent": _consent,
    "name": _name,
    "enterprise": _enterprise,
    "region": _region,
    "district": _place,
    "sector": _one_of("sector", closed_answers.sector),
    "needs": _needs,
    "description": _description,
    "trading": _one_of("trading", closed_answers.trading),
    "loan": _one_of("loan", closed_answers.loan),
    "orders": _one_of("orders", closed_answers.orders),
    "age": _age,
    "turnover": _turnover,
    "registration": _registration,
    "phone": _phone,
    "contact_time": _one_of("contact_time"),
}
