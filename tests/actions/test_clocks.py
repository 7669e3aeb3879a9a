"""Working time: only open hours count, in the office's own country, state and zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import agencies
from actions.clocks import Calendar, add_working, working_between

TH = agencies.load("th-ssrc").calendars["th-office"]
BANK = agencies.load("th-ssrc").calendars["th-bank"]
IN = agencies.load("in-msme").calendars["in-office"]
GJ = agencies.load("in-msme").calendars["in-gj-office"]
UP = agencies.load("in-msme").calendars["in-up-office"]
CALENDARS = (TH, BANK, IN, GJ, UP)


def at(text: str, calendar: Calendar = TH) -> datetime:
    """Local time of the calendar's office."""
    return datetime.fromisoformat(text).replace(tzinfo=calendar.zone)


@pytest.mark.parametrize(
    ("calendar", "start", "hours", "due"),
    [
        (TH, "2026-11-23 09:00", 4, "2026-11-23 13:00"),
        (TH, "2026-11-23 15:30", 2, "2026-11-24 09:30"),  # over night
        (TH, "2026-11-27 15:30", 2, "2026-11-30 09:30"),  # over a weekend
        (TH, "2026-11-22 03:00", 1, "2026-11-23 09:30"),  # from a Sunday night
        (TH, "2026-12-04 15:30", 2, "2026-12-08 09:30"),  # 5 December falls on Saturday, Monday is given instead
        (TH, "2026-04-10 15:30", 2, "2026-04-16 09:30"),  # Songkran
        (TH, "2026-11-23 07:00", 0, "2026-11-23 08:30"),
        (TH, "2026-11-23 08:30", 8, "2026-11-23 16:30"),  # to the last minute
        (IN, "2026-01-23 16:30", 2, "2026-01-27 10:30"),  # Republic Day on a Monday
        (IN, "2026-08-14 16:30", 2, "2026-08-17 10:30"),  # Independence Day on a Saturday
        (GJ, "2026-05-01 09:30", 1, "2026-05-04 10:30"),  # Gujarat Day is Gujarat's alone
        (UP, "2026-04-30 17:00", 1, "2026-05-04 10:00"),
    ],
)
def test_when_it_is_due(calendar: Calendar, start: str, hours: int, due: str) -> None:
    assert add_working(at(start, calendar), timedelta(hours=hours), calendar) == at(due, calendar)


def test_a_states_holiday_is_not_its_neighbours() -> None:
    gujarat_only = [
        day for n in range(365)
        if (day := date(2026, 1, 1) + timedelta(days=n)).weekday() < 5 and not GJ.open_on(day) and IN.open_on(day)
    ]  # fmt: skip
    assert gujarat_only


def test_banks_keep_the_public_holidays_too() -> None:
    assert not BANK.open_on(date(2026, 4, 13))
    assert not TH.open_on(date(2026, 4, 13))


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
spans = st.integers(0, 400 * 60).map(lambda minutes: timedelta(minutes=minutes))
calendars = st.sampled_from(CALENDARS)


@given(moments, spans, calendars)
def test_what_was_added_is_what_lies_between(start: datetime, working: timedelta, calendar: Calendar) -> None:
    due = add_working(start, working, calendar)
    assert due >= start
    assert working_between(start, due, calendar) == working
    local = due.astimezone(calendar.zone)
    assert calendar.open_on(local.date())
    assert calendar.opens <= local.time() <= calendar.closes


@given(moments, spans, spans, calendars)
def test_pausing_and_going_on_loses_nothing(
    start: datetime, working: timedelta, before: timedelta, calendar: Calendar
) -> None:
    """Stop anywhere, go on later: the open hours used before and after add up to what was given."""
    due = add_working(start, working, calendar)
    stopped = min(start + before, due)
    left = working_between(stopped, due, calendar)
    assert working_between(start, stopped, calendar) + left == working
    again = add_working(stopped + timedelta(days=9), left, calendar)
    assert working_between(stopped + timedelta(days=9), again, calendar) == left


@given(moments, spans, spans, calendars)
def test_more_time_is_never_due_earlier(start: datetime, one: timedelta, more: timedelta, calendar: Calendar) -> None:
    assert add_working(start, one + more, calendar) >= add_working(start, one, calendar)


def test_nothing_lies_between_a_moment_and_an_earlier_one() -> None:
    assert working_between(at("2026-11-24 12:00"), at("2026-11-23 12:00"), TH) == timedelta(0)


def test_a_clock_longer_than_any_is_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        add_working(at("2026-11-23 09:00"), timedelta(days=5_000), TH)
