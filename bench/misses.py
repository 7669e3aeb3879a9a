"""From which cosine on are two questions one question? Leader clustering over questions whose fact is known.

    .venv/bin/python -m bench.misses [--documents 14]

Two questions written for one fact should share a miss; two for different documents should not.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from actions import likeness
from actions.likeness import Near
from actions.outcomes import Topic
from bot.asking import Asker
from bot.settings import from_env
from knowledge.documents import read_library
from knowledge.language import FORMS
from knowledge.questions import Asked, read_questions

KNOWLEDGE = Path(__file__).resolve().parent.parent / "knowledge"
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def clustered(seen: Sequence[Near], same_document: float) -> list[int]:
    """The number of the cluster of each question, as actions/misses.py puts questions together."""
    likeness.SAME_DOCUMENT = same_document
    leaders: list[Near] = []
    placed = []
    for near in seen:
        best, _ = likeness.nearest(leaders, near)
        if best < 0:
            best = len(leaders)
            leaders.append(near)
        placed.append(best)
    return placed


def judged(asked: Sequence[Asked], placed: Sequence[int]) -> tuple[float, float, float]:
    """(share of same-fact pairs together, share of pairs together that are of one document, questions per cluster)."""
    together: Counter[str] = Counter()
    same_fact = 0
    for (one, a), (other, b) in combinations(zip(asked, placed, strict=True), 2):
        fact = (one.document, one.fact) == (other.document, other.fact)
        same_fact += fact
        if a == b:
            together["all"] += 1
            together["fact"] += fact
            together["document"] += one.document == other.document
    joined = max(together["all"], 1)
    return together["fact"] / max(same_fact, 1), together["document"] / joined, len(asked) / len(set(placed))


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--documents", type=int, default=14, help="how many documents' questions are used")
    wanted = options.parse_args().documents
    search = Asker(from_env().live_bundle).search_index
    # Nobody has written a question for what misses: the documents must be found without.
    search.weights = replace(search.weights, question=0.0)
    documents, _ = read_library(KNOWLEDGE / "documents")
    chosen = {document.id for document in documents[:: max(1, len(documents) // wanted)]}
    by_form: dict[str, list[Asked]] = defaultdict(list)
    for asked in read_questions(KNOWLEDGE / "questions", {document.id: document for document in documents}):
        if asked.document in chosen:
            by_form[asked.form].append(asked)
    look = likeness.look_in(search)
    seen = {form: [look(one.text, form, Topic()) for one in by_form[form]] for form in FORMS}
    print(f"{sum(map(len, by_form.values()))} questions of {len(chosen)} documents; for each form: same-fact pairs")
    print("together, pairs together that are of one document, questions a cluster\n")
    print(f"| from | {' | '.join(FORMS)} |\n|---|{'---|' * len(FORMS)}")
    for alike in THRESHOLDS:
        cells = [judged(by_form[form], clustered(seen[form], alike)) for form in FORMS]
        print(f"| {alike} | {' | '.join(f'{fact:.0%} {one:.0%} {size:.1f}' for fact, one, size in cells)} |")


if __name__ == "__main__":
    main()
