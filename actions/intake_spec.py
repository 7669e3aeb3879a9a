"""The questions of the intake, in their order; what each is for and who may skip it. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: What help may be asked for; several at once.
NEEDS = (
    "finance",
    "management",
    "marketing",
    "technology",
    "export",
    "registration",
    "dispute",
    "recovery",
    "other",
)
AGES = ("under1", "1to3", "3to10", "over10")  # years
SECTORS = ("manufacturing", "food", "textile", "handicraft", "retail", "services", "farming", "tourism", "other")
TRADING = ("growing", "steady", "falling", "stopped")
LOAN = ("none", "regular", "late", "overdue", "court")  # late: up to 90 days, overdue: more
ORDERS = ("plenty", "some", "none")
CONTACT_TIMES = ("morning", "afternoon", "evening", "any")


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question. Words: ask-<name>, why-<name>, and <name>-<choice> for its choices."""

    name: str
    required: bool
    personal: bool  #: names or describes a person: kept apart, erased on request
    choices: tuple[str, ...] = ()  #: closed list; turnover's depend on the programme
    several: bool = False


FIELDS = (
    Field(name="consent", required=True, personal=False, choices=("yes", "no")),
    Field(name="name", required=True, personal=True),
    Field(name="enterprise", required=True, personal=True),
    Field(name="region", required=True, personal=False),
    Field(name="district", required=False, personal=True),
    Field(name="sector", required=False, personal=False, choices=SECTORS),
    Field(name="needs", required=True, personal=False, choices=NEEDS, several=True),
    Field(name="description", required=False, personal=True),
    Field(name="trading", required=False, personal=False, choices=TRADING),
    Field(name="loan", required=False, personal=False, choices=LOAN),
    Field(name="orders", required=False, personal=False, choices=ORDERS),
    Field(name="age", required=False, personal=False, choices=AGES),
    Field(name="turnover", required=False, personal=False),
    Field(name="registration", required=False, personal=True),
    Field(name="phone", required=True, personal=True),
    Field(name="contact_time", required=False, personal=True, choices=CONTACT_TIMES),
)
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
#: The version of the consent text that people agree to, with its reasons; a change of its words needs a new one.
CONSENT_VERSION = "2026-11-22.2"


def next_field(given: Mapping[str, Any]) -> str | None:
    """The first field neither answered nor skipped; None when all are."""
    return next((field.name for field in FIELDS if field.name not in given), None)


def missing(given: Mapping[str, Any]) -> list[str]:
    """Required fields without a value."""
    return [field.name for field in FIELDS if field.required and given.get(field.name) in (None, [], "")]
