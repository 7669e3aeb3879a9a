"""How well unseen messages are understood: python -m nlu.crossval [--form hi-Latn] [--pairs 12]

Trains the intent classifier five times on four fifths of the examples and tries it on the rest. Examples that
are nearly the same stand in one fold, or each would be tested on its own copy and the figure would flatter.
The classifier learns all forms at once, as it does when served; vectors come from the build's cache.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from nlu.checks.duplicates import near_duplicates
from nlu.checks.examples import all_examples
from nlu.checks.overmatch import FOLDS, Verdict, cross_validate
from nlu.checks.project import ProjectError, read_project

ROOT = Path(__file__).resolve().parent.parent
#: Below it a message goes to the knowledge search instead (FallbackClassifier in config.yml).
SURE = 0.25


def measure(root: Path) -> list[Verdict]:
    """A verdict for every example of the forms that are served. Raises ProjectError."""
    from knowledge.encoder import VectorCache, open_encoder

    known = all_examples(read_project(root))
    encoder = VectorCache(root / "build" / "vectors.sqlite", open_encoder(), _progress)
    return cross_validate(known, encoder, groups=near_duplicates([example.text for example in known]))


def lines(verdicts: Sequence[Verdict], pairs: int = 12, forms: Sequence[str] = ()) -> Iterator[str]:
    """A table of the forms, then the most confused intents of each."""
    of_form: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        of_form[verdict.example.form].append(verdict)
    yield f"{FOLDS} folds, near-duplicates together"
    yield f"{'form':8} examples  right  right and sure"
    for form, some in [*of_form.items(), ("all", list(verdicts))]:
        sure = [one for one in some if one.right and one.confidence >= SURE]
        yield f"{form:8} {len(some):8}  {_share([one for one in some if one.right], some)}  {_share(sure, some)}"
    for form in forms or of_form:
        yield f"{form}: meant -> claimed, of how many"
        yield from _confused(of_form[form], pairs)


def _confused(verdicts: Sequence[Verdict], pairs: int) -> Iterator[str]:
    meant_in_all = Counter(verdict.example.intent for verdict in verdicts)
    wrong = Counter((verdict.example.intent, verdict.claimed) for verdict in verdicts if not verdict.right)
    for (meant, claimed), count in wrong.most_common(pairs):
        yield f"  {meant} -> {claimed}: {count} of {meant_in_all[meant]}"


def _share(some: Sequence[Verdict], whole: Sequence[Verdict]) -> str:
    return f"{len(some) / len(whole):.3f}"


def _progress(done: int, total: int) -> None:
    print(f"encoded {done} of {total} new examples", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m nlu.crossval", description="Cross-validate the intents.")
    parser.add_argument("--form", action="append", default=[], help="show the confusions of this form only")
    parser.add_argument("--pairs", type=int, default=12, help="how many confusions of a form to show")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    options = parser.parse_args(arguments)
    try:
        verdicts = measure(options.root)
    except ProjectError as problem:
        print(problem)
        return 1
    for line in lines(verdicts, options.pairs, options.form):
        print(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
