"""The agencies a programme refers to: actions/directory/<programme>.yml, read and checked once."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from actions import triage_rules
from actions.clocks import Calendar, states
from actions.intake_spec import NEEDS
from knowledge.facts import DocumentError
from knowledge.language import native
from knowledge.questions import load_yaml

FOLDER = Path(__file__).parent / "directory"
KINDS = frozenset({"association", "bank", "council", "credit-bureau", "government", "guarantor", "portal", "state"})
CHANNELS = frozenset({"email", "line", "phone", "post", "website"})
LANGUAGES = ("en", "hi", "gu", "th")
#: Older than this an entry is flagged: somebody must look whether it still holds.
STALE_AFTER = timedelta(days=180)
_KEYS = frozenset(
    "id partner kind names helps requires fits regions languages calendar local merged_into channels note document "
    "checked_on".split()
)


class DirectoryError(ValueError):
    """A directory file cannot be used; the text names the file, the entry and the cure."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    kind: str
    value: str
    source: int  #: number of the source in the agency's document
    verify: bool = False  #: only a private or old source: check before use


@dataclass(frozen=True, kw_only=True)
class Fit:
    """What makes an agency the better one for this case."""

    when: Mapping[str, frozenset[str]]
    points: int
    why: str  #: message key reason-<why>


@dataclass(frozen=True, kw_only=True)
class Agency:
    id: str
    partner: int | None  #: number in the release of the Rescue Center
    kind: str
    names: Mapping[str, str]  #: language -> name
    helps: Mapping[str, int]  #: need -> strength 1 to 4
    requires: Mapping[str, frozenset[str]]  #: answers without which it is never proposed
    fits: tuple[Fit, ...]
    regions: frozenset[str]  #: empty: everywhere
    languages: tuple[str, ...]
    calendar: str
    local: bool  #: an office in each state: it keeps the holidays of the case's state
    merged_into: str | None  #: no longer takes cases itself
    channels: tuple[Channel, ...]
    note: str
    document: str
    checked_on: date

    def name(self, form: str) -> str:
        """Its name as a reader of this form knows it; romanised forms read Latin letters."""
        return self.names["en"] if form.endswith("-Latn") else self.names[native(form)]

    @property
    def email(self) -> str | None:
        return next((one.value for one in self.channels if one.kind == "email" and not one.verify), None)

    @property
    def reachable(self) -> bool:
        """Some contact stands in the directory; else a referral goes to an officer."""
        return any(not one.verify for one in self.channels)

    def stale(self, today: date, after: timedelta = STALE_AFTER) -> bool:
        return today - self.checked_on > after


@dataclass(frozen=True, kw_only=True)
class Directory:
    programme: str
    agencies: tuple[Agency, ...]
    calendars: Mapping[str, Calendar]

    def get(self, agency: str) -> Agency:
        """Raises LookupError."""
        found = next((one for one in self.agencies if one.id == agency), None)
        if found is None:
            raise LookupError(f"{agency} is not in actions/directory/{self.programme}.yml")
        return found

    def calendar_of(self, agency: str, region: str | None = None) -> Calendar:
        """``region`` (ISO 3166-2) is the case's: whose state it is matters where the agency has an office in each."""
        found = self.get(agency)
        calendar = self.calendars[found.calendar]
        state = (region or "").partition("-")[2]
        return replace(calendar, state=state) if found.local and state in states(calendar.country) else calendar

    def stale(self, today: date, after: timedelta = STALE_AFTER) -> list[Agency]:
        return [one for one in self.agencies if one.stale(today, after)]


@functools.cache
def load(programme: str) -> Directory:
    """Raises DirectoryError."""
    return read(FOLDER / f"{programme}.yml")


