"""What the rescue desk costs: triage and match of one case, and the officer's queue over 100,000 cases.

.venv/bin/python -m bench.desk [--cases 100000] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from actions import agencies, match, queue, reference_number, triage, triage_rules
from actions.intake_spec import NEEDS
from actions.match import Wanted
from records.case_tables import applicants, cases
from records.database import Database

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OFFICERS = 40
ROUNDS, QUERIES, CHUNK = 300, 200, 5_000
#: What they may cost, in milliseconds.
DECISION_LIMIT, QUEUE_LIMIT = 5.0, 50.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = {"decide": decide(ROUNDS), **queues(chosen.cases)}
    if chosen.json:
        print(json.dumps(found))
    else:
        for name, figures in found.items():
            print(
                f"{name:<12} p50 {figures['p50']:7.2f} ms   p95 {figures['p95']:7.2f} ms   max {figures['max']:7.2f} ms"
            )
    good = found["decide"]["p95"] < DECISION_LIMIT
    return 0 if good and all(figures["p95"] < QUEUE_LIMIT for name, figures in found.items() if name != "decide") else 1


def decide(rounds: int) -> dict[str, float]:
    """Triage and match of one case, over many different cases of both programmes."""
    dice = random.Random(7)
    made = [_case(dice) for _ in range(rounds)]
    for programme in triage_rules.programmes():  # read once, as in a running process
        triage_rules.load(programme)
        agencies.load(programme)
    return _measure([lambda one=one: _decide(*one) for one in made], tries=3)  # type: ignore[misc]


def _case(dice: random.Random) -> tuple[str, dict[str, Any]]:
    programme = dice.choice(triage_rules.programmes())
    choices = triage_rules.load(programme).choices
    told = {field: dice.choice(choices[field]) for field in ("trading", "loan", "orders", "age", "sector", "turnover")}
    return programme, {**told, "needs": dice.sample(NEEDS, dice.randint(1, 4))}


def _decide(programme: str, told: dict[str, Any]) -> None:
    rules, directory = triage_rules.load(programme), agencies.load(programme)
    answers = triage.answers_of(told, rules)
    decision = triage.decide(answers, rules)
    wanted = Wanted(needs=told["needs"], region=None, language="th", answers=answers)
    match.match(wanted, decision, directory)


def queues(count: int) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'records.sqlite'}")
        database.migrate()
        fill(database, count)
        dice = random.Random(8)
        views: tuple[queue.View, ...] = ("mine", "unassigned", "overdue")
        found: dict[str, dict[str, float]] = {}
        for view in views:
            officers = [f"o{dice.randrange(OFFICERS)}" for _ in range(QUERIES)]
            found[view] = _measure([lambda o=o, v=view: _page(database, v, o) for o in officers])  # type: ignore[misc]
        found["counts"] = _measure([lambda o=o: _counts(database, o) for o in officers])  # type: ignore[misc]
        database.close()
    return found


def _page(database: Database, view: queue.View, officer: str) -> None:
    with database.read() as connection:
        queue.page(connection, view, officer, NOW)


def _counts(database: Database, officer: str) -> None:
    with database.read() as connection:
        queue.counts(connection, officer, NOW)


def fill(database: Database, count: int) -> None:
    """Cases as a desk of some years has them: nine in ten closed, of the open ones one in five with nobody yet."""
    dice = random.Random(9)
    with database.write() as connection:
        connection.execute(applicants.insert().values(id="a", created_at=NOW))
        for begin in range(1, count + 1, CHUNK):
            rows = [_row(dice, serial) for serial in range(begin, min(begin + CHUNK, count + 1))]
            connection.execute(cases.insert(), rows)


def _row(dice: random.Random, serial: int) -> dict[str, Any]:
    created = NOW - timedelta(hours=dice.randrange(20_000))
    is_open = dice.random() < 0.1
    return {
        "reference": reference_number.make("th-ssrc", 2026, serial),
        "kind": "help",
        "programme": "th-ssrc",
        "applicant_id": "a",
        "made_by": f"b{serial}",
        "state": "assessed" if is_open else "closed",
        "group_no": dice.randint(1, 3),
        "urgency": dice.randint(1, 3),
        "needs": ["finance"],
        "language": "th",
        "origin": "chat",
        "owner": None if dice.random() < 0.2 else f"o{dice.randrange(OFFICERS)}",
        "due_at": NOW + timedelta(hours=dice.randrange(-200, 400)) if is_open else None,
        "created_at": created,
        "updated_at": created,
        "closed_at": None if is_open else NOW,
    }


def _measure(calls: list[Callable[[], None]], tries: int = 1) -> dict[str, float]:
    """Milliseconds; of several tries the best: what a call costs, not who else used the machine."""
    calls[0]()
    took = [min(_once(call) for _ in range(tries)) for call in calls]
    cuts = statistics.quantiles(took, n=20)
    return {"p50": round(statistics.median(took), 3), "p95": round(cuts[18], 3), "max": round(max(took), 3)}


def _once(call: Callable[[], None]) -> float:
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1_000


if __name__ == "__main__":
    raise SystemExit(main())
