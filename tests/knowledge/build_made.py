"""Builds the made-up bundle in a process of its own: ``python -m tests.knowledge.build_made LIBRARY OUT [CALL]``.

With CALL, says so and waits for ever at the CALL-th time that texts are encoded, to be killed there.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import wordfreq

from knowledge.build import build
from knowledge.encoder import Kind, Vectors
from tests.knowledge import made


class Waits(made.WordEncoder):
    def __init__(self, at: int) -> None:
        super().__init__()
        self.calls, self.at = 0, at

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.calls += 1
        if self.calls == self.at:
            print("waiting", flush=True)
            threading.Event().wait()
        return super().encode(texts, kind)


def main(library: str, out: str, call: str = "0") -> None:
    wordfreq.get_frequency_dict = made.few_hindi_words
    build(made.inputs(Path(library), calibrated=True), Waits(int(call)), Path(out))


if __name__ == "__main__":
    main(*sys.argv[1:])
