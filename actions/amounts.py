"""An amount of money in people's own words, and what it makes in a year: "ขายได้เดือนละแสน", "mahine ka dedh lakh".

A guess would put a business into a wrong band: what is vague ("several crore") is no amount, and is asked again. Pure.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from actions.choice_words import number_words
from knowledge.questions import load_yaml
from knowledge.text import fold

TABLE = Path(__file__).parent / "amounts.yml"
#: At most 15 digits with their separators: no turnover is longer.
FIGURE = r"(?<![\d.,])\d(?:[.,]?\d){0,14}(?![.,]?\d)"
#: Up to here a unit counts within a number ("สิบห้า", "five hundred"); above it what stands before is multiplied.
_SMALL = 100
#: Whoever writes more tells a story.
_LONGEST = 300
_YEAR = 1


@dataclass(frozen=True, kw_only=True)
class Part:
    kind: str  #: figure, number, more, unit
    value: float
    start: int
    end: int
    vague: bool = False  #: a unit that counts nothing by itself: "lakhs", "several crore"


@dataclass(frozen=True, kw_only=True)
class Amount:
    value: float
    in_units: bool  #: "5 lakh" is money; "5" may be anything
    start: int
    end: int


def yearly(text: str) -> float | None:
    """What somebody who tells an amount sells in a year; None when no amount is in it."""
    plain = fold(text)[:_LONGEST]
    periods = list(_periods().finditer(plain))
    for one in periods:
        if one["count"]:
            plain = plain[: one.start("count")] + " " * len(one["count"]) + plain[one.end("count") :]
    found = _amount(plain)
    if found is None:
        return None
    nearest = min(periods, key=lambda one: max(one.start() - found.end, found.start - one.end()), default=None)
    return found.value * (_times(nearest) if nearest else 1)


def money(text: str) -> float | None:
    """An amount such as "35 lakh", "๒ ล้าน", "สองแสนห้า" or "1,50,000"; None when there is none."""
    found = _amount(fold(text)[:_LONGEST])
    return found.value if found else None


def number_before(plain: str, end: int) -> float | None:
    """The number in words or figures that folded text has right before ``end``: "สิบห้า" before "ปี"."""
    before = plain[:end].rstrip(" -")
    group = next((one for one in reversed(list(_groups(before))) if one[-1].end == len(before)), [])
    if not group or any(part.kind == "unit" and part.value > _SMALL for part in group):
        return None
    small = _Small()
    for part in group:
        small = small.take(part)
    return small.counted


def figure(digits: str) -> float:
    """Commas group digits; a single point with one or two digits after it is a decimal one."""
    whole = digits.replace(",", "")
    return float(whole) if whole.count(".") <= 1 else float(whole.replace(".", ""))


def _times(period: regex.Match[str]) -> float:
    often = int(_value(period))
    return often if often == _YEAR or not period["count"] else often / max(1.0, figure(period["count"]))


def _amount(plain: str) -> Amount | None:
    found = [amount for group in _groups(plain) if (amount := _sum(group))]
    return next((one for one in found if one.in_units), found[0] if found else None)


def _groups(plain: str) -> Iterator[list[Part]]:
    """Parts that stand together."""
    group: list[Part] = []
    for part in map(_part, _parts().finditer(plain)):
        if group and not _within().fullmatch(plain, group[-1].end, part.start):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _part(match: regex.Match[str]) -> Part:
    kind = str(match.lastgroup).partition("_")[0]
    value = figure(match[0]) if kind == "figure" else _value(match)
    vague = kind == "unit" and (match["vague"] is not None or match[0].endswith("s") or _goes_on(match))
    return Part(kind=kind, value=value, start=match.start(), end=match.end(), vague=vague)


def _goes_on(match: regex.Match[str]) -> bool:
    """ "लाखों" and "કરોડો" are many; Thai writes its words together."""
    after = match.string[match.end() : match.end() + 1]
    return "\u0900" <= after <= "\u0aff" and after.strip(" ।") != ""


def _sum(group: list[Part]) -> Amount | None:
    """The value of one group; the upper one of a range; up to where another amount begins."""
    total, small, last, end = 0.0, _Small(), 0.0, group[0].start
    for part in group:
        if part.kind != "unit" or part.value <= _SMALL:
            small = small.take(part)
        elif part.vague and small.empty and not last:
            return None
        elif last and part.value >= last:
            if not small.empty:
                small = _Small()
                break
            total, last = total * part.value, part.value  # "hazar crore"
        else:
            total, last, small = total + small.counted * part.value, part.value, _Small()
        end = part.end
    total += small.rest(last)
    amount = Amount(value=total, in_units=last > 0, start=group[0].start, end=end)
    return amount if last or small.is_money else None


@dataclass(frozen=True, kw_only=True)
class _Small:
    """A number below a unit, as it is read word by word."""

    done: float = 0.0  #: hundreds and tens
    tail: float | None = None
    more: float = 0.0
    figure: bool = False

    @property
    def empty(self) -> bool:
        return not self.done and self.tail is None and not self.more

    @property
    def counted(self) -> float:
        """How many of the unit that follows: one when nothing was said, "sava lakh" a quarter more."""
        return (self.done + (self.tail or 0.0) if self.done or self.tail is not None else 1.0) + self.more

    @property
    def is_money(self) -> bool:
        return self.figure or self.done > 0

    def take(self, part: Part) -> _Small:
        if part.kind == "more":
            return _Small(done=self.done, tail=self.tail, more=part.value, figure=self.figure)
        if part.kind == "unit":
            return _Small(done=self.done + (self.tail or 1.0) * part.value, more=self.more, figure=self.figure)
        # "One and a half"; else of two numbers in a row the second is the upper one of a range.
        tail = self.tail + part.value if self.tail is not None and part.value < 1 else part.value
        return _Small(done=self.done, tail=tail, more=self.more, figure=part.kind == "figure")

    def rest(self, last: float) -> float:
        """What stands behind the last unit: "2 lakh 50000"; "สองแสนห้า" and "ล้านครึ่ง" leave the lower unit out."""
        left = self.done + (self.tail or 0.0) + (self.more if self.tail is not None else 0.0)
        if self.figure or not last:
            return left
        return left * last if left < 1 else left * last / 10 if left < 10 else left


def _value(match: regex.Match[str]) -> float:
    """Group names end in what the word is worth, such as number_2p5."""
    return float(str(match.lastgroup).partition("_")[2].replace("p", "."))


@functools.lru_cache(1)
def _read() -> Mapping[str, Any]:
    content: Mapping[str, Any] = load_yaml(TABLE)
    return content


def _named(kind: str, rows: Mapping[float, str]) -> list[str]:
    return [f"(?P<{kind}_{str(value).replace('.', 'p')}>{words})" for value, words in rows.items()]


@functools.lru_cache(1)
def _parts() -> regex.Pattern[str]:
    words: dict[float, str] = {float(count): known for count, known in number_words().items()}
    for value, more in _read()["numbers"].items():
        words[value] = f"{words[value]}|{more}" if value in words else more
    units = "|".join(_named("unit", _read()["units"]))
    unit = rf"(?:(?P<vague>{_bound(_read()['vague'])})[ -]*)?(?<![a-z])(?:{units})(?![a-z])"
    number = _bound("|".join(_named("number", words)))
    more = _bound("|".join(_named("more", _read()["more"])))
    return regex.compile(rf"(?P<figure>{FIGURE})|{unit}|{more}|{number}")


def _bound(words: str) -> str:
    """Whole words only, but for Thai, which has no spaces."""
    return rf"(?<![a-z\u0900-\u0aff])(?:{words})(?![a-z\u0900-\u0aff])"


@functools.lru_cache(1)
def _periods() -> regex.Pattern[str]:
    periods = "|".join(_named("period", _read()["periods"]))
    return regex.compile(rf"(?:(?P<count>{FIGURE})[ -]*)?(?<![a-z\u0900-\u0aff])(?:{periods})(?![a-z])")


@functools.lru_cache(1)
def _within() -> regex.Pattern[str]:
    return regex.compile(rf"[\s,.\-–—~/+₹฿]*(?:{_bound(_read()['within'])}[\s,.\-–—~/+₹฿]*)*")
