"""Which examples another intent's classifier would claim, by cross-validation of the classifier itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder
from nlu.checks.examples import Example
from nlu.components.intent_model import IntentModel

Places = NDArray[np.intp]
FOLDS = 5
_SEED = 7


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a classifier that never saw the example makes of it."""

    example: Example
    claimed: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.claimed == self.example.intent


def cross_validate(
    examples: Sequence[Example], encoder: Encoder, folds: int = FOLDS, groups: Sequence[int] | None = None
) -> list[Verdict]:
    """One verdict an example, in their order; folds hold every intent of every form in the same share.

    ``groups``: one number an example; those of a number stand in one fold.
    """
    verdicts: dict[int, Verdict] = {}
    for kept, held in _splits(examples, folds, groups):
        model = IntentModel(encoder).fit([examples[i].text for i in kept], [examples[i].intent for i in kept])
        for place, row in zip(held, model.predict([examples[i].text for i in held]), strict=True):
            best = int(row.argmax())
            verdict = Verdict(example=examples[place], claimed=model.classes[best], confidence=float(row[best]))
            verdicts[int(place)] = verdict
    return [verdicts[place] for place in range(len(examples))]


def _splits(examples: Sequence[Example], folds: int, groups: Sequence[int] | None) -> Iterator[tuple[Places, Places]]:
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    strata = [f"{example.form}/{example.intent}" for example in examples]
    splitter = StratifiedKFold if groups is None else StratifiedGroupKFold
    chosen = splitter(folds, shuffle=True, random_state=_SEED)
    splits: Iterator[tuple[Places, Places]] = chosen.split(np.zeros(len(examples)), strata, groups)
    return splits


def report(verdicts: Sequence[Verdict], pairs: int = 25, examples: int = 4) -> Iterator[str]:
    """Lines: accuracy of each form, then the most confused intents with their most confident wrong examples."""
    of_form: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        of_form[verdict.example.form].append(verdict.right)
    yield f"{FOLDS}-fold accuracy:"
    for form, right in [*of_form.items(), ("all", [verdict.right for verdict in verdicts])]:
        yield f"  {form:8} {sum(right) / len(right):.3f} of {len(right)}"
    wrong = sorted((verdict for verdict in verdicts if not verdict.right), key=lambda verdict: -verdict.confidence)
    counts = Counter((verdict.example.intent, verdict.claimed) for verdict in wrong)
    yield "meant -> claimed, how many, the most confident; move an example, or make it clearer:"
    for (meant, claimed), count in counts.most_common(pairs):
        yield f"  {meant} -> {claimed}: {count}"
        alike = [v for v in wrong if (v.example.intent, v.claimed) == (meant, claimed)]
        for verdict in alike[:examples]:
            yield f"      {verdict.confidence:.2f} {verdict.example.form}: {verdict.example.text}"
