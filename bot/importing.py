"""The importer with its limits from the settings, the clock and the network."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator

from bot.problems import UserProblem
from bot.settings import Settings
from knowledge.importers.fetch import Fetcher
from knowledge.importers.importing import Importer, Outcome, Wish
from knowledge.importers.model import Limits
from knowledge.importers.sandbox import Sandbox


def limits_of(settings: Settings) -> Limits:
    return Limits(
        megabytes=settings.import_megabytes,
        pages=settings.import_pages,
        scans=settings.import_scans,
        seconds=settings.import_seconds,
        memory_megabytes=settings.import_memory,
    )


def import_target(
    settings: Settings, target: str, wish: Wish, allow_private: bool, say: Callable[[str], None]
) -> Iterator[Outcome]:
    limits = limits_of(settings)
    fetcher = Fetcher(limits, allow_private)
    try:
        with Sandbox(limits) as sandbox:
            yield from Importer(sandbox, fetcher, datetime.date.today(), say).run(target, wish)
    finally:
        fetcher.close()


def page_numbers(text: str) -> tuple[int, int]:
    """(4, 9) of "4-9", (4, 4) of "4", (0, 0) of nothing. Raises UserProblem."""
    if not text:
        return 0, 0
    match = re.fullmatch(r"\s*([1-9]\d{0,5})\s*(?:-\s*([1-9]\d{0,5}))?\s*", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if last < first:
        raise UserProblem(f"--pages {text}: write it like 4-9 or 4")
    return first, last


def country_code(text: str) -> str:
    """IN of "in", nothing of nothing. Raises UserProblem."""
    if text and not re.fullmatch("[A-Za-z]{2}", text):
        raise UserProblem(f"--country {text}: write its two letters, such as IN or TH")
    return text.upper()
