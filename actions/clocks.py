"""Working time: how long somebody has had, counted only while their office is open. Pure.

Holidays come from the holidays library for the office's country and state.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

#: Further ahead than any clock of the desk runs.
_LOOK_AHEAD_DAYS = 730


@dataclass(frozen=True, kw_only=True)
class Calendar:
    country: str  #: ISO 3166-1
    state: str | None  #: of the holidays library, such as GJ
    category: str  #: public, government, bank
    opens: time
    closes: time
    days: frozenset[int]  #: weekdays, Monday is 0
    zone: ZoneInfo

    def open_on(self, day: date) -> bool:
        return day.weekday() in self.days and day not in _holidays(self.country, self.state, self.category, day.year)


@functools.cache
def states(country: str) -> frozenset[str]:
    """Whose own holidays the library knows; by the codes of ISO 3166-2, without the country."""
    return frozenset(holidays.country_holidays(country).subdivisions)


@functools.lru_cache(512)
def _holidays(country: str, state: str | None, category: str, year: int) -> frozenset[date]:
    made = holidays.country_holidays(country, subdiv=state, years=year, categories=tuple({"public", category}))
    # A holiday that falls on a weekend may be given on a day of the next year's list, and the other way round.
    return frozenset(day for day in made if day.year == year)


def add_working(start: datetime, working: timedelta, calendar: Calendar) -> datetime:
    """The moment when ``working`` open hours have passed since ``start``; never on a closed day."""
    left = max(working, timedelta(0))
    for opens, closes in _open_times(start, calendar):
        begins = max(opens, start)
        if begins + left <= closes:
            return (begins + left).astimezone(UTC)
        left -= closes - begins
    raise ValueError(f"{working} is longer than the desk's clocks run")


def working_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """Open hours from ``start`` to ``end``; none when ``end`` is earlier."""
    total = timedelta(0)
    for opens, closes in _open_times(start, calendar):
        if opens >= end:
            break
        total += max(timedelta(0), min(closes, end) - max(opens, start))
    return total


def _open_times(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """When the office is open, from the day of ``start`` on; today's only if it closes later."""
    first = start.astimezone(calendar.zone).date()
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = first + timedelta(days=ahead)
        if calendar.open_on(day):
            closes = datetime.combine(day, calendar.closes, calendar.zone).astimezone(UTC)
            if closes > start:
                yield datetime.combine(day, calendar.opens, calendar.zone).astimezone(UTC), closes
