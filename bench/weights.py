"""What each part of the search is worth: python -m bench.weights

On the answerable examples of knowledge/calibration (never indexed): right document first / in the first three,
with each weight as it is, at zero and doubled. The baseline is the search as it is, in the same run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from bot.library import KNOWLEDGE
from bot.settings import from_env
from knowledge.bundle import Bundle
from knowledge.encoder import VectorCache, open_encoder
from knowledge.questions import Example, read_examples
from knowledge.search import Query, Search, Weights


def shares(search: Search, examples: Sequence[Example], queries: Sequence[Query]) -> tuple[float, float]:
    first = third = 0
    for example, query in zip(examples, queries, strict=True):
        found = search.search(query).documents
        first += found[0] in example.documents
        third += bool(set(found[:3]) & set(example.documents))
    return first / len(examples), third / len(examples)


def main() -> None:
    settings = from_env()
    encoder = VectorCache(settings.build / "vectors.sqlite", open_encoder())
    search = Search(Bundle(settings.live_bundle), encoder)
    examples = [example for example in read_examples(KNOWLEDGE / "calibration") if example.documents]
    queries = [search.prepare(example.text, example.form) for example in examples]
    as_is = Weights()
    base = shares(search, examples, queries)
    print(f"{len(examples)} questions; as it is: hit@1 {base[0]:.3f}, hit@3 {base[1]:.3f}\n")
    print("| weight | now | hit@1 at zero | hit@1 doubled |\n|---|---|---|---|")
    for part in (field.name for field in fields(Weights) if field.name != "focus"):
        now = getattr(as_is, part)
        changed = []
        for value in (0.0, 2 * now):
            search.weights = replace(as_is, **{part: value})
            changed.append(f"{shares(search, examples, queries)[0]:.3f}")
        print(f"| {part} | {now} | {' | '.join(changed)} |")


if __name__ == "__main__":
    main()
