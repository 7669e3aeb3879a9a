"""What a query costs as the raw tier grows: python -m bench.search [--sizes 1000 25000 100000] [--million]

Real passages of our documents and of --corpus (JSON lines as for `kb build --raw`), filled up with made-up ones: mixes
of real vectors with noise, and real words shuffled. Building does not encode the made-up ones; its encoding time
is measured on real ones. Prints query -> ranked p50 and p95, memory, build, load and swap; the ratio is of the
encoder's own time for the same queries in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from bench.encoders import queries
from bot.settings import ROOT, from_env
from knowledge.bundle import Bundle, LiveBundle, make_live
from knowledge.encoder import Encoder, Kind, Vectors, kind_of, open_encoder
from knowledge.raw import RawPassage, read_raw, sample, write_raw
from knowledge.search import Query, Search
from knowledge.text import words

SIZES = (1_000, 25_000, 100_000)
MILLION = 1_000_000
QUERIES, ENCODED = 60, 64
#: Other questions, asked before: an app that runs has read the disk, and knows common words.
WARM_UP = 60
SWAPS = 20
SEED = 7


@dataclass(frozen=True, kw_only=True)
class Row:
    """Times in ms, memory in MB, build in seconds for 1,000 passages."""

    passages: int
    encoder: float  #: p50 of encoding the query alone
    curated: float  #: p50 of question -> curated passages ranked, without the encoder: most questions end there
    p50: float  #: question -> curated and raw passages ranked, without the encoder
    p95: float
    ratio: float  #: p50 of the encoder's p50
    memory: float  #: of a process that serves the bundle
    build: float  #: writing and indexing, without encoding
    encoding: float  #: of 1,000 passages
    load: float
    swap: float  #: until a reader has the new bundle


class Made(Encoder):
    """Hands out vectors made beforehand, in order."""

    def __init__(self, name: str, vectors: Vectors) -> None:
        self.name, self.dimensions = name, int(vectors.shape[1])
        self._vectors, self._next = vectors, 0

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        start, self._next = self._next, self._next + len(texts)
        return self._vectors[np.arange(start, self._next) % len(self._vectors)]


def passages(real: Sequence[RawPassage], count: int) -> list[RawPassage]:
    """The real ones, then made-up ones of their words."""
    rng = random.Random(SEED)
    found = list(real[:count])
    # Thai cut into words once: a made-up jumble of Thai clauses takes four times as long to cut as a real text.
    cut = [words(passage.text) for passage in real] if len(found) < count else []
    while len(found) < count:
        mixed = rng.choice(cut)[:40] + rng.choice(cut)[:40]
        rng.shuffle(mixed)
        n = len(found)
        made = {"id": f"made:{n}", "document": f"made:{n // 4}", "title": f"Made {n // 4}", "url": ""}
        found.append(RawPassage(**made, language="en", text=" ".join(mixed), date=""))
    return found


def vectors(base: Vectors, count: int) -> Vectors:
    """``base``, then mixes of two of it with noise, of length 1."""
    rng = np.random.default_rng(SEED)
    found = np.empty((count, base.shape[1]), np.float32)
    found[: len(base)] = base[:count]
    for start in range(min(len(base), count), count, 50_000):
        stop = min(start + 50_000, count)
        picks = rng.integers(0, len(base), (2, stop - start))
        mixed = base[picks[0]] + base[picks[1]] + rng.normal(0, 0.02, (stop - start, base.shape[1]))
        found[start:stop] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return found


def build(bundle: Path, out: Path, made: Sequence[RawPassage], made_vectors: Vectors) -> float:
    """The bundle with a raw tier beside; seconds of building the tier."""
    shutil.copytree(bundle, out)
    for old in out.glob("raw.*"):
        old.unlink()
    name = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["encoder"]
    began = time.perf_counter()
    write_raw(out, made, Made(name, made_vectors))
    return time.perf_counter() - began


def serve(bundle: Path, texts: Sequence[str]) -> dict[str, float]:
    """In a process of its own: times of queries, and its memory after them."""
    began = time.perf_counter()
    opened = Bundle(bundle)
    loaded = time.perf_counter() - began
    search = Search(opened, open_encoder(kind_of(opened.manifest["encoder"])))
    tier = opened.raw
    if tier is None:
        raise ValueError(f"{bundle} has no raw tier")
    encoding, curated, ranking = [], [], []
    # No text comes twice: recent vectors are remembered.
    for number, text in enumerate(texts):
        began = time.perf_counter()
        reading = search.read(text)
        read = time.perf_counter()
        vector = search.encoder.encode([reading.encoded], "query")[0]
        encoded = time.perf_counter()
        query = Query(**vars(reading), vector=vector)
        search.search(query)
        found = time.perf_counter()
        tier.search(query.vector, query.terms, query.alternatives)
        ranked = time.perf_counter()
        if number >= WARM_UP:
            encoding.append(encoded - read)
            curated.append(read - began + found - encoded)
            ranking.append(read - began + ranked - encoded)
    # ru_maxrss would keep the peak of the process before exec; the kernel's own count is the present one.
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return {
        "load": loaded * 1e3,
        "encoder": statistics.median(encoding) * 1e3,
        "curated": statistics.median(curated) * 1e3,
        "p50": statistics.median(ranking) * 1e3,
        "p95": sorted(ranking)[int(len(ranking) * 0.95)] * 1e3,
        "memory": resident / 1e6,
    }


def swap(folder: Path, first: Path, second: Path) -> float:
    """Milliseconds from pointing at another bundle until a reader has it open, the median of SWAPS."""
    folder.mkdir()
    make_live(folder, first)
    live = LiveBundle(folder / "live")
    live.get()
    spent = []
    for number in range(SWAPS):
        began = time.perf_counter()
        make_live(folder, (second, first)[number % 2])
        live.get()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1e3


def measure(bundle: Path, real: Sequence[RawPassage], sizes: Sequence[int]) -> list[Row]:
    encoder = open_encoder(kind_of(Bundle(bundle).manifest["encoder"]))
    some = sample(real, ENCODED)
    began = time.perf_counter()
    base = encoder.encode([passage.encoded for passage in some], "passage")
    encoding = (time.perf_counter() - began) / len(some) * 1e3
    opened = Bundle(bundle)
    facts = opened.index.reconstruct_n(0, opened.index.ntotal)
    base = np.concatenate([base, facts])
    texts, rows = queries(WARM_UP + QUERIES), []
    with tempfile.TemporaryDirectory() as scratch:
        for size in sizes:
            out = Path(scratch) / str(size)
            built = build(bundle, out, passages(real, size), vectors(base, size))
            served = _apart(out, texts)
            swapped = swap(Path(scratch) / f"live-{size}", bundle, out)
            rows.append(
                Row(
                    passages=size, build=built / size * 1e3, encoding=encoding, swap=swapped,
                    ratio=served["p50"] / served["encoder"], **served,
                )
            )  # fmt: skip
            shutil.rmtree(out)
    return rows


def _apart(bundle: Path, texts: Sequence[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.search", "--serve", str(bundle)]
    ended = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def table(rows: Sequence[Row]) -> str:
    lines = [
        "| raw passages | encoder ms | curated alone ms | search p50 ms | p95 ms | of the encoder's | memory MB | "
        "write s/1,000 | encode s/1,000 | load ms | swap ms |",
        "|" + "---|" * 11,
    ]
    for row in rows:
        lines.append(
            f"| {row.passages:,} | {row.encoder:.1f} | {row.curated:.1f} | {row.p50:.1f} | {row.p95:.1f} | "
            f"{row.ratio:.2f} | {row.memory:.0f} | {row.build:.2f} | {row.encoding:.0f} | {row.load:.0f} | "
            f"{row.swap:.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="What a query costs as the raw tier grows.")
    parser.add_argument("--kb", type=Path, help="a built bundle; the live one when left out")
    parser.add_argument("--corpus", type=Path, help="JSON lines of real passages, or a folder of them")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--million", action="store_true", help="also 1,000,000: minutes, and 3 GB of disk and memory")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        print(json.dumps(serve(options.serve, json.load(sys.stdin))))
        return
    bundle = (options.kb or from_env().live_bundle).resolve()
    real = read_raw(options.corpus) if options.corpus else _own(Bundle(bundle))
    rows = measure(bundle, real, [*options.sizes, *([MILLION] if options.million else [])])
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    print(f"{len(real)} real passages, {QUERIES} queries, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(table(rows))


def _own(bundle: Bundle) -> list[RawPassage]:
    """Our own facts, in every language they have."""
    return [
        RawPassage(id=f"{p.id}@{form}", document=p.document, title=document, url="", language=form, text=text, date="")
        for document in bundle.documents
        for p in bundle.passages_of(document)
        for form, text in p.texts.items()
    ]


if __name__ == "__main__":
    main()