def read(path: Path) -> Directory:
    if not path.exists():
        raise DirectoryError(f"there is no directory {path.name}; write actions/directory/{path.name}, see th-ssrc.yml")
    try:
        body = load_yaml(path)
        calendars = {name: _calendar(entry) for name, entry in body["calendars"].items()}
        agencies = tuple(_agency(path, entry, calendars) for entry in body["agencies"])
    except DirectoryError:
        raise
    except DocumentError as problem:
        raise DirectoryError(str(problem)) from problem
    except (KeyError, TypeError, ValueError) as problem:
        raise DirectoryError(f"{path.name}: {problem!r}; an entry lacks it or has the wrong shape") from problem
    _check_ids(path, agencies)
    return Directory(programme=body["programme"], agencies=agencies, calendars=calendars)


def _calendar(entry: Mapping[str, Any]) -> Calendar:
    return Calendar(
        country=entry["country"],
        state=entry.get("state"),
        category=entry["category"],
        opens=time.fromisoformat(entry["open"]),
        closes=time.fromisoformat(entry["close"]),
        days=frozenset(entry["days"]),
        zone=ZoneInfo(entry["zone"]),
    )


def _agency(path: Path, entry: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Agency:
    def wrong(what: str) -> DirectoryError:
        return DirectoryError(f"{path.name}, {entry.get('id', '?')}: {what}")

    if unknown := set(entry) - _KEYS:
        raise wrong(f"unknown key {min(unknown)}; there are {', '.join(sorted(_KEYS))}")
    if entry["kind"] not in KINDS:
        raise wrong(f"kind {entry['kind']}; there are {', '.join(sorted(KINDS))}")
    if missing := [one for one in LANGUAGES if not entry["names"].get(one)]:
        raise wrong(f"no name in {', '.join(missing)}")
    if not entry["helps"] or set(entry["helps"]) - set(NEEDS) or set(entry["helps"].values()) - {1, 2, 3, 4}:
        raise wrong(f"helps gives needs ({', '.join(NEEDS)}) a strength from 1 to 4")
    if entry["calendar"] not in calendars:
        raise wrong(f"calendar {entry['calendar']}; there are {', '.join(calendars)}")
    if entry.get("local") and not states(calendars[entry["calendar"]].country):
        raise wrong("local: the holidays library knows no states of this country")
    if bad := [one["kind"] for one in entry["channels"] if one["kind"] not in CHANNELS]:
        raise wrong(f"channel {bad[0]}; there are {', '.join(sorted(CHANNELS))}")
    choices = triage_rules.load(path.stem).choices if (triage_rules.FOLDER / path.name).exists() else {}
    return Agency(
        id=entry["id"],
        partner=entry.get("partner"),
        kind=entry["kind"],
        names=entry["names"],
        helps=entry["helps"],
        requires=_when(entry.get("requires", {}), choices, wrong),
        fits=tuple(
            Fit(when=_when(one["when"], choices, wrong), points=one["points"], why=one["why"])
            for one in entry.get("fits", ())
        ),
        regions=frozenset(entry.get("regions", ())),
        languages=tuple(entry["languages"]),
        calendar=entry["calendar"],
        local=entry.get("local", False),
        merged_into=entry.get("merged_into"),
        channels=tuple(Channel(**one) for one in entry["channels"]),
        note=entry.get("note", ""),
        document=entry["document"],
        checked_on=date.fromisoformat(entry["checked_on"]),
    )


def _when(when: Mapping[str, Any], choices: Mapping[str, tuple[str, ...]], wrong: Any) -> dict[str, frozenset[str]]:
    for field, values in when.items():
        if choices and set(values) - set(choices.get(field, ())):
            raise wrong(f"{field} cannot be {values}; it is one of {', '.join(choices.get(field, ('?',)))}")
    return {field: frozenset(values) for field, values in when.items()}


def _check_ids(path: Path, agencies: tuple[Agency, ...]) -> None:
    ids = [one.id for one in agencies]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise DirectoryError(f"{path.name}: ids are given twice: {', '.join(twice)}")
    for one in agencies:
        if one.merged_into and one.merged_into not in ids:
            raise DirectoryError(f"{path.name}, {one.id}: merged_into {one.merged_into}, which is not there")
