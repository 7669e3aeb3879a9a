"""What the encoder is tuned on, a JSON line a text: the questions of every fact and the fact's own texts.

    python -m bot.tuning_pairs FILE.jsonl

Questions of the calibration set, the golden set and the dev set are never among them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.library import project_inputs
from knowledge.build import vector_rows
from knowledge.inputs import Inputs
from knowledge.whole import write_whole


def rows(inputs: Inputs) -> Iterator[dict[str, str | int]]:
    """``fact``: the number of a fact; ``kind``: question (of ``form``) or fact (its text in ``form``)."""
    for row in vector_rows(inputs):
        if row.kind in ("question", "fact"):
            yield {"fact": row.passage, "kind": row.kind, "form": row.form, "text": row.text}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m bot.tuning_pairs FILE.jsonl", file=sys.stderr)
        return 2
    lines = [json.dumps(row, ensure_ascii=False) for row in rows(project_inputs())]
    write_whole(Path(arguments[0]), ("\n".join(lines) + "\n").encode(), replace=True)
    print(f"{len(lines)} texts")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
